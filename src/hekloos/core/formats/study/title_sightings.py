"""Where codes stand on a page, and the title that stands with each of them.

A title stands behind its code, goes on in the lines below, begins on the line below, or stands
in the column beside it. One code is usually sighted several times; `best_titles` chooses.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hekloos.core.formats.pdf.joined_lines import LONG_WORD, join_lines
from hekloos.core.formats.pdf.text_columns import Column, Layout
from hekloos.core.formats.pdf.text_segments import Segment
from hekloos.core.formats.study.title_words import (
    begins_like_title,
    is_heading,
    is_sentence,
    is_title,
    names_titles,
    tidy_title,
    without_leader,
    without_separators,
)
from hekloos.core.formats.study.titles_beside import MOST_LINES, CodePlace, Part, Sides
from hekloos.core.formats.work_process_codes import RULED, FoundCode, find_codes

BELOW_CODE, BELOW_LABEL = 0.8, 1.6  # of the letter height: the white that may stand above a title
LABELS = frozenset({"", "kerntaak", "werkproces", "code", "kt", "wp", "examen"})  # that may stand before a code


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A code on a page and its title there, which may be empty; `weight` tells how trustworthy the place is."""

    code: FoundCode
    title: str
    weight: float
    segment: Segment
    is_last_on_page: bool = False

    @property
    def page(self) -> int:
        return self.segment.page


@dataclass(frozen=True)
class _Stream:
    """The text of a column, with the place of each line in it."""

    column: Column
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, column: Column) -> "_Stream":
        text, starts = "", []
        for index, segment in enumerate(column.segments):
            if index:
                text += RULED if column.steps[index - 1].is_ruled else "\n"
            starts.append(len(text))
            text += segment.text
        return cls(column, text, tuple(starts))

    def line_at(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def place(self, code: FoundCode) -> CodePlace:
        """The lines of the code, and of a label such as "Werkproces" that stands on the line above it."""
        first, last = self.line_at(code.start), self.line_at(code.end - 1)
        if first and self._is_label(first - 1):
            first -= 1
        return CodePlace(self.column, first, last)

    def _is_label(self, line: int) -> bool:
        return line in self.labels and not self.column.steps[line].is_ruled

    @cached_property
    def labels(self) -> frozenset[int]:
        """Lines that only label the code below; the same word here and there is the head of a table."""
        texts = [segment.text.strip(" :").casefold() for segment in self.column.segments]
        labels = frozenset(line for line, text in enumerate(texts) if text in ("werkproces", "kerntaak"))
        return labels if len(labels) > 0.5 * len(find_codes(self.text)) else frozenset()

    def part(self, line: int, *, start: int, end: int) -> str:
        """What stands on a line between two places of the whole text."""
        begin = self.starts[line]
        return self.text[max(begin, start) : min(begin + len(self.column.segments[line].text), end)]


def find_sightings(layout: Layout, *, known: frozenset[str]) -> list[Sighting]:
    """All codes of a page with a title for each place where one could be; empty where none is."""
    found: list[Sighting] = []
    streams = [(stream, find_codes(stream.text)) for stream in (_Stream.of(column) for column in layout.columns)]
    lines_with_codes = {
        id(stream.column.segments[line])
        for stream, codes in streams
        for code in codes
        for line in range(stream.line_at(code.start), stream.line_at(code.end - 1) + 1)
    }
    sides = Sides(layout, lines_with_codes)
    for stream, codes in streams:
        is_centred = sides.is_centred([stream.place(code) for code in codes])
        bounds = [0, *(code.end for code in codes)], [*(code.start for code in codes[1:]), len(stream.text)]
        seekers = [
            _Seeker(sides, stream, code, start, limit, known, is_centred)
            for code, start, limit in zip(codes, *bounds, strict=False)
        ]
        left_first = _stand_left(seekers)
        found.extend(sighting for seeker in seekers for sighting in seeker.sightings(left_first=left_first))
    return found


@dataclass(slots=True)
class _Seeker:
    """Looks for the title of one code."""

    sides: Sides
    stream: _Stream
    code: FoundCode
    start: int  # where the code before it ends
    limit: int  # where the next code begins
    known: frozenset[str]
    is_centred: bool  # codes stand in the middle of their rows

    def sightings(self, *, left_first: bool) -> list[Sighting]:
        if title := self._title_before_brackets():
            return [self._sighting(title, self._weight() - 0.4)]
        line = self.stream.line_at(self.code.end - 1)
        behind = without_separators(self.stream.part(line, start=self.code.end, end=self.limit))
        before = self.stream.part(line, start=0, end=self.code.start).strip(" -\u2013:([0123456789.")
        if tidy_title(behind):
            title = self._going_on(line, first=behind)
            inside_sentence = not begins_like_title(title) and bool(before)
            return [self._sighting("" if inside_sentence or not is_title(title) else title, self._weight())]
        below = [] if self._ends_sentence(line, before) else self._below(line)
        sides = (True,) if below else (False, True) if left_first else (True, False)
        beside = next((sighting for is_right in sides if (sighting := self.beside(is_right=is_right))), None)
        return [*below, *([beside] if beside else [])] or [self._sighting("", 0.0)]

    def _sighting(self, title: str, weight: float) -> Sighting:
        line = self.stream.line_at(self.code.start)
        return Sighting(code=self.code, title=title, weight=weight, segment=self.stream.column.segments[line])

    def _weight(self, column: Column | None = None) -> float:
        """Wide columns hold whole titles, narrow ones break them."""
        column = column or self.stream.column
        if column.is_broken_in_words:
            return 0.3
        width = column.width / max(1.0, column.segments[0].size)
        return 3.0 if width > 18 else 2.2 if width > 11 else 1.4 if width > 7 else 0.7

    def _going_on(self, line: int, *, first: str) -> str:
        """The text from this line on, as long as the sentence goes on and no other code begins."""
        if without_leader(first) != first:
            return tidy_title(first)
        column, lines, cut = self.stream.column, [first], set[int]()
        for step in range(line, min(len(column.steps), line + MOST_LINES)):
            if not column.steps[step].goes_on or self.stream.starts[step + 1] >= self.limit:
                break
            if is_heading(column.segments[step + 1].text):
                break
            if _is_full(column, step):
                cut.add(len(lines) - 1)
            lines.append(self.stream.part(step + 1, start=0, end=self.limit))
        return tidy_title(join_lines(lines, known=self.known, cut_after=frozenset(cut)))

    def _below(self, line: int) -> list[Sighting]:
        column = self.stream.column
        if line >= len(column.steps) or self.stream.starts[line + 1] >= self.limit:
            return []
        step, below = column.steps[line], column.segments[line + 1]
        farthest = BELOW_LABEL if self._is_labelled(line) else BELOW_CODE
        if step.is_ruled or not step.is_near and below.top - column.segments[line].bottom > farthest * below.size:
            return []
        above = column.segments[line]
        is_centred = abs((above.left + above.right) - (below.left + below.right)) < below.size
        if (above.left > below.left + 2 * below.size and not is_centred) or below.begins_a_point:
            return []
        title = self._going_on(line + 1, first=self.stream.part(line + 1, start=0, end=self.limit))
        return [self._sighting(title, self._weight() - 0.2)] if begins_like_title(title) else []

    def beside(self, *, is_right: bool) -> Sighting | None:
        """The title in a column at one side, when the code stands alone on its line."""
        line = self.stream.line_at(self.code.start)
        place = self.stream.place(self.code)
        before = self.stream.part(line, start=0, end=self.code.start).strip(" :").casefold()
        if before not in LABELS or self._title_behind():
            return None
        for part in self.sides.parts(place, is_right=is_right, is_centred=self.is_centred):
            title = self._with_rest_under_code(_text_of(part, self.known), place.last, part.segments[0])
            if begins_like_title(title) and not part.column.is_broken_in_words:
                return self._sighting(title, self._weight(part.column) - (0.3 if is_right else 0.8))
        return None

    def _is_labelled(self, line: int) -> bool:
        """Whether the line is a label with its code and nothing else: "Werkproces B1-K1-W1"."""
        before = self.stream.part(line, start=0, end=self.code.start).strip(" :").casefold()
        return before in LABELS - {""}

    def _ends_sentence(self, line: int, before: str) -> bool:
        """After "... samen met B1-K1-W3." comes no title."""
        ends = (
            self.stream.text[self.code.end :].startswith(".") and self.stream.text[self.code.end + 1 :][:1] in "\n\x1e"
        )
        goes_on = bool(line) and self.stream.column.steps[line - 1].goes_on
        return ends and (goes_on or bool(before))

    def head_beside(self, *, is_right: bool) -> str:
        return self.sides.head_beside(self.stream.place(self.code), is_right=is_right)

    def _title_behind(self) -> str:
        line = self.stream.line_at(self.code.end - 1)
        return tidy_title(without_separators(self.stream.part(line, start=self.code.end, end=self.limit)))

    def _title_before_brackets(self) -> str:
        """The title of "Zaait en plant (B1-K1-W1)", which may have begun on a line above."""
        text, column = self.stream.text, self.stream.column
        if not text[: self.code.start].endswith("(") or not text[self.code.end :].startswith(")"):
            return ""
        last = first = self.stream.line_at(self.code.start)
        while first and column.steps[first - 1].goes_on and self.stream.starts[first] > self.start:
            first -= 1
        lines = [self.stream.part(n, start=self.start, end=self.code.start - 1) for n in range(first, last + 1)]
        title = tidy_title(join_lines([without_separators(line) for line in lines if line], known=self.known))
        return title if begins_like_title(title) and not is_sentence(title) else ""

    def _with_rest_under_code(self, title: str, line: int, beside: Segment) -> str:
        """Code and title with a tab between: the second line of the title may begin under the code."""
        column = self.stream.column
        if line >= len(column.steps) or beside.left - column.segments[line].right > 4 * beside.size:
            return title
        below = column.segments[line + 1]
        begins_small = below.text[:1].islower() and self.stream.starts[line + 1] < self.limit
        if not begins_small or column.steps[line].is_ruled or below.right < beside.left and len(below.words) > 3:
            return title
        if below.middle - column.segments[line].middle > 2.0 * below.size:
            return title
        rest = self._going_on(line + 1, first=below.text)
        return tidy_title(join_lines([title, rest], known=self.known))


def _stand_left(seekers: Sequence[_Seeker]) -> bool:
    """Whether the titles of a column of codes stand to the left of it: what differs from row to row is the title.

    An exam form at the other side is the same for many codes, and shorter.
    """
    heads = [seekers[0].head_beside(is_right=is_right) for is_right in (False, True)] if seekers else ["", ""]
    if names_titles(heads[0]) and not names_titles(heads[1]):
        return any(seeker.beside(is_right=False) for seeker in seekers)
    left = [found.title for seeker in seekers if (found := seeker.beside(is_right=False))]
    right = [found.title for seeker in seekers if (found := seeker.beside(is_right=True))]
    if len(left) < max(3, 0.8 * len(right)):
        return False
    different = [len(set(titles)) / max(1, len(titles)) for titles in (left, right)]
    if abs(different[0] - different[1]) > 0.2:
        return different[0] > different[1]
    lengths = [sum(map(len, titles)) / max(1, len(titles)) for titles in (left, right)]
    return lengths[0] > 1.5 * lengths[1]


def _text_of(part: Part, known: frozenset[str]) -> str:
    cut = frozenset(i for i in range(part.last - part.first) if _is_full(part.column, part.first + i))
    return tidy_title(join_lines([s.text for s in part.segments], known=known, cut_after=cut))


def _is_full(column: Column, line: int) -> bool:
    """Whether the line is one piece of a word that fills a narrow cell, or a very long one any cell."""
    above, below = column.segments[line], column.segments[line + 1]
    if not (column.is_broken_in_words or len(above.text) >= LONG_WORD) or not below.text[0].islower():
        return False
    last = above.words[-1]
    letter = (last.right - last.left) / max(1, len(last.text))
    return len(above.words) == 1 and above.right + 0.9 * letter > column.right_edge
