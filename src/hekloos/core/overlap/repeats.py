"""Lessons beside lessons: which mbo lesson repeats which vmbo lesson, for how much, and how.

A passage is copied when it has the same runs of words, reworded when it has many of the same words in another
order, and taught anew when the judge says that it is the same content. The share that a lesson repeats is that of
its words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind
from hekloos.core.overlap.arrays import Floats
from hekloos.core.overlap.compare import Comparison, Match
from hekloos.core.overlap.dutch import WORD, words
from hekloos.core.overlap.sparse_rows import Names
from hekloos.core.overlap.stems import stem

RUN = 3  # words in a row that are seldom the same by chance
COPIED, REWORDED, SAME_WORDS = 0.4, 0.1, 0.5
ANEW = 0.45  # chance of overlap from which the content is taken to be the same
WORTH_TELLING = 0.1  # of a lesson; less is no repetition that a teacher would notice
BLOCK = 256  # vmbo passages at a time


class How(StrEnum):
    COPIED = "copied"  # overgenomen
    REWORDED = "reworded"  # in andere woorden
    ANEW = "anew"  # opnieuw behandeld


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the mbo that repeats one of the vmbo, and how surely (0 to 1)."""

    match: Match
    how: How
    degree: float


@dataclass(frozen=True, slots=True)
class LessonRepeat:
    """One mbo lesson that repeats one vmbo lesson.

    `share` is how much of the mbo lesson, by words, 0 to 1; `hours` how many of its hours that is, None when the
    lesson says nothing of its hours.
    """

    vmbo: Item
    mbo: Item
    share: float
    hours: float | None
    passages: tuple[Passage, ...]


def compares_lessons(left: Framework, right: Framework) -> bool:
    return left.kind is FrameworkKind.LESSON_MATERIAL and right.kind is FrameworkKind.LESSON_MATERIAL


def find_repeats(comparison: Comparison) -> tuple[LessonRepeat, ...]:
    """The mbo lessons that repeat a vmbo lesson, the largest share first. Nothing unless both sides are lessons."""
    if not compares_lessons(comparison.left, comparison.right) or not len(comparison.pairs.rows):
        return ()
    vmbo, mbo = (
        _lesson_of(framework, items)
        for framework, items in (
            (comparison.left, comparison.left_items),
            (comparison.right, comparison.right_items),
        )
    )
    length = {item.id: _length(item) for item in comparison.right_items}
    whole: dict[str, int] = {}
    for item in comparison.right_items:
        whole[mbo[item.id].id] = whole.get(mbo[item.id].id, 0) + length[item.id]
    best: dict[tuple[str, str], dict[str, Passage]] = {}
    for passage in _passages(comparison):
        pair = vmbo[passage.match.left.id].id, mbo[passage.match.right.id].id
        kept = best.setdefault(pair, {}).get(passage.match.right.id)
        if kept is None or (passage.degree, -passage.match.index) > (kept.degree, -kept.match.index):
            best[pair][passage.match.right.id] = passage
    found = []
    for (ours, theirs), passages in best.items():
        share = sum(length[name] * passage.degree for name, passage in passages.items()) / whole[theirs]
        lesson = comparison.right.by_id[theirs]
        if share >= WORTH_TELLING:
            hours = None if lesson.hours is None else lesson.hours * share
            in_order = sorted(passages.values(), key=lambda passage: comparison.pairs.columns[passage.match.index])
            found.append(LessonRepeat(comparison.left.by_id[ours], lesson, share, hours, tuple(in_order)))
    return tuple(sorted(found, key=lambda repeat: (-repeat.share, repeat.mbo.code, repeat.vmbo.code)))


def share_repeated(comparison: Comparison, repeats: Sequence[LessonRepeat]) -> Mapping[str, float]:
    """Of every mbo lesson (by id) the share that some vmbo lesson already has; each passage counts once."""
    degree: dict[str, float] = {}
    for repeat in repeats:
        for passage in repeat.passages:
            name = passage.match.right.id
            degree[name] = max(degree.get(name, 0.0), passage.degree)
    lessons = _lesson_of(comparison.right, comparison.right_items)
    said: dict[str, float] = {}
    whole: dict[str, float] = {}
    for item in comparison.right_items:
        lesson, length = lessons[item.id].id, _length(item)
        whole[lesson] = whole.get(lesson, 0.0) + length
        said[lesson] = said.get(lesson, 0.0) + length * degree.get(item.id, 0.0)
    return {lesson: said[lesson] / length for lesson, length in whole.items()}


def _passages(comparison: Comparison) -> Iterator[Passage]:
    same_runs, same_stems = _shares(comparison, _runs), _shares(comparison, _stems)
    likely = comparison.probabilities
    wanted = np.flatnonzero((same_runs >= REWORDED) | (same_stems >= SAME_WORDS) | (likely >= ANEW))
    for index in wanted.tolist():
        in_runs, in_words, chance = float(same_runs[index]), float(same_stems[index]), float(likely[index])
        match = comparison.match(index)
        if in_runs >= COPIED or match.left.text == match.right.text:
            how = How.COPIED
        elif in_runs >= REWORDED or in_words >= SAME_WORDS:
            how = How.REWORDED
        else:
            how = How.ANEW
        yield Passage(match, how, min(1.0, max(in_runs, in_words, chance)))


def _shares(comparison: Comparison, cut: Callable[[str], set[str]]) -> Floats:
    """Of every pair, how much of what the mbo passage has the vmbo passage has too; in blocks, for the memory."""
    left, right = ([cut(item.text) for item in items] for items in (comparison.left_items, comparison.right_items))
    names = Names()
    there = names.table([dict.fromkeys(found, 1.0) for found in right])
    # Runs that only the vmbo has add columns, which the mbo table has to have as well.
    here = names.table([dict.fromkeys(found, 1.0) for found in left])
    there = sparse.csr_matrix(there, shape=(len(right), len(names))).T.tocsr()
    whole = np.array([max(1, len(found)) for found in right])
    shares = np.zeros(len(comparison.pairs.rows))
    for start in range(0, len(left), BLOCK):
        common: Floats = (here[start : start + BLOCK] @ there).toarray() / whole
        inside = (comparison.pairs.rows >= start) & (comparison.pairs.rows < start + BLOCK)
        shares[inside] = common[comparison.pairs.rows[inside] - start, comparison.pairs.columns[inside]]
    return shares


def _length(item: Item) -> int:
    """In words, at least one."""
    return max(1, len(WORD.findall(item.text.lower())))


def _runs(text: str) -> set[str]:
    found = WORD.findall(text.lower())
    return {" ".join(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def _lesson_of(framework: Framework, items: Sequence[Item]) -> dict[str, Item]:
    """The lesson of every passage; a passage without one stands for itself."""
    found = {}
    for item in items:
        above = framework.ancestors(item)
        found[item.id] = next((upper for upper in above if upper.kind is ItemKind.LESSON), item)
    return found
