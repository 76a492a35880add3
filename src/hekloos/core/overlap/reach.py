"""How well items cover what items of the other side say.

A concept is covered by itself, by what it is a kind or a part of (less with every step, and less the vaguer that
is), and by what shares such a parent with it.

Nearly every item reaches some part of what nearly every other says, so full tables are quicker than sparse ones; to
keep them small they hold only the concepts that the other side says.
Shapes: n items, K concepts that items of either side say, k of them that the other side says, m items of the other
side.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Ints, SmallFloats
from hekloos.core.overlap.sparse_rows import thinned, widened

AT_ONCE = 64  # concepts: few enough to stay near the processor, many enough to keep it busy


@dataclass(frozen=True, slots=True)
class Reach:
    """`table` (k + 1, n) is how well each item covers each concept, 0 to 1; `place` (K,) is the row of a concept, the
    last one, of zeros, for a concept that was not asked for."""

    table: SmallFloats
    place: Ints

    def covers(self, shares: sparse.csr_matrix) -> SmallFloats:
        """How much of what every row of `shares` (m, K) says each item covers; (m, n)."""
        covered: SmallFloats = widened(shares, self.place, len(self.table)) @ self.table
        return covered


class WholeReach:
    """How well items cover every concept (K, n), sparse, of which any part can be asked as a full table."""

    def __init__(self, spoken: sparse.csr_matrix, steps: sparse.csr_matrix) -> None:
        found = reach(spoken, steps, np.arange(steps.shape[0]))
        self._table = thinned(found.table)

    def of(self, concepts: Ints) -> Reach:
        count = self._table.shape[0] - 1  # then comes the row of zeros
        return Reach(self._table[np.append(concepts, count)].toarray(), _places(concepts, count))


def reach(spoken: sparse.csr_matrix, steps: sparse.csr_matrix, concepts: Ints) -> Reach:
    """Of items that speak so much of every concept (n, K), where a concept is covered this much by each concept
    (K, K): of these concepts the largest product over all concepts."""
    spoken_of = spoken.T.tocsr()
    heard = np.flatnonzero(np.diff(spoken_of.indptr))
    much = spoken_of[heard].toarray()
    uppers, worth, many = _side_by_side(steps[concepts][:, heard])
    table = np.zeros((len(concepts) + 1, spoken.shape[0]), dtype=np.float32)
    order = np.argsort(-many, kind="stable")  # those with as many steps go together
    for start in range(0, len(order), AT_ONCE):
        some = order[start : start + AT_ONCE]
        best = np.zeros((len(some), spoken.shape[0]), dtype=np.float32)
        product = np.empty_like(best)
        for step in range(many[some[0]]):
            np.take(much, uppers[some, step], axis=0, out=product, mode="clip")
            product *= worth[some, step, None]
            np.maximum(best, product, out=best)
        table[some] = best
    return Reach(table, _places(concepts, steps.shape[0]))


def _side_by_side(steps: sparse.csr_matrix) -> tuple[Ints, SmallFloats, Ints]:
    """Columns and values of every row next to each other, and how many there are; after them come zeros."""
    many = np.diff(steps.indptr).astype(np.int64)
    columns = np.zeros((len(many), many.max(initial=0)), dtype=np.int64)
    values = np.zeros(columns.shape, dtype=np.float32)
    rows = np.repeat(np.arange(len(many)), many)
    places = np.arange(steps.nnz) - steps.indptr[rows]
    columns[rows, places], values[rows, places] = steps.indices, steps.data
    return columns, values, many


def said_in(*shares: sparse.csr_matrix) -> Ints:
    """The concepts (columns) that some row of these says."""
    concepts: Ints = np.unique(np.concatenate([part.indices for part in shares])).astype(np.int64)
    return concepts


def _places(concepts: Ints, of: int) -> Ints:
    place = np.full(of, len(concepts), dtype=np.int64)
    place[concepts] = np.arange(len(concepts))
    return place
