from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Relation
from hekloos.core.route.coverage import Lack, Way, prove
from hekloos.core.route.route import Exemption, Plan, Route, as_it_is
from hekloos.core.route.tests.routes import BUILDS_ON, PARTLY, SAME, plans, routes, small, unit


def without(route: Route, *pairs: tuple[str, str], **slots: int) -> Plan:
    now = as_it_is(route)
    return replace(now, left_out=frozenset(pairs), slots=MappingProxyType({**now.slots, **slots}))


def test_what_schools_do_now_covers_everything() -> None:
    proof = prove(small(), as_it_is(small()))
    assert proof.holds
    assert proof.covers["a"].treated[0].unit == "va"
    assert proof.covers["a"].assessed == (("va", 0),)


def test_what_nobody_treats_any_more_is_a_hole_that_names_who_could_take_it() -> None:
    [hole] = prove(small(), without(small(), ("mx", "x"))).holes
    assert (hole.item, hole.lack, hole.could[0]) == ("x", Lack.NOT_TREATED, "mx")


def test_what_is_the_same_is_treated_by_the_other_side() -> None:
    proof = prove(small(SAME), without(small(SAME), ("mx", "x")))
    assert proof.holds
    [there] = proof.covers["x"].treated
    assert (there.way, there.unit, there.leans_on) == (Way.BY_THE_OTHER, "va", ("a", "va"))


def test_two_sides_cannot_lean_on_each_other() -> None:
    route = small(SAME)
    assert {hole.item for hole in prove(route, without(route, ("mx", "x"), ("va", "a"))).holes} == {"a", "x"}


def test_what_is_partly_the_same_may_get_shorter_but_not_go() -> None:
    route = small(PARTLY)
    assert prove(route, replace(as_it_is(route), shortened=frozenset({("mx", "x")}))).holds
    assert not prove(route, without(route, ("mx", "x"))).holds


def test_only_the_mbo_item_gets_shorter_by_what_it_builds_on() -> None:
    route = small(BUILDS_ON)
    assert prove(route, replace(as_it_is(route), shortened=frozenset({("my", "y")}))).holds
    assert not prove(route, replace(as_it_is(route), shortened=frozenset({("vb", "b")}))).holds


def test_what_gets_shorter_comes_no_sooner_than_what_it_leans_on() -> None:
    route = small(BUILDS_ON)
    early = replace(without(route, vb=1, my=0), shortened=frozenset({("my", "y")}))
    assert [hole.item for hole in prove(route, early).holes] == ["y"]


def test_a_term_has_to_be_treated_before_the_exam() -> None:
    route = small(SAME)
    [hole] = prove(route, without(route, ("va", "a"))).holes  # the mbo treats it in the third period
    assert (hole.item, hole.lack) == ("a", Lack.TREATED_TOO_LATE)
    assert prove(route, without(route, ("va", "a"), mx=0)).holds


def test_nothing_is_assessed_before_it_was_treated() -> None:
    units = (unit("va", 1, "a", assesses=()), unit("vt", 0, "", assesses=("a",)), unit("vb", 1, "b"))
    route = small(units=(*units, unit("mx", 2, "x"), unit("my", 3, "y", assesses=())))
    lacks = {hole.item: hole.lack for hole in prove(route, as_it_is(route)).holes}
    assert lacks == {"a": Lack.ASSESSED_TOO_EARLY, "y": Lack.NOT_ASSESSED}
    late = prove(route, without(route, vt=2)).covers["a"]
    assert late.lack is Lack.ASSESSED_TOO_LATE


def test_an_exemption_fills_a_hole_and_needs_two_names() -> None:
    exemption = Exemption(item="x", reason="Doet het leerbedrijf", names=("Anna", "Bram"))
    route = replace(small(), exemptions=(exemption,))
    assert prove(route, without(route, ("mx", "x"))).holds
    with pytest.raises(ValueError, match="two people"):
        replace(exemption, names=("Anna", " anna "))


def test_what_is_still_taught_twice_is_told() -> None:
    route = small(SAME)
    assert prove(route, as_it_is(route)).covers["x"].is_double
    assert not prove(route, without(route, ("mx", "x"))).covers["x"].is_double


def slowly_treated(route: Route, plan: Plan, key: str) -> set[int]:
    """The periods in which an item has been treated, straight from the words of the rule."""
    full = {(u.id, i) for u in route.units for i in u.treats} - plan.left_out - plan.shortened
    found = {plan.slots[u] for u, i in full if i == key}
    for pair in route.agreed:
        for mine, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if mine != key:
                continue
            there = [plan.slots[u] for u, i in full if i == other]
            if pair.relation is Relation.SAME and not pair.remainder:
                found.update(there)
            if pair.relation is Relation.SAME or (pair.relation is Relation.BUILDS_ON and mine == pair.right):
                short = [plan.slots[u] for u, i in plan.shortened if i == key]
                found.update(slot for slot in short if any(base <= slot for base in there))
    return found


@given(st.data())
def test_the_proof_agrees_with_the_words_of_the_rule(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    proof = prove(route, plan)
    for item in route.items:
        treated = slowly_treated(route, plan, item.key)
        deadline = route.calendar.deadline(item.side)
        assessed = [plan.slots[u.id] for u in route.units if item.key in u.assesses]
        fine = any(t <= a <= deadline for t in treated for a in assessed)
        assert (proof.covers[item.key].lack is None) == fine
        assert {t.slot for t in proof.covers[item.key].treated} == treated
