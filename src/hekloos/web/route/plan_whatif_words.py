"""What another route would change, in words and rows that a page can show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from hekloos.core.route.coverage import Hole
from hekloos.core.route.hours import at_school_by_slot, kept_by
from hekloos.core.route.units import Unit
from hekloos.core.route.wording import lack_sentence, shortened
from hekloos.web.route.plan_whatif import Outcome
from hekloos.web.route.plan_words import hours, period

MOST_LINES = 30  # of one list
MOST_COULD = 4  # units that could take what has no place


@dataclass(frozen=True, slots=True)
class Line:
    """A unit (with its id, for a link) or an item, and what becomes of it."""

    name: str
    told: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """`rest` is how many more there are than are shown."""

    title: str
    lines: Sequence[Line]
    rest: int

    @property
    def count(self) -> int:
        return len(self.lines) + self.rest


@dataclass(frozen=True, slots=True)
class HoleLine:
    """Items without a place that the same units could take."""

    told: Sequence[str]
    could: Sequence[Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    school: str
    is_none: bool
    figures: Sequence[tuple[str, str]]
    holes: Sequence[HoleLine]
    hole_count: int
    units: Sequence[Listing]
    items: Sequence[Listing]
    periods: Sequence[tuple[str, str, str, str]]

    @property
    def holes_left(self) -> int:
        return self.hole_count - sum(len(line.told) for line in self.holes)


def show(outcome: Outcome) -> Shown:
    found = outcome.difference
    return Shown(
        school=outcome.school,
        is_none=found.is_none,
        figures=_figures(outcome),
        holes=_holes(outcome, found.opened[:MOST_LINES]),
        hole_count=len(found.opened),
        units=[listing for listing in _units(outcome) if listing.lines],
        items=[listing for listing in _items(outcome) if listing.lines],
        periods=list(_periods(outcome)),
    )


def _figures(outcome: Outcome) -> list[tuple[str, str]]:
    """Each a quantity, and what it is of."""
    freed, at_school = outcome.difference.freed, sum(outcome.difference.at_school)
    return [
        _compared(freed, _("meer vrij"), _("minder vrij"), _("uren vrij")),
        _compared(at_school, _("meer op school"), _("minder op school"), _("uren op school")),
    ]


def _compared(number: float, more: str, less: str, same: str) -> tuple[str, str]:
    return (hours(abs(number)), more if number > 0 else less) if number else (_("evenveel"), same)


def _holes(outcome: Outcome, holes: Iterable[Hole]) -> list[HoleLine]:
    """In their order, those that the same units could take together."""
    core, _plan = outcome.after
    found: dict[tuple[str, ...], list[str]] = {}
    for hole in holes:
        found.setdefault(hole.could[:MOST_COULD], []).append(lack_sentence(core, hole.item, hole.lack))
    return [HoleLine(told, [core.unit_by_id[unit] for unit in could]) for could, told in found.items()]


def _units(outcome: Outcome) -> Iterable[Listing]:
    found, (old, _old_plan), (new, _plan) = outcome.difference, outcome.before, outcome.after
    calendar = old.calendar
    yield _listing(_("Blokken die vervallen"), [(old.unit_by_id[u], hours(_hours(outcome, u)[0])) for u in found.gone])
    yield _listing(_("Blokken die korter worden"), [_length(outcome, unit) for unit in found.shortened])
    yield _listing(_("Blokken die langer worden"), [_length(outcome, unit) for unit in found.lengthened])
    yield _listing(
        _("Blokken die terugkomen"), [(new.unit_by_id[u], hours(_hours(outcome, u)[1])) for u in found.added]
    )
    places = [(m.unit, f"{period(calendar, m.before)} → {period(calendar, m.after)}") for m in found.moved]
    yield _listing(_("Blokken die verschuiven"), [(old.unit_by_id[unit], told) for unit, told in places])


def _length(outcome: Outcome, unit: str) -> tuple[Unit, str]:
    before, after = _hours(outcome, unit)
    told = _("van {before} naar {after}").format(before=hours(before), after=hours(after))
    return outcome.before[0].unit_by_id[unit], told


def _hours(outcome: Outcome, unit: str) -> tuple[float, float]:
    """Before and after; nought where it is not there."""
    there = [(core, plan, core.unit_by_id.get(unit)) for core, plan in (outcome.before, outcome.after)]
    before, after = (kept_by(core, plan, one).total if one else 0.0 for core, plan, one in there)
    return before, after


def _listing(title: str, rows: Sequence[tuple[Unit, str]]) -> Listing:
    lines = [Line(shortened(unit.title, 120), told, unit.id) for unit, told in rows[:MOST_LINES]]
    return Listing(title, lines, len(rows) - len(lines))


def _items(outcome: Outcome) -> Iterable[Listing]:
    found, (old, _old_plan), (new, _plan) = outcome.difference, outcome.before, outcome.after
    for title, keys, items in (
        (_("Krijgen weer een plek"), found.closed, new.item_by_key),
        (_("Komen erbij in de programma's"), found.items_added, new.item_by_key),
        (_("Hoeven niet meer"), found.items_gone, old.item_by_key),
    ):
        yield Listing(
            title, [Line(shortened(items[key].name, 160)) for key in keys[:MOST_LINES]], max(0, len(keys) - MOST_LINES)
        )


def _periods(outcome: Outcome) -> Iterable[tuple[str, str, str, str]]:
    """Hours at school now, then, and the difference; only of periods in which something changes."""
    before, after = (at_school_by_slot(*both) for both in (outcome.before, outcome.after))
    for slot, (was, now) in enumerate(zip_longest(before, after, fillvalue=0.0)):
        if was != now:
            sign = "+" if now > was else "\N{MINUS SIGN}"
            when = period(outcome.before[0].calendar, slot)
            yield when, _number(was), _number(now), f"{sign}{_number(abs(now - was))}"


def _number(number: float) -> str:
    return f"{number:g}".replace(".", ",")
