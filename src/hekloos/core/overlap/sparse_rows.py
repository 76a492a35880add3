"""Sparse tables with a row per item: how they are made, and what scipy has no function for.

Shapes: n rows, K columns.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats

AT_ONCE = 2_000_000  # products that stand in memory together


class Names:
    """Numbers for names, in the order in which they were first met."""

    def __init__(self) -> None:
        self.number: defaultdict[str, int] = defaultdict(count().__next__)

    def __len__(self) -> int:
        return len(self.number)

    def numbers(self, names: Iterable[str], many: int) -> Ints:
        """Of so many names in order; those that are not known yet get a number."""
        return np.fromiter(map(self.number.__getitem__, names), np.int64, many)

    def table(self, rows: Sequence[Mapping[str, float]]) -> sparse.csr_matrix:
        """What each row holds of each name; names that are not known yet get a number."""
        starts = np.cumsum([0, *map(len, rows)])
        columns = self.numbers(chain.from_iterable(rows), starts[-1])
        data = np.fromiter(chain.from_iterable(row.values() for row in rows), np.float32, starts[-1])
        return sparse.csr_matrix((data, columns, starts), shape=(len(rows), len(self)))


def counted(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sparse.csr_matrix:
    """How often each place is named."""
    return sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)


def ones(table: sparse.csr_matrix) -> sparse.csr_matrix:
    """1 wherever the table holds something."""
    return sparse.csr_matrix((np.ones_like(table.data), table.indices, table.indptr), shape=table.shape)


def thinned(table: SmallFloats) -> sparse.csr_matrix:
    """A full table as one that holds only what is not zero."""
    at = np.flatnonzero(table)
    starts = np.concatenate([[0], np.cumsum(np.count_nonzero(table, axis=1))])
    columns = (at % max(1, table.shape[1])).astype(np.int32)
    return sparse.csr_matrix((table.ravel()[at], columns, starts), shape=table.shape)


def widened(table: sparse.csr_matrix, columns: Ints, width: int) -> sparse.csr_matrix:
    """The same values in other columns: what stood in column k now stands in `columns[k]`."""
    return sparse.csr_matrix((table.data, columns[table.indices], table.indptr), shape=(table.shape[0], width))


def max_product(rows: sparse.csr_matrix, steps: sparse.csr_matrix) -> sparse.csr_matrix:
    """As `rows @ steps`, but the largest of the products instead of their sum. Values are above zero.

    Some rows at a time, so that the products that stand in memory together stay few.
    """
    many = np.cumsum(np.diff(steps.indptr)[rows.indices], dtype=np.int64)
    before = np.concatenate([[0], many])[rows.indptr]
    starts = [0]
    while starts[-1] < rows.shape[0]:
        end = int(np.searchsorted(before, before[starts[-1]] + AT_ONCE, side="right")) - 1
        starts.append(max(end, starts[-1] + 1))
    parts = [_max_product(rows[one:other], steps) for one, other in zip(starts, starts[1:], strict=False)]
    if not parts:
        return sparse.csr_matrix((rows.shape[0], steps.shape[1]), dtype=np.float32)
    return sparse.csr_matrix(sparse.vstack(parts, format="csr"))


def _max_product(rows: sparse.csr_matrix, steps: sparse.csr_matrix) -> sparse.csr_matrix:
    at, counts = _spread_out(rows.indices, steps.indptr)
    numbers = np.repeat(np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr)), counts)
    return _largest_of_each(
        numbers, steps.indices[at], np.repeat(rows.data, counts) * steps.data[at], (rows.shape[0], steps.shape[1])
    )


def largest_of(tables: Sequence[tuple[sparse.csr_matrix, float]]) -> sparse.csr_matrix:
    """Of tables of one shape, each times its share, the largest value of every place."""
    kept = [(table, share) for table, share in tables if share and table.nnz]
    if not kept:
        return tables[0][0]
    rows = np.concatenate([np.repeat(np.arange(t.shape[0]), np.diff(t.indptr)) for t, _share in kept])
    columns = np.concatenate([t.indices for t, _share in kept])
    values = np.concatenate([t.data * np.float32(share) for t, share in kept])
    return _largest_of_each(rows, columns, values, kept[0][0].shape)


def scaled(table: sparse.csr_matrix, by_column: SmallFloats) -> sparse.csr_matrix:
    return sparse.csr_matrix((table.data * by_column[table.indices], table.indices, table.indptr), shape=table.shape)


def to_sum_one(table: sparse.csr_matrix) -> sparse.csr_matrix:
    return _divided(table, row_sums(table))


def to_length_one(table: sparse.csr_matrix) -> sparse.csr_matrix:
    squares = sparse.csr_matrix((table.data**2, table.indices, table.indptr), shape=table.shape)
    return _divided(table, np.sqrt(row_sums(squares)))


def row_sums(table: sparse.csr_matrix) -> Floats:
    sums: Floats = np.asarray(table.sum(axis=1), dtype=np.float64).ravel()
    return sums


def _spread_out(rows: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Where the values of these rows stand, one row after the other, and how many each row has."""
    counts = (starts[1:] - starts[:-1])[rows].astype(np.int64)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    at: Ints = np.repeat(starts[rows].astype(np.int64) - (ends - counts), counts) + np.arange(total)
    return at, counts


def _largest_of_each(rows: Ints, columns: Ints, values: SmallFloats, shape: tuple[int, int]) -> sparse.csr_matrix:
    if not len(values):
        return sparse.csr_matrix(shape, dtype=np.float32)
    places = rows.astype(np.int64) * shape[1] + columns
    order = np.argsort(places, kind="stable")
    places, values = places[order], values[order]
    first = np.flatnonzero(np.concatenate([[True], places[1:] != places[:-1]]))
    largest = np.maximum.reduceat(values, first).astype(np.float32)
    kept = places[first]
    starts = np.searchsorted(kept, np.arange(shape[0] + 1) * shape[1])
    return sparse.csr_matrix((largest, kept % shape[1], starts), shape=shape)


def _divided(table: sparse.csr_matrix, by: Floats) -> sparse.csr_matrix:
    divisor = np.repeat(np.where(by == 0, 1.0, by), np.diff(table.indptr))
    return sparse.csr_matrix(
        ((table.data / divisor).astype(np.float32), table.indices, table.indptr), shape=table.shape
    )
