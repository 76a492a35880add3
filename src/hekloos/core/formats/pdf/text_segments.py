"""Words with places become segments: lines, split where another column begins.

Rules that are drawn help where they exist; most of the reasoning is from white space, because
many tables have no rules at all. White between columns is wide, or recurs at one place on many
lines; white between words is neither, though justified text comes close.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from hekloos.core.formats.pdf.drawings import Rule
from hekloos.core.formats.pdf.words import Page, Word
from hekloos.core.formats.work_process_codes import find_codes

DASHES = frozenset("-\u2013\u2014")
BULLETS = frozenset("•·▪◦○●■□*§o➢✓→") | DASHES
WIDE_GAP = 1.6  # of the letter height: always another column
SMALL_GAP = 0.36  # of the letter height: another column if more lines have one there
CLEAR_GAP = 0.9  # of the letter height: another column if one more line has one there
WIDEST_CELL = 45  # of the letter height: between rules further apart there may be columns without rules
EQUAL = 0.4  # points: what a word processor makes of one stretch
WIDER_THAN_SPACE = 1.5  # times the space between words on that line, which may be stretched


@dataclass(frozen=True, eq=False)
class Segment:
    """Words on one line without a column gap between them."""

    page: int
    words: tuple[Word, ...]
    bullet: str = ""  # the sign that stood before it

    @cached_property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.words[0].size

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def from_picture(self) -> bool:
        return self.words[0].from_picture

    @property
    def begins_a_point(self) -> bool:
        """Whether it is the first line of a point in a list; a dash may just as well be a separator."""
        return self.bullet not in ("", *DASHES)


def segments_of(page: Page, rules: "Rules") -> list[Segment]:
    """The segments of a page from top to bottom, without the signs of lists."""
    lines = _lines(page.words)
    edges = _Edges(lines)
    return _without_bullets([s for line in lines for s in _segments(page.number, line, edges=edges, rules=rules)])


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules by direction, in order."""

    vertical: tuple[Rule, ...]
    horizontal: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Rules":
        ordered = sorted(rules, key=lambda rule: rule.at)
        return cls(tuple(r for r in ordered if r.vertical), tuple(r for r in ordered if not r.vertical))

    def upright_between(self, left: float, right: float, *, height: float) -> bool:
        return any(rule.start <= height <= rule.end for rule in _between(self.vertical, left - 1, right + 1))

    def have_cell_around(self, first: Word, last: Word) -> bool:
        """Whether both words stand between two upright rules, close enough to be the sides of a cell."""
        here = [rule.at for rule in self.vertical if rule.start <= last.middle <= rule.end]
        place = bisect_left(here, last.left)
        if not 0 < place < len(here):
            return False
        return here[place - 1] <= first.left and here[place] - here[place - 1] < WIDEST_CELL * last.size

    def level_between(self, above: Segment, below: Segment) -> bool:
        left, right = max(above.left, below.left), min(above.right, below.right)
        return any(
            rule.start <= right - 1 and rule.end >= left + 1
            for rule in _between(self.horizontal, above.middle, below.middle)
            # A line under a heading, or under a word, is not the border of a row.
            if rule.end - rule.start > 1.15 * (above.right - above.left) or abs(rule.at - above.bottom) > 1.5
        )


def _between(rules: tuple[Rule, ...], low: float, high: float) -> tuple[Rule, ...]:
    """The rules at these places, of rules that are in order."""
    first = bisect_left(rules, low, key=lambda rule: rule.at)
    return rules[first : bisect_right(rules, high, key=lambda rule: rule.at)]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words on the same height, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.left)):
        near = [line for line in lines[-4:] if abs(line[0].middle - word.middle) < 0.35 * min(line[0].size, word.size)]
        if near:
            near[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.left) for line in lines]


def _segments(page: int, line: list[Word], *, edges: "_Edges", rules: Rules) -> list[Segment]:
    starts = [0]
    gaps = _gaps(line)
    stretched = _stretched(line)
    for index, (before, after) in enumerate(zip(line, line[1:], strict=False), start=1):
        gap = after.left - before.right
        size = min(before.size, after.size)
        others = edges.others_at(after) if index in gaps else 0
        if rules.upright_between(before.right, after.left, height=after.middle):
            starts.append(index)
        elif index in stretched and others < 2:
            continue
        elif rules.have_cell_around(before, after):
            # Justified text in a narrow cell has wide gaps; only a code may have a column of its own there.
            if gap > SMALL_GAP * size and others >= 2 and _is_code(line[starts[-1] : index]):
                starts.append(index)
        elif gap > WIDE_GAP * size or others >= (1 if gap > CLEAR_GAP * size else 2):
            starts.append(index)
    ends = [*starts[1:], len(line)]
    return [Segment(page, tuple(line[start:end])) for start, end in zip(starts, ends, strict=True)]


def _is_code(words: list[Word]) -> bool:
    """Whether the words are a code and nothing else."""
    text = " ".join(word.text for word in words).rstrip(" :.-")
    codes = find_codes(text)
    return len(codes) == 1 and codes[0].start == 0 and codes[0].end == len(text)


def _gaps(line: list[Word]) -> set[int]:
    """The words before which there is more white than the space between the words of their line."""
    spaces = [b.left - a.right for a, b in zip(line, line[1:], strict=False)]
    real = [space for space in spaces if space > 0.1 * line[0].size]
    smallest = min(real, default=0.0)
    # Where even the smallest is wide, each word stands in a column of its own.
    least = WIDER_THAN_SPACE * smallest if len(real) >= 3 and smallest < CLEAR_GAP * line[0].size else 0.0
    return {i for i, space in enumerate(spaces, start=1) if space > max(least, SMALL_GAP * line[i].size)}


def _stretched(line: list[Word]) -> set[int]:
    """The words before which the white is stretched to fill the line: equal white between unequal words."""
    found: set[int] = set()
    for index in range(1, len(line) - 1):
        three = line[index - 1 : index + 2]
        first, second = (b.left - a.right for a, b in zip(three, three[1:], strict=False))
        widths = [word.right - word.left for word in three]
        if max(widths) - min(widths) > line[0].size and _is_equal(first, second) and first < 4 * line[0].size:
            found |= {index, index + 1}
    return found


def _is_equal(first: float, second: float) -> bool:
    return first > 0 and second > 0 and abs(first - second) < max(EQUAL, 0.08 * first)


class _Edges:
    """Where words begin with white before them: the left edges of columns occur on several lines."""

    def __init__(self, lines: list[list[Word]]) -> None:
        self._heights: dict[int, list[float]] = {}
        for line in lines:
            gaps = _gaps(line)
            for index, word in enumerate(line):
                if index == 0 or index in gaps:
                    self._heights.setdefault(round(word.left), []).append(word.middle)

    def others_at(self, word: Word) -> int:
        """On how many lines nearby there is an edge at the left side of this word."""
        at = round(word.left)
        heights = (height for place in (at - 1, at, at + 1) for height in self._heights.get(place, ()))
        return sum(0.5 < abs(height - word.middle) < 12 * word.size for height in heights)


def _without_bullets(segments: list[Segment]) -> list[Segment]:
    kept: list[Segment] = []
    bullet = ""
    for segment in segments:
        words = segment.words
        if words[0].text in BULLETS:
            bullet, words = words[0].text, words[1:]
        if words:
            kept.append(Segment(segment.page, words, bullet))
            bullet = ""
    return kept
