from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hekloos.core.route.coverage import prove
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.greedy import plan_greedily
from hekloos.core.route.optimise import NoPlanError, WishError, propose
from hekloos.core.route.proposal import GOALS, Goal, Proposal, Status, Wish, measure
from hekloos.core.route.route import Limits, Route, as_it_is
from hekloos.core.route.rules import broken
from hekloos.core.route.schools import as_in, prove_each
from hekloos.core.route.solving import StoppedError
from hekloos.core.route.stepping import Steps
from hekloos.core.route.tests.brute_force import best, leans, number_of_plans
from hekloos.core.route.tests.routes import (
    BUILDS_ON,
    CALENDAR,
    PARTLY,
    SAME,
    plans,
    routes,
    small,
    telling_routes,
    unit,
)

FEW = settings(
    max_examples=max(5, settings().max_examples // 3)
)  # every example is solved, and all its plans are tried


def proposed(route: Route, wish: Wish = Wish.MOST_HOURS) -> Proposal | None:
    try:
        return propose(route, wish)
    except NoPlanError:
        return None


def test_what_is_taught_twice_is_left_out_where_that_frees_most() -> None:
    route = small(SAME)
    proposal = propose(route, Wish.MOST_HOURS)
    assert proposal.plan.left_out == {("mx", "x")}
    assert [stage.value for stage in proposal.stages] == [6.0, 12.5, 0]  # in steps of 1.25 hours
    assert (proposal.status, proposal.gap) == (Status.BEST, 0.0)


def test_what_is_only_partly_the_same_gets_shorter() -> None:
    proposal = propose(small(PARTLY, BUILDS_ON), Wish.MOST_HOURS)
    assert proposal.plan.shortened == {("mx", "x"), ("my", "y")}
    assert proposal.stages[0].value == 6.0


def test_least_change_moves_nothing_that_can_stay() -> None:
    units = (unit("va", 0, "a"), unit("vb", 0, "b"), unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(units=units, limits=Limits(hours_per_period=12))
    proposal = propose(route, Wish.LEAST_CHANGE)
    assert proposal.stages[0].value == 1
    assert sorted(proposal.plan.slots.values()) == [0, 1, 2, 3]


@pytest.mark.parametrize("start", range(2, 8))
def test_what_has_to_move_moves_no_farther_than_it_must(start: int) -> None:
    units = (unit("va", 0, "a b"), unit("mx", start, "x"), unit("my", start, "y"))
    calendar, limits = replace(CALENDAR, years=4), Limits(hours_per_period=12)
    plan = propose(replace(small(), calendar=calendar, units=units, limits=limits), Wish.LEAST_CHANGE).plan
    assert abs(plan.slots["mx"] - start) + abs(plan.slots["my"] - start) == 1


def test_early_acquaintance_is_for_a_route_that_is_reported() -> None:
    with pytest.raises(WishError):
        propose(small(SAME), Wish.EARLY_ACQUAINTANCE)
    proposal = propose(small(SAME, limits=Limits(mbo_early=True)), Wish.EARLY_ACQUAINTANCE)
    assert proposal.stages[0].value == 24.0


def test_no_more_of_the_mbo_comes_early_than_is_enough() -> None:
    limits = Limits(mbo_early=True, early_hours=20.0)
    proposal = propose(small(SAME, limits=limits), Wish.EARLY_ACQUAINTANCE)
    assert proposal.stages[0].value == 18.0  # of two units of 12, the shorter one by half
    assert proposal.stages[0].is_proved


def test_of_what_takes_the_other_side_much_less_only_a_part_comes_free() -> None:
    units = (unit("va", 0, "a", hours=4), unit("vb", 1, "b"), unit("mx", 2, "x", hours=40), unit("my", 3, "y"))
    plan = propose(small(SAME, units=units), Wish.MOST_HOURS).plan
    assert ("mx", "x") not in plan.left_out
    assert ("mx", "x") in plan.shortened or ("va", "a") in plan.left_out


def test_what_no_plan_can_help_is_told_and_does_not_stop_the_rest() -> None:
    units = (unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 2, "x"), unit("my", 3, "", assesses=()))
    proposal = propose(small(SAME, units=units), Wish.MOST_HOURS)
    assert proposal.already_missing == ("y",)
    assert {hole.item for hole in prove(small(SAME, units=units), proposal.plan).holes} == {"y"}


def test_a_route_without_room_has_no_plan() -> None:
    with pytest.raises(NoPlanError):
        propose(small(limits=Limits(hours_per_period=11)), Wish.MOST_HOURS)


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[float] = []
    propose(small(SAME), Wish.MOST_HOURS, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(StoppedError):
        propose(small(SAME), Wish.MOST_HOURS, cancelled=lambda: True)


@given(st.one_of(routes(largest=3), telling_routes()), st.sampled_from(Wish))
@FEW
def test_a_proposal_is_as_good_as_the_best_of_all_plans(route: Route, wish: Wish) -> None:
    assume(number_of_plans(route) <= 6000)
    assume(route.limits.mbo_early or wish is not Wish.EARLY_ACQUAINTANCE)
    proposal = proposed(route, wish)
    assert (tuple(stage.value for stage in proposal.stages) if proposal else None) == best(route, GOALS[wish])


@given(routes(), st.sampled_from((Wish.MOST_HOURS, Wish.LEAST_CHANGE)))
@FEW
def test_a_proposal_keeps_every_rule_and_says_what_it_reaches(route: Route, wish: Wish) -> None:
    proposal = proposed(route, wish)
    if proposal is None:
        return
    plan = proposal.plan
    assert not Everywhere(route).broken(plan)
    proofs = prove_each(route, plan)
    assert {hole.item for proof in proofs.values() for hole in proof.holes} == set(proposal.already_missing)
    assert all(leans(*as_in(route, plan, school)) for school in proofs)
    assert proposal.status is Status.BEST
    assert [stage.value for stage in proposal.stages] == [measure(route, plan, goal) for goal in GOALS[wish]]


@given(routes(), st.integers(0, 3))
@FEW
def test_the_same_seed_gives_the_same_proposal(route: Route, seed: int) -> None:
    try:
        first = propose(route, Wish.MOST_HOURS, seed=seed)
    except NoPlanError:
        return
    assert propose(route, Wish.MOST_HOURS, seed=seed) == first


@given(routes())
def test_planning_greedily_opens_no_hole_and_breaks_nothing_new(route: Route) -> None:
    before, plan = as_it_is(route), plan_greedily(route)
    assert set(broken(route, plan)) <= set(broken(route, before))
    assert leans(route, plan)
    assert measure(route, plan, Goal.FREED) >= 0
    assert plan_greedily(route) == plan


@given(routes(), st.data())
def test_coming_nearer_breaks_nothing_and_takes_nothing_farther(route: Route, data: st.DataObject) -> None:
    before = data.draw(plans(route))
    steps = Steps(route, before)
    steps.come_nearer()
    assert set(broken(route, steps.plan)) <= set(broken(route, before))
    for one in route.units:
        assert abs(steps.plan.slots[one.id] - one.slot) <= abs(before.slots[one.id] - one.slot)


@given(routes())
@FEW
def test_a_plan_made_greedily_frees_no_more_than_the_proposal(route: Route) -> None:
    greedy = plan_greedily(route)
    everywhere = Everywhere(route)
    if everywhere.leans(greedy) and not everywhere.broken(greedy):
        proposal = propose(route, Wish.MOST_HOURS)
        assert proposal.stages[0].value >= measure(route, greedy, Goal.FREED)
