"""A simple planner: leave out what frees most, move what stands in the way, and never break a rule that was kept.

It looks at one change at a time, so it is quick and finds no more than that. The solver begins where it ends.
"""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from hekloos.core.route.changing import new_holes
from hekloos.core.route.hours import gain, is_made_up_for
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.schools import prove_each
from hekloos.core.route.stepping import Steps
from hekloos.core.route.units import Unit

ROUNDS = 3


def plan_greedily(route: Route) -> Plan:
    """A plan that opens no hole which the schools do not have now; the same every time."""
    start = as_it_is(route)
    steps = Steps(route, start)
    for _round in range(ROUNDS):
        before = steps.plan
        _leave_out(steps)
        steps.mend()
        if steps.plan == before:
            break
    plan = at_rest(route, steps.plan)
    return start if new_holes(prove_each(route, start), prove_each(route, plan)) else plan


def at_rest(route: Route, plan: Plan) -> Plan:
    """Units of which nothing is left stand where they stood."""
    slots = {unit.id: unit.slot if plan.drops(unit) else plan.slots[unit.id] for unit in route.units}
    return replace(plan, slots=MappingProxyType(slots))


def _leave_out(steps: Steps) -> None:
    for unit, item, is_whole in _gains(steps.route):
        plan, pair = steps.plan, {(unit.id, item)}
        if not pair & (plan.left_out | plan.shortened):
            left_out = plan.left_out | pair if is_whole else plan.left_out
            shortened = plan.shortened if is_whole else plan.shortened | pair
            steps.take(replace(plan, left_out=left_out, shortened=shortened), unit, [item])


def _gains(route: Route) -> Iterator[tuple[Unit, str, bool]]:
    """What could be left out or shortened, what frees most first."""
    found = [
        (gain(route, unit, item, whole=is_whole).total, unit, item, is_whole)
        for unit in route.units
        if not unit.pinned
        for item in unit.treats
        for is_whole in dict.fromkeys(
            pair.covers_whole and is_made_up_for(route, unit, item) for _other, pair in route.partners.get(item, ())
        )
    ]
    for hours, unit, item, is_whole in sorted(found, key=lambda each: -each[0]):
        if hours:
            yield unit, item, is_whole
