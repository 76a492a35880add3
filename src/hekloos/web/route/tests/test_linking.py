"""What is refused leads to where something can be done about it; and who may take a block away."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.test import Client, RequestFactory
from tests.filled import Filled, build_route

from hekloos.core.curriculum import Side
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.web.accounts.models import Person
from hekloos.web.labs.access import LabRequest
from hekloos.web.labs.models import Membership
from hekloos.web.route.linking import linked, linked_clash
from hekloos.web.route.models import Route
from hekloos.web.route.tests.planned import agree, core_of, unit_with

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled)
    return build_route(filled)


def links_in(page: str) -> dict[str, str]:
    return {text: unquote(address) for address, text in re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)}


def request_of(member: Membership) -> LabRequest:
    request = LabRequest()
    request.__dict__.update(RequestFactory().get("/").__dict__)
    request.member = member
    return request


def test_what_is_refused_leads_to_the_block_that_could_take_it_and_to_an_exception(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    floors, key = unit_with(route, "B1-K1-W2")
    base = filled.cast.url(f"leerroutes/{route.pk}/")
    client = browse(filled.cast.bram.person)
    page = client.post(f"{base}blok/{floors.id}/", {"items": 1, "seen": 1, f"way-{key}": "out"}).content.decode()
    alert = page[page.index('role="alert"') :].partition("</p>")[0]
    assert links_in(alert)["B1-K1-W2"] == f"{base}bewijs/uitzondering/{key}/"
    could, _key = unit_with(route, "B1-K1-W1")  # of the same kerntaak
    assert links_in(alert)[could.title] == f"{base}blok/{could.id}/"
    page = client.post(f"{base}blok-weghalen/{floors.id}/", {"seen": 1}, follow=True).content.decode()
    message = page[page.index('id="messages"') :].partition("</div>")[0]
    assert links_in(message)["B1-K1-W2"] == f"{base}bewijs/uitzondering/{key}/"


def test_a_form_and_a_move_that_are_refused_lead_on_as_well(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    recipe, key = unit_with(route, "M2-1")
    base = filled.cast.url(f"leerroutes/{route.pk}/")
    client = browse(filled.cast.anna.person)
    page = client.post(f"{base}verzetten/", {"move": f"{recipe.id}:=6", "seen": 1}, follow=True).content.decode()
    message = page[page.index('id="messages"') :].partition("</div>")[0]
    assert links_in(message)["M2-1"] == f"{base}bewijs/uitzondering/{key}/"  # after the exam is too late
    asked = {"title": recipe.title, "side": "vmbo", "slot": 6, "guided": 20, "practice": 0, "self_study": 0, "seen": 1}
    page = client.post(f"{base}blok/{recipe.id}/", {**asked, "pinned": "on"}).content.decode()
    assert links_in(page[page.index('class="errors"') :].partition("</form>")[0])["M2-1"]


def test_a_title_leads_to_its_block_and_one_that_blocks_share_only_when_it_is_known_which(
    route: Route, filled: Filled
) -> None:
    core, request = core_of(route), request_of(filled.cast.anna)
    first, second, *rest = core.units
    same = replace(core, units=(replace(first, title="A & <b>"), replace(second, title="A & <b>"), *rest))
    said = f"‘A & <b>’ komt niet na ‘{rest[0].title}’."
    assert "‘A &amp; &lt;b&gt;’ komt" in linked(request, route, same, said)
    assert [*links_in(linked(request, route, same, said))] == [rest[0].title]
    meant = links_in(linked(request, route, same, said, units=[second.id]))
    assert meant["A &amp; &lt;b&gt;"] == filled.cast.url(f"leerroutes/{route.pk}/blok/{second.id}/")


def test_a_clash_leads_to_an_exception_for_who_may_ask_for_one(route: Route, filled: Filled) -> None:
    core = core_of(route)
    unit, key = unit_with(route, "B1-K1-W2")
    rules = [Rule(RuleKind.TREATED, (key,)), Rule(RuleKind.PINNED, (unit.id,))]
    for member, leads in ((filled.cast.anna, True), (filled.cast.boris, False)):
        (_asked, remedy), (pinned, _remedy) = linked_clash(request_of(member), route, core, rules)
        assert ("B1-K1-W2" in links_in(remedy)) is leads
        assert [*links_in(pinned)] == [unit.title]


def test_a_side_takes_its_own_blocks_away_and_who_leads_takes_any(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    core, cast = core_of(route), filled.cast
    there = {side: next(unit for unit in core.units if unit.side is side) for side in Side}
    for member, may in ((cast.anna, {Side.VMBO}), (cast.bram, {Side.MBO}), (cast.paula, {*Side}), (cast.boris, set())):
        client = browse(member.person)
        for side, unit in there.items():
            page = client.get(cast.url(f"leerroutes/{route.pk}/blok/{unit.id}/")).content.decode()
            assert ("Haal dit blok weg" in page) is (side in may), (member, side)
    mbo = there[Side.MBO]
    address = cast.url(f"leerroutes/{route.pk}/blok-weghalen/{mbo.id}/")
    told = browse(cast.anna.person).post(address, {"seen": 1}, follow=True).content.decode()
    assert "Dit blok is van het mbo" in told
    assert mbo.id in core_of(route).unit_by_id
