"""Terms of both sides, such as stems, as columns of sparse matrices with a row per item."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats


class Columns:
    """The terms that occur in `rows`, in order, and how rare each is (inverse document frequency)."""

    def __init__(self, rows: Sequence[Iterable[str]]) -> None:
        seen: Counter[str] = Counter()
        for row in rows:
            seen.update(set(row))
        self._place = {term: column for column, term in enumerate(sorted(seen))}
        often = np.array([seen[term] for term in self._place], dtype=np.float64)
        self._rarity: Floats = np.log(1.0 + len(rows) / (often + 0.5))

    def rarity(self) -> dict[str, float]:
        """How telling each term is, the most telling 1."""
        largest = float(self._rarity.max(initial=1e-9))
        return {term: float(self._rarity[column]) / largest for term, column in self._place.items()}

    def cosines(self, rows: Sequence[Iterable[str] | Mapping[str, int]]) -> sparse.csr_matrix:
        """Rows of length one, weighted by rarity: their products are cosines."""
        matrix = self.counts(rows)
        matrix.data = (1.0 + np.log(matrix.data)) * self._rarity[matrix.indices]
        return _divide_rows(matrix, np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()))

    def counts(self, rows: Sequence[Iterable[str] | Mapping[str, int]]) -> sparse.csr_matrix:
        """How often (sets: once) each term stands in each row."""
        columns: list[int] = []
        data: list[float] = []
        starts = [0]
        for row in rows:
            counted = row if isinstance(row, Mapping) else dict.fromkeys(sorted(row), 1)
            columns.extend(self._place[term] for term in counted)
            data.extend(counted.values())
            starts.append(len(columns))
        return sparse.csr_matrix((data, columns, starts), shape=(len(rows), len(self._place)), dtype=np.float64)


def _divide_rows(matrix: sparse.csr_matrix, by: Floats) -> sparse.csr_matrix:
    matrix.data /= np.repeat(np.where(by == 0, 1.0, by), np.diff(matrix.indptr))
    return matrix
