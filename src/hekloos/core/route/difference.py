"""What two routes with their plans differ in: hours, holes, and what became of the units."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from hekloos.core.route.coverage import Hole, prove
from hekloos.core.route.hours import all_freed, at_school_by_slot, kept_by
from hekloos.core.route.route import Plan, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A unit that stands in another period; slots are counted from the start of the route."""

    unit: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """From one route and plan to another. Hours are those of one pupil; more is above nought.

    `freed` is of all hours that agreed pairs free; `at_school` is of the timetable, by period, and so is what a unit
    that is gone took. `opened` are holes that were none before, also of items that are new; `closed` are items that
    had a hole and are still there without one. `shortened` and `lengthened` are units that take fewer or more hours.
    """

    freed: float
    at_school: tuple[float, ...]
    opened: tuple[Hole, ...]
    closed: tuple[str, ...]
    items_added: tuple[str, ...]
    items_gone: tuple[str, ...]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[Moved, ...]
    shortened: tuple[str, ...]
    lengthened: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing of all this changed."""
        changed = (self.opened, self.closed, self.items_added, self.items_gone, self.added, self.gone, self.moved)
        return not (self.freed or any(self.at_school) or any(changed) or self.shortened or self.lengthened)


def difference(before: tuple[Route, Plan], after: tuple[Route, Plan]) -> Difference:
    """What changed. Units and items are the same when their keys are; a unit that drops is gone."""
    (old, old_plan), (new, new_plan) = before, after
    lacked = {hole.item for hole in prove(old, old_plan).holes}
    holes = prove(new, new_plan).holes
    lacks = {hole.item for hole in holes}
    hours = [_hours_by_unit(*side) for side in (before, after)]
    both = [unit for unit in hours[0] if unit in hours[1]]
    return Difference(
        freed=_all_freed(new, new_plan) - _all_freed(old, old_plan),
        at_school=_less(at_school_by_slot(new, new_plan), at_school_by_slot(old, old_plan)),
        opened=tuple(hole for hole in holes if hole.item not in lacked),
        closed=tuple(key for key in old.item_by_key if key in lacked - lacks and key in new.item_by_key),
        items_added=tuple(key for key in new.item_by_key if key not in old.item_by_key),
        items_gone=tuple(key for key in old.item_by_key if key not in new.item_by_key),
        added=tuple(unit for unit in hours[1] if unit not in hours[0]),
        gone=tuple(unit for unit in hours[0] if unit not in hours[1]),
        moved=tuple(
            Moved(unit=unit, before=old_plan.slots[unit], after=new_plan.slots[unit])
            for unit in both
            if old_plan.slots[unit] != new_plan.slots[unit]
        ),
        shortened=tuple(unit for unit in both if hours[1][unit] < hours[0][unit]),
        lengthened=tuple(unit for unit in both if hours[1][unit] > hours[0][unit]),
    )


def _hours_by_unit(route: Route, plan: Plan) -> Mapping[str, float]:
    """Of every unit that still has something to do."""
    return {unit.id: kept_by(route, plan, unit).total for unit in route.units if not plan.drops(unit)}


def _all_freed(route: Route, plan: Plan) -> float:
    return sum(freed.hours.total for freed in all_freed(route, plan))


def _less(after: list[float], before: list[float]) -> tuple[float, ...]:
    """By period, also where one of both routes lasts longer."""
    return tuple(now - then for now, then in zip_longest(after, before, fillvalue=0.0))
