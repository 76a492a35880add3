"""The words of the field: which words mean the same, and which thing is a kind or a part of which.

A *concept* is what two teachers would call the same thing; its words are synonyms, inflections and short
phrases. It may be a kind of a broader concept ("hamer" of "handgereedschap") and may belong to a wider activity
or subject as a step, tool or topic ("verpakken" belongs to "magazijnwerk"). The files in data/lexicon are tables
for people to read and correct; `make lint` guards them. A lab adds words of its own with `Lexicon.extended`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources

from hekloos.core.overlap.dutch import tokens
from hekloos.core.overlap.lexicon_file import Concept, read_concepts
from hekloos.core.overlap.meanings import BUCKET, EVERYWHERE, Reading, Spot, note, root, surely
from hekloos.core.overlap.memory import remembered
from hekloos.core.overlap.phrases import LONGEST_PHRASE, Phrases
from hekloos.core.overlap.stems import LONGEST_WORD, stem
from hekloos.core.overlap.stopwords import stopwords

MOST_MEANINGS = 20  # of a word that a lab adds
IN_COMPOUND = 0.9  # a compound is its parts, nearly
SHORTEST_PART = 3
ARTICLES = frozenset({"de", "het", "een"})  # "ontvangt de gasten" is "gasten ontvangen"
BINDINGS = ("", "s", "en", "e", "-", "n")


@dataclass(frozen=True)
class Lexicon:
    """Concepts by name. Look-ups are remembered, since programmes repeat their words."""

    concepts: Mapping[str, Concept]

    def spots(self, tokens: Sequence[str]) -> Iterator[Spot]:
        """The words and phrases of a text in order; words without content are passed over.

        The words of a phrase are read by themselves too, for less, since the other text may have only one of them.
        """
        said = [word for word in tokens if word not in ARTICLES]
        empty, end = stopwords(), 0  # of the last phrase
        for place, word in enumerate(said):
            phrase = self.phrases.at_start(said[place : place + LONGEST_PHRASE]) if place >= end else None
            if phrase is not None:
                end = place + phrase[0]
                yield Spot(" ".join(said[place:end]), phrase[1])
            if len(word) < 2 or word in empty:
                continue
            spot = Spot(word, self.readings(word))
            yield spot.within_phrase if place < end else spot

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
            word = _as_in_texts(own)
            known = (other,) if other in concepts else tuple(reading.concept for reading in self.readings_of(other))
            names = added.get(_as_in_texts(other)) or known or (other,)
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
        return self._meant_by(text) or self._meant_by(_as_in_texts(text))

    def _meant_by(self, text: str) -> tuple[Reading, ...]:
        words = [word for word in text.split() if word not in ARTICLES]
        if len(words) == 1:
            return self.readings(words[0])
        phrase = self.phrases.at_start(words) if words else None
        return phrase[1] if phrase is not None and phrase[0] == len(words) else ()

    def _plain(self, word: str) -> tuple[Reading, ...]:
        found = self._forms.get(word)
        if found is None:
            bucket = self._bucket(word[:BUCKET])
            found = bucket.get(root(word)) or self._of_verb(bucket, word)
        return surely(found.items())

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

    def _bucket(self, letters: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Readings by stem, of the words that begin with these letters; stems are made when they are asked for."""
        if letters not in self._stemmed:
            found: dict[str, dict[str, frozenset[str]]] = {}
            for form in self._by_letters.get(letters, ()):
                for concept, sectors in self._forms[form].items():
                    note(found.setdefault(root(form), {}), concept, sectors)
            self._stemmed[letters] = found
        return self._stemmed[letters]

    @cached_property
    def _forms(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Single words: the concepts they stand for, with the sectors where."""
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for concept in self.concepts.values():
            for word, sectors in concept.words:
                if " " not in word:
                    note(found[word], concept.name, sectors)
        return found

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for form in self._forms:
            found[form[:BUCKET]].append(form)
        return found

    @cached_property
    def phrases(self) -> Phrases:
        return Phrases(self.concepts.values())

    @cached_property
    def _stemmed(self) -> dict[str, Mapping[str, Mapping[str, frozenset[str]]]]:
        return {}

    @cached_property
    def _read(self) -> dict[str, tuple[Reading, ...]]:
        return {}


def _as_in_texts(own: str) -> str:
    """The words that `tokens` makes of it: "m2" stands in texts as "m 2", and "ontvangt" as "ontvangen"."""
    return " ".join(word for word in tokens(own) if word not in ARTICLES) or own


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with Hekloos."""
    folder = resources.files("hekloos.core.overlap").joinpath("data", "lexicon")
    tables = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".tsv")), key=lambda entry: entry.name)
    return Lexicon({concept.name: concept for table in tables for concept in read_concepts(table.read_text("utf-8"))})
