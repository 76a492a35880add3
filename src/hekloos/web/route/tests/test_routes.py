"""A route on the site: made from what was agreed, changed by hand, and never with a hole."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.filled import VMBO, Filled, adopt, build_route, compare, judge

from hekloos.core.curriculum import Relation
from hekloos.core.route.changing import Drop, LeaveOut, Move, PutUnit
from hekloos.core.route.totals import totals
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import LogEntry
from hekloos.web.overlap import actions as overlap
from hekloos.web.overlap.models import part_name
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.exemption_actions import confirm
from hekloos.web.route.models import AskedExemption, Route
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.templatetags.route import as_number, as_sentence
from hekloos.web.route.tests.planned import agree, edit, newest, unit_with

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    """Windows are washed on both sides, and both say so."""
    agree(filled)
    return build_route(filled)


def test_a_route_begins_with_all_that_both_programmes_ask_and_what_was_agreed(route: Route) -> None:
    core, _plan = read_version(newest(route))
    assert {item.code for item in core.items} == {"M1-1", "M1-2", "M2-1", "M2-2", "B1-K1-W1", "B1-K1-W2", "B1-K2-W1"}
    assert [(core.item_by_key[p.left].code, core.item_by_key[p.right].code) for p in core.agreed] == [
        ("M1-1", "B1-K1-W1")
    ]
    assert sum(unit.hours.total for unit in core.units) == 200
    assert all(unit.guessed for unit in core.units)
    assert all(proof.holds for proof in prove_version(newest(route)).values())


def test_what_both_call_the_same_can_go_on_one_side_and_nothing_else_can(route: Route, filled: Filled) -> None:
    windows, key = unit_with(route, "B1-K1-W1")
    edit(filled.cast.bram, route, LeaveOut(windows.id, key))
    floors, _key = unit_with(route, "B1-K1-W2")
    with pytest.raises(NotPossibleError) as refused:
        edit(filled.cast.bram, route, Drop(floors.id))
    assert "Geen blok behandelt B1-K1-W2" in str(refused.value)
    assert floors.title in str(refused.value)  # it could take it


def test_a_text_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    ended = [as_sentence(text) for text in ("Lapt ramen.", "Lapt ramen", "Wie lapt?")]
    assert ended == ["Lapt ramen.", "Lapt ramen.", "Wie lapt?"]


def test_every_change_is_a_version_and_an_earlier_one_can_be_put_back(route: Route, filled: Filled) -> None:
    windows, _key = unit_with(route, "B1-K1-W1")
    edit(filled.cast.bram, route, Move(windows.id, 7))
    actions.go_back(filled.cast.anna, route, 1)
    assert [version.number for version in route.versions.order_by("number")] == [1, 2, 3]
    assert read_version(newest(route))[1].slots[windows.id] == windows.slot
    assert LogEntry.objects.filter(verb="route.put_back").count() == 1


def test_two_people_change_different_units_and_both_changes_stand(route: Route, filled: Filled) -> None:
    windows, _key = unit_with(route, "B1-K1-W1")
    floors, _other = unit_with(route, "B1-K1-W2")
    seen = newest(route).number
    edit(filled.cast.bram, route, Move(windows.id, 7), seen=seen, touched=(windows.id,))
    edit(filled.cast.anna, route, Move(floors.id, 6), seen=seen, touched=(floors.id,))
    slots = read_version(newest(route))[1].slots
    assert (slots[windows.id], slots[floors.id]) == (7, 6)


def test_who_changes_what_somebody_else_just_changed_hears_who_it_was(route: Route, filled: Filled) -> None:
    windows, _key = unit_with(route, "B1-K1-W1")
    seen = newest(route).number
    edit(filled.cast.bram, route, Move(windows.id, 7), seen=seen, touched=(windows.id,))
    with pytest.raises(NotPossibleError, match="Bram was u net voor"):
        edit(filled.cast.anna, route, Move(windows.id, 6), seen=seen, touched=(windows.id,))
    assert read_version(newest(route))[1].slots[windows.id] == 7


def test_what_was_chosen_and_is_refused_stands_there_still(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    floors, key = unit_with(route, "B1-K1-W2")  # nobody else treats it
    client, address = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/blok/{floors.id}/")
    page = client.post(address, {"items": 1, "seen": 1, f"way-{key}": "out", f"assess-{key}": "on"})
    assert page.status_code == 422
    told = page.content.decode()
    assert "Uw keuzes staan er nog." in told
    assert f'name="way-{key}" value="out" checked' in told
    assert newest(route).number == 1


def test_what_a_school_does_otherwise_stands_there_still_when_it_is_refused(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    core, _plan = read_version(newest(route))
    shared = replace(core.units[0], school="")
    edit(filled.cast.anna, route, PutUnit(shared))
    asked = {"school": "De Vaart", "slot": "7", "guided": "12,5", "reason": "Wij hebben een werkplaats.", "seen": 2}
    address = filled.cast.url(f"leerroutes/{route.pk}/blok-anders/{shared.id}/")
    page = browse(filled.cast.anna.person).post(address, asked)  # after the exam
    assert page.status_code == 422
    assert "Wij hebben een werkplaats." in page.content.decode()
    done = browse(filled.cast.anna.person).post(address, {**asked, "slot": "1"}, follow=True)
    assert "12,5 uur Wij hebben een werkplaats." in done.content.decode()


def test_a_board_member_looks_and_changes_nothing(route: Route, filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.boris.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/")
    page = client.get(address).content.decode()
    assert "Routekaart" in page
    assert "Zet " not in page
    assert client.post(f"{address}verzetten/", {"move": "x:+1"}).status_code == 404


def test_what_a_unit_treats_is_chosen_on_its_page(route: Route, filled: Filled, browse: type_of_browse) -> None:
    windows, key = unit_with(route, "B1-K1-W1")
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/blok/{windows.id}/")
    assert "Dubbel met" in client.get(address).content.decode()
    client.post(address, {"items": 1, "seen": 1, f"way-{key}": "out", f"assess-{key}": "on"})
    assert (windows.id, key) in read_version(newest(route))[1].left_out
    refused = client.post(address, {"items": 1, "seen": 2, f"way-{key}": "gone"}, follow=True).content.decode()
    assert "Geen blok toetst B1-K1-W1" in refused


def test_a_table_of_the_school_goes_out_and_comes_back(route: Route, filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/")
    table = client.get(f"{address}blokken.csv").content.decode("utf-8-sig")
    longer = table.replace("Lapt ramen", "Lapt ramen van hoge huizen")
    assert longer != table
    file = SimpleUploadedFile("blokken.csv", longer.encode())
    told = client.post(f"{address}blokken/inlezen/", {"table": file, "seen": 1}, follow=True).content.decode()
    assert "staan erin" in told
    assert "Lapt ramen van hoge huizen" in unit_with(route, "B1-K1-W1")[0].title


def test_a_table_that_loses_something_or_is_wrong_changes_nothing(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/blokken/inlezen/")
    only = "titel;kant;jaar;periode;uren;behandelt;toetst\nRamen;vmbo;3;1;12;M1-1;M1-1\n"
    told = client.post(address, {"table": SimpleUploadedFile("b.csv", only.encode())}, follow=True).content.decode()
    assert "er zou iets verloren gaan" in told
    wrong = SimpleUploadedFile("b.csv", only.replace(";3;", ";99;").encode())
    answer = client.post(address, {"table": wrong})
    assert (answer.status_code, "buiten de route" in answer.content.decode()) == (422, True)
    huge = SimpleUploadedFile("b.csv", b"titel;kant;jaar\n" + b"x;vmbo;3\n" * 300_000)
    assert "te groot voor een tabel" in client.post(address, {"table": huge}, follow=True).content.decode()
    assert newest(route).number == 1


def test_new_agreements_come_under_the_route_when_asked(route: Route, filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/")
    assert "Sinds deze route" not in client.get(address).content.decode()
    for member in (filled.cast.anna, filled.cast.bram):
        judge(member, filled.match("M1-2", "B1-K1-W2"), Relation.BUILDS_ON)
    assert "Sinds deze route" in client.get(address).content.decode()
    client.post(f"{address}bijwerken/")
    assert len(read_version(newest(route))[0].agreed) == 2
    assert "Sinds deze route" not in client.get(address).content.decode()


def test_a_text_that_changed_puts_back_what_leaned_on_it(route: Route, filled: Filled) -> None:
    windows, key = unit_with(route, "B1-K1-W1")
    edit(filled.cast.bram, route, LeaveOut(windows.id, key))
    changed = adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("ramen lappen", "etalages lappen"))
    again = compare(filled.cast.paula, changed, filled.mbo)
    actions.refresh(filled.cast.anna, route, again)
    core, plan = read_version(newest(route))
    assert not core.agreed
    assert not plan.left_out
    assert all(proof.holds for proof in prove_version(newest(route)).values())


def test_an_exception_has_a_name_of_each_side_and_is_taken_back(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    _unit, key = unit_with(route, "B1-K2-W1")
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/bewijs/uitzondering/{key}/")
    page = client.post(address, {"reason": "Doet het leerbedrijf"}, follow=True).content.decode()
    assert "Doet het leerbedrijf" in page
    assert not read_version(newest(route))[0].exemptions
    confirm(filled.cast.bram, AskedExemption.objects.get())
    page = client.get(filled.cast.url(f"leerroutes/{route.pk}/bewijs/")).content.decode()
    assert "Doet het leerbedrijf" in page
    assert "Anna, Bram" in page
    back = filled.cast.url(f"leerroutes/{route.pk}/bewijs/uitzondering-terug/{key}/")
    assert client.post(back, {"seen": 2}, follow=True).status_code == 200
    assert not read_version(newest(route))[0].exemptions


def test_freed_hours_get_a_purpose(route: Route, filled: Filled, browse: type_of_browse) -> None:
    windows, key = unit_with(route, "B1-K1-W1")
    edit(filled.cast.bram, route, LeaveOut(windows.id, key))
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"leerroutes/{route.pk}/uren/")
    asked = {"title": "Meelopen op het mbo", "purpose": "acquaintance", "slot": 2, "hours": "12,5", "seen": 2}
    page = client.post(address, asked, follow=True).content.decode()
    assert "Meelopen op het mbo: 12,5 uur" in page
    assert "zoveel komt er niet vrij" not in page
    page = client.post(address, {**asked, "hours": "900", "seen": 3}, follow=True).content.decode()
    assert "zoveel komt er niet vrij" in page
    client.post(address, {"remove": 0, "seen": 4})
    client.post(address, {"remove": 0, "seen": 5})
    assert not read_version(newest(route))[0].given


def test_every_year_stands_beside_the_hours_of_the_law(route: Route, filled: Filled, browse: type_of_browse) -> None:
    page = browse(filled.cast.boris.person).get(filled.cast.url(f"leerroutes/{route.pk}/uren/")).content.decode()
    core, plan = read_version(newest(route))
    whole = sum(one.kept.guided for one in totals(core, plan))
    assert core.calendar.years == 4
    assert f'data-label="Met een docent">{as_number(whole)}<' in page
    assert "De wet vraagt, voor 4 jaar (bol)" in page
    assert "2.950" in page
    assert "niet nagegaan" in page


def test_an_exam_after_the_vo_fase_is_only_for_a_route_that_is_reported(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client, address = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/perioden/")
    sent = {"title": "Route", "first_year": 3, "vmbo_years": 2, "years": 4, "periods": 4, "shortening": 50}
    warned = "Dat mag alleen in een doorlopende leerroute die is gemeld."
    assert warned not in client.post(address, sent | {"exam_year": 2}, follow=True).content.decode()
    assert warned in client.post(address, sent | {"exam_year": 3}, follow=True).content.decode()


def test_every_page_of_a_route_stays_within_its_questions(
    route: Route, filled: Filled, browse: type_of_browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = browse(filled.cast.anna.person)
    windows, key = unit_with(route, "B1-K1-W1")
    pages = (
        "",
        "blokken/",
        f"blok/{windows.id}/",
        "bewijs/",
        "uren/",
        "geschiedenis/",
        "geschiedenis/1/",
        "perioden/",
        "blokken/nieuw/",
    )
    for page in (*pages, f"bewijs/uitzondering/{key}/"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            answer = client.get(filled.cast.url(f"leerroutes/{route.pk}/{page}"))
        assert answer.status_code == 200, page


def test_a_route_holds_the_modules_that_were_compared(filled: Filled) -> None:
    anna, chosen = filled.cast.anna, part_name(filled.vmbo.pk, "M1")
    part = overlap.ask(anna, left=[filled.vmbo], right=[filled.mbo], levels=[], groups=[chosen])
    overlap.run(part)
    part.refresh_from_db()
    route = build_route(replace(filled, comparison=part))
    core, _plan = read_version(newest(route))
    assert [item.code for item in core.items if item.side == "vmbo"] == ["M1-1", "M1-2"]
    assert [item.code for item in core.items if item.side == "mbo"] == ["B1-K1-W1", "B1-K1-W2", "B1-K2-W1"]
    assert all(proof.holds for proof in prove_version(newest(route)).values())


def test_of_two_programmes_of_a_side_the_route_holds_what_was_chosen_of_them(filled: Filled) -> None:
    text = VMBO.replace("M2", "M9")
    other = adopt(filled.cast.anna, "vmbo-anders.csv", text)
    both, chosen = [filled.vmbo, other], part_name(other.pk, "M9")
    part = overlap.ask(filled.cast.anna, left=both, right=[filled.mbo], levels=[], groups=[chosen])
    overlap.run(part)
    part.refresh_from_db()
    core, _plan = read_version(newest(build_route(replace(filled, comparison=part))))
    assert [item.code for item in core.items if item.side == "vmbo"] == ["M9-1", "M9-2"]
