"""What could be freed if hours always fitted: soon known, a bound for every plan, and a good place to begin.

Hours per period are what makes a route hard. Without them the solver soon knows the most that can be freed; of the
plans that free it, it takes one that moves little, and simple steps then make room in periods that became too full.
Where that fails, the vo-fase is too full of mbo units; so they get a price there, and a higher one until it goes.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Side
from hekloos.core.route.building import build
from hekloos.core.route.greedy import at_rest
from hekloos.core.route.hours_model import goal_of, quarters
from hekloos.core.route.model import RouteModel
from hekloos.core.route.proposal import Goal
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.solving import Answer, Budget, is_small, solve
from hekloos.core.route.stepping import Steps

if TYPE_CHECKING:
    from hekloos.core.route.hours_model import Expression

PRICES = (0, 2, 5, 10, 30)  # hundredths of a freed hour, for an mbo hour in the vo-fase
SHARE = 0.1  # of the work, for each question
ALL = 0.3  # of the work, for all
ROUNDS = 3


def scout(route: Route, budget: Budget) -> Iterator[tuple[int, Answer, Plan | None]]:
    """Price after price what the solver says, and a plan that may break rules of hours.

    Of price 0 the bound holds for every plan, in quarters of an hour times 100.
    """
    for price in PRICES if route.limits.mbo_early and not is_small(route) else PRICES[:1]:
        if budget.work > ALL * budget.all_work:
            return
        model = build(route)
        worth = 100 * goal_of(model, Goal.FREED, {})[0] - price * _early(model)
        model.cp.maximize(worth)
        answer = solve(model.cp, budget, work=SHARE * budget.all_work, from_bound=True)
        yield price, answer, _plan(model, answer, worth, budget) if answer.values else None


def _early(model: RouteModel) -> "Expression":
    """Hours of mbo units that stand in the vo-fase."""
    calendar = model.route.calendar
    last = calendar.vmbo_years * calendar.periods - 1
    units = [unit for unit in model.route.units if unit.side is Side.MBO and last >= 0]
    return sum(model.by[unit.id][last] * quarters(unit.hours, at_school=True) for unit in units)


def _plan(model: RouteModel, answer: Answer, worth: "Expression", budget: Budget) -> Plan:
    """One that is worth as much and moves little, with what is too full made less so."""
    plan = model.plan_of(answer.values)
    if answer.is_best:
        model.cp.clear_objective()  # type: ignore[no-untyped-call]
        model.cp.add(worth >= round(answer.bound))
        model.cp.minimize(goal_of(model, Goal.MOVES, {})[0])
        calm = solve(model.cp, budget, work=SHARE * budget.all_work, from_bound=True)
        plan = model.plan_of(calm.values) if calm.values else plan
    steps = Steps(model.route, plan)
    for _round in range(ROUNDS):
        steps.mend()
    return at_rest(model.route, steps.plan)
