"""A rule holds for pupils of every school: for what they share, and for what their school does by itself."""

from dataclasses import replace
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.everywhere import OF_THE_PLAN, Everywhere
from hekloos.core.route.optimise import propose
from hekloos.core.route.proposal import Goal, Wish, measure
from hekloos.core.route.route import Deviation, Limits, Plan, Route, as_it_is
from hekloos.core.route.rules import Rule, RuleKind, beyond_help, broken
from hekloos.core.route.schools import fullest_by_slot, prove_each
from hekloos.core.route.tests.routes import SAME, plans, routes, small, unit
from hekloos.core.route.units import Hours

SHARED = (unit("mx", 2, "x"), unit("my", 3, "y"))


def two_schools(**more: object) -> Route:
    """Each of two vmbo schools has both terms in units of its own."""
    own = [
        unit(f"v{term}{number}", slot, term, school=school)
        for number, school in enumerate(("De Vaart", "Kompas"))
        for slot, term in enumerate("ab")
    ]
    return replace(small(SAME, units=(*own, *SHARED)), **more)  # type: ignore[arg-type]


def test_units_of_another_school_do_not_fill_a_period() -> None:
    route = two_schools(limits=Limits(hours_per_period=12.0))
    assert fullest_by_slot(route, as_it_is(route)) == [12, 12, 12, 12]
    assert not Everywhere(route).broken(as_it_is(route))
    assert measure(route, as_it_is(route), Goal.EVEN) == 12.5  # in steps of a fifth


def test_what_a_school_does_in_more_hours_fills_a_period_there() -> None:
    deviation = Deviation(school="Kompas", unit="mx", hours=Hours(guided=13.0))
    route = two_schools(limits=Limits(hours_per_period=12.0), deviations=(deviation,))
    assert Everywhere(route).broken(as_it_is(route)) == (Rule(RuleKind.PERIOD_HOURS, ("2",)),)


def test_what_is_the_same_is_left_out_only_where_pupils_of_every_school_had_it() -> None:
    route = two_schools()
    proposal = propose(route, Wish.MOST_HOURS)
    assert proposal.plan.left_out == {("mx", "x")}
    units = tuple(one for one in route.units if one.id != "va1")
    proposal = propose(replace(route, units=units, limits=Limits(mbo_early=True)), Wish.MOST_HOURS)
    assert proposal.plan.left_out == {("va0", "a")}  # pupils of Kompas have nothing but the unit of the mbo


def test_a_unit_comes_after_what_it_needs_also_where_a_school_has_that_later() -> None:
    needing = unit("my", 2, "y", needs=("mx",))
    deviation = Deviation(school="Kompas", unit="mx", slot=2)
    route = small(units=(unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 2, "x"), needing))
    route = replace(route, limits=Limits(mbo_early=True), deviations=(deviation,))
    proposal = propose(route, Wish.LEAST_CHANGE)
    assert proposal.plan.slots["my"] == 3
    assert proposal.plan.slots["mx"] < 3


@given(st.data())
def test_with_one_school_it_is_the_rule_itself(data: st.DataObject) -> None:
    route = data.draw(routes())
    route = replace(route, deviations=(), units=tuple(replace(one, school="") for one in route.units))
    plan = data.draw(plans(route))
    expected = set(broken(route, plan)) - beyond_help(route)
    assert set(Everywhere(route).broken(plan)) == expected


@given(st.data())
def test_who_keeps_every_rule_loses_nothing_that_could_have_a_place(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    everywhere = Everywhere(route)
    lost = {hole.item for proof in prove_each(route, plan).values() for hole in proof.holes}
    if not everywhere.broken(plan):
        assert lost <= set(everywhere.already_missing)


@given(st.data())
def test_only_what_is_asked_about_is_told(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    everywhere = Everywhere(route)
    some = data.draw(st.lists(st.sampled_from(everywhere.held), unique=True)) if everywhere.held else []
    told = everywhere.broken(plan, among=some)
    assert set(told) == set(everywhere.broken(plan)) & set(some)
    assert all(rule.kind in OF_THE_PLAN or any(rule in held for held in everywhere.held_in.values()) for rule in told)


def test_a_plan_of_everybody_is_the_plan_of_each() -> None:
    route = two_schools()
    plan = Plan(slots=MappingProxyType({**as_it_is(route).slots, "mx": 3}))
    assert Everywhere(route).plan_in(plan, "Kompas").slots == {"va1": 0, "vb1": 1, "mx": 3, "my": 3}
