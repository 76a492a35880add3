"""Phrases that are found by their roots, beside a search through all of them."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.overlap.lexicon_file import Concept
from hekloos.core.overlap.meanings import root, roots
from hekloos.core.overlap.phrases import LONGEST_PHRASE, Phrases
from hekloos.core.overlap.stopwords import stopwords

TEXT = "plan van aanpak lap gasten gast ontvangen ontvangt ramen raam lappen lapt stap voor plannen"
WORD = st.sampled_from(TEXT.split())
PHRASE = st.lists(WORD, min_size=2, max_size=LONGEST_PHRASE).map(" ".join)
CONCEPTS = st.dictionaries(st.sampled_from("abc"), st.lists(PHRASE, min_size=1, max_size=4))


def concepts_of(phrases: dict[str, list[str]]) -> list[Concept]:
    return [
        Concept(name=name, kind="topic", words=tuple((phrase, frozenset()) for phrase in each))
        for name, each in phrases.items()
    ]


def is_said(phrase: list[str], here: list[str]) -> bool:
    """Slow: in any order, unless small words hold it together."""
    orders = [tuple(phrase)] if any(part in stopwords() for part in phrase) else list(permutations(phrase))
    return any(
        all(part[:3] == word[:3] and root(part) in roots(word) for part, word in zip(order, here, strict=True))
        for order in orders
    )


@given(CONCEPTS, st.lists(WORD, min_size=1, max_size=6))
def test_the_longest_phrase_is_found_with_all_that_it_means(phrases: dict[str, list[str]], said: list[str]) -> None:
    slow: tuple[int, set[str]] | None = None
    for length in range(2, min(len(said), LONGEST_PHRASE) + 1):
        meant = {
            name
            for name, each in phrases.items()
            if any(len(p.split()) == length and is_said(p.split(), said[:length]) for p in each)
        }
        slow = (length, meant) if meant else slow
    found = Phrases(concepts_of(phrases)).at_start(said)
    assert (found and (found[0], {reading.concept for reading in found[1]})) == slow


@given(CONCEPTS, WORD, WORD)
def test_only_words_of_one_phrase_stand_together(phrases: dict[str, list[str]], one: str, other: str) -> None:
    together = any(
        root(first) in roots(one) and root(second) in roots(other)
        for each in phrases.values()
        for phrase in each
        for first, second in permutations(phrase.split(), 2)
    )
    assert Phrases(concepts_of(phrases)).stand_together(one, other) == together
