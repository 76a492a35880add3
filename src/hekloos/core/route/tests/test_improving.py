import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hekloos.core.route import improving, solving
from hekloos.core.route.building import build
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.hours_model import add_limits, goal_of, loads
from hekloos.core.route.improving import Found, improve
from hekloos.core.route.optimise import NoPlanError, propose
from hekloos.core.route.proposal import GOALS, Goal, Wish, measure
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.tests.brute_force import best, number_of_plans
from hekloos.core.route.tests.routes import SAME, routes, small, telling_routes
from hekloos.core.route.tests.test_optimise import FEW
from hekloos.core.route.units import QUARTER

WORK = 0.5


def improved(route: Route, *, enough: float, seed: int = 0) -> Plan:
    """For hours freed, beginning at what the schools have now."""
    model = build(route)
    hours = loads(model)
    add_limits(model, hours)
    model.cp.maximize(goal_of(model, Goal.FREED, hours)[0])
    budget = solving.Budget(seconds=20, seed=seed)
    plan = as_it_is(route)
    return improve(model, Found(plan), budget, work=WORK, enough=enough / QUARTER, is_more=True).plan


def test_what_can_come_free_is_found_by_looking_at_some_units() -> None:
    assert measure(small(SAME), improved(small(SAME), enough=100.0), Goal.FREED) == 6.0


def test_it_stops_where_no_plan_can_be_better() -> None:
    assert measure(small(SAME), improved(small(SAME), enough=6.0), Goal.FREED) == 6.0


@given(routes(), st.integers(0, 3))
@FEW
def test_a_plan_is_made_no_worse_and_no_rule_is_broken(route: Route, seed: int) -> None:
    everywhere, before = Everywhere(route), as_it_is(route)

    def keeps(plan: Plan) -> bool:
        return everywhere.leans(plan) and not everywhere.broken(plan)

    after = improved(route, enough=1000.0, seed=seed)
    assert after == before or keeps(after)
    assert not keeps(before) or measure(route, after, Goal.FREED) >= measure(route, before, Goal.FREED)
    assert improved(route, enough=1000.0, seed=seed) == after


@given(telling_routes())
@FEW
def test_of_a_large_route_it_is_known_how_good_a_proposal_is(route: Route) -> None:
    assume(number_of_plans(route) <= 6000)
    reached = best(route, GOALS[Wish.MOST_HOURS])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "LARGE", 0)
        patch.setattr(improving, "UNITS", 1)  # one at a time
        try:
            proposal = propose(route, Wish.MOST_HOURS)
        except NoPlanError:
            assert reached is None
            return
    assert reached
    assert proposal.stages[0].value <= reached[0] <= proposal.stages[0].bound
    assert not Everywhere(route).broken(proposal.plan)
    assert [stage.value for stage in proposal.stages] == [
        measure(route, proposal.plan, goal) for goal in GOALS[Wish.MOST_HOURS]
    ]
