"""Text that goes on on the next page, also below the head of a table that is printed there again."""

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
    head = repeated_head(layout, following)
    starts = {id(column): _length_of_head(column, head) for column in following.columns}
    moved: set[int] = set()
    for column in layout.columns:
        if column.segments[-1].page != layout.number or not _is_last(column, layout.columns):
            continue
        for other in following.columns:
            start = starts[id(other)]
            if id(other) in moved or start == len(other.segments) or not _goes_on(column, other.segments[start]):
                continue
            if _is_first(other.segments[start], following.columns, head):
                moved.add(id(other))
                _move(other, column, start=start)
                break
    kept = tuple(column for column in following.columns if column.segments)
    return replace(following, columns=kept)


def _length_of_head(column: Column, head: set[int]) -> int:
    return sum(id(segment) in head for segment in column.segments)


def _is_last(column: Column, columns: Sequence[Column]) -> bool:
    """Whether nothing stands below the end of a column."""
    edge = column.segments[-1]
    below = (s for other in columns for s in other.segments if s is not edge and s.top > edge.middle)
    return not any(_share_width(segment, edge) for segment in below)


def _is_first(edge: Segment, columns: Sequence[Column], head: set[int]) -> bool:
    """Whether nothing stands above a segment, but for the repeated head."""
    above = (s for other in columns for s in other.segments if s is not edge and s.bottom < edge.middle)
    return not any(_share_width(segment, edge) for segment in above if id(segment) not in head)


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


def _move(source: Column, target: Column, *, start: int) -> None:
    """Move the lines of the sentence that goes on, and no more."""
    end = start + 1
    while end < len(source.segments) and source.steps[end - 1].goes_on:
        end += 1
    target.steps.append(Step(goes_on=True, is_near=True))
    target.segments.extend(source.segments[start:end])
    target.steps.extend(source.steps[start : end - 1])
    del source.segments[start:end]
    del source.steps[max(0, start - 1) : max(0, start - 1) + end - start]
    if 0 < start < len(source.segments):
        source.steps[start - 1] = Step(goes_on=False, is_near=False, is_ruled=True)
