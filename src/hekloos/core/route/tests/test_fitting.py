"""A unit that fits nowhere is found without a search."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hekloos.core.route.fitting import too_large
from hekloos.core.route.route import Limits, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.tests.brute_force import number_of_plans, rules_broken
from hekloos.core.route.tests.routes import BUILDS_ON, SAME, small, telling_routes, unit
from hekloos.core.route.units import Hours

FEW = settings(max_examples=max(5, settings().max_examples // 3))  # of every example all plans are tried


def test_a_unit_that_takes_more_than_any_period_holds_is_told_with_what_it_takes() -> None:
    route = small(units=(unit("va", 0, "a b"), unit("mx", 2, "x y", hours=30)), limits=Limits(hours_per_period=20))
    [found] = too_large(route)
    assert (found.unit.id, found.least, found.most) == ("mx", 30, 20)
    assert found.rules == (
        Rule(RuleKind.VMBO_YEARS, ("mx",)),
        Rule(RuleKind.PERIOD_HOURS, ("2",)),
        Rule(RuleKind.PERIOD_HOURS, ("3",)),
    )


def test_what_may_be_left_out_is_not_counted() -> None:
    units = (unit("va", 0, "a", hours=40), unit("vb", 1, "b"), unit("mx", 2, "x", hours=40), unit("my", 3, "y"))
    assert not too_large(small(SAME, units=units, limits=Limits(hours_per_period=40)))
    fewer = small(SAME, units=units, limits=Limits(hours_per_period=20))
    assert not too_large(fewer)  # of each half may go, though not of both
    fewest = small(SAME, units=units, limits=Limits(hours_per_period=19))
    assert [found.unit.id for found in too_large(fewest)] == ["va", "mx"]


def test_what_gets_shorter_by_more_than_leaving_out_frees_is_not_counted() -> None:
    """The term that is the same takes two hours, and the one it builds on forty."""
    agreed = SAME, replace(BUILDS_ON, right="x")
    units = (unit("va", 0, "a", hours=2), unit("vb", 1, "b", hours=40), unit("mx", 2, "x y", hours=40))
    limits = Limits(hours_per_period=35, vmbo_hours_per_period=99)
    assert not too_large(small(*agreed, units=units, limits=limits))
    fewer = small(*agreed, units=units, limits=replace(limits, hours_per_period=30))
    assert [(found.unit.id, found.least) for found in too_large(fewer)] == [("mx", 33.5)]


def test_practice_has_fewer_periods_and_never_comes_free() -> None:
    stage = replace(unit("mx", 2, "x y"), hours=Hours(guided=4, practice=20))
    route = small(units=(unit("va", 0, "a b"), stage), limits=Limits(hours_per_period=23, vmbo_hours_per_period=99))
    route = replace(route, calendar=replace(route.calendar, practice_slots=frozenset({3})))
    [found] = too_large(route)
    assert {rule.kind for rule in found.rules} == {RuleKind.PRACTICE, RuleKind.VMBO_YEARS, RuleKind.PERIOD_HOURS}


@given(telling_routes(), st.sampled_from((2.0, 5.0, 10.0)))
@FEW
def test_where_a_unit_is_too_large_every_plan_breaks_one_of_its_rules(route: Route, most: float) -> None:
    route = replace(route, deviations=(), limits=replace(route.limits, hours_per_period=most))
    assume(number_of_plans(route) <= 6000)
    for found in too_large(route):
        assert all(wrong & set(found.rules) for _plan, wrong in rules_broken(route))
