"""The route as a picture: years from left to right, the vmbo lane above and the mbo lane below, hours as heights.

Lengths are millimetres on a sheet of A3 that lies down. What a block says in colour it says in words and hatching too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.language import _, ngettext
from hekloos.core.report.route_content import RouteContent, UnitLine, UnitState
from hekloos.core.report.route_words import (
    brief,
    change_word,
    hours_word,
    number_word,
    period_word,
    phase_word,
    side_word,
    year_word,
)

WIDTH, HEIGHT = 396.0, 246.0  # of the picture
LABELS = 12.0  # the strip on the left that names the lanes
HEADS = 13.0  # years and periods above the lanes
FEET = 14.0  # hours below them
APART = 5.0  # between both lanes
GAP = 0.9  # between blocks
MOST_COLUMNS = 16  # on one sheet
LINE = 3.15  # a line of text in a block
MOST_LINES = 4  # for the title of a unit
MOST_LETTERS = 90
READABLE = 0.75  # of the usual size of letters
SMALLEST = 0.5
TALLEST = 1.1  # an hour is never higher than this
LETTERS = 1.36  # an average letter is so wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit in the picture. `hatched` is how much of its height came free."""

    x: float
    y: float
    width: float
    height: float
    hatched: float
    side: Side
    state: UnitState
    title: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A period. `marks` say what is special about it; hours are those of one pupil."""

    x: float
    width: float
    name: str
    marks: tuple[str, ...]
    at_school: str
    freed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHead:
    x: float
    width: float
    name: str
    is_vmbo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    name: str
    side: Side
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """As many years as fit on one sheet of paper. `size` is that of the letters in blocks; 1 where there is room."""

    size: float
    title: str
    told: str
    years: tuple[YearHead, ...]
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    blocks: tuple[Block, ...]


def draw_route(content: RouteContent) -> tuple[Sheet, ...]:
    """One sheet; more for a route with so many periods or blocks that nobody could read it on one."""
    together = max(1, MOST_COLUMNS // content.route.calendar.periods)
    sheets = _sheets(content, together)
    while together > 1 and min(sheet.size for sheet in sheets) < READABLE:
        together = math.ceil(together / 2)
        sheets = _sheets(content, together)
    return sheets


def _sheets(content: RouteContent, together: int) -> tuple[Sheet, ...]:
    years = content.route.calendar.years
    begins = range(0, years, together)
    return tuple(
        _sheet(content, range(begin, min(begin + together, years)), is_whole=len(begins) == 1) for begin in begins
    )


def _sheet(content: RouteContent, years: range, *, is_whole: bool) -> Sheet:
    calendar = content.route.calendar
    slots = range(years.start * calendar.periods, years.stop * calendar.periods)
    width = (WIDTH - LABELS) / len(slots)
    lanes, least = _lanes(content, slots, width)
    title = _("De route op één blad")
    if not is_whole:
        names = [year_word(calendar, year) for year in (years[0], years[-1])]
        title = _("De route, {first} tot en met {last}").format(first=names[0], last=names[1])
    return Sheet(
        size=max(SMALLEST, least),
        title=title,
        told=_told(content, slots),
        years=tuple(_year(content, year, n, width) for n, year in enumerate(years)),
        columns=tuple(_column(content, slot, n, width) for n, slot in enumerate(slots)),
        lanes=tuple(lane for lane, _blocks in lanes),
        blocks=tuple(block for _lane, blocks in lanes for block in blocks),
    )


def _told(content: RouteContent, slots: range) -> str:
    """What the picture shows, for who does not see it."""
    count = sum(line.slot in slots for line in content.units)
    told = ngettext(
        "Kaart van de route met {number} blok: de jaren van links naar rechts, het vmbo boven en het mbo onder. Alles "
        "wat hier staat, staat ook in de tabellen bij De blokken, jaar voor jaar.",
        "Kaart van de route met {number} blokken: de jaren van links naar rechts, het vmbo boven en het mbo onder. "
        "Alles wat hier staat, staat ook in de tabellen bij De blokken, jaar voor jaar.",
        count,
    )
    return told.format(number=count)


def _year(content: RouteContent, year: int, place: int, width: float) -> YearHead:
    calendar = content.route.calendar
    return YearHead(
        x=LABELS + place * calendar.periods * width,
        width=calendar.periods * width,
        name=f"{year_word(calendar, year).capitalize()}, {phase_word(calendar, year)}",
        is_vmbo=year < calendar.vmbo_years,
    )


def _column(content: RouteContent, slot: int, place: int, width: float) -> Column:
    calendar = content.route.calendar
    freed = sum(found.total for found in content.freed_by_slot if found.key == slot)
    marks = [_("stage")] if slot in calendar.practice_slots else []
    marks += [_("examen vmbo")] if slot == calendar.exam_slot else []
    return Column(
        x=LABELS + place * width,
        width=width,
        name=_("periode {number}").format(number=slot % calendar.periods + 1),
        marks=tuple(marks),
        at_school=hours_word(content.at_school[slot]),
        freed=_("{hours} vrij").format(hours=hours_word(freed)) if freed else "",
    )


def _lanes(content: RouteContent, slots: range, width: float) -> tuple[list[tuple[Lane, tuple[Block, ...]]], float]:
    """Both lanes with their blocks, an hour being equally high in both; and which share of its room a text gets."""
    room = HEIGHT - HEADS - FEET - APART
    columns = {side: [content.lanes[side][slot] for slot in slots] for side in Side}
    scale, least = _fit(list(columns.values()), room, width)
    used = {side: _lane_height(columns[side], scale, least, width) for side in Side}
    spare = max(0.0, room - sum(used.values())) / len(used)
    found, top = [], HEADS
    for side in Side:
        lane = Lane(name=side_word(side), side=side, y=top, height=used[side] + spare)
        blocks = (
            block
            for n, lines in enumerate(columns[side])
            for block in _stack(content, lines, scale, least, x=LABELS + n * width, y=top, width=width)
        )
        found.append((lane, tuple(blocks)))
        top += lane.height + APART
    return found, least


def _fit(lanes: Sequence[Sequence[Sequence[UnitLine]]], room: float, width: float) -> tuple[float, float]:
    """How high an hour can be, and which share of the room for its text every block keeps at least."""

    def needed(scale: float, least: float) -> float:
        return sum(_lane_height(columns, scale, least, width) for columns in lanes)

    least = 1.0 if needed(0.0, 1.0) <= room else room / needed(0.0, 1.0)
    low, high = 0.0, TALLEST
    for _step in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if needed(middle, least) <= room else (low, middle)
    return low, least


def _lane_height(columns: Sequence[Sequence[UnitLine]], scale: float, least: float, width: float) -> float:
    return max(
        (sum(_block_height(line, scale, least, width) + GAP * least for line in lines) for lines in columns), default=0
    )


def _block_height(line: UnitLine, scale: float, least: float, width: float) -> float:
    """By its hours, but with room for its words."""
    rows = min(MOST_LINES, math.ceil(len(line.unit.title) * LETTERS / (width - 3)))
    rows += 1 if line.state is UnitState.WHOLE else 2
    rows += 3 if line.is_moved else 0
    return max(line.unit.hours.total * scale, least * (2.2 + rows * LINE))


def _stack(
    content: RouteContent,
    lines: Sequence[UnitLine],
    scale: float,
    least: float,
    *,
    x: float,
    y: float,
    width: float,
) -> list[Block]:
    found = []
    for line in lines:
        height = _block_height(line, scale, least, width)
        share = line.freed.total / line.unit.hours.total if line.unit.hours.total else 0.0
        found.append(
            Block(
                x=x + GAP / 2,
                y=y,
                width=width - GAP,
                height=height,
                hatched=height * (1.0 if line.state is UnitState.GONE else share),
                side=line.unit.side,
                state=line.state,
                title=brief(line.unit.title, MOST_LETTERS),
                note=_note(content, line),
            )
        )
        y += height + GAP * least
    return found


def _note(content: RouteContent, line: UnitLine) -> str:
    """Its hours, now and then, and what became of it."""
    now, kept = line.unit.hours.total, line.kept.total
    told = [hours_word(now) if now == kept else _("{now} wordt {kept} uur").format(
        now=number_word(now), kept=number_word(kept))]  # fmt: skip
    if line.state is not UnitState.WHOLE:
        told.append(change_word(line.state))
    if line.is_moved:
        told.append(_("verplaatst uit {period}").format(period=period_word(content.route.calendar, line.unit.slot)))
    return "\n".join(told)
