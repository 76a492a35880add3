"""One side in a comparison: its tables with what is rare weighed in, and its columns shared with the other side."""

from collections.abc import Sequence
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
    """A row per item. In `everything`, `meaning` and `field` rows have length one, so that a product is a cosine."""

    everything: sparse.csr_matrix
    meaning: SmallFloats
    field: SmallFloats
    concepts: ConceptSide
    levels: Ints

    def __len__(self) -> int:
        return len(self.levels)


def lay_beside(
    kinship: Kinship, weights: Weights, left: SideTables, right: SideTables
) -> tuple[SideVectors, SideVectors]:
    """Both sides with the same columns."""
    columns = ConceptColumns(kinship, weights.weight, (left, right))
    stems = _StemColumns(weights, (left, right))
    one, other = (
        SideVectors(
            everything=stems.cosines(tables),
            meaning=tables.meaning,
            field=tables.field,
            concepts=columns.side(tables, left=tables is left),
            levels=tables.levels,
        )
        for tables in (left, right)
    )
    return one, other


class _StemColumns:
    def __init__(self, weights: Weights, sides: Sequence[SideTables]) -> None:
        names = sorted({name for side in sides for name in side.stem_names})
        self._number = {name: number for number, name in enumerate(names)}
        self._rare: SmallFloats = np.array([weights.rare[name] for name in names], dtype=np.float32)

    def cosines(self, tables: SideTables) -> sparse.csr_matrix:
        columns = np.array([self._number[name] for name in tables.stem_names], dtype=np.int64)
        return to_length_one(scaled(widened(tables.stems, columns, len(self._number)), self._rare))
