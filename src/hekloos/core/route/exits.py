"""Which exits a route has: what of each programme has been treated and assessed when a pupil leaves after a year.

This says no more than that. Whether a diploma follows also hangs on other subjects, marks and rules of which a route
knows nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import Cover, Proof, prove
from hekloos.core.route.hours import kept_by
from hekloos.core.route.route import Plan, Programme, Route, RouteItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Items of one module or core task that have not been treated and assessed yet.

    `units` have to come after the year before they are, and take `hours`; none means that no unit does so.
    """

    group: str
    items: tuple[str, ...]
    units: tuple[str, ...]
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far a programme is at the end of a year: of so many items how many are done, and for how many two people said
    why they need not be (`exempt`). The rest is `missing`."""

    programme: Programme
    done: int
    exempt: int
    of: int
    missing: tuple[Missing, ...]
    hours: float

    @property
    def is_whole(self) -> bool:
        """Whether all of it has been treated and assessed by then."""
        return not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """Leaving at the end of `year`, counted from 0."""

    year: int
    reached: tuple[Reached, ...]

    @property
    def whole(self) -> tuple[Programme, ...]:
        """The programmes that have been treated and assessed as a whole."""
        return tuple(reached.programme for reached in self.reached if reached.is_whole)


def plan_exits(route: Route, plan: Plan, proof: Proof | None = None) -> tuple[Exit, ...]:
    """One exit per year of the route. Raises KeyError when the plan misses a unit."""
    proof = proof or prove(route, plan)
    programmes = programmes_of(route)
    return tuple(
        Exit(year=year, reached=tuple(_reached(proof, programme, items, year) for programme, items in programmes))
        for year in range(route.calendar.years)
    )


def programmes_of(route: Route) -> tuple[tuple[Programme, tuple[RouteItem, ...]], ...]:
    """Every programme with its items, if it has any; items of no known one stand together by side, without a title."""
    known = {programme.key: programme for programme in route.programmes}
    found: dict[Programme, list[RouteItem]] = {programme: [] for programme in route.programmes}
    for item in route.items:
        programme = known.get(item.programme) or Programme(side=item.side, key="", title="")
        found.setdefault(programme, []).append(item)
    return tuple((programme, tuple(items)) for programme, items in found.items() if items)


def is_done(proof: Proof, cover: Cover, side: Side, end: int) -> bool:
    """Whether an item needs nothing more after period `end`: exempt, or assessed by then, in time, after treating."""
    if cover.is_exempt:
        return True
    last = min(end, proof.route.calendar.deadline(side))
    return cover.first_slot is not None and any(cover.first_slot <= slot <= last for _unit, slot in cover.assessed)


def _reached(proof: Proof, programme: Programme, items: Sequence[RouteItem], year: int) -> Reached:
    end = (year + 1) * proof.route.calendar.periods - 1
    open_items = [item for item in items if not is_done(proof, proof.covers[item.key], item.side, end)]
    groups: dict[str, list[RouteItem]] = {}
    for item in open_items:
        groups.setdefault(item.group, []).append(item)
    exempt = sum(proof.covers[item.key].is_exempt for item in items)
    return Reached(
        programme=programme,
        done=len(items) - len(open_items) - exempt,
        exempt=exempt,
        of=len(items),
        missing=tuple(_missing(proof, group, missing, end) for group, missing in groups.items()),
        hours=_hours(proof, _units_after(proof, open_items, end)),
    )


def _missing(proof: Proof, group: str, items: Sequence[RouteItem], end: int) -> Missing:
    units = _units_after(proof, items, end)
    return Missing(group=group, items=tuple(item.key for item in items), units=units, hours=_hours(proof, units))


def _units_after(proof: Proof, items: Sequence[RouteItem], end: int) -> tuple[str, ...]:
    """The units after the year that still have to come before these items are done, in the order of the periods."""
    found: dict[str, int] = {}
    for item in items:
        cover = proof.covers[item.key]
        done = _done_at(proof, cover, item.side)
        found |= {treatment.unit: treatment.slot for treatment in cover.treated if end < treatment.slot <= done}
        found |= {unit: slot for unit, slot in cover.assessed if end < slot == done}
    return tuple(sorted(found, key=lambda unit: (found[unit], unit)))


def _done_at(proof: Proof, cover: Cover, side: Side) -> int:
    """The period of the first assessment that counts; the last of the route for what is never done."""
    slots = (slot for _unit, slot in cover.assessed if is_done(proof, cover, side, slot))
    return min(slots, default=proof.route.calendar.slots - 1)


def _hours(proof: Proof, units: Sequence[str]) -> float:
    return sum(kept_by(proof.route, proof.plan, proof.route.unit_by_id[unit]).total for unit in units)
