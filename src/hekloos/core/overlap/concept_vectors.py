"""Concepts of a side as matrices: what its items say of each, and how well a concept is covered by another.

Shapes: n items of the side, K concepts that items of either side say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, SmallFloats
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.sparse_rows import largest_of, row_sums, scaled, to_sum_one, widened
from hekloos.core.overlap.tables import PartTables, SideTables

DETAIL, ABOVE = 0.8, 0.7  # what a concept is worth that stands there and not in the text itself


@dataclass(frozen=True, slots=True)
class ConceptSide:
    """One side. `own`, `detail` and `context` are rows of weights that sum to one (n, K). `spoken` is how much each
    item speaks of every concept (n, K), `spoken_in_text` the same of less: of a vmbo term without its task, of an mbo
    item without its description. `content` is the summed weight of an item's own concepts (n,)."""

    own: sparse.csr_matrix
    detail: sparse.csr_matrix
    context: sparse.csr_matrix
    spoken: sparse.csr_matrix
    spoken_in_text: sparse.csr_matrix
    content: Floats

    def part(self, which: slice) -> "ConceptSide":
        """Some of the items."""
        return ConceptSide(**{part.name: getattr(self, part.name)[which] for part in fields(self)})


class ConceptColumns:
    """All concepts of two programmes in one order, with their weight; `steps` (K, K) is how much it covers of each
    concept when an item speaks of one above it."""

    def __init__(self, kinship: Kinship, weight: Mapping[str, float]) -> None:
        names = sorted(weight)
        self._number = {name: number for number, name in enumerate(names)}
        self.weight: SmallFloats = np.array([weight[name] for name in names], dtype=np.float32)
        self.steps = self._worth_of_what_is_above(kinship, names)

    def __len__(self) -> int:
        return len(self._number)

    def left(self, tables: SideTables) -> ConceptSide:
        own, detail, context = self._parts(tables)
        with_task = largest_of([(own.above, 1.0), (context.above, ABOVE)])
        return self._side((own, detail, context), with_task, own.above)

    def right(self, tables: SideTables) -> ConceptSide:
        own, detail, context = self._parts(tables)
        with_core_task = largest_of([(own.above, 1.0), (context.above, ABOVE)])
        with_all = largest_of([(with_core_task, 1.0), (detail.above, DETAIL)])
        return self._side((own, detail, context), with_all, with_core_task)

    def _side(
        self,
        parts: tuple[PartTables, PartTables, PartTables],
        spoken: sparse.csr_matrix,
        spoken_in_text: sparse.csr_matrix,
    ) -> ConceptSide:
        own, detail, context = (scaled(part.said, self.weight) for part in parts)
        return ConceptSide(
            own=to_sum_one(own),
            detail=to_sum_one(detail),
            context=to_sum_one(context),
            spoken=spoken,
            spoken_in_text=spoken_in_text,
            content=row_sums(own),
        )

    def _parts(self, tables: SideTables) -> tuple[PartTables, PartTables, PartTables]:
        columns = np.array([self._number[name] for name in tables.concepts], dtype=np.int64)
        own, detail, context = (
            PartTables(widened(part.said, columns, len(self)), widened(part.above, columns, len(self)))
            for part in (tables.own, tables.detail, tables.context)
        )
        return own, detail, context

    def _worth_of_what_is_above(self, kinship: Kinship, names: Sequence[str]) -> sparse.csr_matrix:
        """How much it covers of each concept when an item speaks of one above it; shape (K, K)."""
        number = self._number
        steps = [
            {number[upper]: near for upper, near in kinship.above(name).items() if upper in number} for name in names
        ]
        uppers = np.array([upper for step in steps for upper in step], dtype=np.int64)
        near = np.array([near for step in steps for near in step.values()], dtype=np.float32)
        many = np.array([len(step) for step in steps], dtype=np.int64)
        least = np.maximum(np.repeat(self.weight, many), np.float32(1e-9))
        worth = near * np.minimum(np.float32(1.0), self.weight[uppers] / least)
        starts = np.concatenate([[0], np.cumsum(many)])
        return sparse.csr_matrix((worth, uppers, starts), shape=(len(names), len(names)))
