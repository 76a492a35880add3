"""A school confirms on the page of hours, or by a call, in how many hours it gives its blocks that got shorter."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.filled import Filled

from hekloos.core.curriculum import Relation
from hekloos.core.route.changing import Deviate, PutUnit
from hekloos.core.route.hours import all_freed, kept_by
from hekloos.core.route.route import Deviation
from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.calling import Caller
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import LogEntry
from hekloos.web.route.confirm_actions import confirm
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.tests.planned import agree, core_of, edit, newest, with_shorter_block

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled, Relation.BUILDS_ON)
    return with_shorter_block(filled)


def shortened(route: Route) -> tuple[str, float]:
    core, plan = read_version(newest(route))
    [freed] = all_freed(core, plan)
    return freed.unit, kept_by(core, plan, core.unit_by_id[freed.unit]).total


def is_guess(route: Route) -> bool:
    [freed] = all_freed(*read_version(newest(route)))
    return freed.is_guess


def form_of(route: Route, *, yes: bool) -> dict[str, object]:
    unit, kept = shortened(route)
    return {"seen": newest(route).number, "offered": f"{unit}={kept}", **({"yes": f"{unit}={kept}"} if yes else {})}


def test_what_a_teacher_of_the_school_confirms_is_sure_from_then_on_and_can_be_taken_back(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    cast = filled.cast
    address = cast.url(f"leerroutes/{route.pk}/uren/")
    assert "Mbo, geschat" in browse(cast.bram.person).get(address).content.decode()
    page = browse(cast.bram.person).post(f"{address}bevestigen/", form_of(route, yes=True), follow=True)
    text = page.content.decode()
    assert "Mbo, zeker" in text
    assert "Mbo, geschat" not in text
    assert not is_guess(route)
    unit, _kept = shortened(route)
    assert LogEntry.objects.get(verb="route.hours_confirmed").detail == core_of(route).unit_by_id[unit].title
    of_unit = browse(cast.boris.person).get(cast.url(f"leerroutes/{route.pk}/blok/{unit}/")).content.decode()
    assert "Bram bevestigde dat het zo kan." in of_unit
    browse(cast.bram.person).post(f"{address}bevestigen/", form_of(route, yes=False))
    assert is_guess(route)


def test_the_same_again_makes_no_version(route: Route, filled: Filled, browse: type_of_browse) -> None:
    address, number = filled.cast.url(f"leerroutes/{route.pk}/uren/bevestigen/"), newest(route).number
    page = browse(filled.cast.bram.person).post(address, form_of(route, yes=False), follow=True)
    assert "Er is niets veranderd." in page.content.decode()
    assert newest(route).number == number


def test_only_people_of_the_school_that_gives_it_confirm(route: Route, filled: Filled, browse: type_of_browse) -> None:
    cast, number = filled.cast, newest(route).number
    address, word = cast.url(f"leerroutes/{route.pk}/uren/"), "Zo kan het"
    for member in (cast.anna, cast.paula):  # of the other side, and of no school
        text = browse(member.person).get(address).content.decode()
        assert word not in text
        assert "mbo: 1 blok, daar komt" in text
        page = browse(member.person).post(f"{address}bevestigen/", form_of(route, yes=True), follow=True)
        assert "Alleen mensen van die school bevestigen de uren." in page.content.decode()
    assert browse(cast.boris.person).post(f"{address}bevestigen/", form_of(route, yes=True)).status_code == 404
    unit, _kept = shortened(route)
    elsewhere = replace(core_of(route).unit_by_id[unit], school="Mbo Elders")
    edit(cast.bram, route, PutUnit(elsewhere))
    with pytest.raises(NotPossibleError, match="van een andere school"):
        confirm(cast.bram, route, {unit: shortened(route)[1]}, seen=newest(route).number)
    assert word not in browse(cast.bram.person).get(address).content.decode()
    assert newest(route).number == number + 1


@pytest.mark.parametrize("offered", ["{unit}=3.25", "{unit}=nan", "{unit}=", "{unit}=1e999", "nergens=4", "zonder"])
def test_nobody_confirms_other_hours_than_stand_there(
    route: Route, filled: Filled, browse: type_of_browse, offered: str
) -> None:
    number, sent = newest(route).number, offered.format(unit=shortened(route)[0])
    address = filled.cast.url(f"leerroutes/{route.pk}/uren/bevestigen/")
    form = {"seen": number, "offered": sent, "yes": sent}
    text = browse(filled.cast.bram.person).post(address, form, follow=True).content.decode()
    assert "Bekijk de uren opnieuw." in text or "Dat blok is er niet meer." in text
    assert newest(route).number == number


def test_hours_that_nobody_gave_are_filled_in_first(route: Route, filled: Filled, browse: type_of_browse) -> None:
    unit, kept = shortened(route)
    edit(filled.cast.bram, route, PutUnit(replace(core_of(route).unit_by_id[unit], guessed=True)))
    address = filled.cast.url(f"leerroutes/{route.pk}/uren/")
    text = browse(filled.cast.bram.person).get(address).content.decode()
    assert "Van 1 blok van uw kant dat korter wordt, zijn de uren zelf nog geschat." in text
    assert 'name="yes"' not in text
    with pytest.raises(NotPossibleError, match="Vul eerst de uren"):
        confirm(filled.cast.bram, route, {unit: kept}, seen=newest(route).number)


def test_a_call_confirms_too(route: Route, filled: Filled) -> None:
    call, (unit, kept) = Caller(filled.cast.bram.person), shortened(route)
    path = f"/labs/{filled.cast.lab.slug}/routes/{route.pk}"
    sent = {"seen": newest(route).number, "units": [{"unit": unit, "hours": kept}]}
    assert call("POST", f"{path}/confirmed-hours", sent).status == 200
    proof = call("GET", f"{path}/proof").data
    assert (proof["guessed"], proof["freed"] > 0) == (0, True)
    assert call("GET", f"{path}/file").data["confirmed"][0]["name"] == "Bram"
    assert Caller(filled.cast.anna.person)("POST", f"{path}/confirmed-hours", sent).status == 409


def test_schools_with_the_same_hours_share_a_table(route: Route, filled: Filled, browse: type_of_browse) -> None:
    address, unit = filled.cast.url(f"leerroutes/{route.pk}/uren/"), core_of(route).units[0]
    later = Deviation(school="Kompas", unit=unit.id, slot=unit.slot ^ 1, reason="Werkplaats bezet")
    edit(filled.cast.anna, route, Deviate(later))  # in another period of the same year
    assert "<h3>" not in browse(filled.cast.boris.person).get(address).content.decode()
    edit(filled.cast.anna, route, Deviate(replace(later, slot=(unit.slot + 2) % 4)))
    text = browse(filled.cast.boris.person).get(address).content.decode()
    assert re.findall(r"<h3>(.*?)</h3>", text) == ["De andere scholen", "Kompas"]
