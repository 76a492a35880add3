"""The map of a route: what stands on it, how it moves, and how much of it is shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.filled import Filled, build_route

from hekloos.core.curriculum import Side
from hekloos.core.route.changing import PutUnit
from hekloos.web.accounts.models import Person
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.tests.planned import agree, edit, newest, unit_with

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled)
    return build_route(filled)


def test_a_unit_is_moved_with_the_arrows_on_the_map(route: Route, filled: Filled, browse: type_of_browse) -> None:
    windows, _key = unit_with(route, "B1-K1-W1")
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/")
    told = client.post(f"{address}verzetten/", {"move": f"{windows.id}:+1", "seen": 1}, follow=True).content.decode()
    assert "jaar 5, periode 2" in told
    far = client.post(f"{address}verzetten/", {"move": f"{windows.id}:=99", "seen": 2}, follow=True).content.decode()
    assert "Verder kan niet" in far


def test_the_map_shows_a_year_at_a_time_and_stays_with_what_was_moved(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client, address = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/")
    page = client.get(f"{address}?jaar=5").content.decode()
    assert page.count("data-slot=") == 2  # periods
    assert client.get(f"{address}?jaar=77").content.decode().count("data-slot=") == 8
    core, _plan = read_version(newest(route))
    number, unit = len(core.units) - 1, core.units[-1]
    for step, year, place in (("=5", 5, "blok"), ("+1", 6, "later"), ("-1", 5, "eerder")):
        done = client.post(f"{address}verzetten/?jaar=5", {"move": f"{unit.id}:{step}", "seen": 99})
        assert done["Location"] == f"{address}?jaar={year}#{place}-{number}"  # with the block that was moved in sight
        assert f'id="{place}-{number}"' in client.get(done["Location"]).content.decode()


def test_a_map_of_many_blocks_stays_light(route: Route, filled: Filled, browse: type_of_browse) -> None:
    """A hundred and fifty, with titles as long as they are in practice."""
    one, _key = unit_with(route, "B1-K1-W1")
    title = "Monteert leidingen en toestellen voor water en warmte, deel {}"
    more = [replace(one, id=f"blok{n}", title=title.format(n), slot=n % 8, treats=(), assesses=()) for n in range(150)]
    edit(filled.cast.anna, route, *map(PutUnit, more))
    for page in ("", "blokken/"):
        content = browse(filled.cast.anna.person).get(filled.cast.url(f"leerroutes/{route.pk}/{page}")).content
        assert len(content) < 150_000


def test_a_period_has_a_lane_for_each_side_only_where_both_stand_in_it(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client, address = browse(filled.cast.boris.person), filled.cast.url(f"leerroutes/{route.pk}/?jaar=0")
    page = client.get(address).content.decode()
    assert page.count("data-slot=") == 8
    assert "rowspan" not in page
    core, _plan = read_version(newest(route))
    vmbo = next(unit for unit in core.units if unit.side is Side.VMBO)
    late = next(unit for unit in core.units if unit.side is Side.MBO).slot
    edit(filled.cast.anna, route, PutUnit(replace(vmbo, id="ook", slot=late, assesses=())))
    page = client.get(address).content.decode()
    assert page.count("data-slot=") == 9
    assert page.count('rowspan="2"') == 7  # one cell where one side stands, or none
    assert page.count(f'data-slot="{late}"') == 2
    assert '<p class="tag">mbo</p>' in page  # beside a row that is called vmbo
