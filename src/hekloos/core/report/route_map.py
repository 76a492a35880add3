"""The route as a picture: years from left to right, the vmbo lane above and the mbo lane below, hours as heights.

Lengths are millimetres on a sheet of A3 that lies down. What a block says in colour it says in words and hatching too.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.language import _, ngettext
from hekloos.core.report.route_content import RouteContent, UnitLine, UnitState
from hekloos.core.report.route_fit import (
    EDGES,
    GAP,
    LINE,
    READABLE,
    Fit,
    Told,
    choose_fit,
    choose_scale,
    column_height,
    count_rows,
    lane_height,
    roomiest,
    shorten,
    shorter,
)
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

WIDTH, HEIGHT = 396.0, 250.0  # of the picture
LABELS = 12.0  # the strip on the left that names the lanes
HEADS = 13.0  # years and periods above the lanes
FEET = 12.0  # hours below them, at least
APART = 5.0  # between both lanes
MOST_COLUMNS = 16  # on one sheet
MOST_LETTERS = 120  # of a title
MOST_GIVEN = 4  # uses of freed hours that a period names
LINES_GIVEN = 5  # for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit in the picture. `hatched` is how much of its height came free.

    Its words have `room`, of which the height is certain and the number of lines is not: so `shorter` are titles for
    when the whole one does not go in.
    """

    x: float
    y: float
    width: float
    height: float
    hatched: float
    side: Side
    state: UnitState
    title: str
    shorter: tuple[str, ...]
    note: str
    room: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A period. `marks` say what is special about it, `given` what freed hours go to; hours are those of one pupil."""

    x: float
    width: float
    name: str
    marks: tuple[str, ...]
    at_school: str
    freed: str
    given: tuple[str, ...]


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
    feet: float  # how high the strip below the lanes is
    title: str
    told: str
    years: tuple[YearHead, ...]
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    blocks: tuple[Block, ...]


_Filled = tuple[Lane, tuple[Block, ...]]


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
    columns = tuple(_column(content, slot, n, width) for n, slot in enumerate(slots))
    feet = max(_feet_of(column) for column in columns)
    lanes, size = _lanes(content, slots, width, HEIGHT - HEADS - APART - feet)
    title = _("De route op één blad")
    if not is_whole:
        names = [year_word(calendar, year) for year in (years[0], years[-1])]
        title = _("De route, {first} tot en met {last}").format(first=names[0], last=names[1])
        if len(years) == 1:
            title = _("De route, {year}").format(year=names[0])
    return Sheet(
        size=size,
        feet=feet,
        title=title,
        told=_told(content, slots),
        years=tuple(_year(content, year, n, width) for n, year in enumerate(years)),
        columns=columns,
        lanes=tuple(lane for lane, _blocks in lanes),
        blocks=tuple(block for _lane, blocks in lanes for block in blocks),
    )


def _told(content: RouteContent, slots: range) -> str:
    """What the picture shows, for who does not see it."""
    count = sum(line.slot in slots for line in content.units)
    told = ngettext(
        "Kaart van de route met {number} blok: de jaren van links naar rechts, het vmbo boven en het mbo onder. Alles "
        "wat hier staat, staat ook in de tabellen bij De blokken, jaar voor jaar, en bij Uren die vrijkomen.",
        "Kaart van de route met {number} blokken: de jaren van links naar rechts, het vmbo boven en het mbo onder. "
        "Alles wat hier staat, staat ook in de tabellen bij De blokken, jaar voor jaar, en bij Uren die vrijkomen.",
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
    marks = [_("praktijk")] if slot in calendar.practice_slots else []
    marks += [_("einde examen")] if slot == calendar.exam_slot else []
    return Column(
        x=LABELS + place * width,
        width=width,
        name=_("periode {number}").format(number=slot % calendar.periods + 1),
        marks=tuple(marks),
        at_school=hours_word(content.at_school[slot]),
        freed=_("{hours} vrij").format(hours=hours_word(freed)) if freed else "",
        given=tuple(_given(content, slot, width)),
    )


def _given(content: RouteContent, slot: int, width: float) -> Iterator[str]:
    there = [one for one in content.route.given if one.slot == slot]
    for one in there[:MOST_GIVEN]:
        told = _("{hours} naar {title}").format(hours=hours_word(one.hours), title=one.title)
        yield shorten(told, width - EDGES, LINES_GIVEN)
    if more := there[MOST_GIVEN:]:
        yield _("en {hours} naar meer").format(hours=hours_word(sum(one.hours for one in more)))


def _feet_of(column: Column) -> float:
    lines = (column.at_school, column.freed, *column.given)
    return max(FEET, EDGES + LINE * sum(count_rows(line, column.width - EDGES) for line in lines))


def _lanes(content: RouteContent, slots: range, width: float, room: float) -> tuple[list[_Filled], float]:
    """Both lanes with their blocks, an hour being equally high in both; and the size of letters."""
    columns = {side: [[_tell(content, line) for line in content.lanes[side][slot]] for slot in slots] for side in Side}
    fit = choose_fit(list(columns.values()), room, width)
    scale = choose_scale(list(columns.values()), room, fit, width)
    used = {side: lane_height(columns[side], scale, fit, width) for side in Side}
    whole = sum(used.values())
    squeezed, spare = min(1.0, room / whole), max(0.0, room - whole) / len(used)
    found, top = [], HEADS
    for side in Side:
        lane = Lane(name=side_word(side), side=side, y=top, height=used[side] * squeezed + spare)
        blocks = (
            block
            for n, column in enumerate(columns[side])
            for block in _stack(column, scale, fit, lane, x=LABELS + n * width, width=width)
        )
        found.append((lane, tuple(blocks)))
        top += lane.height + APART
    return found, fit.size


def _stack(column: Sequence[Told], scale: float, fit: Fit, lane: Lane, *, x: float, width: float) -> Iterator[Block]:
    """Squeezed when there is no room for its words, however small."""
    fit = roomiest(column, scale, fit, width, lane.height)
    squeezed = min(1.0, lane.height / max(1.0, column_height(column, scale, fit, width)))
    y = lane.y
    for told in column:
        line = told.line
        height = told.height(scale, fit, width) * squeezed
        share = line.freed.total / line.unit.hours.total if line.unit.hours.total else 0.0
        yield Block(
            x=x + GAP / 2,
            y=y,
            width=width - GAP,
            height=height,
            hatched=height * (1.0 if line.state is UnitState.GONE else share),
            side=line.unit.side,
            state=line.state,
            title=told.title,
            shorter=tuple(shorter(told.title)),
            note=told.note,
            room=max(0.0, height - fit.size * told.hatching),
        )
        y += height + GAP * fit.size * squeezed


def _tell(content: RouteContent, line: UnitLine) -> Told:
    """A unit with its hours, now and then, and what became of it."""
    now, kept = line.unit.hours.total, line.kept.total
    told = [hours_word(now) if now == kept else _("{now} wordt {kept} uur").format(
        now=number_word(now), kept=number_word(kept))]  # fmt: skip
    if line.state is not UnitState.WHOLE:
        told.append(change_word(line.state))
    if line.is_moved:
        told.append(_("verplaatst uit {period}").format(period=period_word(content.route.calendar, line.unit.slot)))
    return Told(line, brief(line.unit.title, MOST_LETTERS), "\n".join(told))
