"""The pairs of two programmes that are worth judging, measured part by part.

The mbo items are read and measured in parts. What is found of a part is small, so that any number of parts can be
measured one after the other, or each on another machine; the best of each vmbo item over all parts are kept.
Shapes: L vmbo items, R mbo items of a part, P pairs, F features.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

import numpy as np

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats, turned
from hekloos.core.overlap.features import (
    BEST_OF_MBO,
    BEST_OF_TERM,
    FEATURES,
    Block,
    beside_each_block,
    blocks_of,
    largest,
)
from hekloos.core.overlap.knowledge import Knowledge
from hekloos.core.overlap.machines import Machines, ThisMachine, one_thread_each
from hekloos.core.overlap.memory import nothing_collected
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.tables import SideTables, tabulate
from hekloos.core.overlap.texts import ItemTexts
from hekloos.core.overlap.vectors import Columns, SideVectors
from hekloos.core.overlap.weights import Weights, count, merged, weigh

EVERY_PAIR = 250_000  # up to so many pairs all are measured, above it the best of each term
PER_TERM = 50
WAITING = 500_000  # pairs more than are kept in the end wait until they are compared
PART = 2_000  # mbo items that are measured together
MEANING, COVERED = FEATURES.index("meaning_for_term"), FEATURES.index("concepts_for_term")
FOR_MBO = FEATURES.index("concepts_for_mbo")
Part = Sequence[ItemTexts] | Callable[[], Sequence[ItemTexts]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs worth judging, and what was measured of them."""

    rows: Ints  # (P,)
    columns: Ints  # (P,)
    features: Floats  # (P, F)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one part, or of several together: pairs with their `likeness` (P,), and of every vmbo item
    the few highest values of `meaning` and of `covered` (L, at most BEST_OF_TERM). So many pairs of a vmbo item are at
    least as alike as its `floor` (L,) that one below it cannot stay."""

    pairs: Pairs
    likeness: SmallFloats
    meaning: SmallFloats
    covered: SmallFloats
    floor: SmallFloats

    def only(self, kept: Ints) -> "Found":
        """With some of the pairs."""
        pairs = Pairs(self.pairs.rows[kept], self.pairs.columns[kept], self.pairs.features[kept])
        return replace(self, pairs=pairs, likeness=self.likeness[kept])


@dataclass(frozen=True)
class Task:
    """What a machine has to know to measure a part; what it makes of the left side it makes once, and keeps."""

    knowledge: Knowledge
    weights: Weights
    left: SideTables
    per_term: int

    def __reduce__(self) -> tuple[type["Task"], tuple[object, ...]]:
        return Task, (self.knowledge, self.weights, self.left, self.per_term)

    @cached_property
    def floor(self) -> SmallFloats:
        """How alike a pair of each vmbo item has to be to stay, (L,); every part that is measured here raises it.

        So many other pairs are more alike that a pair below it cannot stay, whichever part they are in."""
        return np.full(len(self.left), -np.inf, dtype=np.float32)

    @property
    def beside(self) -> tuple[Columns, SideVectors, list[Block]]:
        """The left side; threads that ask for it together wait for one of them to make it."""
        with _MAKING:
            return self._beside

    @cached_property
    def _beside(self) -> tuple[Columns, SideVectors, list[Block]]:
        columns = Columns(self.knowledge.reader.kinship, self.weights)
        left = columns.left(self.left)
        return columns, left, blocks_of(left, columns.steps)


_MAKING = Lock()


def measure(
    reader: ItemReader,
    left: Sequence[ItemTexts],
    right: Sequence[ItemTexts],
    *,
    machines: Machines | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Pairs, Weights]:
    """The pairs worth judging of all items, and how telling words and concepts are.

    `progress` hears the share that is done, 0 to 1.
    """
    many = PART * (machines or ThisMachine).reads_together
    parts = [right[start : start + many] for start in range(0, len(right), many)]
    return measure_parts(reader, left, parts, sizes=[len(part) for part in parts], machines=machines, progress=progress)


def measure_parts(
    reader: ItemReader,
    left: Sequence[ItemTexts],
    parts: Sequence[Part],
    *,
    sizes: Sequence[int],
    machines: Machines | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Pairs, Weights]:
    """The same, of mbo items that are read in parts of these sizes; a part may be a function that gives its items."""
    workers: Machines = machines or ThisMachine()
    told = progress or (lambda _share: None)
    with one_thread_each(), nothing_collected() if machines is None else nullcontext():  # others may take long
        ours = tabulate(reader, left, left=True)
        told(0.1)
        shared = workers.share(reader)
        theirs = [workers.start(_tabulate, shared, part) for part in parts]
        total = count(ours)
        for counted in workers.collect([workers.start(count, tables) for tables in theirs]):
            total = merged(total, counted)
            told(0.1 + 0.4 * total.items / max(1, len(left) + sum(sizes)))
    weights = weigh(reader.knowledge.reader, total)
    if not left or not sum(sizes):
        told(1.0)
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, len(FEATURES)))), weights
    per_term = sum(sizes) if len(left) * sum(sizes) <= EVERY_PAIR else PER_TERM
    task = workers.share(Task(reader.knowledge, weights, ours, per_term))
    firsts = np.cumsum([0, *sizes]).tolist()
    waiting = [
        workers.start(_measure, task, tables, first, start)
        for tables, first, size in zip(theirs, firsts[:-1], sizes, strict=True)
        for start in range(0, size, PART)
    ]
    with closing(workers.collect(waiting, arithmetic=True)) as parts_found:
        found = join(_with_progress(parts_found, lambda done: told(0.5 + 0.5 * done / len(waiting))), per_term=per_term)
    return compared_with_the_best(found), weights


def _tabulate(reader: ItemReader, part: Part) -> SideTables:
    return tabulate(reader, part() if callable(part) else part, left=False)


def _measure(task: Task, read: SideTables, first: int, start: int) -> Found:
    """Of a part of the mbo items: those from `start` on, of what was read, of which the first is item `first`."""
    columns, left, blocks = task.beside
    right, first = columns.right(read.part(slice(start, start + PART))), first + start
    found: list[Found] = []
    best_of_mbo = np.zeros((len(right), 0), dtype=np.float32)
    for beside in beside_each_block(blocks, left.concepts, right, columns.steps):
        seen = beside.impression()
        likeness = seen.likeness
        rows, others = choose(likeness, task.per_term, task.floor[beside.start : beside.start + len(likeness)])
        pairs = Pairs(rows + beside.start, others + first, beside.features(seen, rows, others))
        best_of_mbo = largest(np.concatenate([best_of_mbo, turned(seen.covered)], axis=1), BEST_OF_MBO)
        best = (largest(seen.meaning, BEST_OF_TERM), largest(seen.covered, BEST_OF_TERM))
        floor = task.floor[beside.start : beside.start + len(likeness)].copy()
        found.append(Found(pairs, likeness[rows, others], *best, floor))
    whole = _one_below_the_other(found)
    usual = best_of_mbo.mean(axis=1) if len(right) else np.zeros(0, dtype=np.float32)
    whole.pairs.features[:, FOR_MBO] -= usual[whole.pairs.columns - first]
    return whole


def _with_progress(found: Iterable[Found], told: Callable[[int], None]) -> Iterator[Found]:
    for done, part in enumerate(found, start=1):
        yield part
        told(done)


def join(parts: Iterable[Found], *, per_term: int) -> Found:
    """The best of every vmbo item over these parts, which come in the order of the programme."""
    waiting: list[Found] = []
    for part in parts:
        waiting.append(part)
        if sum(len(found.pairs.rows) for found in waiting) > WAITING + per_term * len(part.meaning):
            waiting = [_kept(_together(waiting), per_term)]
    if not waiting:
        raise ValueError("there is no part")
    return _kept(_together(waiting), per_term)


def compared_with_the_best(found: Found) -> Pairs:
    """The pairs in the order of both programmes, with what compares a pair with the best of its vmbo item."""
    pairs = found.pairs
    order = np.lexsort((pairs.columns, pairs.rows))
    rows, features = pairs.rows[order], pairs.features[order]
    features[:, MEANING] -= found.meaning.mean(axis=1)[rows]
    features[:, COVERED] -= found.covered.mean(axis=1)[rows]
    return Pairs(rows, pairs.columns[order], features)


def choose(likeness: SmallFloats, limit: int, floor: SmallFloats) -> tuple[Ints, Ints]:
    """Rows and columns of the `limit` largest of every row; of equal ones those that come first.

    None below `floor`, which is raised to the least of them, unless all of a row are chosen anyway. Several threads
    may raise it; what one of them undoes costs time only.
    """
    height, width = likeness.shape
    if limit >= width:
        return np.repeat(np.arange(height), width), np.tile(np.arange(width), height)
    least = np.array(floor)
    crowded = np.flatnonzero(np.count_nonzero(likeness >= least[:, None], axis=1) >= limit)
    if len(crowded):
        least[crowded] = np.partition(likeness[crowded], width - limit, axis=1)[:, width - limit]
    floor[:] = least
    rows, columns = np.divmod(np.flatnonzero(likeness >= least[:, None]), width)
    equal = likeness[rows, columns] == least[rows]
    room = limit - np.bincount(rows, ~equal, minlength=height)
    before = np.concatenate([[0], np.cumsum(equal)])  # equal ones in this row and those above it
    in_row = before[1:] - before[np.searchsorted(rows, np.arange(height))][rows]
    kept = ~equal | (in_row <= room[rows])
    return rows[kept], columns[kept]


def _kept(found: Found, per_term: int) -> Found:
    """Only the most alike pairs of every vmbo item, in the order in which they are; of equal ones the first."""
    rows = found.pairs.rows
    order = np.lexsort((-found.likeness, rows))
    place = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
    return found.only(np.sort(order[place < per_term]))


def _together(found: list[Found]) -> Found:
    """Of the same vmbo items with other mbo items."""
    floor = np.max([part.floor for part in found], axis=0)
    found = [part.only(np.flatnonzero(part.likeness >= floor[part.pairs.rows])) for part in found]
    return Found(
        _pairs(found),
        np.concatenate([part.likeness for part in found]),
        largest(np.concatenate([part.meaning for part in found], axis=1), BEST_OF_TERM),
        largest(np.concatenate([part.covered for part in found], axis=1), BEST_OF_TERM),
        floor,
    )


def _one_below_the_other(found: list[Found]) -> Found:
    """Of blocks of vmbo items with the same mbo items."""
    each = ("likeness", "meaning", "covered", "floor")
    return Found(_pairs(found), *(np.concatenate([getattr(part, name) for part in found]) for name in each))


def _pairs(found: list[Found]) -> Pairs:
    rows, columns, features = (
        np.concatenate([getattr(f.pairs, name) for f in found]) for name in ("rows", "columns", "features")
    )
    return Pairs(rows, columns, features)
