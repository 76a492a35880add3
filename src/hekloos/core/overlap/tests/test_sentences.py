"""Sentences in tables, beside each sentence by itself."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.overlap.dutch import tokens, words
from hekloos.core.overlap.lexicon import shipped_lexicon
from hekloos.core.overlap.meanings import Spot
from hekloos.core.overlap.sentences import Sentences

TEXT = (
    "de een plan van aanpak neemt de bestelling op ontvangt gasten ontvangen leiding geven aan lapt ramen met water en "
    "frutsels leidingwerk onderhoudt stap voor stap x"
)
WORDS = st.sampled_from(TEXT.split())
SENTENCES = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=5)


@given(SENTENCES)
def test_a_sentence_in_a_table_has_the_spots_that_it_has_by_itself(sentences: list[str]) -> None:
    lexicon = shipped_lexicon()
    found = Sentences(lexicon, sentences)
    for sentence, row in zip(sentences, found.in_each([[sentence] for sentence in sentences]), strict=True):
        spotted = row @ found.spotted
        together: Counter[Spot] = Counter()  # a word that nobody knows is the same spot within a phrase
        for at, many in zip(spotted.indices, spotted.data, strict=True):
            together[found.spots[at]] += int(many)
        assert together == Counter(spot.understood for spot in lexicon.spots(tokens(sentence)))
        content = row @ found.content
        assert Counter(
            {found.words[at]: int(n) for at, n in zip(content.indices, content.data, strict=True)}
        ) == Counter(words(sentence))


@given(SENTENCES)
def test_no_sentence_stands_there_twice_and_every_spot_is_somewhere(sentences: list[str]) -> None:
    found = Sentences(shipped_lexicon(), [*sentences, *sentences])
    assert found.content.shape[0] == len(set(sentences))
    assert (np.diff(found.spotted.tocsc().indptr) > 0).all()


def test_a_text_has_each_of_its_sentences_as_often_as_it_says_it() -> None:
    found = Sentences(shipped_lexicon(), ["ramen lappen", "gasten ontvangen"])
    texts = [["gasten ontvangen"], [], ["ramen lappen", "gasten ontvangen", "ramen lappen"]]
    assert found.in_each(texts).toarray().tolist() == [[0, 1], [0, 0], [2, 1]]
