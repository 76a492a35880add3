"""The words of the field: which words mean the same, and which thing is a kind or a part of which.

A *concept* is what two teachers would call the same thing; its words are synonyms, inflections and short
phrases. It may be a kind of a broader concept ("hamer" of "handgereedschap") and may belong to a wider activity
or subject as a step, tool or topic ("verpakken" belongs to "magazijnwerk"). The files in data/lexicon are tables
for people to read and correct; `make lint` guards them. A lab adds words of its own with `Lexicon.extended`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import permutations, product
from typing import NamedTuple

from hekloos.core.overlap.lexicon_file import Concept, read_concepts
from hekloos.core.overlap.memory import WORDS, remembered
from hekloos.core.overlap.stems import LONGEST_WORD, stem
from hekloos.core.overlap.stopwords import stopwords
from hekloos.core.overlap.verbs import as_infinitive

BUCKET = 3  # words that differ in their first letters are no forms of each other
LONGEST_PHRASE = 4
MOST_MEANINGS = 20  # of a word that a lab adds
ARTICLES = frozenset({"de", "het", "een"})  # "ontvangt de gasten" is "gasten ontvangen"
IN_PHRASE = 0.5  # a word of a phrase says less by itself
IN_COMPOUND = 0.9  # a compound is its parts, nearly
SHORTEST_PART = 3
BINDINGS = ("", "s", "en", "e", "-", "n")
EVERYWHERE: frozenset[str] = frozenset()


Phrase = tuple[str, ...]


class Reading(NamedTuple):
    """One concept that a word may mean, how surely, and in which sectors only (none named: everywhere)."""

    concept: str
    weight: float
    sectors: frozenset[str]


class Spot(NamedTuple):
    """A word or phrase of a text with what it may mean; a word that nobody knows has no readings."""

    words: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Lexicon:
    """Concepts by name. Look-ups are remembered, since programmes repeat their words."""

    concepts: Mapping[str, Concept]

    def spots(self, tokens: Sequence[str]) -> Iterator[Spot]:
        """The words and phrases of a text in order; words without content are passed over.

        The words of a phrase are read by themselves too, for less, since the other text may have only one of them.
        """
        said = [word for word in tokens if word not in ARTICLES]
        letters = [word[:BUCKET] for word in said]
        empty, end = stopwords(), 0  # of the last phrase
        for place, word in enumerate(said):
            longest = self._longest(letters, place) if place >= end else 1
            phrase = self._phrase_at(said, letters, place, longest) if longest > 1 else None
            if phrase is not None:
                end = place + phrase[0]
                yield Spot(" ".join(said[place:end]), phrase[1])
            if len(word) < 2 or word in empty:
                continue
            readings = self.readings(word)
            if place < end:
                readings = tuple(reading._replace(weight=IN_PHRASE * reading.weight) for reading in readings)
            yield Spot(word, readings)

    def readings(self, word: str) -> tuple[Reading, ...]:
        """What a single word may mean: as listed, by its stem, or by the parts of a compound."""
        found = self._read.get(word)  # mostly it is there, and this is asked of every word
        return found if found is not None else remembered(self._read, word, self._first_reading)

    def _first_reading(self, word: str) -> tuple[Reading, ...]:
        return self._plain(word) or self._compound(word)

    def extended(self, equal: Iterable[tuple[str, str]]) -> "Lexicon":
        """With words of a lab's own: each is said to mean what another word, phrase or concept means.

        When nobody knows the other either, the two become a concept of their own.
        """
        concepts = dict(self.concepts)
        added: dict[str, tuple[str, ...]] = {}
        for own, other in equal:
            word = " ".join(part for part in own.split() if part not in ARTICLES) or own
            known = (other,) if other in concepts else tuple(reading.concept for reading in self.readings_of(other))
            names = added.get(other) or known or (other,)
            names = added[word] = tuple(dict.fromkeys((*added.get(word, ()), *names)))[:MOST_MEANINGS]
            for name in names:
                concept = concepts.get(name) or Concept(name=name, kind="topic", words=((other, EVERYWHERE),))
                concepts[name] = replace(concept, words=(*concept.words, (word, EVERYWHERE)))
        return Lexicon(concepts)

    def says_nothing(self, word: str) -> bool:
        """Is it known as a word without content of its own, such as "uitvoeren"?"""
        readings = self.readings(word)
        return bool(readings) and all(self.concepts[reading.concept].is_generic for reading in readings)

    def readings_of(self, text: str) -> tuple[Reading, ...]:
        """What a word or a whole phrase may mean."""
        tokens = [word for word in text.split() if word not in ARTICLES]
        if len(tokens) == 1:
            return self.readings(tokens[0])
        phrase = self._phrase_at(tokens, [word[:BUCKET] for word in tokens], 0, min(LONGEST_PHRASE, len(tokens)))
        return phrase[1] if phrase is not None and phrase[0] == len(tokens) else ()

    def _plain(self, word: str) -> tuple[Reading, ...]:
        found = self._forms.get(word)
        if found is None:
            bucket = self._bucket(word[:BUCKET])
            found = bucket.get(_root(word)) or self._of_verb(bucket, word)
        return tuple(Reading(concept, 1.0, sectors) for concept, sectors in found.items())

    def _of_verb(self, bucket: Mapping[str, Mapping[str, frozenset[str]]], word: str) -> Mapping[str, frozenset[str]]:
        """ "dweilt" is a form of "dweilen", when that stands for an activity."""
        found = bucket.get(stem(word[:-1]), {}) if word.endswith("t") else {}
        return {name: sectors for name, sectors in found.items() if self.concepts[name].is_action}

    def _compound(self, word: str) -> tuple[Reading, ...]:
        """The readings of both parts; of several ways to split the one with the longest last part."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1 if len(word) <= LONGEST_WORD else 0):
            last = self._plain(word[cut:])
            if not last:
                continue
            for binding in BINDINGS:
                first = word[: cut - len(binding)] if word[:cut].endswith(binding) else ""
                found = self._plain(first) if len(first) >= SHORTEST_PART else ()
                if found:
                    both = {reading.concept: reading._replace(weight=IN_COMPOUND) for reading in (*found, *last)}
                    return tuple(both.values())
        return ()

    def _longest(self, letters: Sequence[str], place: int) -> int:
        """How many words a phrase that begins here may have, by first letters; 1 means none, and mostly it is."""
        beside = self._beside.get(letters[place], ())
        end = place + 1
        while end < min(len(letters), place + LONGEST_PHRASE) and letters[end] in beside:
            end += 1
        return end - place

    def _phrase_at(
        self, words: Sequence[str], letters: Sequence[str], place: int, longest: int
    ) -> tuple[int, tuple[Reading, ...]] | None:
        """The longest phrase that begins here: how many words, and what it means. `letters` begin the words."""
        for length in range(longest, 1, -1):
            first = tuple(sorted(letters[place : place + length]))
            if first in self._phrases:
                here = words[place : place + length]
                alike = [found for phrase, found in self._alike(first, here) if _is_phrase(phrase, here)]
                if alike:
                    by_concept = {reading.concept: reading for found in alike for reading in found}
                    return length, tuple(by_concept.values())
        return None

    def _alike(self, letters: Phrase, words: Sequence[str]) -> Iterator[tuple[Phrase, tuple[Reading, ...]]]:
        """Phrases whose words have the same roots as these, in any order."""
        if letters not in self._rooted:
            found: dict[Phrase, list[tuple[Phrase, tuple[Reading, ...]]]] = defaultdict(list)
            for phrase, readings in self._phrases[letters]:
                found[tuple(sorted(map(_root, phrase)))].append((phrase, readings))
            self._rooted[letters] = found
        rooted = self._rooted[letters]
        for roots in {tuple(sorted(roots)): None for roots in product(*map(_roots, words))}:
            yield from rooted.get(roots, ())

    def _bucket(self, letters: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Readings by stem, of the words that begin with these letters; stems are made when they are asked for."""
        if letters not in self._stemmed:
            found: dict[str, dict[str, frozenset[str]]] = {}
            for form in self._by_letters.get(letters, ()):
                for concept, sectors in self._forms[form].items():
                    _note(found.setdefault(_root(form), {}), concept, sectors)
            self._stemmed[letters] = found
        return self._stemmed[letters]

    @cached_property
    def _forms(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Single words: the concepts they stand for, with the sectors where."""
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for concept in self.concepts.values():
            for word, sectors in concept.words:
                if " " not in word:
                    _note(found[word], concept.name, sectors)
        return found

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for form in self._forms:
            found[form[:BUCKET]].append(form)
        return found

    @cached_property
    def _phrases(self) -> Mapping[Phrase, Sequence[tuple[Phrase, tuple[Reading, ...]]]]:
        """Phrases by the first letters of their words, so that few have to be looked at."""
        gathered: dict[tuple[str, ...], dict[str, frozenset[str]]] = defaultdict(dict)
        for concept in self.concepts.values():
            for word, sectors in concept.words:
                if " " in word:
                    _note(gathered[tuple(word.split())], concept.name, sectors)
        found: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[Reading, ...]]]] = defaultdict(list)
        for phrase, concepts in gathered.items():
            readings = tuple(Reading(name, 1.0, sectors) for name, sectors in concepts.items())
            found[tuple(sorted(word[:BUCKET] for word in phrase))].append((phrase, readings))
        return found

    @cached_property
    def _stemmed(self) -> dict[str, Mapping[str, Mapping[str, frozenset[str]]]]:
        return {}

    @cached_property
    def _beside(self) -> Mapping[str, set[str]]:
        """By the first letters of a word: those of the words that stand with it in a phrase."""
        found: dict[str, set[str]] = defaultdict(set)
        for letters in self._phrases:
            for one, other in permutations(letters, 2):
                found[one].add(other)
        return found

    @cached_property
    def _rooted(self) -> dict[Phrase, dict[Phrase, list[tuple[Phrase, tuple[Reading, ...]]]]]:
        """Phrases by the roots of their words, of those with the same first letters."""
        return {}

    @cached_property
    def _read(self) -> dict[str, tuple[Reading, ...]]:
        return {}


def _note(found: dict[str, frozenset[str]], concept: str, sectors: frozenset[str]) -> None:
    """A word that stands twice under a concept means it in both sets of sectors; none named is everywhere."""
    known = found.get(concept)
    found[concept] = sectors if known is None else (known | sectors if known and sectors else EVERYWHERE)


def _is_phrase(phrase: Sequence[str], here: Sequence[str]) -> bool:
    """The same words, inflections aside: in any order ("gasten ontvangen", "ontvangt gasten"), but as they stand
    when words without content hold them together ("plan van aanpak")."""
    if len(phrase) != len(here):
        return False
    if any(part in stopwords() for part in phrase):
        return all(_same_word(part, word) for part, word in zip(phrase, here, strict=True))
    left = list(here)
    for part in phrase:
        twin = next((word for word in left if _same_word(part, word)), None)
        if twin is None:
            return False
        left.remove(twin)
    return True


def _same_word(part: str, word: str) -> bool:
    if part[:BUCKET] != word[:BUCKET]:
        return False
    return _root(part) in _roots(word)


@lru_cache(maxsize=WORDS)
def _roots(word: str) -> tuple[str, ...]:
    """Of the words that this may be a form of."""
    root = _root(word)
    return tuple({root: None, stem(word[:-1]): None}) if word.endswith("t") else (root,)


@lru_cache(maxsize=WORDS)
def _root(word: str) -> str:
    return stem(as_infinitive(word))


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with Hekloos."""
    folder = resources.files("hekloos.core.overlap").joinpath("data", "lexicon")
    tables = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".tsv")), key=lambda entry: entry.name)
    return Lexicon({concept.name: concept for table in tables for concept in read_concepts(table.read_text("utf-8"))})
