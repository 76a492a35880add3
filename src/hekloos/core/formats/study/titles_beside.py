"""The title of a code that stands alone in its cell: in the column beside it, in the same row.

Where rules are drawn the row is what stands between them. Elsewhere it follows from where the
lines are: titles begin on the line of their code, or stand around the middle of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hekloos.core.formats.pdf.text_columns import Column, Layout
from hekloos.core.formats.pdf.text_segments import Segment
from hekloos.core.formats.study.title_words import is_heading, is_title, tidy_title

MOST_LINES = 24  # of one title: a cell of one word per line
MOST_LINES_OF_HEAD = 3.5
LEVEL = 0.6  # of the letter height: two columns of one row need not have quite one height
STRIP = 15.0  # points: codes that begin within a strip or its neighbours are in one column
MIDDLE = 0.3  # of the letter height: how exactly the middle of a row is kept


@dataclass(frozen=True)
class CodePlace:
    """The lines of a column that a code stands on."""

    column: Column
    first: int
    last: int

    @cached_property
    def segments(self) -> list[Segment]:
        return self.column.segments[self.first : self.last + 1]

    @cached_property
    def left(self) -> float:
        return min(segment.left for segment in self.segments)

    @cached_property
    def right(self) -> float:
        return max(segment.right for segment in self.segments)

    @property
    def size(self) -> float:
        return self.segments[0].size

    @property
    def top(self) -> float:
        return self.segments[0].middle

    @property
    def bottom(self) -> float:
        return self.segments[-1].middle

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Part:
    """Lines of a column that together may be a title."""

    column: Column
    first: int
    last: int

    @property
    def segments(self) -> list[Segment]:
        return self.column.segments[self.first : self.last + 1]


@dataclass(frozen=True)
class Sides:
    """Looks beside the codes of a page."""

    layout: Layout
    lines_with_codes: set[int]

    def is_centred(self, places: list[CodePlace]) -> bool:
        """Whether codes stand in the middle of their rows: for one at least that can be seen."""
        return any(self._stands_in_the_middle(place) for place in places)

    def parts(self, place: CodePlace, *, is_right: bool, is_centred: bool) -> Iterator[Part]:
        """What could be the title of a code, the nearest column first."""
        top, bottom = self._row(place)
        for column in self._columns(place, is_right=is_right)[:3]:
            part = self._ruled_part(place, column)
            if part is None and is_centred:
                part = _symmetric_part(column, place, top=top, bottom=bottom)
            elif part is None:
                part = self._part_from_level(column, place, top=top, bottom=bottom)
            if part is not None and is_worth_reading(part.segments[0].text):
                yield part

    def head_beside(self, place: CodePlace, *, is_right: bool) -> str:
        """The first line above the codes in the column beside them, as far as a head may be."""
        for column in self._columns(place, is_right=is_right)[:1]:
            highest = place.top - MOST_LINES_OF_HEAD * place.size
            above = [s.text for s in column.segments if highest < s.middle < place.top - 0.6 * place.size]
            return above[-1] if above else ""
        return ""

    def _columns(self, place: CodePlace, *, is_right: bool) -> list[Column]:
        """Columns beside the code, the nearest first, as far as the next code."""
        beside = [
            segment
            for segment in self.layout.near(place.middle, (place.bottom - place.top) / 2 + 1.1 * place.size)
            if (segment.left >= place.right - 1 if is_right else segment.right <= place.left + 1)
        ]
        columns: dict[int, Column] = {}
        for segment in sorted(beside, key=lambda s: s.left if is_right else -s.right):
            if id(segment) in self.lines_with_codes and abs(segment.middle - place.middle) < LEVEL * place.size:
                break
            if id(segment) not in self.lines_with_codes:
                column = self.layout.column_of[id(segment)][0]
                columns.setdefault(id(column), column)
        return list(columns.values())

    def _row(self, place: CodePlace) -> tuple[float, float]:
        """From where to where a code has the row for itself: the lines of the codes above and below."""
        slip, margin = MIDDLE * place.size, 0.4 * place.size
        above, below = 0.0, float("inf")
        strip = round(place.left / STRIP)
        for heights in (self._codes_by_strip.get(number, []) for number in (strip - 1, strip, strip + 1)):
            before = bisect_left(heights, place.top - slip)
            after = bisect_right(heights, place.bottom + slip)
            above = max(above, heights[before - 1] + margin if before else 0.0)
            below = min(below, heights[after] - margin if after < len(heights) else float("inf"))
        return above, below

    @cached_property
    def _codes_by_strip(self) -> dict[int, list[float]]:
        """The heights of codes, by where they begin on the page."""
        strips: dict[int, list[float]] = {}
        for segment in self.layout.segments:
            if id(segment) in self.lines_with_codes:
                strips.setdefault(round(segment.left / STRIP), []).append(segment.middle)
        return {strip: sorted(heights) for strip, heights in strips.items()}

    def _ruled_part(self, place: CodePlace, column: Column) -> Part | None:
        """All lines between the rules above and below the code, when these run along the column too."""
        top = self._rule(place, column, above=True)
        bottom = self._rule(place, column, above=False)
        if top is None or bottom is None:
            return None
        own = {id(segment) for segment in place.segments}
        others = (s for s in place.column.segments if id(s) in self.lines_with_codes and id(s) not in own)
        if any(top < segment.middle < bottom for segment in others):
            return None  # several codes in one cell
        inside = [i for i, s in enumerate(column.segments) if s.page == self.layout.number and top < s.middle < bottom]
        if not inside or any(id(column.segments[i]) in self.lines_with_codes for i in inside):
            return None
        return Part(column, inside[0], min(self._with_next_page(column, inside[-1]), inside[0] + MOST_LINES))

    def _with_next_page(self, column: Column, last: int) -> int:
        """The last line of a row that is broken over pages."""
        while last < len(column.steps) and column.steps[last].goes_on:
            if column.segments[last + 1].page == self.layout.number:
                break
            last += 1
        return last

    def _rule(self, place: CodePlace, column: Column, *, above: bool) -> float | None:
        """The height of the nearest rule that is drawn over the code and over the column as well."""
        edge = place.top if above else place.bottom
        level = [r for r in self.layout.rules if not r.vertical and (r.at < edge if above else r.at > edge)]
        over_code = [r.at for r in level if r.start <= place.left + 2 and r.end >= place.right - 2]
        at = (max if above else min)(over_code, default=None)
        if at is None:
            return None
        middle = (column.segments[0].left + column.segments[0].right) / 2
        return at if any(abs(r.at - at) < 2 and r.start <= middle <= r.end for r in level) else None

    def _part_from_level(self, column: Column, place: CodePlace, *, top: float, bottom: float) -> Part | None:
        """From the line beside the code to where its sentence ends, within the row."""
        start = _nearest(column, place.top)
        if not top < column.segments[start].middle < bottom:
            return None
        if abs(column.segments[start].middle - place.top) > max(LEVEL * place.size, place.bottom - place.top + 1):
            return None
        first = last = start
        while first and column.segments[first].text[:1].islower() and column.segments[first - 1].middle > top:
            if not column.steps[first - 1].goes_on:
                break
            first -= 1
        if any(id(column.segments[index]) in self.lines_with_codes for index in range(first, start + 1)):
            return None  # the end of the title of another code
        while last < len(column.steps) and column.steps[last].goes_on and last - first < MOST_LINES:
            below = column.segments[last + 1]
            if below.middle >= bottom or id(below) in self.lines_with_codes or is_heading(below.text):
                break
            last += 1
        return Part(column, first, last)

    def _stands_in_the_middle(self, place: CodePlace) -> bool:
        """Whether a column to the right has its lines around the middle of the code, and none beside its top."""
        offsets: dict[int, list[float]] = {}
        for segment in self.layout.near(place.middle, 0.9 * place.size):
            if segment.left >= place.right - 1 and len(segment.text) > 3:
                column = self.layout.column_of[id(segment)][0]
                offsets.setdefault(id(column), []).append((segment.middle - place.middle) / place.size)
        if place.first == place.last:
            return any(
                len(found) == 2 and min(found) < -MIDDLE and max(found) > MIDDLE and abs(sum(found)) < MIDDLE
                for found in offsets.values()
            )
        return any(len(found) == 1 and abs(found[0]) < MIDDLE for found in offsets.values())


def is_worth_reading(text: str) -> bool:
    return text[:1].isupper() or is_title(tidy_title(text))


def _nearest(column: Column, height: float) -> int:
    return min(range(len(column.segments)), key=lambda i: abs(column.segments[i].middle - height))


def _symmetric_part(column: Column, place: CodePlace, *, top: float, bottom: float) -> Part | None:
    """The lines that stand around the middle of the code, as many above as below it."""
    first = last = _nearest(column, place.middle)
    offset = column.segments[first].middle - place.middle
    if abs(offset) > 0.9 * place.size:
        return None
    if offset > MIDDLE * place.size and first and column.steps[first - 1].is_near:
        first -= 1
    elif offset < -MIDDLE * place.size and last < len(column.steps) and column.steps[last].is_near:
        last += 1
    while first and last < len(column.steps) and column.steps[first - 1].goes_on and column.steps[last].goes_on:
        above, below = column.segments[first - 1].middle, column.segments[last + 1].middle
        distances = (column.segments[first].middle - above, below - column.segments[last].middle)
        if above < top or below > bottom:
            break  # the rows of other codes
        if abs((above + below) / 2 - place.middle) > MIDDLE * place.size or max(distances) > 1.15 * column.pitch:
            break
        first, last = first - 1, last + 1
    return Part(column, first, last)
