from dataclasses import replace
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.coverage import prove
from hekloos.core.route.hours import all_freed, at_school_by_slot, freed_by, kept_by
from hekloos.core.route.proposal import Goal, measure
from hekloos.core.route.route import Given, Limits, Plan, Purpose, Route, as_it_is
from hekloos.core.route.rules import Rule, RuleKind, broken, rules_of
from hekloos.core.route.tests.routes import BUILDS_ON, PARTLY, SAME, plans, routes, small, unit
from hekloos.core.route.units import Hours


def moved(route: Route, **slots: int) -> Plan:
    now = as_it_is(route)
    return replace(now, slots=MappingProxyType({**now.slots, **slots}))


def test_a_sound_route_breaks_no_rule() -> None:
    route = small(SAME, BUILDS_ON, limits=Limits(hours_per_period=12, hours_per_year=24))
    assert not broken(route, as_it_is(route))


def test_too_many_hours_in_a_period_or_a_year_are_told() -> None:
    route = small(limits=Limits(hours_per_period=12, hours_per_year=30))
    assert broken(route, moved(route, vb=0)) == (Rule(RuleKind.PERIOD_HOURS, ("0",)),)
    full = small(limits=Limits(hours_per_year=30, mbo_early=True))
    assert broken(full, moved(full, mx=0)) == (Rule(RuleKind.YEAR_HOURS, ("0",)),)


def test_an_mbo_unit_stands_in_the_vo_fase_only_when_the_route_is_reported() -> None:
    assert broken(small(), moved(small(), mx=1)) == (Rule(RuleKind.VMBO_YEARS, ("mx",)),)
    reported = small(limits=Limits(mbo_early=True))
    assert not broken(reported, moved(reported, mx=1))


def test_what_is_needed_comes_in_an_earlier_period() -> None:
    units = (unit("va", 0, "a"), unit("vb", 1, "b", needs=("va",)), unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(units=units)
    assert broken(route, moved(route, va=1)) == (Rule(RuleKind.NEEDS, ("vb", "va")),)


def test_what_builds_on_something_comes_no_sooner() -> None:
    route = small(BUILDS_ON, limits=Limits(mbo_early=True))
    assert broken(route, moved(route, my=0)) == (Rule(RuleKind.BUILDS_ON, ("b", "y")),)


def test_practice_stands_in_a_period_for_it_and_a_pinned_unit_where_it_is() -> None:
    stage = replace(unit("my", 3, "y", pinned=True), hours=replace(unit("my", 3, "y").hours, practice=8.0))
    route = small(units=(unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 2, "x"), stage))
    route = replace(route, calendar=replace(route.calendar, practice_slots=frozenset({3})))
    assert not broken(route, as_it_is(route))
    kinds = {rule.kind for rule in broken(route, moved(route, my=2))}
    assert kinds == {RuleKind.PRACTICE, RuleKind.PINNED}


def test_hours_are_freed_by_agreed_pairs_only() -> None:
    route = small(SAME, units=(unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 2, "x y"), unit("my", 3, "y")))
    plan = replace(as_it_is(route), left_out=frozenset({("mx", "x"), ("mx", "y")}))
    assert freed_by(route, plan, route.unit_by_id["mx"]).total == 4.0  # a third of 12; y is not agreed on
    assert at_school_by_slot(route, plan) == [12, 12, 8, 12]


def test_a_share_that_nobody_measured_is_a_guess() -> None:
    route = small(PARTLY)
    plan = replace(as_it_is(route), shortened=frozenset({("mx", "x")}))
    [freed] = all_freed(route, plan)
    assert (freed.unit, freed.hours.total, freed.is_guess) == ("mx", 3.0, True)
    left_out = replace(plan, shortened=frozenset(), left_out=frozenset({("mx", "x")}))
    [half] = all_freed(small(SAME), left_out)
    assert (half.hours.total, half.is_guess) == (6.0, True)  # the other half is for assessing: nobody measured that
    units = (unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 2, "x", assesses=()), unit("my", 3, "y x"))
    [sure] = all_freed(small(SAME, units=units), left_out)
    assert (sure.hours.total, sure.is_guess) == (12.0 / 2, True)  # no more than the other side spends on it
    units = (unit("va", 0, "a", hours=24), *units[1:])
    [sure] = all_freed(small(SAME, units=units), left_out)
    assert (sure.hours.total, sure.is_guess) == (12.0, False)


def test_no_more_comes_free_than_the_other_side_spends_on_the_same() -> None:
    units = (unit("va", 0, "a", hours=5), unit("vb", 1, "b"), unit("mx", 2, "x", hours=210), unit("my", 3, "y"))
    route = small(SAME, units=units)
    plan = replace(as_it_is(route), left_out=frozenset({("mx", "x")}))
    assert freed_by(route, plan, route.unit_by_id["mx"]).total == 2.5  # of 5 half is for assessing
    assert kept_by(route, plan, route.unit_by_id["mx"]).total == 207.5
    other_way = replace(plan, left_out=frozenset({("va", "a")}))
    assert freed_by(route, other_way, route.unit_by_id["va"]).total == 2.5


def test_practice_never_comes_free() -> None:
    stage = replace(unit("mx", 2, "x", assesses=()), hours=Hours(guided=4, practice=100))
    units = (unit("va", 0, "a", hours=24), unit("vb", 1, "b"), stage, unit("my", 3, "y x"))
    route = small(SAME, units=units)
    plan = replace(as_it_is(route), left_out=frozenset({("mx", "x")}))
    assert freed_by(route, plan, stage) == Hours(guided=4)
    assert kept_by(route, plan, stage) == Hours(practice=100)


def test_the_vo_fase_may_hold_fewer_hours_and_what_freed_hours_go_to_fills_a_period_too() -> None:
    route = small(limits=Limits(hours_per_period=12, vmbo_hours_per_period=10))
    assert {rule.about for rule in broken(route, as_it_is(route))} == {("0",), ("1",)}
    given = Given(title="Stage", purpose=Purpose.PRACTICE, slot=3, hours=1.0)
    assert ("3",) in {rule.about for rule in broken(replace(route, given=(given,)), as_it_is(route))}


def test_meeting_the_mbo_more_than_enough_is_worse_than_not_at_all() -> None:
    route = small(limits=Limits(mbo_early=True, early_hours=15.0))
    early = moved(route, mx=0, my=1)
    assert measure(route, moved(route, mx=0), Goal.EARLY) == 12
    assert measure(route, early, Goal.EARLY) == 15 - 24


@given(st.data())
def test_what_is_freed_and_what_is_kept_are_the_whole(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    for one in route.units:
        assert freed_by(route, plan, one) + kept_by(route, plan, one) == one.hours


@given(st.data())
def test_a_hole_is_a_broken_rule_and_nothing_else_is(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    proof = prove(route, plan)
    of_items = {rule.about[0] for rule in broken(route, plan) if rule.kind in (RuleKind.TREATED, RuleKind.ASSESSED)}
    assert of_items == {hole.item for hole in proof.holes}
    assert set(broken(route, plan)) <= set(rules_of(route))
