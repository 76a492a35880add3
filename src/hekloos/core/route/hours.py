"""What a plan frees and what it takes: hours per unit, period, year and side."""

from dataclasses import dataclass, replace

from hekloos.core.route.route import Plan, Route
from hekloos.core.route.units import NO_HOURS, Confirmed, Hours, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """Hours that a unit need not take any more. `is_guess` when they rest on hours or a share that nobody of its school
    gave or confirmed."""

    unit: str
    school: str
    slot: int
    hours: Hours
    is_guess: bool


def freeable(unit: Unit) -> Hours:
    """Hours that can come free at all. Practice never does: the law asks for it, and a company has it planned."""
    return replace(unit.hours, practice=0.0)


def gain(route: Route, unit: Unit, item: str, *, whole: bool) -> Hours:
    """What leaving this item out of the unit frees (`whole`), or shortening it.

    Never more than the other side spends on what makes it superfluous: who did something in six hours has not saved the
    other a hundred.
    """
    own = _part(route, unit, whole=whole)
    most = _spent_elsewhere(route, item, whole=whole)
    return own if own.total <= most else own.part(1, most / own.total)


def is_made_up_for(route: Route, unit: Unit, item: str) -> bool:
    """Whether the other side spends at least half of what this unit spends on it. Who did it in a few hours did not
    take the place of what takes many: then it can get shorter, and not go."""
    return _part(route, unit, whole=True).total <= 2 * _spent_elsewhere(route, item, whole=True)


def goes_whole(route: Route, unit: Unit) -> bool:
    """Whether all its hours come free when it drops: the other side spends enough on every item."""
    parts = ((_part(route, unit, whole=True), _spent_elsewhere(route, item, whole=True)) for item in unit.treats)
    return all(own.total <= most for own, most in parts)


def _part(route: Route, unit: Unit, *, whole: bool) -> Hours:
    return freeable(unit).part(unit.parts, 1.0 if whole else route.limits.shortening)


def _spent_elsewhere(route: Route, item: str, *, whole: bool) -> float:
    """Hours of each item that was agreed to make this one superfluous, in the unit that spends most on it."""
    partners = {other for other, pair in route.partners.get(item, ()) if pair.covers_whole or not whole}
    return sum(
        max((there.hours.part(there.parts).total for there in route.treating.get(other, ())), default=0.0)
        for other in partners
    )


def freed_by(route: Route, plan: Plan, unit: Unit) -> Hours:
    """All that can come free of a unit that drops, else the sum of its parts, from agreed pairs only."""
    is_gone = plan.drops(unit) and all(_has_reason(route, item, whole=True) for item in unit.treats)
    if is_gone and goes_whole(route, unit):
        return freeable(unit)
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
    """In the order of the units; only of those that free something. The period is that of the plan."""
    found = []
    for unit in route.units:
        hours = freed_by(route, plan, unit)
        if hours.total:
            whole = hours == unit.hours  # else it rests on how a unit divides its hours, which nobody measured
            is_guess = unit.guessed or not (whole or is_confirmed(route, plan, unit))
            found.append(
                Freed(unit=unit.id, school=unit.school, slot=plan.slots[unit.id], hours=hours, is_guess=is_guess)
            )
    return tuple(found)


def is_confirmed(route: Route, plan: Plan, unit: Unit) -> bool:
    """Whether its school said so of just these hours, with just these items in it, out of it and shorter."""
    said = route.confirmed_of.get(unit.id)
    return said is not None and said == what_to_confirm(route, plan, unit, said.name)


def what_to_confirm(route: Route, plan: Plan, unit: Unit, name: str) -> Confirmed:
    """What somebody of this name would say yes to."""
    left_out, shortened = plan.out_of(unit)
    return Confirmed(
        unit=unit.id,
        side=unit.side,
        school=unit.school,
        before=unit.hours.total,
        hours=kept_by(route, plan, unit).total,
        treats=unit.treats,
        assesses=unit.assesses,
        left_out=left_out,
        shortened=shortened,
        name=name,
    )


def at_school_by_slot(route: Route, plan: Plan) -> list[float]:
    """Hours in the timetable of a pupil, per period, with what freed hours are given to."""
    hours = [0.0] * route.calendar.slots
    for given in route.given:
        hours[given.slot] += given.hours
    for unit in route.units:
        hours[plan.slots[unit.id]] += kept_by(route, plan, unit).at_school
    return hours
