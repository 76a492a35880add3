"""Lessons beside a programme: which lesson treats which term, so that a term without a lesson shows.

A lesson treats a term by its best passage, and the more surely the more of the words of the term stand anywhere in
the lesson: a passage is much longer than a term, and what a term asks may be spread over a lesson.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np

from hekloos.core.curriculum import FrameworkKind, Item, ItemKind
from hekloos.core.overlap.compare import Comparison, Match
from hekloos.core.overlap.readings import ItemReading

TREATED = 0.45  # chance from which a lesson is taken to treat a term
WORTH_A_LOOK = 0.02  # chance of a passage below which its lesson is not considered
WORDS, USUAL_SHARE = 4.0, 0.6  # what the share of the words counts, in log-odds, and from which share it speaks for


@dataclass(frozen=True, slots=True)
class Treatment:
    """A lesson that treats an item, by its best passage. `chance` weighs that passage and the whole lesson."""

    lesson: Item
    match: Match
    chance: float


@dataclass(frozen=True, slots=True)
class Cover:
    """An item of the programme and the lessons that seem to treat it, the surest first."""

    item: Item
    lessons: tuple[Treatment, ...]


def covers_programme(comparison: Comparison) -> bool:
    """Is exactly one side lesson material?"""
    kinds = comparison.left.kind, comparison.right.kind
    return kinds.count(FrameworkKind.LESSON_MATERIAL) == 1


def find_cover(comparison: Comparison, *, at_least: float = TREATED) -> tuple[Cover, ...]:
    """Every compared item of the programme in order, with its lessons. Nothing unless one side is lessons."""
    return _Finder(comparison, at_least).covers() if covers_programme(comparison) else ()


@dataclass(frozen=True)
class _Finder:
    comparison: Comparison
    at_least: float

    def covers(self) -> tuple[Cover, ...]:
        items = self.comparison.right_items if self._lessons_left else self.comparison.left_items
        best = self._best_passages()
        return tuple(Cover(item, self._treatments(item, best.get(item.id, {}))) for item in items)

    def _treatments(self, item: Item, best: Mapping[str, tuple[Item, Match]]) -> tuple[Treatment, ...]:
        found = (
            Treatment(lesson, match, self._chance(match.probability, self._share_named(item, lesson)))
            for lesson, match in best.values()
        )
        return tuple(sorted((t for t in found if t.chance >= self.at_least), key=lambda t: (-t.chance, t.lesson.code)))

    def _best_passages(self) -> dict[str, dict[str, tuple[Item, Match]]]:
        """By item and by lesson, the likeliest passage."""
        best: dict[str, dict[str, tuple[Item, Match]]] = {}
        for index in np.flatnonzero(self.comparison.probabilities >= WORTH_A_LOOK).tolist():
            match = self.comparison.match(index)
            passage, item = (match.left, match.right) if self._lessons_left else (match.right, match.left)
            lesson = self._lesson_of(passage)
            kept = best.setdefault(item.id, {}).get(lesson.id)
            if kept is None or match.probability > kept[1].probability:
                best[item.id][lesson.id] = lesson, match
        return best

    @staticmethod
    def _chance(passage: float, share: float) -> float:
        passage = min(passage, 1.0 - WORTH_A_LOOK)
        score = np.log(passage / (1.0 - passage)) + WORDS * (share - USUAL_SHARE)
        return float(1.0 / (1.0 + np.exp(-score)))

    def _share_named(self, item: Item, lesson: Item) -> float:
        """How much of what the item says, rare words counting more, stands anywhere in the lesson."""
        rarity = self.comparison.weights.rarity
        own = self._stems_of_items[item.id]
        total = fsum(rarity[name] for name in own)
        named = fsum(rarity[name] for name in own & self._stems_of_lessons[lesson.id])
        return named / total if total else 0.0

    def _lesson_of(self, passage: Item) -> Item:
        side = self.comparison.left if self._lessons_left else self.comparison.right
        return next((upper for upper in side.ancestors(passage) if upper.kind is ItemKind.LESSON), passage)

    @property
    def _lessons_left(self) -> bool:
        return self.comparison.left.kind is FrameworkKind.LESSON_MATERIAL

    @cached_property
    def _stems_of_items(self) -> dict[str, set[str]]:
        return {item.id: set(reading.stems.own) for item, reading in self._read(lessons=False)}

    @cached_property
    def _stems_of_lessons(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for passage, reading in self._read(lessons=True):
            stems = found.setdefault(self._lesson_of(passage).id, set())
            stems |= reading.stems.own.keys() | reading.stems.context.keys()
        return found

    def _read(self, *, lessons: bool) -> Iterator[tuple[Item, ItemReading]]:
        c = self.comparison
        if lessons == self._lessons_left:
            return ((item, c.left_reading(row)) for row, item in enumerate(c.left_items))
        return ((item, c.right_reading(column)) for column, item in enumerate(c.right_items))
