"""Running CP-SAT so that it gives the same answer every time, and listens to whoever wants to stop it.

How long it searches is counted in its own work (`deterministic time`), not by the clock, so that a slow machine finds
the same as a quick one. The clock is there as a last resort only.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hekloos.core.route.route import Route

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver

# Of deterministic time; careful, so that the clock seldom comes first. Small models do more of it in a second.
WORK_PER_SECOND, WORK_OF_SMALL = 0.15, 0.3
LARGE = 2_000  # units times periods
LISTENS_EVERY = 0.05  # seconds
SEARCHING = 0.92  # of the seconds


class StoppedError(Exception):
    """Somebody does not want the answer any more."""


@dataclass
class Budget:
    """How much may still be worked. `was_cut_off` says that the clock was first."""

    seconds: float
    seed: int = 0
    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None
    started: float = field(default_factory=time.monotonic)
    rate: float = WORK_PER_SECOND
    work: float = 0.0
    was_cut_off: bool = False

    @property
    def used(self) -> float:
        """Seconds."""
        return time.monotonic() - self.started

    @property
    def all_work(self) -> float:
        return self.seconds * self.rate

    @property
    def work_left(self) -> float:
        return max(0.0, self.all_work - self.work)

    @property
    def seconds_left(self) -> float:
        """To search: some are kept, to check what was found."""
        return self.seconds * SEARCHING - self.used

    def has_left(self, work: float = 0.0) -> bool:
        """Whether more than this may still be worked, by the clock too."""
        if self.seconds_left <= 0:
            self.was_cut_off = True
        return self.work_left > work and self.seconds_left > 0

    def listen(self) -> None:
        """Tell how far it is; raises StoppedError when somebody stopped it."""
        if self.cancelled and self.cancelled():
            raise StoppedError
        if self.progress:
            self.progress(min(1.0, self.used / self.seconds))


def is_small(route: Route) -> bool:
    """Whether it is soon planned; then it pays to look long at the model first."""
    return len(route.units) * route.calendar.slots < LARGE


def rate_of(route: Route) -> float:
    """Work in a second."""
    return WORK_OF_SMALL if is_small(route) else WORK_PER_SECOND


@dataclass(frozen=True, slots=True)
class Answer:
    """`values` are those of all variables, empty when nothing was found; `value` and `bound` are of the goal, if there
    was one.

    `core` are assumptions that cannot be true together, by the number of their variable.
    """

    is_possible: bool | None  # None: not known
    is_best: bool
    values: Sequence[int] = ()
    value: float = 0.0
    bound: float = 0.0
    core: tuple[int, ...] = ()


def solve(
    cp: "CpModel",
    budget: Budget,
    *,
    work: float | None = None,
    fix_hints: bool = False,
    from_bound: bool = False,
    probe: bool = False,
) -> Answer:
    """Search for at most `work`, or what is left of the budget. `from_bound` tries first to reach the bound; `probe`
    looks long at the model first."""
    from ortools.sat.python import cp_model

    budget.listen()
    solver = cp_model.CpSolver()
    allowed = min(budget.work_left, work if work is not None else budget.work_left)
    _set(solver, budget, allowed, from_bound=from_bound, probe=probe)
    solver.parameters.fix_variables_to_their_hinted_value = fix_hints
    status = _run(solver, cp, budget)
    budget.work += solver.deterministic_time
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"the solver cannot read the model: {cp.validate()}")
    if status == cp_model.INFEASIBLE:
        return Answer(is_possible=False, is_best=False, core=tuple(solver.sufficient_assumptions_for_infeasibility()))
    is_best = status == cp_model.OPTIMAL
    if not is_best and solver.deterministic_time < allowed and budget.seconds_left <= 1.0:
        budget.was_cut_off = True
    if not is_best and status != cp_model.FEASIBLE:
        return Answer(is_possible=None, is_best=False)
    return Answer(
        is_possible=True,
        is_best=is_best,
        values=tuple(solver.response_proto.solution),
        value=solver.objective_value if cp.has_objective() else 0.0,
        bound=solver.best_objective_bound if cp.has_objective() else 0.0,
    )


def _set(solver: "CpSolver", budget: Budget, work: float, *, from_bound: bool, probe: bool) -> None:
    parameters = solver.parameters
    parameters.random_seed = budget.seed
    parameters.num_workers = 1
    parameters.linearization_level = 2  # without it the bounds of these models are poor
    parameters.cut_level = 0  # cuts and symmetry cost more than they bring here
    parameters.symmetry_level = 0
    parameters.use_objective_lb_search = from_bound
    parameters.cp_model_probing_level = 2 if probe else 0
    if probe:
        parameters.inprocessing_dtime_ratio = 0.0
    parameters.max_deterministic_time = max(1e-6, work)
    parameters.max_time_in_seconds = max(0.1, budget.seconds_left)


def _run(solver: "CpSolver", cp: "CpModel", budget: Budget) -> object:
    """In a thread of its own, so that callbacks are called in the thread of whoever asked."""
    found: list[object] = []
    searching = threading.Thread(target=lambda: found.append(solver.solve(cp)), daemon=True)
    searching.start()
    try:
        while searching.is_alive():
            searching.join(LISTENS_EVERY)
            budget.listen()
    except BaseException:
        while searching.is_alive():  # it may not have begun yet, and then does not hear it
            solver.stop_search()
            searching.join(LISTENS_EVERY)
        raise
    return found[0]
