"""A school confirms in how many hours it gives a unit that got shorter: then what comes free is no guess any more."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.changing import (
    Confirm,
    Deviate,
    LeaveOut,
    Move,
    PutUnit,
    RemoveUnit,
    Restore,
    Shorten,
    Unconfirm,
    change,
)
from hekloos.core.route.hours import all_freed, kept_by
from hekloos.core.route.route import Agreed, Deviation, Plan, Route, as_it_is
from hekloos.core.route.schools import as_in
from hekloos.core.route.tests.routes import SAME, plans, routes, small, unit
from hekloos.core.route.units import Hours

BUILDS = Agreed(left="a", right="x", relation=Relation.BUILDS_ON)


def shorter() -> tuple[Route, Plan]:
    """Unit "mx" of the mbo got shorter by what the vmbo does already."""
    route = small(BUILDS)
    return change(route, as_it_is(route), Shorten("mx", "x"))


def guessed(route: Route, plan: Plan) -> list[str]:
    return [one.unit for one in all_freed(route, plan) if one.is_guess]


def confirm(route: Route, plan: Plan, name: str = "mx") -> tuple[Route, Plan]:
    return change(route, plan, Confirm(name, kept_by(route, plan, route.unit_by_id[name]).total, "Bram"))


def test_what_a_school_confirms_is_no_guess_any_more_and_the_hours_stay_the_same() -> None:
    route, plan = shorter()
    assert guessed(route, plan) == ["mx"]
    after, same = confirm(route, plan)
    assert guessed(after, same) == []
    assert [one.hours for one in all_freed(after, same)] == [one.hours for one in all_freed(route, plan)]
    assert guessed(*change(after, same, Unconfirm("mx"))) == ["mx"]


def test_it_stands_while_the_unit_moves_and_falls_when_hours_or_what_is_out_of_it_change() -> None:
    route, plan = confirm(*shorter())
    assert guessed(*change(route, plan, Move("mx", 3))) == []
    other_hours = PutUnit(replace(route.unit_by_id["mx"], hours=Hours(guided=14.0)))
    assert guessed(*change(route, plan, other_hours)) == ["mx"]
    back = change(route, plan, Restore("mx", "x"))
    assert all_freed(*back) == ()
    assert guessed(*change(*back, Shorten("mx", "x"))) == []  # just what was confirmed before


def test_as_many_hours_with_another_item_out_were_not_confirmed() -> None:
    route = small(BUILDS, Agreed(left="a", right="y", relation=Relation.BUILDS_ON))
    both = PutUnit(unit("mx", 2, "x y"))
    route, plan = change(route, as_it_is(route), both, Shorten("mx", "x"))
    route, plan = confirm(route, plan)
    before = all_freed(route, plan)
    route, plan = change(route, plan, Restore("mx", "x"), Shorten("mx", "y"))
    assert [one.hours for one in all_freed(route, plan)] == [one.hours for one in before]
    assert guessed(route, plan) == ["mx"]


def test_nothing_that_somebody_else_puts_in_the_unit_was_confirmed() -> None:
    """Not even where what comes free is held down to what the other side spends, and so stays the same."""
    route, plan = shorter()
    little_there = PutUnit(replace(route.unit_by_id["va"], hours=Hours(guided=2.0)))
    route, plan = confirm(*change(route, plan, little_there))
    kept = kept_by(route, plan, route.unit_by_id["mx"])
    unit_now = route.unit_by_id["mx"]
    for other in (replace(unit_now, treats=("x", "y")), replace(unit_now, assesses=("x", "y"))):
        after, after_plan = change(route, plan, PutUnit(other))
        assert kept_by(after, after_plan, after.unit_by_id["mx"]) == kept
        assert guessed(after, after_plan) == ["mx"]


def test_who_makes_a_unit_theirs_for_a_moment_confirmed_it_for_nobody_else() -> None:
    route, plan = shorter()
    own = route.unit_by_id["mx"]
    for taken in (replace(own, side=Side.VMBO), replace(own, school="Kompas")):
        after, same = confirm(*change(route, plan, PutUnit(taken)))
        assert guessed(*change(after, same, PutUnit(own))) == ["mx"]


def test_hours_that_the_other_side_changed_meanwhile_were_not_confirmed() -> None:
    route, plan = confirm(*shorter())
    less_there = PutUnit(replace(route.unit_by_id["va"], hours=Hours(guided=0.5)))
    assert guessed(*change(route, plan, less_there)) == ["mx"]


def test_nobody_confirms_other_hours_than_it_keeps_nor_hours_that_are_a_guess_themselves() -> None:
    route, plan = shorter()
    with pytest.raises(ValueError, match="does not keep"):
        change(route, plan, Confirm("mx", 1.25, "Bram"))
    route, plan = change(route, plan, PutUnit(replace(route.unit_by_id["mx"], guessed=True)))
    with pytest.raises(ValueError, match="does not keep"):
        confirm(route, plan)
    with pytest.raises(KeyError):
        change(route, plan, Confirm("nergens", 1.25, "Bram"))


def test_what_was_said_of_a_unit_goes_with_it() -> None:
    route = small(SAME)
    route, plan = confirm(*change(route, as_it_is(route), LeaveOut("mx", "x")))
    after, _plan = change(route, plan, PutUnit(unit("my", 3, "x y")), RemoveUnit("mx"))
    assert after.confirmed == ()


def test_a_school_with_hours_of_its_own_did_not_confirm_those() -> None:
    route, plan = confirm(*shorter())
    own = Deviation(school="Kompas", unit="mx", hours=Hours(guided=10.0))
    route, plan = change(route, plan, Deviate(own))
    assert guessed(*as_in(route, plan, "")) == []
    assert guessed(*as_in(route, plan, "Kompas")) == ["mx"]


@given(st.data())
def test_confirming_everything_leaves_no_guess_but_hours_that_nobody_gave(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    before = all_freed(route, plan)
    for one in before:
        route, plan = confirm(route, plan, one.unit)
    after = all_freed(route, plan)
    assert [replace(one, is_guess=True) for one in after] == [replace(one, is_guess=True) for one in before]
    assert not any(one.is_guess for one in after)
