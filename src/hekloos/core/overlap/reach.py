"""How well items cover what items of the other side say.

A concept is covered by itself, by what it is a kind or a part of (less with every step, and less the vaguer that
is), and by what shares such a parent with it.

Nearly every item reaches some part of what nearly every other says, so this is a full table; to keep it small it
holds only the concepts that the other side says.
Shapes: n items, K concepts that items of either side say, k of them that the other side says, m items of the other
side, P pairs.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats
from hekloos.core.overlap.sparse_rows import spread_out, widened


@dataclass(frozen=True, slots=True)
class Reach:
    """`table` (k, n) is how well each item covers each concept, 0 to 1; `place` (K,) is the row of a concept."""

    table: SmallFloats
    place: Ints

    def covers(self, shares: sparse.csr_matrix) -> SmallFloats:
        """How much of what every row of `shares` (m, K) says each item covers; (m, n)."""
        covered: SmallFloats = self._narrow(shares) @ self.table
        return covered

    def covers_of_pairs(self, shares: sparse.csr_matrix, rows: Ints, columns: Ints) -> Floats:
        """The same of some pairs only: `rows` point into `shares`, `columns` into the items; (P,)."""
        narrow = self._narrow(shares)
        at, counts = spread_out(rows, narrow.indptr)
        covered = self.table[narrow.indices[at], np.repeat(columns, counts)] * narrow.data[at]
        summed = np.bincount(np.repeat(np.arange(len(rows)), counts), weights=covered, minlength=len(rows))
        return summed.astype(np.float64)

    def _narrow(self, shares: sparse.csr_matrix) -> sparse.csr_matrix:
        return widened(shares, self.place, len(self.table))


class WholeReach:
    """How well items cover every concept (K, n), of which any part can be asked; it holds only what is not zero."""

    def __init__(self, spoken: sparse.csr_matrix, steps: sparse.csr_matrix) -> None:
        found = reach(spoken, steps, np.arange(steps.shape[0]))
        self._table = sparse.csr_matrix(found.table)

    def of(self, concepts: Ints) -> Reach:
        return Reach(self._table[concepts].toarray(), _places(concepts, self._table.shape[0]))


def reach(spoken: sparse.csr_matrix, steps: sparse.csr_matrix, concepts: Ints) -> Reach:
    """Of items that speak so much of every concept (n, K), where a concept is covered this much by each concept
    (K, K): of these concepts the largest product over all concepts."""
    spoken_of = spoken.T.tocsr()
    heard = np.flatnonzero(np.diff(spoken_of.indptr))
    much = spoken_of[heard].toarray()
    table = np.zeros((len(concepts), spoken.shape[0]), dtype=np.float32)
    near = steps[concepts][:, heard]
    for row, (start, end) in enumerate(pairwise(near.indptr.tolist())):
        if start < end:
            products = much[near.indices[start:end]]
            products *= near.data[start:end, None]
            np.maximum.reduce(products, axis=0, out=table[row])
    return Reach(table, _places(concepts, steps.shape[0]))


def said_in(*shares: sparse.csr_matrix) -> Ints:
    """The concepts (columns) that some row of these says."""
    concepts: Ints = np.unique(np.concatenate([part.indices for part in shares])).astype(np.int64)
    return concepts


def _places(concepts: Ints, of: int) -> Ints:
    place = np.zeros(of, dtype=np.int64)
    place[concepts] = np.arange(len(concepts))
    return place
