"""Both programmes as matrices, from which everything about a pair is measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Ints, SmallFloats
from hekloos.core.overlap.columns import Columns
from hekloos.core.overlap.concept_vectors import ConceptSide, vectorise_concepts
from hekloos.core.overlap.concepts import ItemConcepts
from hekloos.core.overlap.encoder import text_features
from hekloos.core.overlap.knowledge import Knowledge
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.texts import (
    ItemStems,
    ItemTexts,
    ItemWords,
    build_splitter,
    item_stems,
    item_words,
)


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One item as it was understood: its words by stem, its concepts, and what is usually done in it."""

    stems: ItemStems
    concepts: ItemConcepts
    usual: str


@dataclass(frozen=True, slots=True)
class SideVectors:
    """The matrices of one side: a row per item, columns shared with the other side.

    In `everything`, `meaning` and `field` rows have length one, so that a product is a cosine.
    """

    everything: sparse.csr_matrix
    meaning: SmallFloats
    field: SmallFloats
    concepts: ConceptSide
    levels: Ints


@dataclass(frozen=True, slots=True)
class Vectors:
    """Both sides, what was understood of their items, and how telling (0 to 1) each stem and concept is."""

    left: SideVectors
    right: SideVectors
    left_items: tuple[ItemReading, ...]
    right_items: tuple[ItemReading, ...]
    rarity: Mapping[str, float]
    weight: Mapping[str, float]


def vectorise(left: Sequence[ItemTexts], right: Sequence[ItemTexts], knowledge: Knowledge) -> Vectors:
    worded = [item_words(item) for item in (*left, *right)]
    splitter = build_splitter(worded)
    items = tuple(
        ItemReading(item_stems(words, splitter), knowledge.reader.read(texts), texts.usual)
        for texts, words in zip((*left, *right), worded, strict=True)
    )
    here, there = slice(0, len(left)), slice(len(left), None)
    understood = [item.concepts for item in items]
    concepts = vectorise_concepts(knowledge.reader, understood[here], understood[there])
    stems = Columns([item.stems.everything for item in items])
    sectors = sorted({sector for item in understood for sector in item.field})
    meanings = [_meaning(knowledge, worded[part], understood[part]) for part in (here, there)]

    def side(part: slice, own: ConceptSide, meaning: SmallFloats) -> SideVectors:
        return SideVectors(
            everything=stems.cosines([item.stems.everything for item in items[part]]),
            meaning=meaning,
            field=_fields(understood[part], sectors),
            concepts=own,
            levels=np.array([item.stems.level for item in items[part]], dtype=np.int64),
        )

    encoder = knowledge.encoder
    (own_left, _, above_left), (own_right, detail, above_right) = meanings
    return Vectors(
        left=side(here, concepts.left, encoder.left(own_left, above_left)),
        right=side(there, concepts.right, encoder.right(own_right, detail, above_right)),
        left_items=items[here],
        right_items=items[there],
        rarity=stems.rarity(),
        weight=concepts.weight,
    )


def part_features(words: ItemWords, concepts: ItemConcepts, part: str) -> dict[str, float]:
    """What the encoder sees of one part of an item: "own", "detail" or "context"."""
    return text_features((stem(word) for word in getattr(words, part)), getattr(concepts, f"{part}_above"))


def _meaning(
    knowledge: Knowledge, worded: Sequence[ItemWords], understood: Sequence[ItemConcepts]
) -> tuple[SmallFloats, SmallFloats, SmallFloats]:
    """Sums of the vectors of each item's own text, its detail, and what stands above it."""
    own, detail, context = (
        knowledge.encoder.sum_up(
            part_features(words, concepts, part) for words, concepts in zip(worded, understood, strict=True)
        )
        for part in ("own", "detail", "context")
    )
    return own, detail, context


def _fields(understood: Sequence[ItemConcepts], sectors: Sequence[str]) -> SmallFloats:
    """How much of each sector speaks from each item, rows of length one."""
    table = np.array([[item.field.get(sector, 0.0) for sector in sectors] for item in understood], dtype=np.float32)
    table = table.reshape(len(understood), len(sectors))
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    fields: SmallFloats = (table / np.where(lengths == 0, 1.0, lengths)).astype(np.float32)
    return fields
