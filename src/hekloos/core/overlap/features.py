"""What is measured of a pair of items: named numbers, most of them 0 to 1, higher is more alike.

Measured in blocks of vmbo items against all mbo items, so that memory stays bounded.
Shapes: L vmbo items, R mbo items, P pairs (`rows` and `columns` point into L and R), F features.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats
from hekloos.core.overlap.vectors import SideVectors, Vectors

FEATURES = (
    "concepts",  # how much of each text's concepts the other covers: the geometric mean of both ways
    "concepts_of_mbo",  # how much of the mbo concepts the vmbo term by itself covers
    "description",  # how much of the concepts of the mbo description the vmbo term by itself covers
    "surroundings",  # the same mutual coverage for what stands above them: task and core task
    "meaning",  # cosine of their directions in the trained encoder
    "everything",  # cosine of all words that are known of both, with what stands above them
    "field",  # cosine of the sectors that speak from their words
    "level_step",  # how much more the mbo verb asks than the vmbo verb, -3 to 3
    "mbo_content",  # how much content of its own the mbo text has (0 for "bereidt werk voor")
    "meaning_for_term",  # `meaning`, less that of the best mbo items for this term
    "concepts_for_term",  # mutual coverage with the mbo description, less that of the best mbo items for this term
    "concepts_for_mbo",  # the same coverage, less that of the best vmbo terms for this mbo item
)
EITHER_WAY = frozenset({"level_step", "mbo_content"})
"""Features of which more does not mean more alike."""

BLOCK = 256  # vmbo items at a time; 256 x 20,000 numbers take 20 MB
EVERY_PAIR = 250_000  # up to so many pairs all are measured, above it the best of each term
PER_TERM = 50
BEST_OF_TERM, BEST_OF_MBO = 3, 10  # with how many of the best a pair is compared


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs worth judging, and what was measured of them."""

    rows: Ints  # (P,)
    columns: Ints  # (P,)
    features: Floats  # (P, F)


@dataclass(frozen=True)
class Measurer:
    """A block of rows of the left side against the whole right side; every answer is dense (block, R)."""

    left: SideVectors
    right: SideVectors

    def concepts(self, block: slice) -> Floats:
        """Mutual coverage of the texts themselves: the term, and the mbo item without its description."""
        return np.sqrt(self._of_term(block, self.right.concepts.reach_of_text) * self._of_mbo(block))

    def with_description(self, block: slice) -> Floats:
        """Mutual coverage where the description of the mbo item counts too."""
        return np.sqrt(self._of_term(block, self.right.concepts.reach) * self._of_mbo(block))

    def concepts_of_mbo(self, block: slice) -> Floats:
        return self._covered_by_term(self.right.concepts.own, block)

    def description(self, block: slice) -> Floats:
        return self._covered_by_term(self.right.concepts.detail, block)

    def surroundings(self, block: slice) -> Floats:
        of_task: Floats = self.left.concepts.context[block] @ self.right.concepts.reach
        of_core_task: Floats = (self.right.concepts.context @ self.left.concepts.reach[:, block]).T
        return np.sqrt(of_task * of_core_task)

    def meaning(self, block: slice) -> Floats:
        return (self.left.meaning[block] @ self.right.meaning.T).astype(np.float64)

    def everything(self, block: slice) -> Floats:
        product: sparse.csr_matrix = self.left.everything[block] @ self._flipped
        dense: Floats = product.toarray()
        return dense

    def field(self, block: slice) -> Floats:
        return (self.left.field[block] @ self.right.field.T).astype(np.float64)

    def likeness(self, block: slice) -> Floats:
        """A first impression, to choose the pairs worth judging."""
        return self.with_description(block) + 0.5 * self.meaning(block) + 0.5 * self.everything(block)

    def _of_term(self, block: slice, reach: SmallFloats) -> Floats:
        covered: Floats = self.left.concepts.own[block] @ reach
        return covered

    def _of_mbo(self, block: slice) -> Floats:
        """How much of the mbo concepts the vmbo term with its task covers."""
        covered: Floats = (self.right.concepts.own @ self.left.concepts.reach[:, block]).T
        return covered

    def _covered_by_term(self, shares: sparse.csr_matrix, block: slice) -> Floats:
        covered: Floats = (shares @ self.left.concepts.reach_of_text[:, block]).T
        return covered

    @cached_property
    def _flipped(self) -> sparse.csr_matrix:
        return self.right.everything.T.tocsr()


def measure(vectors: Vectors, *, per_term: int = PER_TERM, progress: Callable[[float], None] | None = None) -> Pairs:
    """The pairs worth judging and their features.

    `progress` hears the share that is done, 0 to 1.
    """
    measurer = Measurer(vectors.left, vectors.right)
    count, width = len(vectors.left_items), len(vectors.right_items)
    if not count or not width:
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(FEATURES))))
    limit = width if count * width <= EVERY_PAIR else per_term
    chosen: list[tuple[Ints, Ints]] = []
    best_of_mbo = np.zeros((0, width))
    for block in _blocks(count):
        chosen.append(_choose(measurer.likeness(block), limit))
        best_of_mbo = _largest(np.concatenate([best_of_mbo, measurer.with_description(block)]), BEST_OF_MBO)
        _tell(progress, 0.5 * block.stop / count)
    usual_of_mbo = best_of_mbo.mean(axis=0)
    parts = []
    for block, (rows, columns) in zip(_blocks(count), chosen, strict=True):
        parts.append(_features(measurer, block, rows, columns, usual_of_mbo))
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


def _largest(values: Floats, many: int) -> Floats:
    """The largest values of every column; fewer when there are no more."""
    return values if len(values) <= many else np.partition(values, len(values) - many, axis=0)[-many:]


def _features(measurer: Measurer, block: slice, rows: Ints, columns: Ints, usual_of_mbo: Floats) -> Floats:
    covered, meaning = measurer.with_description(block), measurer.meaning(block)
    left, right = measurer.left, measurer.right
    measured: dict[str, Floats] = {
        "concepts": measurer.concepts(block)[rows, columns],
        "concepts_of_mbo": measurer.concepts_of_mbo(block)[rows, columns],
        "description": measurer.description(block)[rows, columns],
        "surroundings": measurer.surroundings(block)[rows, columns],
        "meaning": meaning[rows, columns],
        "everything": measurer.everything(block)[rows, columns],
        "field": measurer.field(block)[rows, columns],
        "level_step": _level_step(left, right, rows + block.start, columns),
        "mbo_content": right.concepts.content[columns],
        "meaning_for_term": (meaning - _best_of_term(meaning))[rows, columns],
        "concepts_for_term": (covered - _best_of_term(covered))[rows, columns],
        "concepts_for_mbo": covered[rows, columns] - usual_of_mbo[columns],
    }
    return np.column_stack([measured[name] for name in FEATURES]).astype(np.float64)


def _best_of_term(values: Floats) -> Floats:
    """The mean of the best few of every row, as a column."""
    best: Floats = _largest(values.T, BEST_OF_TERM).mean(axis=0)[:, None]
    return best


def _level_step(left: SideVectors, right: SideVectors, rows: Ints, columns: Ints) -> Floats:
    from_level, to_level = left.levels[rows], right.levels[columns]
    return np.where((from_level > 0) & (to_level > 0), to_level - from_level, 0).astype(np.float64)
