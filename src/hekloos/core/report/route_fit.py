"""Which words a block of the route map has room for, and how high that makes it.

No font is asked: widths are those of its bold letters, told a little too large, so that words are never cut through.
Lengths are millimetres.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hekloos.core.report.route_content import UnitLine, UnitState

GAP = 0.9  # between blocks
LINE = 2.95  # a line of text in a block
EDGES = 2.4  # left and right of a text together, and above and below it
HATCHING = 2.2  # of it stays in sight
LEAST_LANE = 14.0  # its name goes in
TALLEST = 1.1  # an hour is never higher than this
MOST_LINES = 12  # for the title of a unit where the lane has room
USUAL_LINES = 4
BROKEN = 1.15  # a word that is broken takes more room
LETTER = 2.97  # how wide an em is
_EMS = {
    0.28: " .,:;!'’‘|",
    0.4: "fijltIJ()/-?[]",
    0.47: "crsz",
    0.56: "aegovS0123456789",
    0.63: "bdhknpquxyEFLPTYZ",
    0.76: "ABCDGHKNOQRUVX&",
    1.0: "mwMW…",
}
_WIDTHS = {letter: em * LETTER for em, letters in _EMS.items() for letter in letters}
_LOOSE = frozenset(  # nothing ends so
    ("aan", "bij", "de", "door", "een", "en", "het", "in", "met", "naar", "of", "om", "op", "te", "uit", "van", "voor")
)
_UNKNOWN = 0.76 * LETTER


@dataclass(frozen=True, slots=True)
class Fit:
    """`size` is that of letters, 1 where there is room; `lines` is how many a title may have at most."""

    size: float
    lines: int


READABLE = 0.75  # of the usual size of letters
_FITS = (
    *(Fit(size, USUAL_LINES) for size in (1.0, 0.95, 0.9)),
    *(Fit(size, 3) for size in (0.9, 0.85, 0.8)),
    *(Fit(size, 2) for size in (0.8, READABLE, 0.7, 0.6, 0.5)),
    Fit(0.5, 1),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A unit with the words of its block. In `note` lines have their own meaning."""

    line: UnitLine
    title: str
    note: str

    def least(self, fit: Fit, width: float) -> float:
        """The height that these words take."""
        inner = inner_width(fit, width)
        rows = min(fit.lines, count_rows(self.title, inner)) + sum(
            count_rows(line, inner) for line in self.note.split("\n")
        )
        return fit.size * (EDGES + rows * LINE + self.hatching)

    @property
    def hatching(self) -> float:
        """What its words leave free, for who looks how much of the hours came free."""
        return HATCHING if self.line.state is UnitState.SHORTER else 0.0

    def height(self, scale: float, fit: Fit, width: float) -> float:
        """By its hours, but with room for its words."""
        return max(self.line.unit.hours.total * scale, self.least(fit, width))


def inner_width(fit: Fit, width: float) -> float:
    """The room of a line, in letters of the usual size."""
    return max(1.0, (width - GAP) / fit.size - EDGES)


def count_rows(text: str, width: float) -> int:
    """In how many lines a text goes at most."""
    count, used = 1, 0.0
    for word in text.split():
        wide = width_of(word)
        if used and used + _WIDTHS[" "] + wide <= width:
            used += _WIDTHS[" "] + wide
            continue
        count += bool(used)
        used = wide
        if wide > width:
            count += math.ceil(wide * BROKEN / width) - 1
            used = width
    return count


def width_of(text: str) -> float:
    return sum(_WIDTHS.get(letter, _UNKNOWN) for letter in text)


def shorten(text: str, width: float, most: int) -> str:
    """At most so many lines, cut off after a word; within the first one only when that alone is too long."""
    for told in (text, *shorter(text)):
        if count_rows(told, width) <= most:
            return told
    word = text.split()[0]
    while len(word) > 1 and count_rows(word + "…", width) > most:
        word = word[:-1]
    return word + "…"


def shorter(text: str) -> Iterator[str]:
    """Cut off after each of its words but those that nothing ends with; the longest first."""
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        if words[count - 1].lower() not in _LOOSE:
            yield " ".join(words[:count]).rstrip(",;:-–( ") + "…"


Columns = Sequence[Sequence[Told]]


def column_height(column: Sequence[Told], scale: float, fit: Fit, width: float) -> float:
    return sum(told.height(scale, fit, width) + GAP * fit.size for told in column)


def lane_height(columns: Columns, scale: float, fit: Fit, width: float) -> float:
    return max(LEAST_LANE, *(column_height(column, scale, fit, width) for column in columns))


def choose_fit(lanes: Sequence[Columns], room: float, width: float) -> Fit:
    """The largest letters with which all lanes go in the room; the smallest when none do."""
    fitting = (fit for fit in _FITS if sum(lane_height(lane, 0.0, fit, width) for lane in lanes) <= room)
    return next(fitting, _FITS[-1])


def choose_scale(lanes: Sequence[Columns], room: float, fit: Fit, width: float) -> float:
    """How high an hour can be, in all lanes alike."""
    least = [[[(told.line.unit.hours.total, told.least(fit, width)) for told in column] for column in lane]
             for lane in lanes]  # fmt: skip

    def needed(scale: float) -> float:
        gap = GAP * fit.size
        return sum(
            max(LEAST_LANE, *(sum(max(hours * scale, low) + gap for hours, low in column) for column in lane))
            for lane in least
        )

    low, high = 0.0, TALLEST
    for _step in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if needed(middle) <= room else (low, middle)
    return low


def roomiest(column: Sequence[Told], scale: float, fit: Fit, width: float, room: float) -> Fit:
    """With as many lines for titles as this column has room for."""
    wider = (replace(fit, lines=lines) for lines in range(MOST_LINES, fit.lines, -1))
    return next((each for each in wider if column_height(column, scale, each, width) <= room), fit)
