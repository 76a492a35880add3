"""What every plan that is left leaves out and shortens alike. Once that is chosen, only places remain to be found.

Plans that free the most are seldom free to differ in how, since units have their own hours. But that follows from all
rules and hours together, and the solver does not see it while it looks for something else. So it is asked first.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from hekloos.core.route.model import RouteModel
from hekloos.core.route.route import Plan
from hekloos.core.route.solving import Budget, solve

if TYPE_CHECKING:
    from ortools.sat.python.cp_model_helper import Literal

ROUNDS = 6  # rarely more than two


def settle(model: RouteModel, plans: Sequence[Plan]) -> None:
    """Choose what all of these plans choose."""
    for literal, chosen in _alike(model, plans):
        model.cp.add(literal == chosen)


def telling(
    model: RouteModel, plan: Plan, budget: Budget, *, work: float, hint: Callable[[], None] | None = None
) -> list[Plan]:
    """This plan and others, so that whatever they all choose, every plan of the model chooses; none if that is not
    found out. Each next one chooses as many other ways as can be."""
    plans, most = [plan], budget.work + work
    for _round in range(ROUNDS):
        others = [~literal if chosen else literal for literal, chosen in _alike(model, plans)]
        if not others:
            return plans
        if hint:
            hint()
        model.cp.maximize(sum(others))
        answer = solve(model.cp, budget, work=most - budget.work, from_bound=True)
        model.cp.clear_objective()  # type: ignore[no-untyped-call]
        if not answer.values:
            return []
        if answer.bound < 1:
            return plans
        plans.append(model.plan_of(answer.values))
    return []


def _alike(model: RouteModel, plans: Sequence[Plan]) -> "Iterator[tuple[Literal, bool]]":
    for ways in zip(*(model.ways_of(plan) for plan in plans), strict=True):
        if len({chosen for _literal, chosen in ways}) == 1:
            yield ways[0]
