from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import prove
from hekloos.core.route.exits import is_done, plan_exits, programmes_of
from hekloos.core.route.route import Exemption, Programme, as_it_is
from hekloos.core.route.tests.routes import SAME, plans, routes, small


def test_after_the_vmbo_years_the_vmbo_programme_is_whole_and_the_mbo_is_not() -> None:
    first, last = plan_exits(small(), as_it_is(small()))
    assert [programme.side for programme in first.whole] == [Side.VMBO]
    assert {programme.side for programme in last.whole} == {Side.VMBO, Side.MBO}
    [mbo] = [reached for reached in first.reached if reached.programme.side is Side.MBO]
    [missing] = mbo.missing
    assert (missing.items, missing.units, missing.hours) == (("x", "y"), ("mx", "my"), 24.0)
    assert (mbo.done, mbo.of, mbo.hours) == (0, 2, 24.0)


def test_what_is_treated_but_not_yet_assessed_is_missing() -> None:
    route = small(SAME)
    plan = replace(as_it_is(route), left_out=frozenset({("mx", "x")}))
    [mbo] = [reached for reached in plan_exits(route, plan)[0].reached if reached.programme.side is Side.MBO]
    assert mbo.missing[0].items == ("x", "y")
    assert mbo.missing[0].units == ("mx", "my")  # x is treated in va, and still assessed in mx
    assert mbo.hours == 18.0


def test_what_nobody_plans_has_no_unit_to_come() -> None:
    route = small()
    plan = replace(as_it_is(route), left_out=frozenset({("my", "y")}))
    [mbo] = [reached for reached in plan_exits(route, plan)[1].reached if reached.programme.side is Side.MBO]
    assert (mbo.missing[0].items, mbo.missing[0].units, mbo.missing[0].hours) == (("y",), (), 0.0)


def test_an_exemption_counts_and_is_told() -> None:
    route = replace(small(), exemptions=(Exemption(item="y", reason="Leerbedrijf", names=("Anna", "Bram")),))
    plan = replace(as_it_is(route), left_out=frozenset({("my", "y")}))
    [mbo] = [reached for reached in plan_exits(route, plan)[1].reached if reached.programme.side is Side.MBO]
    assert (mbo.is_whole, mbo.exempt) == (True, 1)


def test_each_programme_of_the_route_is_told_apart() -> None:
    route = small()
    two = (Programme(side=Side.VMBO, key="p", title="Profiel"), Programme(side=Side.VMBO, key="k", title="Keuzevak"))
    items = (replace(route.items[0], programme="p"), replace(route.items[1], programme="k"), *route.items[2:])
    found = programmes_of(replace(route, programmes=two, items=items))
    assert [(programme.title, len(items)) for programme, items in found] == [("Profiel", 1), ("Keuzevak", 1), ("", 2)]


@given(st.data())
def test_who_stays_longer_never_misses_more(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    exits = plan_exits(route, plan)
    for earlier, later in zip(exits, exits[1:], strict=False):
        for before, after in zip(earlier.reached, later.reached, strict=True):
            assert before.done <= after.done
            assert before.hours >= after.hours


@given(st.data())
def test_at_the_end_exactly_the_holes_are_missing(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    proof = prove(route, plan)
    last = plan_exits(route, plan, proof)[-1]
    missing = {item for reached in last.reached for group in reached.missing for item in group.items}
    assert missing == {hole.item for hole in proof.holes}
    assert not any(group.units for reached in last.reached for group in reached.missing)


@given(st.data())
def test_done_and_missing_are_the_whole_programme(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    proof = prove(route, plan)
    for one in plan_exits(route, plan, proof):
        assert sum(reached.of for reached in one.reached) == len(route.items)
        for reached in one.reached:
            missing = sum(len(group.items) for group in reached.missing)
            assert reached.done + reached.exempt + missing == reached.of
    end = route.calendar.slots - 1
    assert all(is_done(proof, cover, route.item_by_key[key].side, end) == (cover.lack is None)
               for key, cover in proof.covers.items())  # fmt: skip
