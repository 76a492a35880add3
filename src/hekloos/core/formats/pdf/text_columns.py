"""Words with places become columns of text: lines, split at the gaps, joined downwards.

A column is what a person reads without moving the eyes sideways: a paragraph, or the cells of
a table one under another. Rules that are drawn help where they exist; most of the reasoning is
from white space, because many tables have no rules at all. For every step to the next line the
column knows whether the text goes on there, or something new begins.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from hekloos.core.formats.pdf.drawings import Rule
from hekloos.core.formats.pdf.text_segments import Rules, Segment, segments_of
from hekloos.core.formats.pdf.words import Page

ALIGNED = 3.0  # points between two edges that people see as one
ORDINARY_PITCH = 1.2  # of the letter height: from line to line, where the page does not show it
PARAGRAPH = 1.15  # of the usual distance: with a capital, a new paragraph
FAR_DOWN = 1.75  # of the letter height: white that ends a column
# Not "uit", "aan", "op": they end many a title, being the second half of a verb.
GOES_ON_AFTER = re.compile(
    r"(?:[,/&(\-\u2013]|\b(?:en|of|en/of|de|het|een|van|met|naar|tot|te|als|binnen|tijdens|volgens|zijn|haar|per|onder|"
    r"tussen|rond|rondom|via|zonder|dan|ten|ter))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """From a line to the next one in a column."""

    goes_on: bool  # the same sentence goes on
    is_near: bool  # nothing but an ordinary line distance lies between
    is_ruled: bool = False  # a rule is drawn between


@dataclass(slots=True)
class Column:
    """Segments one under another; `steps[i]` leads from segment i to segment i + 1."""

    segments: list[Segment]
    steps: list[Step] = field(default_factory=list)
    right_edge: float = 0.0  # as far as a line may run
    pitch: float = 0.0  # from line to line within a sentence
    is_broken_in_words: bool = False  # so narrow that words are cut without a hyphen

    @property
    def left(self) -> float:
        return min(segment.left for segment in self.segments)

    @property
    def width(self) -> float:
        return self.right_edge - self.left


@dataclass(frozen=True)
class Layout:
    """A page as columns, with what is needed to look sideways."""

    number: int
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def segments(self) -> list[Segment]:
        """From top to bottom, then from left to right; without lines that go on on the next page."""
        found = [s for column in self.columns for s in column.segments if s.page == self.number]
        return sorted(found, key=lambda segment: (round(segment.middle), segment.left))

    def near(self, height: float, distance: float) -> list[Segment]:
        """Segments of which the middle is at most this far above or below a height."""
        first = bisect_left(self._by_height, height - distance, key=lambda segment: segment.middle)
        last = bisect_right(self._by_height, height + distance, key=lambda segment: segment.middle)
        return self._by_height[first:last]

    @cached_property
    def _by_height(self) -> list[Segment]:
        return sorted(self.segments, key=lambda segment: segment.middle)

    @cached_property
    def column_of(self) -> dict[int, tuple[Column, int]]:
        """By the identity of a segment: its column, and where it stands in it."""
        return {id(s): (column, index) for column in self.columns for index, s in enumerate(column.segments)}


def lay_out(page: Page) -> Layout:
    rules = Rules.of(page.rules)
    segments = segments_of(page, rules)
    columns = _columns(segments)
    edges = _Edges.of(segments)
    pitches = _pitches(columns)
    for column in columns:
        column.is_broken_in_words = _is_broken_in_words(column)
        column.right_edge = _own_right_edge(column) if column.is_broken_in_words else _right_edge(column, edges, rules)
        size = column.segments[0].size
        column.pitch = min(_usual_pitch(column), pitches.get(round(size), ORDINARY_PITCH * size))
        column.steps = [
            _step(above, below, column=column, rules=rules)
            for above, below in zip(column.segments, column.segments[1:], strict=False)
        ]
    return Layout(page.number, tuple(columns), page.rules)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the lines of a page begin, in order, and where each of them ends."""

    lefts: list[float]
    rights: list[float]
    furthest: float

    @classmethod
    def of(cls, segments: list[Segment]) -> "_Edges":
        pairs = sorted((segment.left, segment.right) for segment in segments)
        return cls([left for left, _ in pairs], [right for _, right in pairs], max((r for _, r in pairs), default=0.0))

    def beginning_at(self, left: float) -> list[float]:
        """The ends of the lines that begin here."""
        return self.rights[bisect_right(self.lefts, left - ALIGNED) : bisect_left(self.lefts, left + ALIGNED)]


def _columns(segments: list[Segment]) -> list[Column]:
    columns: list[Column] = []
    open_ones: list[Column] = []
    ordered = sorted(segments, key=lambda s: (s.middle, s.left))
    heights = [segment.middle for segment in ordered]
    for segment in ordered:
        open_ones = [c for c in open_ones if segment.top - c.segments[-1].bottom < 2.5 * segment.size]
        fitting = [c for c in open_ones if _may_follow(c.segments[-1], segment)]
        above = min(fitting, key=lambda c: _misfit(c.segments[-1], segment), default=None)
        level = 0.35 * segment.size
        beside = ordered[bisect_left(heights, segment.middle - level) : bisect_right(heights, segment.middle + level)]
        if above is None or _is_better_followed(above, segment, beside):
            above = Column([])
            columns.append(above)
            open_ones.append(above)
        above.segments.append(segment)
    return columns


def _may_follow(above: Segment, below: Segment) -> bool:
    if above.middle + 0.5 * min(above.size, below.size) > below.middle:
        return False
    overlap = min(above.right, below.right) - max(above.left, below.left)
    return overlap > 1 and below.top - above.bottom < FAR_DOWN * max(above.size, below.size)


def _misfit(above: Segment, below: Segment) -> float:
    """How badly two segments stand under each other: near in height weighs less than one edge in common."""
    edges = (
        abs(above.left - below.left),
        abs((above.left + above.right) / 2 - (below.left + below.right) / 2) + ALIGNED,
    )
    return min(edges) + 0.5 * abs(below.top - above.bottom)


def _is_better_followed(column: Column, below: Segment, beside: list[Segment]) -> bool:
    """Whether another segment on the line of `below` fits this column better."""
    above = column.segments[-1]
    misfit = _misfit(above, below)
    return any(s is not below and _may_follow(above, s) and _misfit(above, s) < misfit for s in beside)


def _right_edge(column: Column, edges: _Edges, rules: Rules) -> float:
    """How far lines of this column may run: to where lines that begin there do run."""
    furthest = max(segment.right for segment in column.segments)
    first = column.segments[0]
    walls = [r.at for r in rules.vertical if r.at > first.right - 1 and r.start <= first.middle <= r.end]
    if walls and walls[0] - first.left < 0.95 * (edges.furthest - first.left) + 30:
        padding = [r.at for r in rules.vertical if r.at < first.left + 1 and r.start <= first.middle <= r.end]
        inside = min(first.left - padding[-1], 8.0) if padding else 5.0
        return max(furthest, walls[0] - max(inside, 0.0))
    return max([furthest, *edges.beginning_at(first.left)])


def _pitches(columns: list[Column]) -> dict[int, float]:
    """By the size of letters the usual distance between two lines of one sentence on the page."""
    distances: dict[int, list[float]] = {}
    for column in columns:
        for above, below in zip(column.segments, column.segments[1:], strict=False):
            if below.text[0].islower() and round(above.size) == round(below.size):
                distances.setdefault(round(below.size), []).append(below.middle - above.middle)
    return {size: median(found) for size, found in distances.items() if len(found) >= 3}


def _usual_pitch(column: Column) -> float:
    """The distance of lines within a sentence: the smallest that occurs."""
    pairs = zip(column.segments, column.segments[1:], strict=False)
    return min((b.middle - a.middle for a, b in pairs if b.middle - a.middle > 0.9 * b.size), default=float("inf"))


def _step(above: Segment, below: Segment, *, column: Column, rules: Rules) -> Step:
    distance = below.middle - above.middle
    is_near = distance < 1.35 * column.pitch and distance < 2.6 * below.size
    is_ruled = rules.level_between(above, below)
    if is_ruled or below.bullet or _looks_different(above, below):
        return Step(False, is_near, is_ruled)
    if above.text.endswith(("-", "\N{SOFT HYPHEN}")) and is_near:
        return Step(True, is_near)
    if is_near and _has_open_bracket(above.text) and below.text.count(")") > below.text.count("("):
        return Step(True, is_near)
    begins_small = below.text[0].islower() or below.text[0] in "(/&" or below.text.startswith("ICT-")
    if begins_small or GOES_ON_AFTER.search(above.text):
        return Step(distance < 2.6 * below.size, is_near)
    is_apart = below.text[0].isupper() and distance > PARAGRAPH * column.pitch
    if above.text[-1:] in ".?!:;" or not is_near or is_apart:
        return Step(False, is_near)
    return Step(not _would_have_fitted(above, below, column.right_edge), is_near)


def _has_open_bracket(text: str) -> bool:
    return text.rfind("(") > text.rfind(")")


def _looks_different(above: Segment, below: Segment) -> bool:
    last, first = above.words[-1], below.words[0]
    return last.style != first.style or abs(last.size - first.size) > 0.08 * max(last.size, first.size)


def _would_have_fitted(above: Segment, below: Segment, right_edge: float) -> bool:
    """Whether the next word had room on the line above: then a new line was wanted, not needed."""
    first = below.words[0]
    return above.right + 0.25 * first.size + (first.right - first.left) < right_edge - 1


def _is_broken_in_words(column: Column) -> bool:
    """Whether long words are cut at the edge: single pieces that fill the line and go on in small letters."""
    edge = _own_right_edge(column)
    if edge - column.left > 8 * column.segments[0].size:
        return False
    pairs = zip(column.segments, column.segments[1:], strict=False)
    return sum(_is_cut(above, below, edge) for above, below in pairs) >= 2


def _own_right_edge(column: Column) -> float:
    return max(segment.right for segment in column.segments)


def _is_cut(above: Segment, below: Segment, right_edge: float) -> bool:
    if len(above.words) > 1 or not below.text[0].islower() or not above.text[-1].isalpha():
        return False
    letter = (above.right - above.left) / max(1, len(above.text))
    return above.right + 0.9 * letter > right_edge
