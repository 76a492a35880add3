"""What could be freed if hours always fitted: soon known, a bound for every plan, and a good place to begin.

Hours per period are what makes a route hard. Without them the solver soon knows the most that can be freed; of the
plans that free it, it takes one that moves little, and simple steps then make room in periods that became too full.
Where that fails, the vo-fase is too full of mbo units; so they get a price there, as low as goes.
"""

from collections.abc import Callable
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

PRICES = (0, 8, 30)  # hundredths of a freed hour, for an mbo hour in the vo-fase
SHARE = 0.1  # of the work, for each question
ALL = 0.5  # of the work, for all
ROUNDS = 3


def scout(route: Route, budget: Budget, fits: Callable[[Plan], bool]) -> Answer:
    """What the solver says of price 0: its bound holds for every plan, in quarters of an hour times 100.

    Price after price a plan is asked whether it `fits`; until then it may break rules of hours. Of prices that do, a
    lower one is tried, halfway to one that was too low.
    """
    ahead = list(PRICES if route.limits.mbo_early and not is_small(route) else PRICES[:1])
    first: Answer | None = None
    too_low, fitting, price = -1, -1, ahead.pop(0)
    while first is None or (price > too_low and budget.work < ALL * budget.all_work):
        answer, plan = _at_price(route, budget, price)
        first = first or answer
        if answer.is_possible is False:
            break
        if plan and fits(plan):
            fitting, ahead = price, []
        else:
            too_low = price
        price = ahead.pop(0) if ahead else (too_low + fitting) // 2
    return first


def _at_price(route: Route, budget: Budget, price: int) -> tuple[Answer, Plan | None]:
    model = build(route)
    worth = 100 * goal_of(model, Goal.FREED, {})[0] - price * _early(model)
    model.cp.maximize(worth)
    answer = solve(model.cp, budget, work=SHARE * budget.all_work, from_bound=True)
    return answer, _plan(model, answer, worth, budget) if answer.values else None


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
