"""What stands above and below the text of every page, and text that goes on on the next page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hekloos.core.formats.pdf.text_columns import ALIGNED, GOES_ON_AFTER, Column, Layout, Step
from hekloos.core.formats.pdf.words import Page, Word
from hekloos.core.formats.work_process_codes import find_codes, mentions_codes

LINES_AT_AN_EDGE = 4
MARGIN = 0.12  # of the page height: where headers and footers stand
_PAGE_NUMBER = re.compile(
    r"(?:(?:pagina|blz\.?|bladzijde|page)?\s*\d{1,4}(?:\s*(?:/|van|of|-)\s*\d{1,4})?)", re.IGNORECASE
)


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without headers, footers and page numbers, so that these end up in no title."""
    edges = [_edge_lines(page) for page in pages]
    counts = Counter(_pattern(line) for lines in edges for line in {_text(line): line for line in lines}.values())
    cleaned: list[Page] = []
    for page, lines in zip(pages, edges, strict=True):
        margin = {id(word) for line in lines if _is_margin(line, page, counts[_pattern(line)]) for word in line}
        cleaned.append(replace(page, words=tuple(w for w in page.words if id(w) not in margin)) if margin else page)
    return cleaned


def _edge_lines(page: Page) -> list[list[Word]]:
    """The first and last few lines, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(page.words, key=lambda w: w.middle):
        if lines and abs(lines[-1][0].middle - word.middle) < 0.35 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    at_edge = lines if len(lines) <= 2 * LINES_AT_AN_EDGE else lines[:LINES_AT_AN_EDGE] + lines[-LINES_AT_AN_EDGE:]
    return [sorted(line, key=lambda w: w.left) for line in at_edge]


def _text(line: list[Word]) -> str:
    return " ".join(word.text for word in line)


def _pattern(line: list[Word]) -> str:
    """Equal for the same header on every page, whatever its page number."""
    return f"{re.sub(r'[0-9]+', '#', _text(line))}@{round(line[0].middle / 12)}"


def _is_margin(line: list[Word], page: Page, count: int) -> bool:
    text = _text(line)
    if mentions_codes(text):
        return False
    is_outside = line[0].middle < MARGIN * page.height or line[0].middle > (1 - MARGIN) * page.height
    return count >= 3 or (is_outside and (count >= 2 or bool(_PAGE_NUMBER.fullmatch(text))))


def join_over_pages(layouts: Sequence[Layout]) -> list[Layout]:
    """Lines at the top of a page move to the column they go on from, on the page before."""
    joined = list(layouts)
    for index in range(len(joined) - 1):
        if joined[index + 1].number == joined[index].number + 1:
            joined[index + 1] = _joined(joined[index], joined[index + 1])
    return joined


def _joined(layout: Layout, following: Layout) -> Layout:
    moved: set[int] = set()
    for column in layout.columns:
        last = column.segments[-1]
        if last.page != layout.number or not _is_outermost(column, layout.columns, at_bottom=True):
            continue
        for other in following.columns:
            if id(other) not in moved and _goes_on(column, other) and _is_outermost(other, following.columns):
                moved.add(id(other))
                _move_start(other, column)
                break
    kept = tuple(column for column in following.columns if column.segments)
    return replace(following, columns=kept)


def _is_outermost(column: Column, columns: Sequence[Column], *, at_bottom: bool = False) -> bool:
    """Whether nothing stands below the end, or above the start, of a column."""
    edge = column.segments[-1] if at_bottom else column.segments[0]
    beyond = (
        segment
        for other in columns
        for segment in other.segments
        if segment is not edge and (segment.top > edge.middle if at_bottom else segment.bottom < edge.middle)
    )
    return not any(min(s.right, edge.right) - max(s.left, edge.left) > 1 for s in beyond)


def _goes_on(column: Column, other: Column) -> bool:
    last, first = column.segments[-1], other.segments[0]
    if abs(column.segments[-1].left - first.left) > ALIGNED + 1 or abs(last.size - first.size) > 0.1 * last.size:
        return False
    if last.text.endswith(("-", "\N{SOFT HYPHEN}")):
        return first.text[:1].islower() or bool(find_codes(f"B1-K1-{first.text}")) or first.text[:1] in "KW"
    if mentions_codes(first.text):
        return False
    return first.text[:1].islower() or (first.text[:1].isalpha() and bool(GOES_ON_AFTER.search(last.text)))


def _move_start(source: Column, target: Column) -> None:
    """Move the lines of the sentence that goes on, and no more."""
    count = 1
    while count < len(source.segments) and source.steps[count - 1].goes_on:
        count += 1
    target.steps.append(Step(goes_on=True, is_near=True))
    target.segments.extend(source.segments[:count])
    target.steps.extend(source.steps[: count - 1])
    del source.segments[:count]
    del source.steps[:count]
