"""Concepts of a side as matrices, and how much of one text the concepts of another cover.

A concept is covered by itself, by what it is a kind or a part of (less with every step, and less the vaguer that
is), and by what shares such a parent with it. Shapes: n items of the side, K concepts that items of either side say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, SmallFloats
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.sparse_rows import largest_of, max_product, row_sums, scaled, to_sum_one, widened
from hekloos.core.overlap.tables import PartTables, SideTables

DETAIL, ABOVE = 0.8, 0.7  # what a concept is worth that stands there and not in the text itself


@dataclass(frozen=True, slots=True)
class ConceptSide:
    """One side. `own`, `detail` and `context` are rows of weights that sum to one (n, K); `reach` says how well
    each item covers each concept (K, n), `reach_of_text` how well by less: a vmbo term without its task, an mbo
    item without its description. `content` is the summed weight of an item's own concepts (n,)."""

    own: sparse.csr_matrix
    detail: sparse.csr_matrix
    context: sparse.csr_matrix
    reach: sparse.csr_matrix
    reach_of_text: sparse.csr_matrix
    content: Floats


class ConceptColumns:
    """All concepts of two programmes in one order, with their weight and what is above them."""

    def __init__(self, kinship: Kinship, weight: Mapping[str, float]) -> None:
        names = sorted(weight)
        self._number = {name: number for number, name in enumerate(names)}
        self.weight: SmallFloats = np.array([weight[name] for name in names], dtype=np.float32)
        self._steps = self._worth_of_what_is_above(kinship, names)

    def __len__(self) -> int:
        return len(self._number)

    def left(self, tables: SideTables) -> ConceptSide:
        own, detail, context = self._parts(tables)
        with_task = largest_of([(own.above, 1.0), (context.above, ABOVE)])
        return self._side((own, detail, context), (with_task, own.above), self._steps)

    def right(self, tables: SideTables, left: ConceptSide) -> ConceptSide:
        """Reaches only what the left side says: nobody asks for the rest."""
        own, detail, context = self._parts(tables)
        with_core_task = largest_of([(own.above, 1.0), (context.above, ABOVE)])
        with_all = largest_of([(with_core_task, 1.0), (detail.above, DETAIL)])
        said = np.zeros(len(self), dtype=np.float32)
        said[left.own.indices] = said[left.context.indices] = 1.0
        steps = sparse.csr_matrix(sparse.diags(said).tocsr() @ self._steps)
        return self._side((own, detail, context), (with_all, with_core_task), steps)

    def _side(
        self,
        parts: tuple[PartTables, PartTables, PartTables],
        spoken: tuple[sparse.csr_matrix, sparse.csr_matrix],
        steps: sparse.csr_matrix,
    ) -> ConceptSide:
        own, detail, context = (scaled(part.said, self.weight) for part in parts)
        # How much an item speaks of every concept (n, K), turned into how well it covers each (K, n).
        reach, reach_of_text = (max_product(steps, table.T.tocsr()) for table in spoken)
        return ConceptSide(
            own=to_sum_one(own),
            detail=to_sum_one(detail),
            context=to_sum_one(context),
            reach=reach,
            reach_of_text=reach_of_text,
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
