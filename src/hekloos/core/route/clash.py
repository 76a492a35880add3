"""When no plan keeps every rule: the smallest set of rules that do not go together.

Every way out has to let go of a rule of every set that clashes; and every set that clashes has a rule of every way out
in it. So the smallest set that has a rule of each way out known so far either clashes, and then it is the smallest of
all, or it shows another way out (implicit hitting sets). A way out is found as the fewest rules to let go of, so there
are not many of them. When the work takes too long, what is told is a set of which no rule can be missed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hekloos.core.route.building import build
from hekloos.core.route.hours_model import add_limits, loads
from hekloos.core.route.model import RouteModel
from hekloos.core.route.optimise import NotFoundError
from hekloos.core.route.route import Route
from hekloos.core.route.rules import Rule

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

WORK = 8.0  # of CP-SAT, in all: some twenty seconds
ONCE = 2.0  # of one question


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Rules that do not go together; without any one of them the rest does. `is_smallest`: no smaller set clashes."""

    rules: tuple[Rule, ...]
    is_smallest: bool


class _OverTimeError(Exception):
    """The work was used up."""


def find_clash(route: Route, *, seed: int = 0, work: float = WORK) -> Clash:
    """Raises ValueError when a plan keeps every rule, and NotFoundError when that is not known in this time."""
    search = _Search(route, seed, work)
    try:
        clashing = search.core(search.all)
    except _OverTimeError as error:
        raise NotFoundError from error
    if clashing is None:
        raise ValueError("these rules do not clash")
    try:
        clashing = search.without_any(clashing)
        smallest = search.smallest(len(clashing))
    except _OverTimeError:
        return Clash(rules=search.in_order(clashing), is_smallest=False)
    return Clash(rules=search.in_order(smallest or clashing), is_smallest=True)


class _Search:
    def __init__(self, route: Route, seed: int, work: float) -> None:
        self.seed, self.work = seed, work
        self.model: RouteModel = build(route, can_give=True)
        add_limits(self.model, loads(self.model))
        self.all: tuple[Rule, ...] = tuple(self.model.rules)

    def in_order(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        wanted = set(rules)
        return tuple(rule for rule in self.all if rule in wanted)

    def core(self, rules: Sequence[Rule]) -> tuple[Rule, ...] | None:
        """Of these rules some that clash; None when all of them go together."""
        from ortools.sat.python import cp_model

        cp = self.model.cp
        cp.clear_objective()  # type: ignore[no-untyped-call]
        cp.clear_assumptions()
        cp.add_assumptions([self.model.rules[rule] for rule in rules])
        solver = self._solver()
        status = self._run(solver)
        cp.clear_assumptions()
        if status != cp_model.INFEASIBLE:
            return None
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return tuple(rule for rule in rules if self.model.rules[rule].index in named) or tuple(rules)

    def without_any(self, clashing: Sequence[Rule]) -> tuple[Rule, ...]:
        """Of rules that clash a part that still does, and of which no rule can be missed."""
        kept = list(clashing)
        for rule in clashing:
            if rule in kept:
                less = self.core([other for other in kept if other is not rule])
                kept = kept if less is None else list(less)
        return tuple(kept)

    def smallest(self, known: int) -> tuple[Rule, ...] | None:
        """The smallest set that clashes; None when none is smaller than the one that is known."""
        ways_out: list[frozenset[Rule]] = []
        while True:
            tried = _fewest_of_each(ways_out)
            if len(tried) >= known:
                return None
            if self.core(tried) is not None:
                return tried
            ways_out.append(self._way_out(tried))

    def _way_out(self, keeping: Sequence[Rule]) -> frozenset[Rule]:
        """The rules to let go of when these are kept, and as many of the others as can be."""
        cp, weight = self.model.cp, {rule: len(self.all) for rule in keeping}
        cp.maximize(sum(literal * weight.get(rule, 1) for rule, literal in self.model.rules.items()))
        solver = self._solver()
        self._run(solver)
        cp.clear_objective()  # type: ignore[no-untyped-call]
        return frozenset(rule for rule, literal in self.model.rules.items() if not solver.boolean_value(literal))

    def _solver(self) -> "CpSolver":
        from ortools.sat.python.cp_model import CpSolver

        solver = CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        solver.parameters.max_deterministic_time = max(1e-6, min(ONCE, self.work))
        return solver

    def _run(self, solver: "CpSolver") -> object:
        from ortools.sat.python import cp_model

        status = solver.solve(self.model.cp)
        self.work -= solver.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE):
            raise _OverTimeError
        return status


def _fewest_of_each(sets: Sequence[frozenset[Rule]]) -> tuple[Rule, ...]:
    """As few rules as can be, with one of every set."""
    from ortools.sat.python.cp_model import CpModel, CpSolver

    cp = CpModel()
    rules = sorted({rule for some in sets for rule in some})
    chosen = {rule: cp.new_bool_var("") for rule in rules}
    for some in sets:
        cp.add_bool_or(chosen[rule] for rule in sorted(some))
    cp.minimize(sum(chosen.values()))
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(cp)
    return tuple(rule for rule in rules if solver.boolean_value(chosen[rule]))
