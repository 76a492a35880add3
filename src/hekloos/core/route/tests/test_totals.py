"""Hours of every year add up to those of the units, and stand beside the norm of their day."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.hours import all_freed
from hekloos.core.route.route import Given, Limits, Purpose, Route, as_it_is
from hekloos.core.route.tests.routes import plans, routes, small, unit
from hekloos.core.route.totals import beside_norm, totals
from hekloos.core.route.units import NO_HOURS, Hours

TODAY = date(2026, 11, 27)


@given(st.data(), routes())
def test_what_is_kept_and_what_is_freed_are_together_what_the_units_take(data: st.DataObject, route: Route) -> None:
    plan = data.draw(plans(route))
    years = totals(route, plan)
    whole = sum((one.kept + one.freed for one in years), NO_HOURS)
    assert whole == sum((one.hours for one in route.units), NO_HOURS)
    assert sum(one.freed.total for one in years) == sum(one.hours.total for one in all_freed(route, plan))
    assert sum(one.given.total for one in years) == sum(one.hours for one in route.given)
    assert [one.is_vmbo for one in years].count(True) == min(route.calendar.vmbo_years, route.calendar.years)


def test_a_unit_counts_in_the_year_where_the_plan_has_it() -> None:
    route = small()
    moved = replace(as_it_is(route), slots={**as_it_is(route).slots, "my": 1})
    assert [one.kept.guided for one in totals(route, as_it_is(route))] == [24.0, 24.0]
    assert [one.kept.guided for one in totals(route, moved)] == [36.0, 12.0]


def test_what_freed_hours_go_to_counts_for_what_fits_in_a_year() -> None:
    given = Given(title="Stage", purpose=Purpose.PRACTICE, slot=0, hours=4.0)
    route = replace(small(limits=Limits(hours_per_year=26.0)), given=(given,))
    assert [one.too_much for one in totals(route, as_it_is(route))] == [2.0, 0.0]


def test_beside_the_norm_stands_what_is_left_for_other_subjects() -> None:
    hours = Hours(guided=400.0, practice=300.0, self_study=50.0)
    long = replace(unit("va", 0, "a b"), hours=hours)
    route = small(units=(long, unit("mx", 2, "x y")))
    three = replace(route, calendar=replace(route.calendar, years=3))
    found = beside_norm(three, as_it_is(three), TODAY)
    assert found is not None
    assert (found.norm.total, found.norm.is_verified) == (3000, True)
    assert (found.total, found.guided, found.practice) == (3000 - 712, 2400 - 412, 0.0)  # more practice than is asked


def test_freed_hours_that_go_to_a_stage_are_practice() -> None:
    stage = Given(title="Stage", purpose=Purpose.PRACTICE, slot=3, hours=10.0)
    route = replace(small(), given=(stage, replace(stage, purpose=Purpose.DEEPENING)))
    assert totals(route, as_it_is(route))[1].given == Hours(guided=10.0, practice=10.0)


def test_without_a_norm_nothing_is_said() -> None:
    route = small()
    assert beside_norm(route, as_it_is(route), TODAY) is None  # of two years
    three = replace(route, calendar=replace(route.calendar, years=3))
    assert beside_norm(three, as_it_is(three), date(2020, 7, 31)) is None
