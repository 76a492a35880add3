"""One side in a comparison: its tables with what is rare weighed in, and its columns shared with the other side."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Ints, SmallFloats
from hekloos.core.overlap.concept_vectors import ConceptColumns, ConceptSide
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.sparse_rows import scaled, to_length_one, widened
from hekloos.core.overlap.tables import SideTables
from hekloos.core.overlap.weights import Weights


@dataclass(frozen=True, slots=True)
class SideVectors:
    """A row per item. In `everything`, `meaning` and `field` rows have length one: a product is a cosine."""

    everything: sparse.csr_matrix
    meaning: SmallFloats
    field: SmallFloats
    concepts: ConceptSide
    levels: Ints

    def __len__(self) -> int:
        return len(self.levels)

    def part(self, which: slice) -> "SideVectors":
        """Some of the items."""
        return SideVectors(
            everything=self.everything[which],
            meaning=self.meaning[which],
            field=self.field[which],
            concepts=self.concepts.part(which),
            levels=self.levels[which],
        )


class Columns:
    """The stems and concepts of two programmes as columns that all their items share."""

    def __init__(self, kinship: Kinship, weights: Weights) -> None:
        self._concepts = ConceptColumns(kinship, weights.weight)
        self._number = {name: number for number, name in enumerate(weights.rare)}
        self._rare: SmallFloats = np.array(list(weights.rare.values()), dtype=np.float32)

    @property
    def steps(self) -> sparse.csr_matrix:
        """How much it covers of each concept when an item speaks of another; see `ConceptColumns`."""
        return self._concepts.steps

    def left(self, tables: SideTables) -> SideVectors:
        return self._side(tables, self._concepts.left(tables))

    def right(self, tables: SideTables) -> SideVectors:
        """Of the mbo items, or of a part of them."""
        return self._side(tables, self._concepts.right(tables))

    def _side(self, tables: SideTables, concepts: ConceptSide) -> SideVectors:
        columns = np.array([self._number[name] for name in tables.stem_names], dtype=np.int64)
        everything = scaled(widened(tables.stems, columns, len(self._number)), self._rare)
        return SideVectors(
            everything=to_length_one(everything),
            meaning=tables.meaning,
            field=tables.field,
            concepts=concepts,
            levels=tables.levels,
        )
