"""Lessons beside a programme: which lesson treats which term, so that a term without a lesson shows."""

from dataclasses import dataclass

import numpy as np

from hekloos.core.curriculum import FrameworkKind, Item, ItemKind
from hekloos.core.overlap.compare import Comparison, Match

TREATED = 0.45  # chance from which a passage is taken to treat a term


@dataclass(frozen=True, slots=True)
class Treatment:
    """A lesson that treats an item, by its best passage."""

    lesson: Item
    match: Match


@dataclass(frozen=True, slots=True)
class Cover:
    """An item of the programme and the lessons that seem to treat it, the surest first."""

    item: Item
    lessons: tuple[Treatment, ...]


def covers_programme(comparison: Comparison) -> bool:
    """Is exactly one side lesson material?"""
    kinds = comparison.left.kind, comparison.right.kind
    return kinds.count(FrameworkKind.LESSON_MATERIAL) == 1


def find_cover(comparison: Comparison) -> tuple[Cover, ...]:
    """Every compared item of the programme in order, with its lessons. Nothing unless one side is lessons."""
    if not covers_programme(comparison):
        return ()
    lessons_left = comparison.left.kind is FrameworkKind.LESSON_MATERIAL
    lessons = comparison.left if lessons_left else comparison.right
    best: dict[str, dict[str, Treatment]] = {}
    for index in np.flatnonzero(comparison.probabilities >= TREATED).tolist():
        match = comparison.match(index)
        passage, item = (match.left, match.right) if lessons_left else (match.right, match.left)
        above = lessons.ancestors(passage)
        lesson = next((upper for upper in above if upper.kind is ItemKind.LESSON), passage)
        kept = best.setdefault(item.id, {}).get(lesson.id)
        if kept is None or match.probability > kept.match.probability:
            best[item.id][lesson.id] = Treatment(lesson, match)
    items = comparison.right_items if lessons_left else comparison.left_items
    return tuple(
        Cover(item, tuple(sorted(best.get(item.id, {}).values(), key=lambda t: (-t.match.probability, t.lesson.code))))
        for item in items
    )
