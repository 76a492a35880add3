"""What an item is about, in concepts: those of its text, of its detail, and of what stands above it.

A word with several meanings is read by the field of its item: "leiding" is pipework in an installation and
leadership in an office. The field follows from the words that have one meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from hekloos.core.overlap.dutch import tokens
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.lexicon import Lexicon
from hekloos.core.overlap.meanings import Spot
from hekloos.core.overlap.texts import PARTS, ItemTexts

Bag = Mapping[str, float]
"""How surely each concept is meant, 0 to 1."""

GENERIC = 0.08  # what a concept without content of its own weighs, beside one with content
CONTEXT_FIELD = 0.5  # what stands above an item says half as much about its field as its own text
OF_FIELD = 0.12  # share from which a sector belongs to the field of an item
DOUBTFUL = 0.5  # weight of a meaning from another field, when a word has no better one
UNKNOWN_RARITY = 0.7  # of a concept that a lab added itself, and of a word that nobody knows
SPREAD = 0.7  # a concept of many sectors says less of each


@dataclass(frozen=True, slots=True)
class ConceptBags:
    """Concepts of one item, by where it says them. `field` is how much each sector speaks from it."""

    own: Bag
    detail: Bag
    context: Bag
    field: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ItemConcepts:
    """The same, with for explanations the words of each concept as they stand in the item's own text and detail."""

    own: Bag
    detail: Bag
    context: Bag
    heard: Mapping[str, str]
    heard_in_detail: Mapping[str, str]


class Field(NamedTuple):
    """How much each sector speaks (`told`) from words that mean the same everywhere, and whether there are words that
    have to be read by their field (`needed`)."""

    told: Mapping[str, float]
    needed: bool


@dataclass(frozen=True)
class ConceptReader:
    """Reads items with a lexicon; `rarity` is how telling each concept is, 0 to 1."""

    lexicon: Lexicon
    kinship: Kinship
    rarity: Mapping[str, float]

    def weight(self, concept: str) -> float:
        found = self.lexicon.concepts.get(concept)
        share = GENERIC if found is not None and found.is_generic else 1.0
        return self.rarity.get(concept, UNKNOWN_RARITY) * share

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """All sectors that a concept may belong to."""
        return tuple(sorted({sector for concept in self.lexicon.concepts.values() for sector in concept.sectors}))

    def bags(self, item: ItemTexts) -> ConceptBags:
        return self._bags(*(self.spots(item.of_part(part)) for part in PARTS))

    def read(self, item: ItemTexts) -> ItemConcepts:
        own, detail, context = (self.spots(item.of_part(part)) for part in PARTS)
        bags = self._bags(own, detail, context)
        return ItemConcepts(
            own=bags.own,
            detail=bags.detail,
            context=bags.context,
            heard=_heard(own, bags.own),
            heard_in_detail=_heard(detail, bags.detail),
        )

    def spots(self, texts: Sequence[str]) -> tuple[Spot, ...]:
        """The words and phrases of these texts in order; one that the lexicon does not know stands for itself."""
        return tuple(spot.understood for text in texts for spot in self.lexicon.spots(tokens(text)))

    def field(self, spots: Sequence[Spot]) -> Field:
        told: dict[str, float] = {}
        telling, needed = self._telling, False
        for _words, readings in spots:
            for concept, _weight, sectors in readings:
                if sectors:
                    needed = True
                    continue
                for sector, much in telling.get(concept, ()):
                    told[sector] = told.get(sector, 0.0) + much / len(readings)
        return Field(told, needed)

    @cached_property
    def _telling(self) -> Mapping[str, Sequence[tuple[str, float]]]:
        """The sectors that a concept belongs to, with how much it tells of each."""
        return {
            name: [(sector, self.weight(name) / len(concept.sectors) ** SPREAD) for sector in sorted(concept.sectors)]
            for name, concept in self.lexicon.concepts.items()
            if concept.sectors
        }

    def _bags(self, own: Sequence[Spot], detail: Sequence[Spot], context: Sequence[Spot]) -> ConceptBags:
        field = dict(self.field([*own, *detail]).told)
        for sector, told in self.field(context).told.items():
            field[sector] = field.get(sector, 0.0) + CONTEXT_FIELD * told
        total = sum(field.values())
        sectors = frozenset(sector for sector, share in field.items() if share > OF_FIELD * total)
        return ConceptBags(bag(own, sectors), bag(detail, sectors), bag(context, sectors), field)

    def with_all_above(self, bag: Bag) -> dict[str, float]:
        """The bag with every concept that one of its concepts is a kind or a part of, weaker with the distance."""
        found: dict[str, float] = {}
        for concept, weight in bag.items():
            for upper, closeness in self.kinship.above(concept).items():
                found[upper] = max(found.get(upper, 0.0), weight * closeness)
        return found


def bag(spots: Sequence[Spot], sectors: frozenset[str]) -> dict[str, float]:
    """What these words mean in an item of these sectors."""
    found: dict[str, float] = {}
    for spot in spots:
        fitting = [reading for reading in spot.readings if not reading.sectors or reading.sectors & sectors]
        share = 1.0 if fitting else DOUBTFUL
        for concept, weight, _sectors in fitting or spot.readings:
            if share * weight > found.get(concept, 0.0):
                found[concept] = share * weight
    return found


def _heard(spots: Sequence[Spot], bag: Bag) -> dict[str, str]:
    """The words of each concept of the bag as a reader finds them, verbs as infinitives."""
    heard: dict[str, str] = {}
    for spot in spots:
        for reading in spot.readings:
            if reading.concept in bag:
                heard.setdefault(reading.concept, spot.words)
    return heard
