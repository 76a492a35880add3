"""Concepts of a side as matrices, and how much of one text the concepts of another cover.

A concept is covered by itself, by what it is a kind or a part of (less with every step, and less the vaguer that
is), and by what shares such a parent with it. Shapes: n items of the side, K concepts that items of either side say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats
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
    """The concepts of two sides in one order, with their weight and what is above those that are said."""

    def __init__(self, kinship: Kinship, weight: Mapping[str, float], sides: Sequence[SideTables]) -> None:
        names = sorted({name for side in sides for name in side.concepts})
        self._number = {name: number for number, name in enumerate(names)}
        self.weight: SmallFloats = np.array([weight[name] for name in names], dtype=np.float32)
        said = np.zeros(len(names), dtype=np.bool_)
        for side in sides:
            columns = self._columns(side)
            for part in (side.own, side.detail, side.context):
                said[columns[part.said.indices]] = True
        self._steps = self._worth_of_what_is_above(kinship, names, said)

    def __len__(self) -> int:
        return len(self._number)

    def side(self, tables: SideTables, *, left: bool) -> ConceptSide:
        columns = self._columns(tables)
        own, detail, context = (self._moved(part, columns) for part in (tables.own, tables.detail, tables.context))
        with_context = largest_of([(own.above, 1.0), (context.above, ABOVE)])
        with_all = with_context if left else largest_of([(with_context, 1.0), (detail.above, DETAIL)])
        weighed = scaled(own.said, self.weight)
        return ConceptSide(
            own=to_sum_one(weighed),
            detail=to_sum_one(scaled(detail.said, self.weight)),
            context=to_sum_one(scaled(context.said, self.weight)),
            reach=self._reach(with_all),
            reach_of_text=self._reach(own.above if left else with_context),
            content=row_sums(weighed),
        )

    def _columns(self, tables: SideTables) -> Ints:
        return np.array([self._number[name] for name in tables.concepts], dtype=np.int64)

    def _moved(self, part: PartTables, columns: Ints) -> PartTables:
        return PartTables(widened(part.said, columns, len(self)), widened(part.above, columns, len(self)))

    def _reach(self, spoken: sparse.csr_matrix) -> sparse.csr_matrix:
        """How well each item covers each concept, from how much it speaks of every concept (n, K); shape (K, n)."""
        return max_product(self._steps, spoken.T.tocsr())

    def _worth_of_what_is_above(
        self, kinship: Kinship, names: Sequence[str], said: NDArray[np.bool_]
    ) -> sparse.csr_matrix:
        """How much it covers of each said concept when an item speaks of one above it; shape (K, K)."""
        number = self._number
        steps = [
            {number[upper]: near for upper, near in kinship.above(name).items() if upper in number} if is_said else {}
            for name, is_said in zip(names, said.tolist(), strict=True)
        ]
        uppers = np.array([upper for step in steps for upper in step], dtype=np.int64)
        near = np.array([near for step in steps for near in step.values()], dtype=np.float32)
        many = np.array([len(step) for step in steps], dtype=np.int64)
        least = np.maximum(np.repeat(self.weight, many), np.float32(1e-9))
        worth = near * np.minimum(np.float32(1.0), self.weight[uppers] / least)
        starts = np.concatenate([[0], np.cumsum(many)])
        return sparse.csr_matrix((worth, uppers, starts), shape=(len(names), len(names)))
