"""What would be too much, or is not what it seems, is refused in a sentence; and who waits for another is not lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.busy import while_another_is_busy
from tests.filled import Filled, build_route

from hekloos.core.route.changing import Move, PutUnit
from hekloos.core.route.proposal import Wish
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership
from hekloos.web.route import plan_actions as actions
from hekloos.web.route import proposal_actions as proposals
from hekloos.web.route.models import Route, RouteProposal, RouteVersion
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.tests.planned import newest

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    return build_route(filled)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_somebody_elses_change_still_makes_their_own(filled: Filled) -> None:
    route = build_route(filled)
    units = [unit.id for unit in read_version(newest(route))[0].units[:2]]

    def edit(by: Membership, unit: str) -> RouteVersion:
        return actions.edit(by, route, Move(unit, 1), seen=1, what="route.unit_moved", touched=[unit])

    outcome = while_another_is_busy(lambda: edit(filled.cast.anna, units[0]), lambda: edit(filled.cast.bram, units[1]))
    assert isinstance(outcome, RouteVersion), outcome
    slots = read_version(newest(route))[1].slots
    assert [slots[unit] for unit in units] == [1, 1]


def put(filled: Filled, route: Route, *units: object) -> None:
    changes = map(PutUnit, units)  # type: ignore[arg-type]
    actions.edit(filled.cast.anna, route, *changes, seen=newest(route).number, what="route.unit_changed")


def test_too_many_blocks_names_of_schools_or_items_in_blocks_are_refused(
    route: Route, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = read_version(newest(route))[0].units[0]
    copies = [replace(one, id=f"k{n}", school=f"School {n}") for n in range(30)]
    with pytest.raises(NotPossibleError, match="namen van scholen"):
        put(filled, route, *copies)
    monkeypatch.setattr("hekloos.web.route.plan_actions.MOST_PLACES", 20)
    with pytest.raises(NotPossibleError, match="te veel onderdelen in blokken"):
        put(filled, route, *(replace(copy, school="") for copy in copies))
    assert newest(route).number == 1


def test_a_route_that_would_keep_a_planner_busy_is_not_planned(
    route: Route, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hekloos.web.route.proposal_actions.MOST_WORK", 10)
    [asked] = proposals.ask(filled.cast.anna, route, [Wish.MOST_HOURS], seconds=5)
    proposal = RouteProposal.objects.select_related("version__route", "route").get(pk=asked.pk)
    proposals.run(proposal)
    proposal.refresh_from_db()
    assert "te groot om te plannen" in proposal.result["told"]


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-1", "x"])
def test_a_number_that_is_none_is_no_fault_of_ours(
    number: str, route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client, base = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/")
    unit = read_version(newest(route))[0].units[0].id
    assert client.get(base, {"jaar": number}).status_code == 200
    assert client.post(f"{base}uren/", {"remove": number, "seen": number}).status_code in (302, 422)
    assert client.post(f"{base}verzetten/", {"move": f"{unit}:={number}", "seen": number}).status_code == 302
    assert client.post(f"{base}perioden/", {"seen": number}).status_code == 422


@pytest.mark.parametrize("odd", ["a\nb", "weghalen", "x/terug", "anders/", "é/ü"])
def test_a_block_with_any_name_has_a_page(odd: str, route: Route, filled: Filled, browse: type_of_browse) -> None:
    core, _plan = read_version(newest(route))
    put(filled, route, replace(core.units[0], id=odd, treats=(), assesses=(), title="Vreemd"))
    client = browse(filled.cast.anna.person)
    page = client.get(filled.cast.url(f"leerroutes/{route.pk}/blokken/")).content.decode()
    address = page.split('">Vreemd')[0].rpartition('href="')[2]
    assert "Vreemd" in client.get(address).content.decode()
