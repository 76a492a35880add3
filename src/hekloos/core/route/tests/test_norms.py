"""The norms are dated, have a source, and say when they were not checked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hekloos.core.route.norms import Topic, all_norms, norm_on, norms_on, read_norms, route_norm

TODAY = date(2026, 9, 1)
ONE = """[[norm]]
key = "{key}"
topic = "route"
value = {value}
{period}
source = "https://example.nl"
verified = true
sentence = "Zo is het."
"""


def one(key: str = "a", *, value: int = 1, period: str = "") -> str:
    return ONE.format(key=key, value=value, period=period)


def test_every_norm_has_a_source_and_a_sentence() -> None:
    for norm in all_norms():
        assert norm.source.startswith(("https://", "http://")), norm.key
        assert norm.sentence[0].isupper(), norm.key
        assert norm.sentence.endswith("."), norm.key
    assert {norm.topic for norm in all_norms()} == set(Topic)


def test_what_was_not_checked_says_so() -> None:
    for norm in all_norms():
        doubted = ("niet nagegaan" in norm.sentence) or ("leiden wij af" in norm.sentence)
        assert doubted is not norm.is_verified, norm.key


def test_the_hours_of_a_route_of_three_years_add_up() -> None:
    found = route_norm(3, TODAY)
    assert found is not None
    assert (found.total, found.guided, found.practice, found.is_verified) == (3000, 2400, 250, True)
    free = norm_on("route.hours.3.free", TODAY)
    assert free is not None
    assert found.free == free.value


@pytest.mark.parametrize("years", [4, 5, 6])
def test_the_hours_of_longer_routes_are_known_but_not_checked(years: int) -> None:
    found = route_norm(years, TODAY)
    assert found is not None
    assert not found.is_verified
    assert found.total == 1000 * years
    assert found.free > 0


def test_of_other_routes_nothing_is_known() -> None:
    assert route_norm(2, TODAY) is None
    assert route_norm(3, date(2020, 7, 31)) is None
    assert route_norm(3, date(2020, 8, 1)) is not None


def test_before_the_law_there_was_no_route() -> None:
    assert norm_on("report.rio", date(2020, 7, 31)) is None
    assert norm_on("report.rio", date(2020, 8, 1)) is not None


@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_on_a_day_every_norm_holds_once(day: date) -> None:
    keys = [norm.key for norm in norms_on(day)]
    assert len(keys) == len(set(keys))


@given(some.dates(date(2000, 1, 1), date(2050, 1, 1)), some.integers(0, 3000))
def test_a_norm_holds_from_its_first_day_to_its_last(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    (norm,) = read_norms(one(period=f"from = {start}\nuntil = {end}"))
    assert norm.holds_on(start)
    assert norm.holds_on(end)
    assert not norm.holds_on(start - timedelta(days=1))
    assert not norm.holds_on(end + timedelta(days=1))


def test_a_norm_that_changes_is_two_norms_after_each_other() -> None:
    old, new = one(period="until = 2026-07-31"), one(value=2, period="from = 2026-08-01")
    assert [norm.value for norm in read_norms(old + new)] == [1, 2]
    with pytest.raises(ValueError, match="twice"):
        read_norms(old + one(value=2, period="from = 2026-07-31"))
    with pytest.raises(ValueError, match="ends before"):
        read_norms(one(period="from = 2026-08-01\nuntil = 2026-07-01"))
    with pytest.raises(ValueError, match="unknown"):
        read_norms(one(period="untill = 2026-08-01"))
