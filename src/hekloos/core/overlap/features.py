"""What is measured of a pair of items: named numbers, most of them 0 to 1, higher is more alike.

A part of the mbo items is laid beside all vmbo items, in blocks, so that memory stays bounded. A first impression is
measured of every pair; the rest only of the pairs that are worth judging.
Shapes: L vmbo items, R mbo items of the part, P pairs (`rows` point into L, `columns` into R), F features.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats
from hekloos.core.overlap.vectors import SideVectors

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

BLOCK = 256  # vmbo items at a time
BEST_OF_TERM, BEST_OF_MBO = 3, 10  # with how many of the best a pair is compared


@dataclass(frozen=True, slots=True)
class Impression:
    """Of a block of vmbo items beside all mbo items of the part, dense (block, R): how much of each text's concepts
    the other covers where the description counts too, and the first of these alone for the mbo concepts; the cosine
    of directions, and that of all words."""

    covered: SmallFloats
    mbo_covered: SmallFloats
    meaning: SmallFloats
    everything: SmallFloats

    @property
    def likeness(self) -> SmallFloats:
        """To choose the pairs worth judging."""
        return self.covered + np.float32(0.5) * (self.meaning + self.everything)


@dataclass(frozen=True)
class Measurer:
    left: SideVectors
    right: SideVectors

    def impression(self, block: slice) -> Impression:
        of_term = self._of_vmbo(self.left.concepts.own, self.right.concepts.reach, block)
        mbo_covered = self._of_mbo("own", "reach", block)
        return Impression(
            covered=np.sqrt(of_term * mbo_covered),
            mbo_covered=mbo_covered,
            meaning=self.left.meaning[block] @ self.right.meaning.T,
            everything=_dense(self.left.everything[block] @ self._flipped),
        )

    def features(self, block: slice, seen: Impression, rows: Ints, columns: Ints) -> Floats:
        """Of pairs of the block (`rows` count from its start); (P, F). What compares a pair with others is left as
        it is measured of the pair itself."""
        left, right = self.left.concepts, self.right.concepts
        text = np.sqrt(self._of_vmbo(left.own, right.reach_of_text, block) * seen.mbo_covered)
        surroundings = np.sqrt(
            self._of_vmbo(left.context, right.reach, block) * self._of_mbo("context", "reach", block)
        )
        covered, meaning = seen.covered[rows, columns], seen.meaning[rows, columns]
        field = np.einsum("pf,pf->p", self.left.field[block][rows], self.right.field[columns])
        measured: dict[str, SmallFloats | Floats] = {
            "concepts": text[rows, columns],
            "concepts_of_mbo": self._of_mbo("own", "reach_of_text", block)[rows, columns],
            "description": self._of_mbo("detail", "reach_of_text", block)[rows, columns],
            "surroundings": surroundings[rows, columns],
            "meaning": meaning,
            "everything": seen.everything[rows, columns],
            "field": field,
            "level_step": _level_step(self.left.levels[block][rows], self.right.levels[columns]),
            "mbo_content": right.content[columns],
            "meaning_for_term": meaning,
            "concepts_for_term": covered,
            "concepts_for_mbo": covered,
        }
        return np.column_stack([measured[name] for name in FEATURES]).astype(np.float64)

    def _of_vmbo(self, shares: sparse.csr_matrix, reach: sparse.csr_matrix, block: slice) -> SmallFloats:
        """How much of what vmbo items of the block say the mbo items cover; (block, R)."""
        return _dense(shares[block] @ reach)

    def _of_mbo(self, shares: str, reach: str, block: slice) -> SmallFloats:
        """How much of what mbo items say the vmbo items of the block cover; (block, R)."""
        return _dense(self._covering[reach][block] @ self._said_by_mbo[shares])

    @cached_property
    def _covering(self) -> dict[str, sparse.csr_matrix]:
        """(L, K)"""
        concepts = self.left.concepts
        return {name: getattr(concepts, name).T.tocsr() for name in ("reach", "reach_of_text")}

    @cached_property
    def _said_by_mbo(self) -> dict[str, sparse.csr_matrix]:
        """(K, R)"""
        concepts = self.right.concepts
        return {name: getattr(concepts, name).T.tocsr() for name in ("own", "detail", "context")}

    @cached_property
    def _flipped(self) -> sparse.csr_matrix:
        return self.right.everything.T.tocsr()


def _dense(product: sparse.csr_matrix) -> SmallFloats:
    dense: SmallFloats = product.toarray()
    return dense


def blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def largest(values: SmallFloats, many: int) -> SmallFloats:
    """The largest values of every row, in no order; fewer when there are no more."""
    width = values.shape[1]
    return values if width <= many else np.partition(values, width - many, axis=1)[:, width - many :]


def _level_step(from_level: Ints, to_level: Ints) -> Floats:
    return np.where((from_level > 0) & (to_level > 0), to_level - from_level, 0).astype(np.float64)
