"""What somebody has who leaves the route after a year."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import Filled, build_route

from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.calling import Caller
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route
from hekloos.web.route.tests.planned import agree, newest, unit_with

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled)
    return build_route(filled)


def page_of(route: Route, filled: Filled, browse: type_of_browse, **asked: str) -> str:
    client = browse(filled.cast.boris.person)
    return client.get(filled.cast.url(f"leerroutes/{route.pk}/uitstappen/"), asked).content.decode()


def test_every_year_tells_what_is_done_and_what_is_to_come(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    page = page_of(route, filled, browse)
    for year in ("Na leerjaar 3, in de vo-fase", "Na leerjaar 4, in de vo-fase", "Na jaar 6, in de mbo-fase"):
        assert year in page
    first, second = page.split("Na leerjaar 4")[0], page.split("Na leerjaar 4")[1].split("Na jaar 5")[0]
    assert "Helemaal behandeld" not in first
    assert second.count("Helemaal behandeld") == 1  # the vmbo programme; the mbo begins now
    assert "Wat nog ontbreekt: 3 onderdelen" in second
    assert "Hierna nog 120 uur" in second
    assert page.split("Na jaar 6")[1].count("Helemaal behandeld") == 2


def test_it_claims_no_diploma_and_gives_no_legal_advice(route: Route, filled: Filled, browse: type_of_browse) -> None:
    page = page_of(route, filled, browse)
    assert "geen juridisch advies" in page
    assert "hangt ook af van andere vakken, cijfers en regels" in page


def test_an_exception_counts_as_settled_and_is_told(route: Route, filled: Filled, browse: type_of_browse) -> None:
    _unit, key = unit_with(route, "M2-2")
    actions.exempt(filled.cast.anna, route, key, reason="Doet de keuken", names=("Anna", "Bram"), seen=1)
    assert newest(route).number == 2
    assert "(1 uitzondering hoeft niet)" in page_of(route, filled, browse)


def test_a_program_reads_the_same(route: Route, filled: Filled) -> None:
    caller = Caller(filled.cast.boris.person)
    told = caller("GET", f"/labs/{filled.cast.lab.slug}/routes/{route.pk}/exits").data
    assert [one["year"] for one in told] == [3, 4, 5, 6]
    assert [reached["is_whole"] for reached in told[1]["programmes"]] == [True, False]
    assert told[1]["programmes"][1]["hours"] == 120
    assert told[3]["programmes"][1]["missing"] == []
