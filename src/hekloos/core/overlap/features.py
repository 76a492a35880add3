"""What is measured of a pair of items: named numbers, most of them 0 to 1, higher is more alike.

A part of the mbo items is laid beside all vmbo items, in blocks, so that memory stays bounded. From a first impression
of every pair follows which are worth judging, and only of those the rest is kept.
Shapes: B vmbo items of a block, R mbo items of the part, P pairs (`rows` point into B, `columns` into R), F features.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats, turned
from hekloos.core.overlap.concept_vectors import ConceptSide
from hekloos.core.overlap.reach import Reach, WholeReach, reach, said_in
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

COARSE = np.float32(64.0)  # beside it no more than five digits of a likeness are kept
BLOCK = 256  # vmbo items at a time
BEST_OF_TERM, BEST_OF_MBO = 3, 10  # with how many of the best a pair is compared


@dataclass(frozen=True, slots=True)
class Impression:
    """Of a block of vmbo items beside all mbo items of the part, full tables (B, R): how much of each text's concepts
    the other covers where the description counts too; how much of the mbo concepts the vmbo item covers; the cosine of
    directions, and that of all words."""

    covered: SmallFloats
    mbo_covered: SmallFloats
    meaning: SmallFloats
    everything: SmallFloats

    @property
    def likeness(self) -> SmallFloats:
        """To choose the pairs worth judging, COARSE too high. Its last digits depend on what was read and measured
        together, so those are left out: of pairs that are alike the first is chosen, on every machine."""
        likeness: SmallFloats = self.meaning + self.everything
        likeness *= np.float32(0.5)
        likeness += self.covered
        likeness += COARSE
        return likeness


@dataclass(frozen=True, slots=True)
class Reaches:
    """How well the items of one side cover what the other says: with all that is known of them, and by less: a vmbo
    term without its task, an mbo item without its description."""

    whole: Reach
    of_text: Reach


class Block:
    """Some vmbo items, the first of which is item `start`; `steps` is of `ConceptColumns`. What they cover is the same
    beside every part of the mbo items, so it is found once."""

    def __init__(self, items: SideVectors, start: int, steps: sparse.csr_matrix) -> None:
        self.items, self.start = items, start
        self._whole = WholeReach(items.concepts.spoken, steps)
        self._of_text = WholeReach(items.concepts.spoken_in_text, steps)

    def reaches(self, said: ConceptSide) -> Reaches:
        """As far as the mbo items say it."""
        whole, of_text = said_in(said.own, said.context), said_in(said.own, said.detail)
        return Reaches(self._whole.of(whole), self._of_text.of(of_text))


def blocks_of(left: SideVectors, steps: sparse.csr_matrix) -> list[Block]:
    """All vmbo items."""
    return [Block(left.part(slice(start, start + BLOCK)), start, steps) for start in range(0, len(left), BLOCK)]


def beside_each_block(
    blocks: Sequence[Block], said: ConceptSide, right: SideVectors, steps: sparse.csr_matrix
) -> Iterator["Beside"]:
    """A part of the mbo items beside every block; `said` is what all vmbo items say."""
    mbo = Reaches(
        reach(right.concepts.spoken, steps, said_in(said.own, said.context)),
        reach(right.concepts.spoken_in_text, steps, said_in(said.own)),
    )
    flipped = right.everything.T.tocsr()
    for block in blocks:
        everything = (block.items.everything @ flipped).toarray()
        yield Beside(block.start, block.items, right, block.reaches(right.concepts), mbo, everything)


@dataclass(frozen=True, slots=True)
class Beside:
    """A block of vmbo items beside a part of the mbo items, with what each covers of the other."""

    start: int
    left: SideVectors
    right: SideVectors
    vmbo: Reaches
    mbo: Reaches
    everything: SmallFloats

    def impression(self) -> Impression:
        covered = self.mbo.whole.covers(self.left.concepts.own)
        mbo_covered = turned(self.vmbo.whole.covers(self.right.concepts.own))
        covered *= mbo_covered
        return Impression(
            covered=np.sqrt(covered, out=covered),
            mbo_covered=mbo_covered,
            meaning=self.left.meaning @ self.right.meaning.T,
            everything=self.everything,
        )

    def features(self, seen: Impression, rows: Ints, columns: Ints) -> Floats:
        """Of pairs (`rows` count from the start of the block); (P, F). What compares a pair with others is left as
        it is measured of the pair itself."""
        left, right = self.left.concepts, self.right.concepts
        text = self.mbo.of_text.covers(left.own)[rows, columns] * seen.mbo_covered[rows, columns]
        surroundings = self.mbo.whole.covers(left.context)[rows, columns]
        surroundings *= self.vmbo.whole.covers(right.context)[columns, rows]
        covered, meaning = seen.covered[rows, columns], seen.meaning[rows, columns]
        measured: dict[str, SmallFloats | Floats] = {
            "concepts": np.sqrt(text),
            "concepts_of_mbo": self.vmbo.of_text.covers(right.own)[columns, rows],
            "description": self.vmbo.of_text.covers(right.detail)[columns, rows],
            "surroundings": np.sqrt(surroundings),
            "meaning": meaning,
            "everything": seen.everything[rows, columns],
            "field": np.einsum("pf,pf->p", self.left.field[rows], self.right.field[columns]),
            "level_step": _level_step(self.left.levels[rows], self.right.levels[columns]),
            "mbo_content": right.content[columns],
            "meaning_for_term": meaning,
            "concepts_for_term": covered,
            "concepts_for_mbo": covered,
        }
        return np.column_stack([measured[name] for name in FEATURES]).astype(np.float64)


def largest(values: SmallFloats, many: int) -> SmallFloats:
    """The largest values of every row, in no order; fewer when there are no more."""
    width = values.shape[1]
    if width <= many:
        return values
    found: SmallFloats = np.partition(-values, many - 1, axis=1)[:, :many]  # quicker than from below: many are zero
    return -found


def _level_step(from_level: Ints, to_level: Ints) -> Floats:
    return np.where((from_level > 0) & (to_level > 0), to_level - from_level, 0).astype(np.float64)
