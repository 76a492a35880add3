"""Text that goes on on the next page, also below the head of a table that is printed there again."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from hekloos.core.formats.pdf.repeated_heads import repeated_head
from hekloos.core.formats.pdf.text_columns import ALIGNED, GOES_ON_AFTER, Column, Layout, Step
from hekloos.core.formats.pdf.text_segments import Segment
from hekloos.core.formats.work_process_codes import find_codes, mentions_codes


def join_over_pages(layouts: Sequence[Layout]) -> list[Layout]:
    """Lines at the top of a page move to the column they go on from, on the page before."""
    joined = list(layouts)
    for index in range(len(joined) - 1):
        if joined[index + 1].number == joined[index].number + 1:
            joined[index + 1] = _joined(joined[index], joined[index + 1])
    return joined


def _joined(layout: Layout, following: Layout) -> Layout:
    start = _Start(following, repeated_head(layout, following))
    ends = sorted(layout.segments, key=lambda segment: segment.top)
    for column in layout.columns:
        if column.segments[-1].page != layout.number or not _is_last(column.segments[-1], ends):
            continue
        if other := start.of_what_goes_on(column):
            start.move(other, column)
    return replace(following, columns=tuple(column for column in following.columns if column.segments))


def _is_last(edge: Segment, ends: Sequence[Segment]) -> bool:
    """Whether nothing stands below a segment; `ends` are all of its page, the highest first."""
    below = ends[bisect_right(ends, edge.middle, key=lambda segment: segment.top) :]
    return not any(_share_width(segment, edge) for segment in below if segment is not edge)


class _Start:
    """The top of a page: where each column begins below the repeated head, and what stands above that."""

    def __init__(self, layout: Layout, head: set[int]) -> None:
        first = {id(column): sum(id(segment) in head for segment in column.segments) for column in layout.columns}
        self._first = first
        open_ones = [c for c in layout.columns if first[id(c)] < len(c.segments)]
        self._order = {id(column): number for number, column in enumerate(open_ones)}
        self._by_left = sorted(open_ones, key=self._left)
        self._highest = sorted(layout.segments, key=lambda segment: segment.bottom)
        self._passed = set(head)  # identities of segments that stand above nothing

    def _left(self, column: Column) -> float:
        return column.segments[self._first[id(column)]].left

    def of_what_goes_on(self, column: Column) -> Column | None:
        """The first column that goes on from this one, which ends the page before."""
        left = column.segments[-1].left
        nearest = bisect_left(self._by_left, left - ALIGNED - 1, key=self._left)
        furthest = bisect_right(self._by_left, left + ALIGNED + 1, key=self._left)
        for other in sorted(self._by_left[nearest:furthest], key=lambda c: self._order[id(c)]):
            edge = other.segments[self._first[id(other)]]
            if _goes_on(column, edge) and self._is_first(edge):
                return other
        return None

    def _is_first(self, edge: Segment) -> bool:
        """Whether nothing stands above a segment, but for the repeated head."""
        above = self._highest[: bisect_left(self._highest, edge.middle, key=lambda segment: segment.bottom)]
        return not any(_share_width(s, edge) for s in above if s is not edge and id(s) not in self._passed)

    def move(self, source: Column, target: Column) -> None:
        """Move the lines of the sentence that goes on, and no more."""
        self._by_left = [column for column in self._by_left if column is not source]
        start = self._first[id(source)]
        end = start + 1
        while end < len(source.segments) and source.steps[end - 1].goes_on:
            end += 1
        self._passed.update(id(segment) for segment in source.segments[start:end])
        target.steps.append(Step(goes_on=True, is_near=True))
        target.segments.extend(source.segments[start:end])
        target.steps.extend(source.steps[start : end - 1])
        del source.segments[start:end]
        del source.steps[max(0, start - 1) : max(0, start - 1) + end - start]
        if 0 < start < len(source.segments):
            source.steps[start - 1] = Step(goes_on=False, is_near=False, is_ruled=True)


def _share_width(one: Segment, other: Segment) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 1


def _goes_on(column: Column, first: Segment) -> bool:
    last = column.segments[-1]
    if abs(last.left - first.left) > ALIGNED + 1 or abs(last.size - first.size) > 0.1 * last.size:
        return False
    if last.text.endswith(("-", "\N{SOFT HYPHEN}")):
        return first.text[:1].islower() or bool(find_codes(f"B1-K1-{first.text}")) or first.text[:1] in "KW"
    if mentions_codes(first.text):
        return False
    if first.text[:1].isupper() and _is_only_a_code(last.text):
        return _has_titles_below_codes(column)
    return first.text[:1].islower() or (first.text[:1].isalpha() and bool(GOES_ON_AFTER.search(last.text)))


def _is_only_a_code(text: str) -> bool:
    """A code at the bottom of a page, with its title in the same cell on the next."""
    text = text.rstrip(" :")
    codes = find_codes(text)
    return mentions_codes(text) and codes[0].start == 0 and codes[0].end == len(text)


def _has_titles_below_codes(column: Column) -> bool:
    """Whether other cells of the column have the title below the code, and not in a column of its own."""
    pairs = zip(column.segments, column.segments[1:], column.steps, strict=False)
    return any(_is_only_a_code(a.text) and not mentions_codes(b.text) and not step.is_ruled for a, b, step in pairs)
