"""Types of the arrays that the engine passes around, and what is done with them in more than one place."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SmallFloats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
ROWS_AT_ONCE = 32


def to_length_one(table: Floats | SmallFloats) -> SmallFloats:
    """Rows of length one; zero stays zero."""
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    rows: SmallFloats = (table / np.where(lengths == 0, 1.0, lengths)).astype(np.float32)
    return rows


def turned(table: SmallFloats) -> SmallFloats:
    """Rows as columns, laid out anew: some rows at a time, so that what is written stays near the processor."""
    found = np.empty(table.shape[::-1], dtype=table.dtype)
    for start in range(0, len(table), ROWS_AT_ONCE):
        found[:, start : start + ROWS_AT_ONCE] = table[start : start + ROWS_AT_ONCE].T
    return found
