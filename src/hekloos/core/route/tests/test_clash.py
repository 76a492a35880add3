from dataclasses import replace
from itertools import combinations, product
from types import MappingProxyType

import pytest
from hypothesis import assume, given, settings

from hekloos.core.route.clash import find_clash
from hekloos.core.route.route import Limits, Plan, Route
from hekloos.core.route.rules import Rule, RuleKind, beyond_help, broken, rules_of
from hekloos.core.route.tests.routes import BUILDS_ON, routes, small, unit
from hekloos.core.route.wording import rule_sentences


def test_two_pinned_units_in_one_period_clash_with_what_fits_in_it() -> None:
    units = (unit("va", 0, "a", pinned=True), unit("vb", 0, "b", pinned=True), unit("mx", 2, "x"), unit("my", 3, "y"))
    found = find_clash(small(units=units, limits=Limits(hours_per_period=20)))
    assert found.is_smallest
    assert {(rule.kind, rule.about) for rule in found.rules} == {
        (RuleKind.PINNED, ("va",)),
        (RuleKind.PINNED, ("vb",)),
        (RuleKind.PERIOD_HOURS, ("0",)),
    }


def test_every_rule_of_a_clash_is_told_with_what_could_give() -> None:
    units = (unit("va", 0, "a"), unit("vb", 3, "b", pinned=True), unit("mx", 2, "x"), unit("my", 3, "y", pinned=True))
    route = small(BUILDS_ON, units=units)
    for rule in find_clash(route).rules:
        asked, remedy = rule_sentences(route, rule)
        assert asked.endswith(".")
        assert remedy.endswith(".")


def test_rules_that_go_together_do_not_clash() -> None:
    with pytest.raises(ValueError, match="do not clash"):
        find_clash(small())


def kept_by_plans(route: Route) -> set[frozenset[Rule]]:
    """What each plan that can be thought of keeps of the rules that can be kept."""
    rules = frozenset(rules_of(route)) - beyond_help(route)
    pairs = [(one.id, item) for one in route.units for item in one.treats]
    found = set()
    for slots in product(range(route.calendar.slots), repeat=len(route.units)):
        for ways in product(("full", "out", "short"), repeat=len(pairs)):
            chosen = list(zip(pairs, ways, strict=True))
            plan = Plan(
                slots=MappingProxyType(dict(zip([one.id for one in route.units], slots, strict=True))),
                left_out=frozenset(pair for pair, way in chosen if way == "out"),
                shortened=frozenset(pair for pair, way in chosen if way == "short"),
            )
            found.add(rules - frozenset(broken(route, plan)))
    return found


@given(routes(largest=2))
@settings(max_examples=15)
def test_no_smaller_set_of_rules_clashes_and_no_rule_can_be_missed(route: Route) -> None:
    route = replace(route, units=tuple(replace(one, treats=one.treats[:1]) for one in route.units), deviations=())
    rules = frozenset(rules_of(route)) - beyond_help(route)
    kept = kept_by_plans(route)
    assume(rules not in kept)
    found = find_clash(route)

    def go_together(some: frozenset[Rule]) -> bool:
        return any(some <= there for there in kept)

    assert found.is_smallest
    assert not go_together(frozenset(found.rules))
    for size in range(len(found.rules)):
        assert all(go_together(frozenset(some)) for some in combinations(rules, size))
