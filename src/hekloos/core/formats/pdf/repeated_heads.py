"""The head of a table that goes on: word processors print it again at the top of each page.

Between the two halves of a row that is broken over pages it is in the way, so it must be known.
"""

from collections.abc import Iterator

from hekloos.core.formats.pdf.text_columns import Layout
from hekloos.core.formats.pdf.text_segments import Segment
from hekloos.core.formats.work_process_codes import find_codes

SAME_PLACE = 2.0  # points
MOST_LINES = 12


def repeated_head(before: Layout, layout: Layout) -> set[int]:
    """The identities of the segments at the top that stand on the page before as well, one under another."""
    lines = list(_first_lines(layout))
    if not lines or any(not segment.text[:1].isupper() for segment in lines[0]):
        return set()
    longest: set[int] = set()
    first = lines[0][0]
    for other in before.segments:
        if _is_copy(first, other, shift=other.middle - first.middle):
            found = _copied(lines, before, shift=other.middle - first.middle)
            longest = max(longest, found, key=len)
    return longest


def _copied(lines: list[list[Segment]], before: Layout, *, shift: float) -> set[int]:
    """The segments of the first lines that all stand on the page before, at one distance from there."""
    found: set[int] = set()
    for line in lines:
        for segment in line:
            near = before.near(segment.middle + shift, SAME_PLACE)
            if find_codes(segment.text) or not any(_is_copy(segment, other, shift=shift) for other in near):
                return found
        found |= {id(segment) for segment in line}
    return found


def _is_copy(segment: Segment, other: Segment, *, shift: float) -> bool:
    is_there = abs(other.left - segment.left) < SAME_PLACE and abs(other.middle - segment.middle - shift) < SAME_PLACE
    return is_there and other.text == segment.text


def _first_lines(layout: Layout) -> Iterator[list[Segment]]:
    line: list[Segment] = []
    count = 0
    for segment in sorted(layout.segments, key=lambda s: s.middle):
        if line and segment.middle - line[0].middle > SAME_PLACE:
            yield line
            line, count = [], count + 1
            if count == MOST_LINES:
                return
        line.append(segment)
    if line:
        yield line
