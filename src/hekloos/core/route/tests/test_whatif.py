from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import prove
from hekloos.core.route.difference import Moved, difference
from hekloos.core.route.hours import at_school_by_slot, freed_by, kept_by
from hekloos.core.route.route import Exemption, Plan, Programme, Route, as_it_is
from hekloos.core.route.route_file import read_route, write_route
from hekloos.core.route.tests.routes import BUILDS_ON, SAME, plans, process, routes, small, term, unit
from hekloos.core.route.whatif import at_level, is_of_all, with_version, without_group, without_school

Both = tuple[Route, Plan]


def leaning() -> Both:
    """The mbo leaves out what the vmbo does."""
    route = small(SAME, BUILDS_ON)
    plan = replace(as_it_is(route), left_out=frozenset({("mx", "x")}))
    return route, plan


def test_without_a_group_its_units_go_and_what_leaned_on_it_is_a_hole() -> None:
    route, plan = leaning()
    route = replace(route, items=(term("a", "A"), *route.items[1:]))
    after = without_group(route, plan, programme="", group="A")
    found = difference((route, plan), after)
    assert (found.items_gone, found.gone) == (("a",), ("va",))
    assert [hole.item for hole in found.opened] == ["x"]
    assert found.at_school == (-12.0, 0.0, 6.0, 0.0)  # and x costs its hours again


def test_a_unit_that_loses_an_item_loses_its_share_of_the_hours() -> None:
    units = (unit("va", 0, "a b", hours=9), unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(units=units)
    route = replace(route, items=(term("a", "A"), *route.items[1:]))
    after, _plan = without_group(route, as_it_is(route), programme="", group="A")
    assert after.unit_by_id["va"].treats == ("b",)
    assert after.unit_by_id["va"].hours.total == 6.0  # it was thought of as a, b and assessing


def test_another_level_keeps_what_is_meant_for_it_and_for_all() -> None:
    route = small()
    items = tuple(replace(item, levels=levels) for item, levels in zip(route.items, [("BB",), ("KB",), (), ()]))  # noqa: B905
    after, plan = at_level(replace(route, items=items), as_it_is(route), "BB")
    assert [item.key for item in after.items] == ["a", "x", "y"]
    assert set(plan.slots) == {"va", "mx", "my"}
    with pytest.raises(ValueError, match="mbo-4"):
        at_level(route, as_it_is(route), "mbo-4")


def test_a_level_that_the_whole_side_is_meant_for_changes_nothing() -> None:
    route = small()
    levels = [("BB",), ("BB", "KB"), (), ("mbo-2",)]
    route = replace(route, items=tuple(replace(i, levels=one) for i, one in zip(route.items, levels, strict=True)))
    assert [level for level in ("BB", "KB", "mbo-2") if is_of_all(route, level)] == ["BB", "mbo-2"]
    plan = as_it_is(route)
    assert at_level(route, plan, "BB") == (route, plan)


def test_a_new_version_opens_what_changed_and_keeps_the_rest() -> None:
    route, plan = leaning()
    vmbo = Programme(side=Side.VMBO, key="p", title="Vmbo", version="1")
    items = tuple(replace(i, programme="p" if i.side is Side.VMBO else "q", digest=i.key) for i in route.items)
    route = replace(route, programmes=(vmbo,), items=items)
    changed = (replace(items[0], digest="other"), items[1], replace(term("c"), programme="p"))
    after = with_version(route, plan, replace(vmbo, version="2"), changed)
    assert [pair.left for pair in after[0].agreed] == ["b"]
    assert after[0].programmes[0].version == "2"
    assert {hole.item for hole in difference((route, plan), after).opened} == {"x", "c"}


def test_an_exemption_of_a_text_that_changed_counts_no_more() -> None:
    exemption = Exemption(item="a", reason="Doet het leerbedrijf", names=("Anna", "Bram"))
    route = replace(small(), exemptions=(exemption,))
    own = Programme(side=Side.VMBO, key="", title="Alles")
    after, _plan = with_version(route, as_it_is(route), own, [replace(route.items[0], text="Anders"), *route.items[1:]])
    assert not after.exemptions


def test_a_version_holds_items_of_that_programme_only() -> None:
    route = small()
    with pytest.raises(ValueError, match="another programme"):
        with_version(route, as_it_is(route), Programme(side=Side.MBO, key="p", title=""), [process("z")])


def test_a_school_that_leaves_takes_its_units_along_and_leaves_its_items() -> None:
    units = (unit("va", 0, "a", school="De Linde"), unit("vb", 1, "b", needs=("va",)), unit("mx", 2, "x"))
    route = small(units=(*units, unit("my", 3, "y")))
    after = without_school(route, as_it_is(route), "De Linde")
    found = difference((route, as_it_is(route)), after)
    assert (found.gone, found.items_gone, [hole.item for hole in found.opened]) == (("va",), (), ["a"])
    assert after[0].unit_by_id["vb"].needs == ()


def test_a_difference_tells_what_moved_and_what_got_shorter() -> None:
    route, plan = leaning()
    now = as_it_is(route)
    moved = replace(now, slots={**now.slots, "mx": 3}, shortened=frozenset({("my", "y")}))
    found = difference((route, now), (route, moved))
    assert found.moved == (Moved(unit="mx", before=2, after=3),)
    assert (found.shortened, found.freed) == (("my",), 3.0)
    assert found.at_school == (0.0, 0.0, -12.0, 9.0)
    back = difference((route, moved), (route, now))
    assert (back.lengthened, back.freed) == (("my",), -3.0)
    assert plan != moved


@st.composite
def with_levels_and_schools(draw: st.DrawFn) -> Both:
    route = draw(routes())
    levels = st.sampled_from([(), ("BB",), ("KB",), ("BB", "KB")])
    items = tuple(replace(item, levels=draw(levels) if item.side is Side.VMBO else ()) for item in route.items)
    units = tuple(replace(one, school=draw(st.sampled_from(["De Linde", "ROC"]))) for one in route.units)
    route = replace(route, items=items, units=units)
    return route, draw(plans(route))


@st.composite
def what_ifs(draw: st.DrawFn, both: Both) -> Both:
    route, plan = both
    one = draw(st.sampled_from(route.items))
    own = Programme(side=Side.VMBO, key="", title="Alles")
    texts = st.sampled_from(["zoals het was", ""])
    changed = [replace(item, text=draw(texts) or item.text) for item in route.items if draw(st.integers(0, 3))]
    after = [without_group(route, plan, programme=one.programme, group=one.group)]
    after += [at_level(route, plan, level) for level in one.levels]
    after += [without_school(route, plan, draw(st.sampled_from(["De Linde", "ROC", "Nergens"])))]
    after += [with_version(route, plan, own, [*changed, term("z9")])]
    return draw(st.sampled_from(after))


@given(st.data())
def test_whatever_one_asks_a_route_comes_out_that_can_be_kept(data: st.DataObject) -> None:
    both = data.draw(with_levels_and_schools())
    route, plan = data.draw(what_ifs(both))
    there = read_route(write_route(route, plan))
    assert (there.route, there.plan) == (route, plan)


@given(st.data())
def test_no_unit_and_no_period_takes_more_hours_for_what_is_gone(data: st.DataObject) -> None:
    old, old_plan = both = data.draw(with_levels_and_schools())
    new, _plan = data.draw(what_ifs(both))
    for one in new.units:
        assert one.hours.total <= old.unit_by_id[one.id].hours.total
        assert set(one.treats) <= set(old.unit_by_id[one.id].treats)
    assert old_plan.slots.keys() >= {one.id for one in new.units}


@given(st.data())
def test_a_route_does_not_differ_from_itself(data: st.DataObject) -> None:
    both = data.draw(with_levels_and_schools())
    assert difference(both, both).is_none


@given(st.data())
def test_a_difference_adds_up_and_goes_both_ways(data: st.DataObject) -> None:
    before = data.draw(with_levels_and_schools())
    after = data.draw(what_ifs(before))
    there, back = difference(before, after), difference(after, before)
    assert there.freed == -back.freed
    assert there.at_school == tuple(-hours for hours in back.at_school)
    assert (there.gone, there.items_gone, there.shortened) == (back.added, back.items_added, back.lengthened)
    kept = {hole.item for hole in prove(*after).holes} & {hole.item for hole in prove(*before).holes}
    assert {hole.item for hole in prove(*after).holes} == {hole.item for hole in there.opened} | kept
    assert sum(there.at_school) == sum(at_school_by_slot(*after)) - sum(at_school_by_slot(*before))


@given(st.data())
def test_a_hole_opens_only_for_what_is_new_or_lost_something(data: st.DataObject) -> None:
    """Without a group no hole opens of an item that did not lean on it."""
    route, plan = data.draw(with_levels_and_schools())
    one = data.draw(st.sampled_from(route.items))
    after = without_group(route, plan, programme="", group=one.group)
    gone = set(difference((route, plan), after).items_gone)
    for hole in difference((route, plan), after).opened:
        assert gone & {other for other, _pair in route.partners.get(hole.item, ())}


@given(st.data())
def test_kept_hours_of_a_school_that_leaves_are_gone_and_nothing_comes_free_by_them_any_more(
    data: st.DataObject,
) -> None:
    route, plan = both = data.draw(with_levels_and_schools())
    after = without_school(route, plan, "ROC")
    lost, freed = ([0.0] * route.calendar.slots for _each in range(2))
    for one in route.units:
        if one.school == "ROC":
            lost[plan.slots[one.id]] += kept_by(route, plan, one).at_school
        else:
            freed[plan.slots[one.id]] += freed_by(route, plan, one).at_school
    for changed, gone, most in zip(difference(both, after).at_school, lost, freed, strict=True):
        assert -gone <= changed <= most - gone
