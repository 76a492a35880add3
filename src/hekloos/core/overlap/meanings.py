"""What a word or phrase may mean, and which forms are one word."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from hekloos.core.overlap.memory import WORDS
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.verbs import as_infinitive

BUCKET = 3  # words that differ in their first letters are no forms of each other
IN_PHRASE = 0.5  # a word of a phrase says less by itself
EVERYWHERE: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """One concept that a word may mean, how surely, and in which sectors only (none named: everywhere)."""

    concept: str
    weight: float
    sectors: frozenset[str]


class Spot(NamedTuple):
    """A word or phrase of a text with what it may mean; a word that nobody knows has no readings."""

    words: str
    readings: tuple[Reading, ...]

    @property
    def within_phrase(self) -> "Spot":
        """The same word where it is part of a phrase."""
        return Spot(self.words, tuple(r._replace(weight=IN_PHRASE * r.weight) for r in self.readings))

    @property
    def understood(self) -> "Spot":
        """A word that the lexicon does not know stands for itself, so that the same word on both sides still counts."""
        return self if self.readings else Spot(self.words, (Reading(f"={stem(self.words)}", 1.0, EVERYWHERE),))


def note(found: dict[str, frozenset[str]], concept: str, sectors: frozenset[str]) -> None:
    """A word that stands twice under a concept means it in both sets of sectors; none named is everywhere."""
    known = found.get(concept)
    found[concept] = sectors if known is None else (known | sectors if known and sectors else EVERYWHERE)


def surely(concepts: Iterable[tuple[str, frozenset[str]]]) -> tuple[Reading, ...]:
    """Readings of concepts, with the sectors where they are meant."""
    return tuple(Reading(concept, 1.0, sectors) for concept, sectors in concepts)


@lru_cache(maxsize=WORDS)
def roots(word: str) -> tuple[str, ...]:
    """Of the words that this may be a form of."""
    first = root(word)
    return tuple({first: None, stem(word[:-1]): None}) if word.endswith("t") else (first,)


@lru_cache(maxsize=WORDS)
def root(word: str) -> str:
    return stem(as_infinitive(word))
