"""Phrases of the lexicon in a text: in any order and inflection, or as they stand when small words hold them together.

There are many phrases and most places begin none, so what is cheap is asked first: whether two words stand together in
any of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import permutations, product

from hekloos.core.overlap.lexicon_file import Concept
from hekloos.core.overlap.meanings import BUCKET, Reading, note, root, roots, surely
from hekloos.core.overlap.stopwords import stopwords

LONGEST_PHRASE = 4
Phrase = tuple[str, ...]


class Phrases:
    """The phrases of these concepts, with what they mean."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        gathered: dict[Phrase, dict[str, frozenset[str]]] = defaultdict(dict)
        for concept in concepts:
            for word, sectors in concept.words:
                if " " in word:
                    note(gathered[tuple(word.split())], concept.name, sectors)
        self._by_roots: dict[Phrase, list[tuple[Phrase, tuple[Reading, ...]]]] = defaultdict(list)
        for phrase, meanings in gathered.items():
            self._by_roots[tuple(sorted(map(root, phrase)))].append((phrase, surely(meanings.items())))

    def at_start(self, words: Sequence[str]) -> tuple[int, tuple[Reading, ...]] | None:
        """The longest phrase that these words begin with: how many of them it has, and what it means."""
        longest = 1
        while longest < min(len(words), LONGEST_PHRASE) and self.stand_together(words[0], words[longest]):
            longest += 1
        for length in range(longest, 1, -1):
            by_concept = {reading.concept: reading for reading in self._meant_by(words[:length])}
            if by_concept:
                return length, tuple(by_concept.values())
        return None

    def stand_together(self, one: str, other: str) -> bool:
        """Is there a phrase with both of these words, whatever else it has?"""
        for name in roots(one):
            beside = self._beside.get(name)
            if beside and not beside.isdisjoint(roots(other)):
                return True
        return False

    @cached_property
    def _beside(self) -> Mapping[str, set[str]]:
        """By the root of a word: those of the words that stand with it in a phrase."""
        found: dict[str, set[str]] = defaultdict(set)
        for of_phrase in self._by_roots:
            for one, other in permutations(of_phrase, 2):
                found[one].add(other)
        return dict(found)

    def _meant_by(self, words: Sequence[str]) -> Iterator[Reading]:
        for of_phrase in {tuple(sorted(chosen)): None for chosen in product(*map(roots, words))}:
            for phrase, readings in self._by_roots.get(of_phrase, ()):
                if _is_phrase(phrase, words):
                    yield from readings


def _is_phrase(phrase: Sequence[str], here: Sequence[str]) -> bool:
    """The same words, inflections aside: in any order ("gasten ontvangen", "ontvangt gasten"), but as they stand
    when words without content hold them together ("plan van aanpak")."""
    if len(phrase) != len(here):
        return False
    is_bound = any(part in stopwords() for part in phrase)
    orders = [here] if is_bound else permutations(here)
    return any(all(map(_same_word, phrase, order)) for order in orders)


def _same_word(part: str, word: str) -> bool:
    return part[:BUCKET] == word[:BUCKET] and root(part) in roots(word)
