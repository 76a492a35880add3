"""How good routes are proposed, and how fast: the solver beside a plain greedy planner and the plan as it is.

The routes are made by chance (`made_routes.py`), with the same seeds every time: `bench_routes.py [UNITS ...]`.
"""

import importlib
import sys
import time

from made_routes import made_route

from hekloos.core.route.coverage import prove
from hekloos.core.route.greedy import plan_greedily
from hekloos.core.route.optimise import propose
from hekloos.core.route.proposal import Goal, Proposal, Wish, measure
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.rules import broken

# units: periods in each of four years, routes to try, seconds for each
SIZES = {40: (4, (0, 1, 2, 3, 4, 5, 6, 7), 20.0), 150: (6, (0, 1, 2), 20.0), 600: (6, (0, 1), 60.0)}


def main() -> None:
    importlib.import_module("ortools.sat.python.cp_model")  # a worker of the site has it loaded as well
    for units in map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES:
        show(units)


def show(units: int) -> None:
    periods, seeds, seconds = SIZES[units]
    print(f"\nroutes of {units} units over {4 * periods} periods, at most {seconds:.0f} s each")
    print("seed  way       freed h  fullest h  moved  holes  broken   wall s    cpu s  how sure")
    for seed in seeds:
        route = made_route(units, periods=periods, seed=seed)
        _row(seed, "as it is", route, as_it_is(route))
        started = time.perf_counter(), time.process_time()
        _row(seed, "greedy", route, plan_greedily(route), since=started)
        started = time.perf_counter(), time.process_time()
        found = propose(route, Wish.MOST_HOURS, seconds=seconds)
        _row(seed, "solver", route, found.plan, since=started, told=_how_sure(found))


def _row(
    seed: int, way: str, route: Route, plan: Plan, *, since: tuple[float, float] | None = None, told: str = ""
) -> None:
    freed, fullest, moved = (measure(route, plan, goal) for goal in (Goal.FREED, Goal.EVEN, Goal.MOVES))
    holes, rules = len(prove(route, plan).holes), len(broken(route, plan))
    took = ""
    if since:
        took = f"{time.perf_counter() - since[0]:8.2f} {time.process_time() - since[1]:8.2f}"
    print(
        f"{seed:4}  {way:8} {freed:8.2f} {fullest:10.2f} {moved:6.0f} {holes:6} {rules:7} {took:17}  {told}", flush=True
    )


def _how_sure(found: Proposal) -> str:
    stages = (
        f"{stage.goal.value} " + ("proved" if stage.is_proved else f"within {stage.gap:.1%}") for stage in found.stages
    )
    return "; ".join(stages) + ("; the clock came first" if found.was_cut_off else "")


if __name__ == "__main__":
    main()
