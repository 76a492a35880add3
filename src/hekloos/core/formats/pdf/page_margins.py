"""What stands above and below the text of every page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hekloos.core.formats.pdf.words import Page, Word
from hekloos.core.formats.work_process_codes import mentions_codes

LINES_AT_AN_EDGE = 4
MARGIN = 0.12  # of the page height: where headers and footers stand
_HEAD_OF_TABLE = re.compile(r"\bcrebo\D*$", re.IGNORECASE)  # the number is what a running head would give
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
    if mentions_codes(text) or _HEAD_OF_TABLE.search(text):
        return False
    is_outside = line[0].middle < MARGIN * page.height or line[0].middle > (1 - MARGIN) * page.height
    return count >= 3 or (is_outside and (count >= 2 or bool(_PAGE_NUMBER.fullmatch(text))))
