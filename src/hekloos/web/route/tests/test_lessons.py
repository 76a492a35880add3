"""Lesson material becomes units of a route: read, looked at, ticked, and put in without a hole."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.filled import FLOORS, LESSONS, WINDOWS, Filled, bring_lessons, build_route

from hekloos.core.curriculum import Side
from hekloos.core.route.changing import Move
from hekloos.core.route.units import Unit
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Kind, LogEntry, Organisation, Partner
from hekloos.web.route import lesson_actions as actions
from hekloos.web.route import plan_actions
from hekloos.web.route.models import LessonFile, LessonReading, Route
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.tests.planned import newest

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    return build_route(filled)


def units_of(route: Route) -> Mapping[str, Unit]:
    """By their title."""
    return {unit.title: unit for unit in read_version(newest(route))[0].units}


def codes_of(route: Route, keys: tuple[str, ...]) -> set[str]:
    core, _plan = read_version(newest(route))
    return {core.item_by_key[key].code for key in keys}


def address_of(filled: Filled, route: Route, reading: LessonReading | None = None) -> str:
    return filled.cast.url(f"leerroutes/{route.pk}/blokken/lessen/{f'{reading.pk}/' if reading else ''}")


def as_shown(reading: LessonReading, **other: object) -> dict[str, object]:
    """What a browser sends when somebody changes nothing on the page, or only this."""
    sent: dict[str, object] = {"seen": 1, "blad": 1, "naar": "klaar", "geeft-getoond": 1, "geeft": "on"}
    reading.refresh_from_db()
    for number, unit in enumerate(reading.content):
        sure = [item for item, _chance, is_sure, _place in unit["items"] if is_sure]
        sent |= {f"les{number}-make": "on", f"les{number}-title": unit["title"], f"les{number}-hours": unit["hours"]}
        sent |= {f"les{number}-items": sure, f"les{number}-more": ""}
    return {name: value for name, value in {**sent, **other}.items() if value is not None}


def test_lessons_are_read_and_nothing_of_them_stays_but_what_they_suggest(route: Route, filled: Filled) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    assert [unit["title"] for unit in reading.content] == ["Ramen lappen", "Vloeren"]
    assert not LessonFile.objects.exists()
    assert "strepen" not in str(reading.content)
    assert newest(route).number == 1


def test_a_teacher_brings_files_looks_and_puts_units_in_the_route(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client = browse(filled.cast.anna.person)
    files = [SimpleUploadedFile(name, text.encode()) for name, text in LESSONS.items()]
    assert "Blokken uit lesmateriaal" in client.get(filled.cast.url(f"leerroutes/{route.pk}/blokken/")).content.decode()
    sent = client.post(address_of(filled, route), {"documents": files, "whose": "vmbo|", "per": "lesson"})
    reading = LessonReading.objects.get()
    assert sent["Location"] == address_of(filled, route, reading)
    assert "Hekloos leest 2 bestanden" in client.get(sent["Location"]).content.decode()
    actions.read(LessonReading.objects.select_related("route__current__ground__comparison").get())
    assert client.get(f"{sent['Location']}?wacht=1", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "M1-1" in client.get(sent["Location"]).content.decode()
    told = client.post(sent["Location"], as_shown(reading), follow=True).content.decode()
    assert "Er staan 2 blokken bij." in told
    units = units_of(route)
    assert codes_of(route, units["Ramen lappen"].treats) == {"M1-1"}
    assert not units["Ramen lappen"].assesses
    assert codes_of(route, units["Schoonmaken in en om het huis"].treats) == set()
    assert codes_of(route, units["Schoonmaken in en om het huis"].assesses) == {"M1-1", "M1-2"}
    assert all(proof.holds for proof in prove_version(newest(route)).values())
    assert LogEntry.objects.filter(verb="route.lessons_put").count() == 1
    assert newest(route).number == 2
    assert "al in de route" in client.get(sent["Location"], follow=True).content.decode()


def test_going_back_undoes_it_whole(route: Route, filled: Filled, browse: type_of_browse) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    before = units_of(route)
    browse(filled.cast.anna.person).post(address_of(filled, route, reading), as_shown(reading))
    assert units_of(route) != before
    plan_actions.go_back(filled.cast.anna, route, 1)
    assert units_of(route) == before


def test_a_lesson_that_assesses_takes_the_assessing_and_an_empty_block_goes(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    sent = as_shown(reading, **{"les0-assesses": "on", "les1-assesses": "on"})
    told = browse(filled.cast.anna.person).post(address_of(filled, route, reading), sent, follow=True).content.decode()
    assert "1 geschat blok is weg." in told
    assert "Schoonmaken in en om het huis" not in units_of(route)
    assert all(proof.holds for proof in prove_version(newest(route)).values())


def test_without_the_tick_guessed_blocks_stay_as_they_were(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    reading, before = bring_lessons(filled.cast.anna, route), units_of(route)
    sent = as_shown(reading, **{"geeft": None, "les1-make": None, "les0-hours": "3,5", "les0-title": "Ramen!"})
    browse(filled.cast.anna.person).post(address_of(filled, route, reading), sent)
    after = units_of(route)
    assert {title: after[title] for title in before} == before
    assert set(after) - set(before) == {"Ramen!"}
    assert (after["Ramen!"].hours.guided, after["Ramen!"].guessed) == (3.5, False)


def test_codes_come_in_by_hand_and_a_wrong_one_loses_nothing(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    reading, client = bring_lessons(filled.cast.anna, route), browse(filled.cast.anna.person)
    address = address_of(filled, route, reading)
    sent = as_shown(reading, **{"les0-more": "M2-1, B1-K1-W1", "les1-title": "Dweilen en meer"})
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "B1-K1-W1 is geen onderdeel van het vmbo" in answer.content.decode()
    again = client.get(address).content.decode()
    assert "Dweilen en meer" in again
    assert "M2-1, B1-K1-W1" in again
    assert newest(route).number == 1
    client.post(address, sent | {"les0-more": "m2-1"})
    assert codes_of(route, units_of(route)["Ramen lappen"].treats) == {"M1-1", "M2-1"}


def test_a_lesson_stands_in_the_period_that_is_chosen_and_one_without_items_is_told_of(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    sent = as_shown(reading, **{"les0-slot": "3", "les1-items": []})
    told = browse(filled.cast.anna.person).post(address_of(filled, route, reading), sent, follow=True).content.decode()
    assert "1 blok behandelt nog niets." in told
    _core, plan = read_version(newest(route))
    assert plan.slots[units_of(route)["Ramen lappen"].id] == 3


def test_what_is_wrong_of_a_lesson_that_becomes_no_block_does_not_matter(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    reading, client = bring_lessons(filled.cast.anna, route), browse(filled.cast.anna.person)
    address = address_of(filled, route, reading)
    none = {"les0-make": None, "les1-make": None}
    assert "Er is geen blok gekozen" in client.post(address, as_shown(reading, **none)).content.decode()
    client.post(address, as_shown(reading, **{"les0-make": None, "les0-hours": "veel", "les0-title": ""}))
    assert "Vloeren" in units_of(route)


def test_many_lessons_come_in_pages_and_what_was_filled_in_is_kept(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    many = {f"{number:02}.md": WINDOWS.replace("Ramen", f"Ramen {number}") for number in range(1, 46)}
    reading, client = bring_lessons(filled.cast.anna, route, many), browse(filled.cast.anna.person)
    address = address_of(filled, route, reading)
    first = {name: value for name, value in as_shown(reading).items() if not name.startswith("les") or name[4] == "-"}
    moved = client.post(address, first | {"naar": "2", "les3-title": "Heel anders", "les4-make": ""})
    assert moved["Location"] == f"{address}?blad=2"
    page = client.get(moved["Location"]).content
    assert b"Dit is blad 2 van 3" in page
    assert len(page) < 150_000
    told = client.post(address, {"seen": 1, "blad": 3, "naar": "klaar"}, follow=True).content.decode()
    assert "Er staan 44 blokken bij." in told
    assert "Heel anders" in units_of(route)
    assert "Ramen 5 lappen" not in units_of(route)


def test_lessons_that_are_in_the_route_already_are_not_put_in_again(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client = browse(filled.cast.anna.person)
    reading = bring_lessons(filled.cast.anna, route)
    client.post(address_of(filled, route, reading), as_shown(reading))
    again = bring_lessons(filled.cast.anna, route)
    page = client.get(address_of(filled, route, again)).content.decode()
    assert page.count("Er is al een blok met deze naam uit lesmateriaal.") == 2


def test_a_folder_of_a_zip_is_one_block_in_the_periods_that_were_asked(route: Route, filled: Filled) -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("week 1/a.md", WINDOWS), ("week 1/b.md", FLOORS), ("week 2/c.md", WINDOWS)):
            archive.writestr(name, text)
    asked = actions.Asked(side=Side.VMBO, first=2, last=2, by_folder=True)
    reading = actions.bring(filled.cast.anna, route, [("lessen.zip", stream.getvalue())], asked)
    actions.read(LessonReading.objects.select_related("route__current__ground__comparison").get(pk=reading.pk))
    reading.refresh_from_db()
    assert [(unit["title"], unit["slot"]) for unit in reading.content] == [("Week 1", 2), ("Week 2", 2)]
    assert reading.problems == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("leeg.md", "", "leeg"),
        ("programma.csv", "code,soort,tekst\nX,eindterm,Strijken\n", "is geen lesmateriaal, maar een programma"),
        ("oud.doc", "x", "bewaar het als docx"),
    ],
)
def test_files_without_lessons_are_told_with_a_remedy(
    route: Route, filled: Filled, browse: type_of_browse, name: str, text: str, told: str
) -> None:
    reading = bring_lessons(filled.cast.anna, route, {name: text})
    page = browse(filled.cast.anna.person).get(address_of(filled, route, reading)).content.decode()
    assert told in page
    assert "zijn geen lessen gevonden" in page


def test_a_form_without_a_file_or_with_periods_in_the_wrong_order_keeps_what_was_chosen(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client = browse(filled.cast.anna.person)
    answer = client.post(address_of(filled, route), {"whose": "mbo|", "per": "folder", "first": "5", "last": "4"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kies een of meer bestanden." in page
    assert "Kies een latere periode." in page
    assert '<option value="mbo|" selected>' in page
    assert '<option value="5" selected>' in page


def test_what_lies_too_long_is_gone(route: Route, filled: Filled, browse: type_of_browse) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    LessonReading.objects.update(asked_at=timezone.now() - timedelta(days=8))
    client = browse(filled.cast.anna.person)
    assert client.get(address_of(filled, route, reading)).status_code == 404
    assert client.post(address_of(filled, route, reading), as_shown(reading)).status_code == 404
    actions.drop_expired()
    assert not LessonReading.objects.exists()


def test_what_was_thrown_away_is_gone_and_says_so(route: Route, filled: Filled, browse: type_of_browse) -> None:
    reading, client = bring_lessons(filled.cast.anna, route), browse(filled.cast.anna.person)
    address = address_of(filled, route, reading)
    assert "weggegooid" in client.post(f"{address}weg/", follow=True).content.decode()
    reading.refresh_from_db()
    assert (reading.content, reading.choices) == ([], {})
    assert "weggegooid" in client.get(address, follow=True).content.decode()
    with pytest.raises(NotPossibleError, match="weggegooid"):
        actions.save(filled.cast.anna, reading, {})


def test_who_may_not_plan_or_is_elsewhere_finds_nothing(route: Route, filled: Filled, browse: type_of_browse) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    sent = as_shown(reading)
    other = build_route(filled)
    for person in (filled.cast.boris.person, filled.cast.chris.person):
        client = browse(person)
        for address in (address_of(filled, route), address_of(filled, route, reading)):
            assert client.get(address).status_code == 404
            assert client.post(address, sent).status_code == 404
        assert client.post(f"{address_of(filled, route, reading)}weg/").status_code == 404
    assert browse(filled.cast.bram.person).get(address_of(filled, route, reading)).status_code == 200
    assert browse(filled.cast.anna.person).get(address_of(filled, other, reading)).status_code == 404
    assert newest(route).number == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    reading = bring_lessons(filled.cast.anna, route)
    old = units_of(route)["Schoonmaken in en om het huis"]
    plan_actions.edit(filled.cast.bram, route, Move(old.id, 3), seen=1, what="route.unit_moved", touched=[old.id])
    client = browse(filled.cast.anna.person)
    answer = client.post(address_of(filled, route, reading), as_shown(reading))
    assert "Bram was u net voor" in answer.content.decode()
    assert newest(route).number == 2
    assert (
        "blokken bij"
        in client.post(address_of(filled, route, reading), as_shown(reading, seen=2), follow=True).content.decode()
    )


def test_pupils_of_a_school_that_brings_no_lessons_keep_what_they_had(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    kompas = Organisation.objects.create(name="Kompas", kind=Kind.VMBO)
    Partner.objects.create(lab=filled.cast.lab, organisation=kompas)
    client = browse(filled.cast.anna.person)
    assert "vmbo|De Vaart" in client.get(address_of(filled, route)).content.decode()
    reading = bring_lessons(filled.cast.anna, route, school="De Vaart")
    told = client.post(address_of(filled, route, reading), as_shown(reading), follow=True).content.decode()
    assert "De andere scholen houden 1 daarvan" in told
    assert units_of(route)["Ramen lappen"].school == "De Vaart"
    core, _plan = read_version(newest(route))
    old = {unit.school: unit.treats for unit in core.units if unit.title == "Schoonmaken in en om het huis"}
    assert {school: codes_of(route, treats) for school, treats in old.items()} == {
        "De Vaart": set(),
        "Kompas": {"M1-1", "M1-2"},
    }
    assert all(proof.holds for proof in prove_version(newest(route)).values())


def test_lessons_of_the_mbo_lie_beside_the_mbo(route: Route, filled: Filled) -> None:
    reading = bring_lessons(filled.cast.bram, route, side=Side.MBO)
    core, _plan = read_version(newest(route))
    sure = {
        core.item_by_key[item].code for unit in reading.content for item, _c, is_sure, _p in unit["items"] if is_sure
    }
    assert sure == {"B1-K1-W1", "B1-K1-W2"}
    assert all(unit["slot"] >= 4 for unit in reading.content)


def test_too_much_that_waits_is_refused(route: Route, filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_OPEN", 1)
    bring_lessons(filled.cast.anna, route)
    with pytest.raises(NotPossibleError, match="staat al veel klaar"):
        bring_lessons(filled.cast.anna, route)


def test_the_pages_stay_within_their_questions(
    route: Route, filled: Filled, browse: type_of_browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = browse(filled.cast.anna.person)
    reading = bring_lessons(filled.cast.anna, route)
    for address in (address_of(filled, route), address_of(filled, route, reading)):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert client.get(address).status_code == 200
