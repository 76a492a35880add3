"""What is measured of a pair of items: named numbers, most of them 0 to 1, higher is more alike.

Measured in blocks of vmbo items against all mbo items, so that memory stays bounded.
Shapes: L vmbo items, R mbo items, P pairs (`rows` and `columns` point into L and R), F features.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints
from hekloos.core.overlap.vectors import SideVectors, Vectors

FEATURES = (
    "letters",  # cosine of character n-grams, own texts
    "letters_with_detail",  # the same, the mbo text with its description
    "coverage_of_vmbo",  # how much of the vmbo text the mbo item, with its description, also says
    "coverage_of_mbo",  # how much of the mbo text the vmbo term, with its task, also says
    "context",  # cosine of all that is known of both, with what stands above them
    "level_step",  # how much more the mbo verb asks than the vmbo verb, -3 to 3
)

BLOCK = 256  # vmbo items at a time; 256 x 20,000 numbers take 40 MB
EVERY_PAIR = 250_000  # up to so many pairs all are measured, above it the best of each term
PER_TERM = 50


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs worth judging, and what was measured of them."""

    rows: Ints  # (P,)
    columns: Ints  # (P,)
    features: Floats  # (P, F)


class Measurer:
    """Products of a block of rows of the left side with the whole right side."""

    def __init__(self, vectors: Vectors) -> None:
        self.left, self.right = vectors.left, vectors.right
        self._flipped: dict[str, sparse.csr_matrix] = {}

    def product(self, left: str, right: str, block: slice) -> Floats:
        """Dense (block, R)."""
        if right not in self._flipped:
            self._flipped[right] = getattr(self.right, right).T.tocsr()
        product: sparse.csr_matrix = getattr(self.left, left)[block] @ self._flipped[right]
        dense: Floats = product.toarray()
        return dense

    def coverages(self, block: slice) -> tuple[Floats, Floats]:
        return self.product("share", "wide", block), self.product("wide", "share", block)

    def likeness(self, block: slice) -> Floats:
        """A first impression: letters and mutual coverage, each for a half."""
        of_vmbo, of_mbo = self.coverages(block)
        return 0.5 * self.product("letters_with_detail", "letters_with_detail", block) + 0.5 * np.sqrt(of_vmbo * of_mbo)


def measure(vectors: Vectors, *, per_term: int = PER_TERM, progress: Callable[[float], None] | None = None) -> Pairs:
    """The pairs worth judging and their features.

    `progress` hears the share that is done, 0 to 1.
    """
    measurer = Measurer(vectors)
    count, width = len(vectors.left.stems), len(vectors.right.stems)
    if not count or not width:
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(FEATURES))))
    keep_all = count * width <= EVERY_PAIR
    chosen: list[tuple[Ints, Ints]] = []
    for block in _blocks(count):
        chosen.append(_choose(measurer.likeness(block), width if keep_all else per_term))
        _tell(progress, 0.5 * block.stop / count)
    parts = []
    for block, (rows, columns) in zip(_blocks(count), chosen, strict=True):
        parts.append(_features(measurer, block, rows, columns))
        _tell(progress, 0.5 + 0.5 * block.stop / count)
    rows = np.concatenate([rows + block.start for block, (rows, _) in zip(_blocks(count), chosen, strict=True)])
    return Pairs(rows, np.concatenate([columns for _, columns in chosen]), np.concatenate(parts))


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def _tell(progress: Callable[[float], None] | None, share: float) -> None:
    if progress is not None:
        progress(share)


def _choose(likeness: Floats, limit: int) -> tuple[Ints, Ints]:
    """The best `limit` columns of every row, in ascending order of column."""
    height, width = likeness.shape
    if limit >= width:
        return np.repeat(np.arange(height), width), np.tile(np.arange(width), height)
    best = np.sort(np.argpartition(-likeness, limit, axis=1)[:, :limit], axis=1)
    return np.repeat(np.arange(height), limit), best.ravel()


def _features(measurer: Measurer, block: slice, rows: Ints, columns: Ints) -> Floats:
    def at(matrix: Floats) -> Floats:
        return matrix[rows, columns]

    def cosine(name: str) -> Floats:
        return at(measurer.product(name, name, block))

    of_vmbo, of_mbo = measurer.coverages(block)
    measured: dict[str, Floats] = {
        "letters": cosine("letters"),
        "letters_with_detail": cosine("letters_with_detail"),
        "coverage_of_vmbo": at(of_vmbo),
        "coverage_of_mbo": at(of_mbo),
        "context": cosine("everything"),
        "level_step": _level_step(measurer.left, measurer.right, rows + block.start, columns),
    }
    return np.column_stack([measured[name] for name in FEATURES])


def _level_step(left: SideVectors, right: SideVectors, rows: Ints, columns: Ints) -> Floats:
    from_level, to_level = left.levels[rows], right.levels[columns]
    return np.where((from_level > 0) & (to_level > 0), to_level - from_level, 0).astype(np.float64)
