"""What if: a lab tries what would become of its route, and nothing is stored."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.filled import VMBO, Filled, adopt, build_route, compare, judge

from hekloos.core.curriculum import Relation
from hekloos.core.route.changing import LeaveOut, PutUnit
from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.calling import Caller
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.tests.planned import agree, edit, newest, unit_with
from hekloos.web.route.whatif_views import _mark

type_of_browse = Callable[[Person], Client]
type_of_look = Callable[..., str]


@pytest.fixture
def route(filled: Filled) -> Route:
    """Windows are agreed to be the same, and the mbo leaves them out."""
    agree(filled)
    made = build_route(filled)
    windows, key = unit_with(made, "B1-K1-W1")
    edit(filled.cast.bram, made, LeaveOut(windows.id, key))
    return made


@pytest.fixture
def look(route: Route, filled: Filled, browse: type_of_browse) -> type_of_look:
    """The page as Anna reads it."""
    client = browse(filled.cast.anna.person)

    def ask(**asked: str) -> str:
        response = client.get(filled.cast.url(f"leerroutes/{route.pk}/wat-als/"), asked)
        assert response.status_code == 200
        return response.content.decode()

    return ask


def mark(route: Route, code: str) -> str:
    core, _plan = read_version(newest(route))
    item = next(item for item in core.items if item.code == code)
    return _mark(item.programme, item.group)


def test_without_a_module_what_leaned_on_it_loses_its_place_and_who_could_take_it_is_named(
    route: Route, look: type_of_look
) -> None:
    page = look(onderdeel=mark(route, "M1-1"))
    assert "Zonder M1 Schoonmaken in en om het huis" in page
    assert "Geen blok behandelt B1-K1-W1" in page
    assert "Dit kan er wel in:" in page
    assert "minder vrij" in page
    assert "jaar 3, periode 2" in page


def test_looking_stores_nothing(route: Route, look: type_of_look) -> None:
    before = RouteVersion.objects.count()
    look(onderdeel=mark(route, "M1-1"))
    look(niveau="BB")
    assert RouteVersion.objects.count() == before


def test_at_another_level_only_what_is_meant_for_it_is_left(look: type_of_look) -> None:
    page = look(niveau="BB")
    assert "Alleen BB" in page
    assert "M2-1 De kandidaat kan een eenvoudige maaltijd" in page  # only KB asks it
    assert "Hoeven niet meer (2)" in page


def test_a_level_that_everything_is_meant_for_is_not_offered_since_it_changes_nothing(look: type_of_look) -> None:
    page = look()
    assert "<option>BB</option>" in page
    assert "<option>mbo-2</option>" not in page  # all of the mbo
    assert "Alleen mbo-2" in look(niveau="mbo-2")  # who kept the address still gets an answer


def test_a_route_of_before_items_had_levels_says_so(route: Route, look: type_of_look) -> None:
    ground = newest(route).ground
    for item in ground.content["items"]:
        del item["levels"]
    ground.save()
    edited = newest(route)
    edited.at = edited.at.replace(year=2020)  # so that no process remembers it
    edited.save()
    assert "staat niet voor welk niveau" in look(niveau="BB")


def test_a_school_that_leaves_takes_its_units_along(route: Route, filled: Filled, look: type_of_look) -> None:
    assert "Nog geen blok is van één school" in look()
    kitchen, _key = unit_with(route, "B1-K2-W1")
    edit(filled.cast.bram, route, PutUnit(replace(kitchen, school="De Werf")))
    page = look(school="De Werf")
    assert "Zonder De Werf" in page
    assert "De blokken van deze school (1) gaan mee" in page
    assert "Geen blok behandelt B1-K2-W1" in page


def test_pupils_of_another_school_may_notice_nothing(route: Route, filled: Filled, look: type_of_look) -> None:
    unit, _key = unit_with(route, "M2-1")
    for school in ("De Vaart", "Kompas"):
        edit(filled.cast.anna, route, PutUnit(replace(unit, id=f"{unit.id}-{school}", school=school)))
    assert "Voor leerlingen van Kompas verandert er niets" in look(school="De Vaart")
    page = look(onderdeel=mark(route, "M1-1"), voor="Kompas")
    assert '<option value="Kompas" selected>Kompas</option>' in page


def test_a_new_version_shows_what_is_new_and_which_agreements_fall(
    route: Route, filled: Filled, look: type_of_look
) -> None:
    assert "nieuwste versies" in look()
    text = (
        VMBO.replace("ramen lappen", "grote ramen lappen") + "M2-3,eindterm,M2,KB,De kandidaat kan een tafel dekken.\n"
    )
    changed = adopt(filled.cast.anna, "vmbo-schoon.csv", text)
    assert changed.current is not None
    page = look(programma=str(changed.current.pk))
    assert "Met versie 2 van" in page
    assert "M2-3 De kandidaat kan een tafel dekken" in page
    assert "Geen blok behandelt B1-K1-W1" in page
    again = compare(filled.cast.paula, changed, filled.mbo)
    match = again.matches.select_related("left", "right", "pair").get(left__code="M1-1", right__code="B1-K1-W1")
    for member in (filled.cast.anna, filled.cast.bram):
        judge(member, match, Relation.SAME)
    assert "Geen blok behandelt B1-K1-W1" not in look(programma=str(changed.current.pk))


def test_what_is_not_in_the_route_is_told_kindly(look: type_of_look) -> None:
    for asked in ({"onderdeel": "zzz"}, {"niveau": "TL"}, {"school": "Nergens"}, {"programma": "9" * 30}):
        assert "Dat staat niet (meer) in deze route" in look(**asked)


def test_every_question_stays_within_its_queries(
    route: Route, filled: Filled, look: type_of_look, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    changed = adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("ramen lappen", "etalages lappen"))
    look()
    for asked in ({"niveau": "BB"}, {"onderdeel": mark(route, "M1-1")}, {"programma": str(changed.current_id)}):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            look(**asked)


def test_a_program_asks_the_same(route: Route, filled: Filled) -> None:
    caller, path = Caller(filled.cast.boris.person), f"/labs/{filled.cast.lab.slug}/routes/{route.pk}/what-if"
    [told] = caller("GET", path, group="M1 Schoonmaken in en om het huis").data
    assert told["school"] == ""
    assert told["freed"] < 0
    assert "not_treated" in {hole["lack"] for hole in told["opened"]}
    assert caller("GET", path).status == 422
    assert caller("GET", path, level="BB", school="x").status == 422
    for name in ("group", "level", "school", "newest"):
        assert caller("GET", path, files=None, **{name: "x"}).status == 422
