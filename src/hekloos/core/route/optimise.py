"""Proposing a plan: for what people wish, the best that keeps every rule, and how sure it is that nothing is better.

Goals come one after the other: what an earlier one reached stays. The proof and the rules, which know nothing of the
solver, have seen every plan that leaves here.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hekloos.core.route.greedy import plan_greedily
from hekloos.core.route.hours_model import add_limits, goal_of, loads
from hekloos.core.route.model import build
from hekloos.core.route.proposal import GOALS, MORE_IS_BETTER, Goal, Proposal, Stage, Wish, measure
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.rules import already_missing, beyond_help, broken
from hekloos.core.route.solving import Answer, Budget, solve

SHARES = (0.6, 0.6, 1.0)  # of what is left of the work, for each of the goals


class NoPlanError(ValueError):
    """No plan keeps every rule; `clash.py` tells which rules do not go together."""


class NotFoundError(ValueError):
    """In this time no plan was found, and not that there is none either."""


class WishError(ValueError):
    """What is wished may not be: mbo units in the vo-fase, of a route that is not reported."""


def propose(
    route: Route,
    wish: Wish,
    *,
    seed: int = 0,
    seconds: float = 20.0,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Proposal:
    """The best plan that is found; the same for the same seed, unless it was cut off.

    Raises NoPlanError, NotFoundError, WishError, and StoppedError once `cancelled` says so.
    """
    if wish is Wish.EARLY_ACQUAINTANCE and not route.limits.mbo_early:
        raise WishError(wish)
    budget = Budget(seconds=seconds, seed=seed, progress=progress, cancelled=cancelled)
    search = _Search(route, wish, budget)
    stages = tuple(search.reach(goal, share) for goal, share in zip(GOALS[wish], SHARES, strict=True))
    plan = search.plan()
    if wrong := set(broken(route, plan)) - beyond_help(route):
        raise RuntimeError(f"the solver and the proof disagree about {sorted(wrong)[:3]}")
    if progress:
        progress(1.0)
    return Proposal(
        plan=plan,
        wish=wish,
        stages=stages,
        seed=seed,
        already_missing=already_missing(route),
        was_cut_off=budget.was_cut_off,
        seconds=budget.used,
    )


@dataclass
class _Best:
    plan: Plan
    values: Sequence[int]


class _Search:
    def __init__(self, route: Route, wish: Wish, budget: Budget) -> None:
        self.route, self.budget = route, budget
        self.model = build(route, all_ways=Goal.EARLY in GOALS[wish])
        self.hours = loads(self.model)
        add_limits(self.model, self.hours)
        self.best = self._begin(wish)

    def plan(self) -> Plan:
        if self.best is None:
            raise NotFoundError
        return self.best.plan

    def _begin(self, wish: Wish) -> _Best | None:
        """The better of what the schools do now and what a simple planner finds, where that keeps the rules."""
        found = [_Best(plan, ()) for plan in (as_it_is(self.route), plan_greedily(self.route)) if self._keeps(plan)]
        return max(found, key=lambda best: _worth(self.route, best.plan, GOALS[wish]), default=None)

    def _keeps(self, plan: Plan) -> bool:
        return set(broken(self.route, plan)) <= beyond_help(self.route)

    def reach(self, goal: Goal, share: float) -> Stage:
        """Make this goal as good as can be, and keep what was reached."""
        expression, unit = goal_of(self.model, goal, self.hours)
        cp, is_more = self.model.cp, goal in MORE_IS_BETTER
        self._hint()
        (cp.maximize if is_more else cp.minimize)(expression)
        answer = solve(cp, self.budget, work=share * self.budget.work_left)
        if answer.is_possible is False:
            raise NoPlanError
        if answer.values:
            self.best = _Best(self.model.plan_of(answer.values), answer.values)
        value = measure(self.route, self.plan(), goal)
        reached = round(value / unit)
        cp.clear_objective()  # type: ignore[no-untyped-call]
        cp.add(expression >= reached if is_more else expression <= reached)
        bound = value if answer.is_best else _bound(self.route, answer, reached, unit, is_more)
        return Stage(goal=goal, value=value, bound=bound)

    def _hint(self) -> None:
        """Begin at the best plan so far. Of a plan from elsewhere, what follows from it is worked out first."""
        if self.best is None:
            return
        cp = self.model.cp
        cp.clear_hints()  # type: ignore[no-untyped-call]
        if not self.best.values:
            for variable, value in self.model.choices_of(self.best.plan):
                cp.add_hint(variable, value)
            self.best.values = solve(cp, self.budget, fix_hints=True).values
            cp.clear_hints()  # type: ignore[no-untyped-call]
        for index, number in enumerate(self.best.values):
            cp.add_hint(cp.get_int_var_from_proto_index(index), number)


def _worth(route: Route, plan: Plan, goals: Sequence[Goal]) -> tuple[float, ...]:
    return tuple(measure(route, plan, goal) * (1 if goal in MORE_IS_BETTER else -1) for goal in goals)


def _bound(route: Route, answer: Answer, reached: int, unit: float, is_more: bool) -> float:
    """What no plan passes, in what people count. As long as the solver does not know, that is all hours, or nothing."""
    if not answer.values:
        return sum(each.hours.total for each in route.units) if is_more else 0.0
    whole = math.floor(answer.bound + 1e-6) if is_more else math.ceil(answer.bound - 1e-6)
    return (max(whole, reached) if is_more else min(whole, reached)) * unit
