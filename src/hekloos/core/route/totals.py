"""What a plan takes in every year of the route, and what that is beside the hours that the law asks of a whole route.

The law counts all that a pupil does, and a route in Hekloos holds one profielvak with one opleiding. So what is left
of a norm is not missing: other subjects take it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hekloos.core.route.hours import freed_by, kept_by
from hekloos.core.route.norms import RouteHours, route_norm
from hekloos.core.route.route import Given, Plan, Purpose, Route
from hekloos.core.route.units import NO_HOURS, Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """Clock hours of one pupil; `year` counts from 0. `given` is what freed hours went to; it is not in `kept`.

    `too_much` is how far `kept` and `given` at school pass what people said that fits in a year; 0.0 when they do not.
    """

    year: int
    is_vmbo: bool  # in the vo-fase
    kept: Hours
    freed: Hours
    given: Hours
    too_much: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Least hours that the law asks of a whole route, and what is left of them for all that is not in this route."""

    norm: RouteHours
    total: float
    guided: float
    practice: float


def totals(route: Route, plan: Plan) -> tuple[YearTotal, ...]:
    """One for every year of the calendar, in order."""
    calendar = route.calendar
    kept, freed = [NO_HOURS] * calendar.years, [NO_HOURS] * calendar.years
    for unit in route.units:
        year = calendar.year_of(plan.slots[unit.id])
        kept[year] += kept_by(route, plan, unit)
        freed[year] += freed_by(route, plan, unit)
    given = [NO_HOURS] * calendar.years
    for one in route.given:
        given[calendar.year_of(one.slot)] += hours_given(one)
    most = route.limits.hours_per_year
    return tuple(
        YearTotal(
            year=year,
            is_vmbo=year < calendar.vmbo_years,
            kept=kept[year],
            freed=freed[year],
            given=given[year],
            too_much=max(0.0, kept[year].at_school + given[year].at_school - most) if most is not None else 0.0,
        )
        for year in range(calendar.years)
    )


def in_all(years: Sequence[YearTotal]) -> YearTotal:
    """Their sum, under the number of the first. Raises IndexError when there are none; a calendar has one at least."""
    return replace(
        years[0],
        kept=sum((one.kept for one in years), NO_HOURS),
        freed=sum((one.freed for one in years), NO_HOURS),
        given=sum((one.given for one in years), NO_HOURS),
        too_much=sum(one.too_much for one in years),
    )


def hours_given(given: Given) -> Hours:
    """Stage is practice; anything else that freed hours go to has a teacher with it."""
    return Hours(practice=given.hours) if given.purpose is Purpose.PRACTICE else Hours(guided=given.hours)


def beside_norm(route: Route, plan: Plan, day: date) -> Beside | None:
    """None when no norm is known for a route of so many years. Less than none is never left."""
    norm = route_norm(route.calendar.years, day)
    if norm is None:
        return None
    years = in_all(totals(route, plan))
    whole = years.kept + years.given
    return Beside(
        norm=norm,
        total=max(0.0, norm.total - whole.at_school),
        guided=max(0.0, norm.guided - whole.guided),
        practice=max(0.0, norm.practice - whole.practice),
    )
