"""Every plan of a tiny route, one by one: what the solver has to agree with."""

from collections.abc import Iterable, Iterator
from itertools import product
from types import MappingProxyType

from hekloos.core.route.coverage import prove
from hekloos.core.route.hours import is_made_up_for
from hekloos.core.route.proposal import MORE_IS_BETTER, Goal, measure
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.rules import Rule, RuleKind, beyond_help, broken
from hekloos.core.route.schools import as_in, schools_of, view_of
from hekloos.core.route.units import Unit


def number_of_plans(route: Route) -> int:
    number: int = route.calendar.slots ** len(route.units)
    for unit in route.units:
        for item in unit.treats:
            number *= len(_ways(route, unit, item))
    return number


def _ways(route: Route, unit: Unit, item: str) -> tuple[str, ...]:
    """What may be done with an item, by what was agreed on, and how long the other side takes for it."""
    partners = route.partners.get(item, ())
    may_go = is_made_up_for(route, unit, item)
    whole = ("out",) if may_go and any(pair.covers_whole for _other, pair in partners) else ()
    return "full", *whole, *(("short",) if partners else ())


def all_plans(route: Route) -> Iterator[Plan]:
    """All in which what is left out or shortened leans on something."""
    pairs = [(unit.id, item) for unit in route.units for item in unit.treats]
    for ways in product(*(_ways(route, route.unit_by_id[unit], item) for unit, item in pairs)):
        left_out = frozenset(pair for pair, way in zip(pairs, ways, strict=True) if way == "out")
        shortened = frozenset(pair for pair, way in zip(pairs, ways, strict=True) if way == "short")
        for slots in product(range(route.calendar.slots), repeat=len(route.units)):
            standing = MappingProxyType(dict(zip((unit.id for unit in route.units), slots, strict=True)))
            plan = Plan(slots=standing, left_out=left_out, shortened=shortened)
            if all(leans(*as_in(route, plan, school)) for school in schools_of(route)):
                yield plan


def leans(route: Route, plan: Plan) -> bool:
    """Whether all that is left out is treated in full as a whole elsewhere, and all that is shortened no later."""
    return all(_ground(route, plan, pair, whole=True) for pair in plan.left_out) and all(
        _ground(route, plan, pair, whole=False) for pair in plan.shortened
    )


def _ground(route: Route, plan: Plan, pair: tuple[str, str], *, whole: bool) -> bool:
    unit, item = pair
    return any(
        (agreed.covers_whole or not whole) and (whole or plan.slots[there.id] <= plan.slots[unit])
        for other, agreed in route.partners.get(item, ())
        for there in route.treating.get(other, ())
        if plan.in_full(there, other)
    )


OF_THE_PLAN = {RuleKind.PRACTICE, RuleKind.VMBO_YEARS, RuleKind.PINNED}


def rules_broken(route: Route) -> Iterator[tuple[Plan, frozenset[Rule]]]:
    """Every plan with the rules that it breaks in some school, of those that some plan can keep there."""
    hopeless = {school: beyond_help(view_of(route, school)) for school in schools_of(route)}
    for plan in all_plans(route):
        wrong = {rule for rule in broken(route, plan, prove(route, plan)) if rule.kind in OF_THE_PLAN}
        for school in schools_of(route):
            there = broken(*as_in(route, plan, school))
            wrong |= {rule for rule in there if rule.kind not in OF_THE_PLAN} - hopeless[school]
        yield plan, frozenset(wrong)


def best(route: Route, goals: Iterable[Goal]) -> tuple[float, ...] | None:
    """What the best plan reaches, goal after goal; None when no plan keeps the rules."""
    found = [plan for plan, wrong in rules_broken(route) if not wrong]
    goals = tuple(goals)
    signs = [1 if goal in MORE_IS_BETTER else -1 for goal in goals]
    worths = [tuple(s * measure(route, plan, goal) for s, goal in zip(signs, goals, strict=True)) for plan in found]
    return tuple(s * value for s, value in zip(signs, max(worths), strict=True)) if worths else None
