from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hekloos.core.route.clash import find_clash
from hekloos.core.route.remedies import Give
from hekloos.core.route.route import Limits, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.tests.brute_force import number_of_plans, rules_broken
from hekloos.core.route.tests.routes import SAME, routes, small, telling_routes, unit

FEW = settings(max_examples=max(5, settings().max_examples // 3))


def test_a_route_that_can_be_planned_has_no_clash() -> None:
    assert find_clash(small(SAME)) is None


def test_a_unit_that_cannot_come_after_what_it_needs_clashes_with_where_that_stands() -> None:
    last, after = unit("mx", 3, "x", pinned=True), unit("my", 2, "y", needs=("mx",))
    clash = find_clash(small(units=(unit("va", 0, "a"), unit("vb", 1, "b"), last, after)))
    assert clash is not None
    assert (clash.is_smallest, clash.is_irreducible) == (True, True)
    assert clash.rules == (Rule(RuleKind.PINNED, ("mx",)), Rule(RuleKind.NEEDS, ("my", "mx")))
    assert [remedy.ways for remedy in clash.remedies] == [(Give.LET_LOOSE,), (Give.LOOSEN_NEED,)]


def test_too_few_hours_clash_in_all_periods_where_something_could_stand() -> None:
    clash = find_clash(small(limits=Limits(hours_per_period=11)))
    assert clash is not None
    assert clash.rules == (
        Rule(RuleKind.VMBO_YEARS, ("mx",)),
        Rule(RuleKind.PERIOD_HOURS, ("2",)),
        Rule(RuleKind.PERIOD_HOURS, ("3",)),
    )
    assert [remedy.hours for remedy in clash.remedies] == [None, 11, 11]


def test_without_time_to_find_the_smallest_it_says_so() -> None:
    units = [unit(f"v{n}", n % 2, "a" if n else "a b", hours=7.0) for n in range(6)]
    route = small(units=(*units, unit("mx", 2, "x y")), limits=Limits(hours_per_period=12, hours_per_year=12))
    clash = find_clash(route, seconds=0.05)
    assert clash is None or not clash.is_smallest or clash.rules


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
    clash = find_clash(route)
    assert (clash is None) == (frozenset() in found)
    if clash is None:
        return
    assert clash.is_smallest
    assert _hits(clash.rules, found)
    assert len(clash.rules) == smallest(found)
    for rule in clash.rules:
        assert not _hits(tuple(set(clash.rules) - {rule}), found)
