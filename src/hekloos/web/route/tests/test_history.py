"""Versions of a route: looking at one from before, and going back to it."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import Filled, build_route

from hekloos.core.route.changing import Move
from hekloos.web.accounts.models import Person
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import read_version

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def moved(filled: Filled) -> tuple[Route, str]:
    """A route of which one unit was moved a period, and the title of that unit."""
    route = build_route(filled)
    core, plan = read_version(route.versions.get())
    unit = next(unit for unit in core.units if plan.slots[unit.id] > 0 and unit.side == "vmbo")
    actions.edit(
        filled.cast.anna,
        route,
        Move(unit.id, plan.slots[unit.id] - 1),
        seen=1,
        what="route.unit_moved",
        touched=[unit.id],
    )
    return route, unit.title


def test_of_a_version_from_before_people_see_what_going_back_would_change(
    moved: tuple[Route, str], filled: Filled, browse: type_of_browse
) -> None:
    route, title = moved
    address = filled.cast.url(f"leerroutes/{route.pk}/geschiedenis/")
    client = browse(filled.cast.anna.person)
    assert f'href="{address}1/"' in client.get(address).content.decode()
    page = client.get(f"{address}1/").content.decode()
    changes, _heading, the_map = page.partition("De kaart zoals die toen was")
    assert title in changes.partition("Wat er verandert als u hierheen teruggaat")[2]
    assert title in the_map
    assert f'action="{address}1/terug/"' in page


def test_a_version_that_differs_in_nothing_that_shows_says_so(
    moved: tuple[Route, str], filled: Filled, browse: type_of_browse
) -> None:
    route, _title = moved
    actions.go_back(filled.cast.anna, route, 1)
    page = browse(filled.cast.anna.person).get(filled.cast.url(f"leerroutes/{route.pk}/geschiedenis/1/"))
    assert "Aan de blokken en de uren verandert niets." in page.content.decode()


def test_the_version_of_now_needs_no_way_back(moved: tuple[Route, str], filled: Filled, browse: type_of_browse) -> None:
    route, _title = moved
    page = browse(filled.cast.anna.person).get(filled.cast.url(f"leerroutes/{route.pk}/geschiedenis/2/"))
    assert "Dit is de versie die nu geldt." in page.content.decode()
    assert "/terug/" not in page.content.decode()


def test_who_only_looks_on_can_see_a_version_and_not_go_back(
    moved: tuple[Route, str], filled: Filled, browse: type_of_browse
) -> None:
    route, _title = moved
    client = browse(filled.cast.boris.person)
    page = client.get(filled.cast.url(f"leerroutes/{route.pk}/geschiedenis/1/"))
    assert page.status_code == 200
    assert "/terug/" not in page.content.decode()
    assert client.get(filled.cast.url(f"leerroutes/{route.pk}/geschiedenis/3/")).status_code == 404
