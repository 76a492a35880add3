from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.coverage import prove
from hekloos.core.route.regrounding import on_new_ground
from hekloos.core.route.route import as_it_is
from hekloos.core.route.schools import prove_each
from hekloos.core.route.tests.routes import SAME, plans, routes, small


def test_what_is_no_longer_agreed_is_taught_again() -> None:
    route = small(SAME)
    plan = replace(as_it_is(route), left_out=frozenset({("mx", "x")}))
    new, made = on_new_ground(route, plan, small())
    assert not made.left_out
    assert prove(new, made).holds


def test_an_item_that_went_leaves_its_units() -> None:
    route = small(SAME)
    ground = replace(small(), items=tuple(item for item in small().items if item.key != "x"), units=())
    new, made = on_new_ground(route, as_it_is(route), ground)
    assert new.unit_by_id["mx"].treats == ()
    assert prove(new, made).holds


@given(st.data())
def test_only_what_is_new_can_lack_a_place_when_nothing_is_agreed_any_more(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    new, made = on_new_ground(route, plan, replace(route, agreed=(), units=(), given=(), deviations=(), exemptions=()))
    without = replace(as_it_is(new), slots=made.slots)  # everything in full, where the plan has it
    after, full = ({hole.item for p in prove_each(new, each).values() for hole in p.holes} for each in (made, without))
    assert after == full
