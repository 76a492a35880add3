"""Types of the arrays that the engine passes around, and what is done with them in more than one place."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SmallFloats = NDArray[np.float32]
Ints = NDArray[np.int64]


def to_length_one(table: Floats | SmallFloats) -> SmallFloats:
    """Rows of length one; zero stays zero."""
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    rows: SmallFloats = (table / np.where(lengths == 0, 1.0, lengths)).astype(np.float32)
    return rows
