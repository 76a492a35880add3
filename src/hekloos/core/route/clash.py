"""When no plan keeps every rule: the fewest rules that do not go together.

Every plan breaks some rules; a clash has one of them at least, for every plan. So the smallest clash is the smallest
set that hits all of these. It is found by guessing the smallest that hits those seen so far, and asking the solver for
a plan that keeps what was guessed. If there is none, the guess is the answer; else what that plan breaks is one more
to hit. Plans that break as little as can be teach most.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hekloos.core.route.building import build
from hekloos.core.route.greedy import plan_greedily
from hekloos.core.route.hours_model import add_limits, loads
from hekloos.core.route.optimise import NotFoundError
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.solving import Answer, Budget, rate_of, solve

SEARCHING = 0.6  # of the work, at most, for the smallest; the rest is for one of which nothing can go
A_QUESTION = 0.15  # of the work, at most, to see whether a part can go
HOURS = frozenset({RuleKind.PERIOD_HOURS, RuleKind.YEAR_HOURS})
FEW = 3  # rules of a core, of which it is worth to give up one at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Rules of which every plan breaks one, in the order of the route, and none of which can be left out of them.

    `is_smallest` is proved. Without it there may be fewer rules that clash; `is_irreducible` is false when there was no
    time to see whether all of these are needed.
    """

    rules: tuple[Rule, ...]
    is_smallest: bool
    is_irreducible: bool = True


def find_clash(
    route: Route,
    *,
    seed: int = 0,
    seconds: float = 20.0,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Clash:
    """Raises ValueError when a plan keeps every rule, NotFoundError when that is not known in this time, and
    StoppedError once `cancelled` says so."""
    return _Finder(route, Budget(seconds=seconds, seed=seed, progress=progress, cancelled=cancelled)).find()


class _Finder:
    def __init__(self, route: Route, budget: Budget) -> None:
        self.route, self.budget = route, budget
        budget.rate = rate_of(route)
        self.model = build(route, can_give=True)
        add_limits(self.model, loads(self.model))
        for variable, chosen in self.model.choices_of(plan_greedily(route)):
            self.model.cp.add_hint(variable, chosen)
        self.rule_at = {literal.index: rule for rule, literal in self.model.rules.items()}
        self.order = {rule: number for number, rule in enumerate(self.model.held)}

    def find(self) -> Clash:
        hours = [rule for rule in self.model.held if rule.kind in HOURS]  # too few in all is soon seen
        answer, clash = self._ask(hours, work=A_QUESTION * self.budget.all_work)
        if answer.is_possible is not False:
            answer, clash = self._ask(self.model.held)
        if answer.is_possible is None:
            raise NotFoundError
        if answer.is_possible:
            raise ValueError("these rules do not clash")
        seen: list[frozenset[Rule]] = []
        while self.budget.has_left((1 - SEARCHING) * self.budget.all_work):
            guess = self._smallest_hitting(seen)
            if guess is None:
                break
            if len(guess) == len(clash):
                return self._told(clash, is_smallest=True)
            answer, core = self._ask(guess)
            if answer.is_possible is False:
                return self._told(guess, is_smallest=True)
            if not answer.values:
                break
            clash = min(clash, self._learn(guess, seen) or clash, key=len)
        return self._shrink(clash)

    def _learn(self, guess: frozenset[Rule], seen: list[frozenset[Rule]]) -> frozenset[Rule] | None:
        """Remember what a plan breaks that keeps the guess, what one breaks that keeps that too, and so on, until there
        is none. Then some of what they broke is a clash as well."""
        kept = guess
        while self.budget.has_left((1 - SEARCHING) * self.budget.all_work):
            plan, core = self._plan_keeping(kept)
            if plan is None:
                return core
            seen.append(self._broken(plan))
            kept |= seen[-1]
        return None

    def _plan_keeping(self, kept: frozenset[Rule]) -> tuple[Plan | None, frozenset[Rule] | None]:
        """A plan that keeps these rules and breaks few others; or rules among these that clash. Other rules that clash
        are given up until it goes, and those of hours where it takes long."""
        given_up: set[Rule] = set()
        while True:
            asked = [rule for rule in self.model.held if rule not in given_up]
            answer, core = self._ask(asked, work=A_QUESTION * self.budget.all_work)
            if answer.values:
                return self.model.plan_of(answer.values), None
            if answer.is_possible is None:
                core = frozenset(rule for rule in asked if rule.kind in HOURS)
            others = sorted(core - kept, key=self.order.__getitem__)
            if not others:
                return None, None if answer.is_possible is None else core
            given_up.update(others if len(others) > FEW else others[-1:])

    def _ask(self, rules: Iterable[Rule], *, work: float | None = None) -> tuple[Answer, frozenset[Rule]]:
        """Whether some plan keeps these; if not, those of them that the solver needed to see so."""
        cp = self.model.cp
        asked = sorted(rules, key=self.order.__getitem__)
        cp.clear_assumptions()
        cp.add_assumptions([self.model.rules[rule] for rule in asked])
        answer = solve(cp, self.budget, work=work)
        return answer, frozenset(self.rule_at[index] for index in answer.core) or frozenset(asked)

    def _broken(self, plan: Plan) -> frozenset[Rule]:
        return frozenset(self.model.everywhere.broken(plan))

    def _smallest_hitting(self, seen: list[frozenset[Rule]]) -> frozenset[Rule] | None:
        """The fewest rules of which each of these sets has one; None when that takes too long."""
        if not seen:
            return frozenset()
        from ortools.sat.python.cp_model import CpModel

        cp = CpModel()
        chosen = {rule: cp.new_bool_var("") for rule in sorted(frozenset().union(*seen), key=self.order.__getitem__)}
        for wrong in seen:
            cp.add_bool_or([chosen[rule] for rule in sorted(wrong, key=self.order.__getitem__)])
        cp.minimize(sum(chosen.values()))
        answer = solve(cp, self.budget)
        return frozenset(r for r, literal in chosen.items() if answer.values[literal.index]) if answer.is_best else None

    def _shrink(self, clash: frozenset[Rule]) -> Clash:
        """Leave out what is not needed: first whole kinds of rules, then one by one."""
        kinds = [{rule for rule in clash if rule.kind is kind} for kind in RuleKind]
        singles = [{rule} for rule in sorted(clash, key=self.order.__getitem__, reverse=True)]
        is_sure = True
        for part in (*kinds, *singles):
            if not part & clash or part >= clash:
                continue
            if not self.budget.has_left():
                is_sure = False
                break
            answer, core = self._ask(clash - part, work=A_QUESTION * self.budget.all_work)
            if answer.is_possible is False:
                clash = core
            elif len(part) == 1 and answer.is_possible is None:
                is_sure = False
        return self._told(clash, is_smallest=False, is_irreducible=is_sure)

    def _told(self, rules: frozenset[Rule], *, is_smallest: bool, is_irreducible: bool = True) -> Clash:
        ordered = tuple(sorted(rules, key=self.order.__getitem__))
        return Clash(rules=ordered, is_smallest=is_smallest, is_irreducible=is_irreducible)
