"""Hours of many units are filled in on one page."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.filled import Filled, build_route

from hekloos.core.route.changing import Move, PutUnit
from hekloos.core.route.units import Hours
from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import LogEntry
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.tests.planned import newest
from hekloos.web.route.unit_hours_views import UnitHoursForm

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    return build_route(filled)


def as_sent(route: Route) -> dict[str, object]:
    """The form as it stands on the page."""
    form = UnitHoursForm(read_version(newest(route))[0].units)
    there = {name: field.initial for name, field in form.fields.items() if field.initial is not False}
    return {**there, "seen": newest(route).number}


def test_what_is_changed_is_stored_in_one_go_and_is_no_guess_any_more(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    first, second, third, *_rest = (unit.id for unit in read_version(newest(route))[0].units)
    changes = {f"guided-{first}": "12,5", f"practice-{second}": "8", f"guessed-{third}": ""}
    sent = {**as_sent(route), **changes}
    page = browse(filled.cast.anna.person).post(
        filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/"), sent, follow=True
    )
    assert "De uren van 3 blokken zijn bewaard." in page.content.decode()
    assert newest(route).number == 2
    units = read_version(newest(route))[0].unit_by_id
    assert units[first].hours.guided == 12.5
    assert units[second].hours.practice == 8
    assert [units[one].guessed for one in (first, second, third)] == [False] * 3
    others = [unit.guessed for key, unit in units.items() if key not in (first, second, third)]
    assert others
    assert all(others)
    assert LogEntry.objects.get(verb="route.unit_hours").detail == "3 blokken"


def test_the_page_is_linked_from_the_hours_and_where_hours_are_still_guessed(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    link = f'href="{filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/")}"'
    unit = read_version(newest(route))[0].units[0]
    pages = (f"leerroutes/{route.pk}/uren/", f"leerroutes/{route.pk}/blok/{unit.id}/")
    for page in pages:
        assert link in browse(filled.cast.anna.person).get(filled.cast.url(page)).content.decode()
        assert link not in browse(filled.cast.boris.person).get(filled.cast.url(page)).content.decode()  # may not plan
    sure = PutUnit(replace(unit, guessed=False))
    actions.edit(filled.cast.anna, route, sure, seen=1, what="route.unit_changed")
    assert link not in browse(filled.cast.anna.person).get(filled.cast.url(pages[1])).content.decode()


def test_what_stayed_the_same_makes_no_version(route: Route, filled: Filled, browse: type_of_browse) -> None:
    address = filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/")
    browse(filled.cast.anna.person).post(address, as_sent(route))
    assert newest(route).number == 1


def test_wrong_hours_are_told_and_nothing_is_stored(route: Route, filled: Filled, browse: type_of_browse) -> None:
    first, second = (unit.id for unit in read_version(newest(route))[0].units[:2])
    sent = {**as_sent(route), f"guided-{first}": "veel", f"guided-{second}": "7"}
    address = filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/")
    page = browse(filled.cast.anna.person).post(address, sent)
    assert page.status_code == 422
    assert "Nog niets is bewaard." in page.content.decode()
    assert 'value="7"' in page.content.decode()
    assert newest(route).number == 1


def test_who_fills_in_hours_of_a_block_that_just_changed_hears_it(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    sent = as_sent(route)
    last = read_version(newest(route))[0].units[-1]
    actions.edit(filled.cast.bram, route, Move(last.id, 6), seen=1, what="route.unit_moved", touched=[last.id])
    address = filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/")
    page = browse(filled.cast.anna.person).post(address, {**sent, f"guided-{last.id}": "9"})
    assert "Bram was u net voor" in page.content.decode()
    assert 'value="9"' in page.content.decode()
    assert read_version(newest(route))[0].unit_by_id[last.id].hours == Hours(guided=last.hours.guided)


def test_only_the_asked_side_is_shown(route: Route, filled: Filled, browse: type_of_browse) -> None:
    address = filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/?kant=mbo")
    page = browse(filled.cast.anna.person).get(address).content.decode()
    for unit in read_version(newest(route))[0].units:
        assert (f'name="guided-{unit.id}"' in page) == (unit.side == "mbo")


def test_the_board_does_not_fill_in_hours(route: Route, filled: Filled, browse: type_of_browse) -> None:
    address = filled.cast.url(f"leerroutes/{route.pk}/blokken/uren/")
    assert browse(filled.cast.boris.person).get(address).status_code == 404
