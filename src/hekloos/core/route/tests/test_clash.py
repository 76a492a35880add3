from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_routes import made_route

from hekloos.core.route import solving
from hekloos.core.route.clash import find_clash
from hekloos.core.route.route import Limits, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.solving import StoppedError
from hekloos.core.route.tests.brute_force import number_of_plans, rules_broken
from hekloos.core.route.tests.routes import BUILDS_ON, SAME, routes, small, telling_routes, unit
from hekloos.core.route.wording import rule_sentences

FEW = settings(max_examples=max(5, settings().max_examples // 3))


def test_rules_that_go_together_do_not_clash() -> None:
    with pytest.raises(ValueError, match="do not clash"):
        find_clash(small(SAME))


def test_two_pinned_units_in_one_period_clash_with_what_fits_in_it() -> None:
    units = (unit("va", 0, "a", pinned=True), unit("vb", 0, "b", pinned=True), unit("mx", 2, "x"), unit("my", 3, "y"))
    found = find_clash(small(units=units, limits=Limits(hours_per_period=20)))
    assert found.is_smallest
    assert {(rule.kind, rule.about) for rule in found.rules} == {
        (RuleKind.PINNED, ("va",)),
        (RuleKind.PINNED, ("vb",)),
        (RuleKind.PERIOD_HOURS, ("0",)),
    }


def test_a_unit_that_cannot_come_after_what_it_needs_clashes_with_where_that_stands() -> None:
    last, after = unit("mx", 3, "x", pinned=True), unit("my", 2, "y", needs=("mx",))
    clash = find_clash(small(units=(unit("va", 0, "a"), unit("vb", 1, "b"), last, after)))
    assert (clash.is_smallest, clash.is_irreducible) == (True, True)
    assert clash.rules == (Rule(RuleKind.PINNED, ("mx",)), Rule(RuleKind.NEEDS, ("my", "mx")))


def test_too_few_hours_clash_in_all_periods_where_something_could_stand() -> None:
    clash = find_clash(small(limits=Limits(hours_per_period=11)))
    assert clash.rules == (
        Rule(RuleKind.VMBO_YEARS, ("mx",)),
        Rule(RuleKind.PERIOD_HOURS, ("2",)),
        Rule(RuleKind.PERIOD_HOURS, ("3",)),
    )


def test_without_time_to_find_the_smallest_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What clashes here is soon seen; whether fewer rules do is not."""
    monkeypatch.setattr(solving, "WORK_OF_SMALL", 0.005)
    route = made_route(40)
    tight = replace(route, limits=replace(route.limits, hours_per_period=80.0, hours_per_year=None))
    clash = find_clash(tight, seconds=60)
    assert not clash.is_smallest
    assert {rule.kind for rule in clash.rules} >= {RuleKind.PERIOD_HOURS}


def test_every_rule_of_a_clash_is_told_with_what_could_give() -> None:
    units = (unit("va", 0, "a"), unit("vb", 3, "b", pinned=True), unit("mx", 2, "x"), unit("my", 3, "y", pinned=True))
    route = small(BUILDS_ON, units=units)
    for rule in find_clash(route).rules:
        asked, remedy = rule_sentences(route, rule)
        assert asked.endswith(".")
        assert remedy.endswith(".")


def test_who_does_not_wait_for_it_gets_nothing() -> None:
    with pytest.raises(StoppedError):
        find_clash(small(limits=Limits(hours_per_period=11)), cancelled=lambda: True)


def smallest(found: list[frozenset[Rule]]) -> int:
    """How many rules it takes to have one of each of these sets."""
    rules = sorted(frozenset().union(*found))
    sizes = (size for size in range(len(rules) + 1) if any(_hits(some, found) for some in combinations(rules, size)))
    return next(sizes)


def _hits(rules: tuple[Rule, ...], found: list[frozenset[Rule]]) -> bool:
    return all(wrong.intersection(rules) for wrong in found)


@given(st.one_of(routes(largest=2), telling_routes()), st.sampled_from((None, 12.0)))
@FEW
def test_the_clash_is_the_smallest_of_all_sets_of_rules(route: Route, per_year: float | None) -> None:
    route = replace(route, limits=replace(route.limits, hours_per_year=per_year))
    assume(number_of_plans(route) <= 1500)
    found = list({wrong for _plan, wrong in rules_broken(route)})
    assume(frozenset() not in found)
    clash = find_clash(route)
    assert clash.is_smallest
    assert _hits(clash.rules, found)
    assert len(clash.rules) == smallest(found)
    for rule in clash.rules:
        assert not _hits(tuple(set(clash.rules) - {rule}), found)


@given(routes(largest=2))
@FEW
def test_it_is_refused_exactly_when_a_plan_exists(route: Route) -> None:
    assume(number_of_plans(route) <= 1500)
    if frozenset() in {wrong for _plan, wrong in rules_broken(route)}:
        with pytest.raises(ValueError, match="do not clash"):
            find_clash(route)
