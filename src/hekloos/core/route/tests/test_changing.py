from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.changing import (
    Change,
    Deviate,
    Drop,
    Exempt,
    HoleError,
    LeaveOut,
    Move,
    PutUnit,
    RemoveUnit,
    Require,
    Restore,
    Shorten,
    change,
)
from hekloos.core.route.coverage import prove
from hekloos.core.route.route import Deviation, Exemption, Plan, Route, as_it_is
from hekloos.core.route.schools import prove_each
from hekloos.core.route.tests.routes import SAME, plans, routes, small, unit


def test_a_change_that_would_lose_an_item_is_refused_by_name() -> None:
    route = small(SAME)
    with pytest.raises(HoleError) as refused:
        change(route, as_it_is(route), Drop("my"))
    [hole] = refused.value.holes
    assert (hole.item, hole.could[0]) == ("y", "my")


def test_the_same_change_goes_with_one_that_takes_the_item_over() -> None:
    route = small(SAME)
    takes_it = PutUnit(unit("mx", 2, "x y"))
    after, plan = change(route, as_it_is(route), takes_it, RemoveUnit("my"))
    assert prove(after, plan).holds
    assert "my" not in plan.slots


def test_what_leaned_on_something_keeps_it_from_going() -> None:
    route = small(SAME)
    route, plan = change(route, as_it_is(route), LeaveOut("mx", "x"))
    with pytest.raises(HoleError):
        change(route, plan, LeaveOut("va", "a"))
    route, plan = change(route, plan, Restore("mx", "x"))
    assert not plan.left_out


def test_an_exemption_can_be_taken_back_only_when_the_item_has_a_place_again() -> None:
    route = small()
    exempt = Exempt(Exemption(item="y", reason="Doet het leerbedrijf", names=("Anna", "Bram")))
    route, plan = change(route, as_it_is(route), exempt, RemoveUnit("my"))
    with pytest.raises(HoleError):
        change(route, plan, Require("y"))


def test_a_school_may_do_it_otherwise_as_long_as_its_own_pupils_lose_nothing() -> None:
    route = small(SAME)
    route, plan = change(route, as_it_is(route), LeaveOut("mx", "x"))
    route, plan = change(route, plan, Deviate(Deviation(school="Kompas", unit="va", slot=1)))
    with pytest.raises(HoleError) as refused:  # the exam was in the second period
        change(route, plan, Deviate(Deviation(school="Kompas", unit="va", slot=2)))
    assert [hole.item for hole in refused.value.holes] == ["a"]
    route, plan = change(route, plan, Deviate(Deviation(school="Kompas", unit="va")))
    assert not route.deviations


def test_a_unit_cannot_move_out_of_the_route() -> None:
    with pytest.raises(ValueError, match="outside"):
        change(small(), as_it_is(small()), Move("va", 4))


@st.composite
def changes(draw: st.DrawFn, route: Route) -> Change:
    """Something that people may try with this route."""
    one = draw(st.sampled_from(route.units))
    items = st.sampled_from([item.key for item in route.items])
    others: list[st.SearchStrategy[Change]] = [
        st.builds(Move, st.just(one.id), st.integers(0, 3)),
        st.builds(Drop, st.just(one.id)),
        st.builds(RemoveUnit, st.just(one.id)),
        st.builds(Require, items),
        st.builds(PutUnit, st.lists(items, unique=True, max_size=3).map(lambda keys: replace(one, treats=tuple(keys)))),
        st.builds(
            PutUnit, st.lists(items, unique=True, max_size=3).map(lambda keys: replace(one, assesses=tuple(keys)))
        ),
    ]
    if one.treats:
        others += [
            st.builds(kind, st.just(one.id), st.sampled_from(one.treats)) for kind in (LeaveOut, Shorten, Restore)
        ]
    return draw(st.one_of(others))


def holes_anywhere(route: Route, plan: Plan) -> set[str]:
    return {hole.item for proof in prove_each(route, plan).values() for hole in proof.holes}


@given(st.data())
def test_no_row_of_permitted_changes_ever_leaves_a_hole(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    missing = holes_anywhere(route, plan)
    for _step in range(data.draw(st.integers(1, 12))):
        if not route.units:
            break
        try:
            route, plan = change(route, plan, data.draw(changes(route)))
        except HoleError:
            continue
        now = holes_anywhere(route, plan)
        assert now <= missing
        missing = now


@given(st.data())
def test_a_refused_change_changes_nothing(data: st.DataObject) -> None:
    route = data.draw(routes())
    before = as_it_is(route)
    copy = replace(before)
    try:
        change(route, before, data.draw(changes(route)))
    except HoleError:
        assert before == copy
