"""Many sentences as tables of the words and spots in them.

Programmes repeat their words, so what is known of a word is looked up once, and the rest is arithmetic. `Lexicon.spots`
finds the same in one sentence.
Shapes: s sentences, t words in all of them together (no articles), w words that differ, p spots that differ, n texts.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, compress

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Bools, Ints
from hekloos.core.overlap.dutch import content_words, tokens
from hekloos.core.overlap.lexicon import ARTICLES, Lexicon
from hekloos.core.overlap.meanings import Spot
from hekloos.core.overlap.phrases import LONGEST_PHRASE
from hekloos.core.overlap.sparse_rows import Names, counted


class Sentences:
    """Sentences that differ. `words` (w,) are those that carry meaning; `content` (s, w) is how often each sentence has
    each of them. `spots` (p,) are words and phrases by what they may mean, a word within a phrase apart; `spotted`
    (s, p) is how often each sentence has each of them."""

    def __init__(self, lexicon: Lexicon, sentences: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._number = {sentence: number for number, sentence in enumerate(dict.fromkeys(sentences))}
        said, names = list(map(tokens, self._number)), Names()
        many = np.array(list(map(len, said)), dtype=np.int64)
        word = names.numbers(chain.from_iterable(said), many.sum())
        self._said = tuple(names.number)
        kept = ~self._are(ARTICLES)[word]
        self._word = word[kept]  # (t,)
        self._sentence = np.repeat(np.arange(len(said)), many)[kept]  # (t,) ascending
        with_meaning = self._are(set(content_words(self._said)))
        self._carries = with_meaning[self._word]  # (t,)
        self.words = tuple(compress(self._said, with_meaning))
        column = np.cumsum(with_meaning) - 1
        rows, columns = self._sentence[self._carries], column[self._word[self._carries]]
        self.content = self._table(rows, columns, len(self.words))
        self.spots, self.spotted = self._find_spots()

    def in_each(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """How often each of these texts has each sentence; (n, s)."""
        many = np.array(list(map(len, texts)), dtype=np.int64)
        columns = np.fromiter(map(self._number.__getitem__, chain.from_iterable(texts)), np.int64, many.sum())
        return counted(np.repeat(np.arange(len(texts)), many), columns, (len(texts), len(self._number)))

    def _find_spots(self) -> tuple[tuple[Spot, ...], sparse.csr_matrix]:
        phrases, starts, within = self._find_phrases()
        width, carries = len(self._said), self._carries
        kinds, alone = np.unique(self._word[carries] + width * within[carries], return_inverse=True)
        words = [self._word_alone(kind % width, within=kind >= width) for kind in kinds.tolist()]
        number: dict[Spot, int] = {}
        at = np.array([number.setdefault(spot, len(number)) for spot in (*words, *phrases)], dtype=np.int64)
        rows = np.concatenate([self._sentence[carries], self._sentence[starts]])
        columns = np.concatenate([at[: len(words)][alone.ravel()], at[len(words) :]])
        return tuple(number), self._table(rows, columns, len(number))

    def _find_phrases(self) -> tuple[list[Spot], Ints, Ints]:
        """The phrases in order, where each begins (among t words), and which words are within one (t,)."""
        words, find = [self._said[number] for number in self._word.tolist()], self._lexicon.phrases.at_start
        phrases: list[Spot] = []
        starts: list[int] = []
        within, end = np.zeros(len(words), dtype=np.int64), 0  # of the last phrase
        may_begin = self._may_begin()
        last = np.searchsorted(self._sentence, self._sentence[may_begin], side="right")
        for place, beyond in zip(may_begin.tolist(), last.tolist(), strict=True):
            found = find(words[place : min(place + LONGEST_PHRASE, beyond)]) if place >= end else None
            if found is not None:
                end = place + found[0]
                within[place:end] = 1
                starts.append(place)
                phrases.append(Spot(" ".join(words[place:end]), found[1]))
        return phrases, np.array(starts, dtype=np.int64), within

    def _may_begin(self) -> Ints:
        """Places where a word and the next one stand together in some phrase."""
        first, second, width = self._word[:-1], self._word[1:], len(self._said)
        pairs, which = np.unique(first * width + second, return_inverse=True)
        together = self._lexicon.phrases.stand_together
        fits = [together(self._said[pair // width], self._said[pair % width]) for pair in pairs.tolist()]
        in_one = self._sentence[:-1] == self._sentence[1:]
        places: Ints = np.flatnonzero(in_one & np.array(fits, dtype=bool)[which.ravel()])
        return places

    def _word_alone(self, number: int, *, within: bool) -> Spot:
        spot = Spot(self._said[number], self._lexicon.readings(self._said[number]))
        return (spot.within_phrase if within else spot).understood

    def _are(self, chosen: Collection[str]) -> Bools:
        """Which of all words that are said are among these."""
        return np.array([word in chosen for word in self._said], dtype=bool)

    def _table(self, sentences: Ints, columns: Ints, width: int) -> sparse.csr_matrix:
        return counted(sentences, columns, (len(self._number), width))
