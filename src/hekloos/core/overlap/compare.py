"""Compare two programmes: the face of this package.

>>> comparison = compare(vmbo, mbo)
>>> for match in comparison.best(term, limit=5): ...
>>> explain(comparison, match)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import compress

import numpy as np

from hekloos.core.curriculum import Framework, Item, Relation
from hekloos.core.language import _
from hekloos.core.overlap.arrays import Floats, Ints
from hekloos.core.overlap.judge import RELATIONS, Judge, shipped
from hekloos.core.overlap.knowledge import Knowledge, shipped_knowledge
from hekloos.core.overlap.machines import Machines
from hekloos.core.overlap.measuring import Pairs, measure
from hekloos.core.overlap.memory import nothing_collected
from hekloos.core.overlap.readings import ItemReader, ItemReading
from hekloos.core.overlap.second_opinion import with_second_opinion
from hekloos.core.overlap.texts import ItemTexts, build_splitter, item_texts
from hekloos.core.overlap.weights import Weights

MOST_TERMS = 25_000  # vmbo items: what they cover is held as a whole
MOST_PAIRS = 500_000_000  # that one machine lays beside each other; a cluster knows no most
MOST_LETTERS = 20_000_000  # of all texts of a side, as far as one machine reads them
READ_BEFORE = 4_096  # items of which it is remembered what was understood


class TooMuchError(ValueError):
    """There is more than can be compared at once; `str()` is a Dutch sentence with a remedy."""


@dataclass(frozen=True, slots=True)
class Match:
    """One judged pair; `index` points into the pairs of its comparison."""

    left: Item
    right: Item
    probability: float
    relation: Relation
    index: int


@dataclass(frozen=True)
class Comparison:
    """Everything that came out of comparing two programmes.

    `left_items` and `right_items` are what was compared (L and R of them), `pairs` the pairs that
    were judged, with `probabilities` and `relations` in the same order. For explanations
    items are read again; `weights` says how telling each stem and concept is.
    """

    left: Framework
    right: Framework
    left_items: tuple[Item, ...]
    right_items: tuple[Item, ...]
    left_texts: tuple[ItemTexts, ...]
    right_texts: tuple[ItemTexts, ...]
    reader: ItemReader
    weights: Weights
    pairs: Pairs
    judge: Judge
    probabilities: Floats
    relations: Ints

    @property
    def knowledge(self) -> Knowledge:
        return self.reader.knowledge

    def left_reading(self, row: int) -> ItemReading:
        """What was understood of a vmbo item. Read again when it is asked for, since few are."""
        return self._read(self.left_texts[row])

    def right_reading(self, column: int) -> ItemReading:
        return self._read(self.right_texts[column])

    def match(self, index: int) -> Match:
        return Match(
            left=self.left_items[int(self.pairs.rows[index])],
            right=self.right_items[int(self.pairs.columns[index])],
            probability=float(self.probabilities[index]),
            relation=RELATIONS[int(self.relations[index])],
            index=index,
        )

    def matches(self, *, limit: int = 0, at_least: float = 0.0) -> Iterator[Match]:
        """Per vmbo item in order, its best matches first; `limit` 0 gives all."""
        for item in self.left_items:
            yield from self.best(item, limit=limit, at_least=at_least)

    def best(self, item: Item, *, limit: int = 0, at_least: float = 0.0) -> list[Match]:
        """The best matches of one vmbo item, best first; equal ones in the order of the programme."""
        indices = self._by_row.get(item.id, ())
        found = [self.match(int(index)) for index in (indices[:limit] if limit else indices)]
        return [match for match in found if match.probability >= at_least]

    def find(self, left: Item, right: Item) -> Match | None:
        """The match of exactly these two; None when it was too unlikely to be judged."""
        return next((match for match in self.best(left) if match.right.id == right.id), None)

    def restricted(self, left: Framework, right: Framework) -> "Comparison":
        """Only the items of these parts of both programmes, judged as in the whole.

        How rare a word is depends on the whole programmes, so a module by itself would get other
        probabilities than the same module in the full report.
        """
        here, there = ({item.id for item in part.comparable()} for part in (left, right))
        rows = np.array([item.id in here for item in self.left_items], dtype=bool)
        columns = np.array([item.id in there for item in self.right_items], dtype=bool)
        kept = np.flatnonzero(rows[self.pairs.rows] & columns[self.pairs.columns])
        new_row, new_column = np.cumsum(rows) - 1, np.cumsum(columns) - 1
        return replace(
            self,
            left=left,
            right=right,
            left_items=tuple(compress(self.left_items, rows)),
            right_items=tuple(compress(self.right_items, columns)),
            left_texts=tuple(compress(self.left_texts, rows)),
            right_texts=tuple(compress(self.right_texts, columns)),
            pairs=Pairs(
                new_row[self.pairs.rows[kept]], new_column[self.pairs.columns[kept]], self.pairs.features[kept]
            ),
            probabilities=self.probabilities[kept],
            relations=self.relations[kept],
        )

    def judged_by(self, judge: Judge) -> "Comparison":
        """The same pairs by another judge of the same features; the index of a match is of the same pair."""
        probabilities = judge.probabilities(self.pairs.features)
        relations = judge.relations(self.pairs.features, probabilities)
        return replace(self, judge=judge, probabilities=probabilities, relations=relations)

    @cached_property
    def _read(self) -> Callable[[ItemTexts], ItemReading]:
        return lru_cache(maxsize=READ_BEFORE)(self.reader.read)

    @cached_property
    def _by_row(self) -> dict[str, Ints]:
        """Indices of the pairs of each vmbo item, best first."""
        order = np.lexsort((self.pairs.columns, -self.probabilities, self.pairs.rows))
        starts = np.searchsorted(self.pairs.rows[order], np.arange(len(self.left_items) + 1))
        return {item.id: order[starts[n] : starts[n + 1]] for n, item in enumerate(self.left_items)}


def compare(
    left: Framework,
    right: Framework,
    *,
    judge: Judge | None = None,
    knowledge: Knowledge | None = None,
    machines: Machines | None = None,
    progress: Callable[[float], None] | None = None,
) -> Comparison:
    """Judge the pairs of a vmbo programme (left) and an mbo programme (right). Deterministic. Raises TooMuchError.

    `machines` do the work, this one when none are named; `progress` hears the share that is done, 0 to 1.
    """
    judge, knowledge = judge or shipped(), knowledge or shipped_knowledge()
    left_items, right_items = left.comparable(), right.comparable()
    with nothing_collected():
        left_texts = tuple(item_texts(left, left_items, knowledge.contents))
        right_texts = tuple(item_texts(right, right_items, knowledge.contents))
        _check_size(left_texts, right_texts, here=machines is None)
        reader = ItemReader(knowledge, build_splitter((*left_texts, *right_texts)))
    pairs, weights = measure(reader, left_texts, right_texts, machines=machines, progress=progress)
    if knowledge.model is not None and len(pairs.rows):
        judge, pairs = with_second_opinion(judge, pairs, knowledge.model, left_texts, right_texts)
    probabilities = judge.probabilities(pairs.features)
    return Comparison(
        left=left,
        right=right,
        left_items=left_items,
        right_items=right_items,
        left_texts=left_texts,
        right_texts=right_texts,
        reader=reader,
        weights=weights,
        pairs=pairs,
        judge=judge,
        probabilities=probabilities,
        relations=judge.relations(pairs.features, probabilities),
    )


def _check_size(left: Sequence[ItemTexts], right: Sequence[ItemTexts], *, here: bool) -> None:
    """Raises TooMuchError; `here` says that this machine does all the work."""
    letters = max(sum(len(text) for item in side for text in (item.own, *item.detail)) for side in (left, right))
    too_many = len(left) > MOST_TERMS or (here and len(left) * len(right) > MOST_PAIRS)
    if too_many or (here and letters > MOST_LETTERS):
        message = _(
            "Dit is te veel om in een keer te vergelijken: {left} onderdelen van het vmbo met {right} van het mbo. "
            "Vergelijk een deel, zoals een profiel, een kwalificatie of een paar lessen."
        )
        raise TooMuchError(message.format(left=len(left), right=len(right)))
