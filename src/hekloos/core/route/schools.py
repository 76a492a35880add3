"""One route for several schools: what each of them makes of it, and the proof for each."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import Proof, prove
from hekloos.core.route.hours import at_school_by_slot
from hekloos.core.route.route import Deviation, Plan, Route
from hekloos.core.route.units import Unit


def schools_of(route: Route) -> tuple[str, ...]:
    """The vmbo schools that have something of their own in it, by name. Where units of the vmbo are all shared, first
    one without a name: the schools that do as the route says."""
    own = {unit.school for unit in route.units if unit.side is Side.VMBO and unit.school}
    deviating = {deviation.school for deviation in route.deviations}
    return tuple(sorted(own | deviating)) if own else ("", *sorted(deviating - {""}))


def as_in(route: Route, plan: Plan, school: str) -> tuple[Route, Plan]:
    """The route as pupils of this vmbo school have it: shared units and its own, with its deviations worked in."""
    return view_of(route, school), plan_in(route, plan, school)


def view_of(route: Route, school: str) -> Route:
    """The same without a plan. It is the route itself when this school has all of it, as everybody does."""
    own = _own(route, school)
    there = [unit for unit in route.units if _has(unit, school)]
    if len(there) == len(route.units) and not own:
        return route if not route.deviations else replace(route, deviations=())
    kept = {unit.id for unit in there}
    units = tuple(_deviating(unit, own.get(unit.id), kept) for unit in there)
    return replace(route, units=units, deviations=())


def plan_in(route: Route, plan: Plan, school: str) -> Plan:
    own = _own(route, school)
    there = [unit for unit in route.units if _has(unit, school)]
    if len(there) == len(route.units) and not own:
        return plan
    kept = {unit.id for unit in there}
    return Plan(
        slots=MappingProxyType({unit.id: _slot(plan.slots[unit.id], own.get(unit.id)) for unit in there}),
        left_out=frozenset(pair for pair in plan.left_out if pair[0] in kept),
        shortened=frozenset(pair for pair in plan.shortened if pair[0] in kept),
    )


def _own(route: Route, school: str) -> dict[str, Deviation]:
    return {deviation.unit: deviation for deviation in route.deviations if school and deviation.school == school}


def _has(unit: Unit, school: str) -> bool:
    return not school or unit.side is Side.MBO or unit.school in ("", school)


def _deviating(unit: Unit, deviation: Deviation | None, kept: set[str]) -> Unit:
    needs = tuple(need for need in unit.needs if need in kept)
    hours = deviation.hours if deviation and deviation.hours else unit.hours
    return replace(unit, needs=needs, hours=hours)


def _slot(slot: int, deviation: Deviation | None) -> int:
    return deviation.slot if deviation and deviation.slot is not None else slot


def fullest_by_slot(route: Route, plan: Plan) -> list[float]:
    """Hours in the timetable of a pupil, per period, of the school where they are most then."""
    each = [at_school_by_slot(*as_in(route, plan, school)) for school in schools_of(route)]
    return [max(hours) for hours in zip(*each, strict=True)]


def prove_each(route: Route, plan: Plan) -> Mapping[str, Proof]:
    """The proof of every vmbo school by its name: nothing may be lost anywhere."""
    return MappingProxyType({school: prove(*as_in(route, plan, school)) for school in schools_of(route)})
