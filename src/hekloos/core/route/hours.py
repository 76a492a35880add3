"""What a plan frees and what it takes: hours per unit, period, year and side."""

from dataclasses import dataclass

from hekloos.core.route.route import Plan, Route
from hekloos.core.route.units import NO_HOURS, Hours, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """Hours that a unit need not take any more. `is_guess` when they rest on hours or a share that nobody measured."""

    unit: str
    school: str
    slot: int
    hours: Hours
    is_guess: bool


def gain(route: Route, unit: Unit, item: str, *, whole: bool) -> Hours:
    """What leaving this item out of the unit frees (`whole`), or shortening it."""
    return unit.hours.part(unit.parts, 1.0 if whole else route.limits.shortening)


def freed_by(route: Route, plan: Plan, unit: Unit) -> Hours:
    """All of a unit that drops, else the sum of its parts, from agreed pairs only."""
    if plan.drops(unit) and all(_has_reason(route, item, whole=True) for item in unit.treats):
        return unit.hours
    freed = NO_HOURS
    for item in unit.treats:
        whole = (unit.id, item) in plan.left_out
        if (whole or (unit.id, item) in plan.shortened) and _has_reason(route, item, whole=whole):
            freed += gain(route, unit, item, whole=whole)
    return freed


def _has_reason(route: Route, item: str, *, whole: bool) -> bool:
    return any(pair.covers_whole or not whole for _other, pair in route.partners.get(item, ()))


def kept_by(route: Route, plan: Plan, unit: Unit) -> Hours:
    """What a unit still takes. What was left out for another reason than an agreed pair frees nothing."""
    return unit.hours - freed_by(route, plan, unit)


def all_freed(route: Route, plan: Plan) -> tuple[Freed, ...]:
    """In the order of the units; only of those that free something. The period is the one the school had it in."""
    found = []
    shortened = {unit for unit, _item in plan.shortened}
    for unit in route.units:
        hours = freed_by(route, plan, unit)
        if hours.total:
            is_guess = unit.guessed or unit.id in shortened
            found.append(Freed(unit=unit.id, school=unit.school, slot=unit.slot, hours=hours, is_guess=is_guess))
    return tuple(found)


def at_school_by_slot(route: Route, plan: Plan) -> list[float]:
    """Hours in the timetable of a pupil, per period."""
    hours = [0.0] * route.calendar.slots
    for unit in route.units:
        hours[plan.slots[unit.id]] += kept_by(route, plan, unit).at_school
    return hours
