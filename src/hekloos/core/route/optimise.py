"""Proposing a plan: for what people wish, the best that keeps every rule, and how sure it is that nothing is better.

Goals come one after the other: what an earlier one reached stays. The proof and the rules, which know nothing of the
solver, have seen every plan that leaves here.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from hekloos.core.route.building import build
from hekloos.core.route.greedy import plan_greedily
from hekloos.core.route.hours_model import add_limits, goal_of, least_load, loads
from hekloos.core.route.improving import Found, hint, improve
from hekloos.core.route.proposal import GOALS, MORE_IS_BETTER, Goal, Proposal, Stage, Wish, measure, step_of
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.scouting import scout
from hekloos.core.route.settling import settle, telling
from hekloos.core.route.solving import Answer, Budget, is_small, rate_of, solve
from hekloos.core.route.stepping import Steps
from hekloos.core.route.units import QUARTER

if TYPE_CHECKING:
    from hekloos.core.route.hours_model import Expression

SHARES = (0.5, 0.4, 1.0)  # of what is left of the work, for each of the goals
NEAR_BOUND = frozenset({Goal.FREED, Goal.MOVES})  # goals of which the best is soon known to be near the bound
FITTING = 0.15  # of the work, to find room for what was scouted
IMPROVING = 0.8  # of the work for a goal of a large route, to look at some units at a time
NEAR = 0.005  # to the bound of what is freed in a large route; then the other goals are worth more
STARTING = 0.2  # of the work, to find any plan where the first goal does not lead to one
SETTLING = 0.1  # of the work, to find what all plans that free as much have alike


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
    budget = Budget(seconds=seconds, seed=seed, progress=progress, cancelled=cancelled, rate=rate_of(route))
    search = _Search(route, wish, budget)
    stages = tuple(search.reach(goal, share) for goal, share in zip(GOALS[wish], SHARES, strict=True))
    search.come_nearer()
    plan = search.plan()
    if wrong := search.everywhere.broken(plan):
        raise RuntimeError(f"the solver and the proof disagree about {wrong[:3]}")
    if progress:
        progress(1.0)
    return Proposal(
        plan=plan,
        wish=wish,
        stages=stages,
        seed=seed,
        already_missing=search.everywhere.already_missing,
        was_cut_off=budget.was_cut_off,
        seconds=budget.used,
    )


class _Search:
    def __init__(self, route: Route, wish: Wish, budget: Budget) -> None:
        self.route, self.budget, self.goals = route, budget, GOALS[wish]
        self.most: float | None = None  # hours that can be freed, as far as is known
        self.model = build(route, all_ways=Goal.EARLY in self.goals)
        self.everywhere = self.model.everywhere
        self.hours = loads(self.model)
        add_limits(self.model, self.hours)
        self.best: Found | None = None
        for plan in (as_it_is(route), plan_greedily(route)):
            self._take(Found(plan))
        if self.goals[0] is Goal.FREED or self.best is None:
            self._scout()
        if self.goals[0] is Goal.EARLY and self.best is None:  # other goals lead to a plan themselves, mostly
            self._find(STARTING)

    def _keeps(self, plan: Plan) -> bool:
        return self.everywhere.leans(plan) and not self.everywhere.broken(plan)

    def _scout(self) -> None:
        """Begin at the most that can be freed, or near to it."""
        answer = scout(self.route, self.budget, lambda plan: self._take(Found(plan)) or self._fit(plan))
        if answer.is_possible is False:
            raise NoPlanError
        if answer.values:
            self.most = math.floor(answer.bound / 100 + 1e-6) * QUARTER

    def _take(self, found: Found) -> bool:
        """Begin here, if it keeps the rules and nothing better is known."""
        if not self._keeps(found.plan):
            return False
        if self.best is None or self._worth(found.plan) > self._worth(self.best.plan):
            self.best = found
        return True

    def _fit(self, scouted: Plan) -> bool:
        """Look for other periods in which what was scouted has room."""
        self.model.cp.clear_hints()  # type: ignore[no-untyped-call]
        for literal, chosen in self.model.ways_of(scouted):
            self.model.cp.add_hint(literal, chosen)
        return self._find(FITTING, fix_hints=True)

    def _find(self, share: float, *, fix_hints: bool = False) -> bool:
        """Look for a plan that keeps the rules, however good it is."""
        work = share * self.budget.all_work
        answer = solve(self.model.cp, self.budget, work=work, fix_hints=fix_hints, probe=fix_hints)
        return bool(answer.values) and self._take(Found(self.model.plan_of(answer.values), answer.values))

    def _worth(self, plan: Plan) -> tuple[float, ...]:
        return tuple(measure(self.route, plan, goal) * (1 if goal in MORE_IS_BETTER else -1) for goal in self.goals)

    def plan(self) -> Plan:
        if self.best is None:
            raise NotFoundError
        return self.best.plan

    def reach(self, goal: Goal, share: float) -> Stage:
        """Make this goal as good as can be, and keep what was reached."""
        expression, unit = goal_of(self.model, goal, self.hours)
        cp, is_more = self.model.cp, goal in MORE_IS_BETTER
        self._step(goal)
        bound = self._known_bound(goal)
        if self.best is None or measure(self.route, self.best.plan, goal) != bound:
            answer = self._solve(expression, goal, share, bound=round(bound / unit))
            known = round(bound / unit)
            whole = math.floor(answer.bound + 1e-6) if is_more else math.ceil(answer.bound - 1e-6)
            if answer.values:
                bound = (min(known, whole) if is_more else max(known, whole)) * unit
            elif self.best is None:
                self._find(STARTING)
        value = measure(self.route, self.plan(), goal)
        reached = round(value / unit)
        cp.add(expression >= reached if is_more else expression <= reached)
        stage = Stage(goal=goal, value=value, bound=max(bound, value) if is_more else min(bound, value))
        may_still_move = Goal.MOVES in self.goals[self.goals.index(goal) :]  # else little is left to find
        if goal is Goal.FREED and stage.is_proved and may_still_move:
            self._settle(reached, is_most=value == self.most)
        return stage

    def _settle(self, reached: int, *, is_most: bool) -> None:
        """Choose what all plans that free as much have alike. If hours take nothing of it, it shows without them."""
        model, hint = self.model, self._hint
        if is_most:
            model = build(self.route, all_ways=Goal.EARLY in self.goals)
            model.cp.add(goal_of(model, Goal.FREED, {})[0] >= reached)
        plans = telling(
            model, self.plan(), self.budget, work=SETTLING * self.budget.work_left, hint=None if is_most else hint
        )
        settle(self.model, plans)

    def _solve(self, expression: "Expression", goal: Goal, share: float, *, bound: int) -> Answer:
        cp, is_more, most = self.model.cp, goal in MORE_IS_BETTER, self.budget.work + share * self.budget.work_left
        self._hint()
        (cp.maximize if is_more else cp.minimize)(expression)
        if self.best and not is_small(self.route):
            first = goal is self.goals[0]
            work, enough = most - self.budget.work, bound * (1 - NEAR) if goal is Goal.FREED else bound
            work *= IMPROVING if first else 1
            self.best = improve(self.model, self.best, self.budget, work=work, enough=enough, is_more=is_more)
            if not first or (goal is Goal.FREED and measure(self.route, self.best.plan, goal) >= enough * QUARTER):
                cp.clear_objective()  # type: ignore[no-untyped-call]
                return Answer(is_possible=None, is_best=False)
        return self._solve_whole(goal, most - self.budget.work)

    def _solve_whole(self, goal: Goal, work: float) -> Answer:
        cp, probe = self.model.cp, goal is Goal.MOVES or is_small(self.route)
        answer = solve(cp, self.budget, work=work, from_bound=goal in NEAR_BOUND, probe=probe)
        cp.clear_objective()  # type: ignore[no-untyped-call]
        if answer.is_possible is False and self.best:
            raise RuntimeError("the solver finds no plan where there is one")
        if answer.is_possible is False:
            raise NoPlanError
        if answer.values:
            self.best = Found(self.model.plan_of(answer.values), answer.values)
        return answer

    def _known_bound(self, goal: Goal) -> float:
        """What no plan passes, as is known before the solver begins."""
        if goal is Goal.EVEN:
            return math.ceil(least_load(self.model) / step_of(self.route)) * step_of(self.route)
        if goal is Goal.MOVES:
            return 0.0
        if goal is Goal.FREED and self.most is not None:
            return self.most
        return sum(unit.hours.total for unit in self.route.units)

    def _step(self, goal: Goal) -> None:
        """Simple steps towards a goal that change nothing of earlier goals."""
        if self.best is None or goal not in (Goal.EVEN, Goal.MOVES):
            return
        steps = Steps(self.route, self.best.plan)
        step, now = step_of(self.route), measure(self.route, self.best.plan, Goal.EVEN)
        if goal is Goal.EVEN and Goal.MOVES not in self.goals[: self.goals.index(goal)]:
            steps.level(step)
        elif goal is Goal.MOVES and Goal.EARLY not in self.goals:
            steps.go_back(now if Goal.EVEN in self.goals[: self.goals.index(goal)] else None)
        if steps.plan != self.best.plan:
            self._take(Found(steps.plan))  # steps do not mind what schools have of their own

    def come_nearer(self) -> None:
        """What moved need not move far, as long as every goal stays as good as it is."""
        plan = self.plan()
        steps = Steps(self.route, plan)
        steps.come_nearer(measure(self.route, plan, Goal.EVEN) if Goal.EVEN in self.goals else None)
        if self._keeps(steps.plan) and self._worth(steps.plan) >= self._worth(plan):
            self.best = Found(steps.plan)

    def _hint(self) -> None:
        """Begin at the best plan so far. Of a plan from elsewhere, what follows from it is worked out first."""
        if self.best is None:
            return
        cp = self.model.cp
        cp.clear_hints()  # type: ignore[no-untyped-call]
        if not self.best.values:
            for variable, chosen in self.model.choices_of(self.best.plan):
                cp.add_hint(variable, chosen)
            self.best.values = solve(cp, self.budget, fix_hints=True).values
        hint(cp, self.best.values)
