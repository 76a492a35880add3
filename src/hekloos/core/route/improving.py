"""Looking again at some units while all others stay as they are: so a large route gets better step by step.

The solver has no time to look at all of a large route at once. Which units it looks at together is chosen by chance: in
turn units that have to do with each other, units that stand in a few periods, and units that moved with those that
stand where they came from. What it finds is never worse.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hekloos.core.route.model import RouteModel
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.solving import Budget, solve

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

UNITS, SHARE = 40, 1 / 8  # to look at together: so many, or this share of all
PERIODS = 8
WORK = 0.12  # for each look
COSTS = 1.2e-5  # of work as well, to lay a look ready; for every unit and period
TIRED = 10  # looks without finding anything


@dataclass
class Found:
    """A plan; `values` are those of all variables, once they are known."""

    plan: Plan
    values: Sequence[int] = ()


def improve(model: RouteModel, found: Found, budget: Budget, *, work: float, enough: float, is_more: bool) -> Found:
    """Make a plan better for the objective of the model, until that is `enough` or nothing better comes."""
    looks, in_vain, most = _looks(model.route, budget.seed), 0, budget.work + work
    costs = COSTS * len(model.route.units) * model.route.calendar.slots
    value = -math.inf if is_more else math.inf
    hint(model.cp, found.values)
    while in_vain < TIRED and budget.work < most and budget.has_left():
        if value >= enough if is_more else value <= enough:
            break
        cp, free = model.cp.clone(), next(looks)(found.plan)
        cp.add_bool_and([literal if chosen else ~literal for literal, chosen in model.choices_of(found.plan, but=free)])
        answer = solve(cp, budget, work=min(WORK, most - budget.work))
        budget.work += costs
        in_vain += 1
        if answer.values and (answer.value > value if is_more else answer.value < value):
            found, value, in_vain = Found(model.plan_of(answer.values), answer.values), answer.value, 0
            hint(model.cp, found.values)
    return found


def hint(cp: "CpModel", values: Sequence[int]) -> None:
    """Let the search begin here."""
    cp.clear_hints()  # type: ignore[no-untyped-call]
    for index, value in enumerate(values):
        cp.add_hint(cp.get_int_var_from_proto_index(index), value)


def _looks(route: Route, seed: int) -> Iterator[Callable[[Plan], set[str]]]:
    """In turn three ways to choose the units that may change."""
    chance, near = random.Random(seed), _near(route)  # noqa: S311 (no secret)
    while True:
        yield lambda _plan: _together(route, near, chance)
        yield lambda plan: _in_periods(route, plan, chance)
        yield lambda plan: _that_moved(route, plan, chance)


def _near(route: Route) -> dict[str, list[str]]:
    """By unit those that need it, that it needs, or that treat what was agreed to have to do with what it treats."""
    near: dict[str, dict[str, None]] = {unit.id: {} for unit in route.units}
    pairs = [(unit.id, need) for unit in route.units for need in unit.needs]
    for agreed in route.agreed:
        there = route.treating.get(agreed.right, ())
        pairs += [(left.id, right.id) for left in route.treating.get(agreed.left, ()) for right in there]
    for one, other in pairs:
        near[one][other] = near[other][one] = None
    return {unit: list(others) for unit, others in near.items()}


def _size(route: Route) -> int:
    return max(UNITS, round(len(route.units) * SHARE))


def _together(route: Route, near: Mapping[str, Sequence[str]], chance: random.Random) -> set[str]:
    chosen: set[str] = set()
    ahead: list[str] = []
    while len(chosen) < min(_size(route), len(route.units)):
        unit = ahead.pop(0) if ahead else chance.choice(route.units).id
        if unit not in chosen:
            chosen.add(unit)
            ahead += chance.sample(near[unit], len(near[unit]))
    return chosen


def _in_periods(route: Route, plan: Plan, chance: random.Random) -> set[str]:
    slots = route.calendar.slots
    chosen = set(chance.sample(range(slots), min(PERIODS, slots)))
    there = [unit.id for unit in route.units if plan.slots[unit.id] in chosen and not unit.pinned]
    return set(chance.sample(there, min(_size(route), len(there))))


def _that_moved(route: Route, plan: Plan, chance: random.Random) -> set[str]:
    """Of others first those that moved as well."""
    moved = [unit for unit in route.units if plan.slots[unit.id] != unit.slot and not plan.drops(unit)]
    some = chance.sample(moved, min(len(moved), _size(route) // 3))
    chosen, homes = {unit.id for unit in some}, {unit.slot for unit in some}
    others = [u for u in route.units if plan.slots[u.id] in homes and not u.pinned and u.id not in chosen]
    in_turn = sorted(chance.sample(others, len(others)), key=lambda unit: plan.slots[unit.id] == unit.slot)
    return chosen | {unit.id for unit in in_turn[: _size(route) - len(chosen)]}
