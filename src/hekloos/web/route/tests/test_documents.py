"""What people take along of a route."""

import io
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.test import Client
from tests.filled import Filled, answer, build_route

from hekloos.core.report.route_content import RouteContent
from hekloos.core.route.changing import Move
from hekloos.core.route.route_file import read_route
from hekloos.web.accounts.models import Person
from hekloos.web.route import plan_documents, scope_actions
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_documents import FORMS, Form
from hekloos.web.route.tests.planned import agree, edit, newest, unit_with

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    caches["documents"].clear()  # numbers of rows come back in tests
    agree(filled)
    return build_route(filled)


def address(route: Route, filled: Filled, form: str = "") -> str:
    return filled.cast.url(f"leerroutes/{route.pk}/meenemen/{form}")


def test_the_page_explains_every_file_and_how_to_prove_again(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    page = browse(filled.cast.boris.person).get(address(route, filled)).content.decode()
    for form in FORMS:
        assert f'href="{address(route, filled, form)}"' in page
    assert "hekloos prove route-schoon.json" in page
    assert "route-schoon.case.json" in page


@pytest.mark.parametrize("form", FORMS)
def test_every_file_has_a_name_a_kind_and_the_same_bytes_twice(
    route: Route, filled: Filled, browse: type_of_browse, form: str
) -> None:
    client = browse(filled.cast.boris.person)
    response = client.get(address(route, filled, form))
    assert response.status_code == 200
    assert response["Content-Type"] == FORMS[form].content_type
    assert response["Content-Disposition"] == f'attachment; filename="route-schoon.{FORMS[form].ending}"'
    starts = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}
    assert response.content.startswith(starts.get(form, b"{"))
    caches["documents"].clear()
    assert client.get(address(route, filled, form)).content == response.content


def test_the_route_can_be_read_back(route: Route, filled: Filled, browse: type_of_browse) -> None:
    content = browse(filled.cast.boris.person).get(address(route, filled, "json")).content
    read = read_route(content)
    assert (read.route, read.plan, read.was_changed) == (*read_version(newest(route)), False)
    assert all(proof.holds for proof in prove_version(newest(route)).values())


def test_the_lab_its_schools_and_the_day_stand_in_the_documents(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client = browse(filled.cast.boris.person)
    told = json.loads(client.get(address(route, filled, "oeapi")).content)["programmes"][0]["ext"]
    assert str(filled.cast.lab) in json.dumps(told, ensure_ascii=False)
    assert str(filled.cast.vmbo) in json.dumps(told, ensure_ascii=False)
    with zipfile.ZipFile(io.BytesIO(client.get(address(route, filled, "docx")).content)) as word:
        assert str(filled.cast.mbo) in word.read("word/document.xml").decode()


def test_what_every_school_confirmed_stands_in_the_documents(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client = browse(filled.cast.boris.person)

    def told() -> str:
        with zipfile.ZipFile(io.BytesIO(client.get(address(route, filled, "docx")).content)) as word:
            return word.read("word/document.xml").decode()

    own = [(member, answer(member)) for member in (filled.cast.anna, filled.cast.bram)]
    assert "Afgesproken:" not in told()
    for member, said in own:
        scope_actions.confirm(member, said.pk)
    assert "Afgesproken: de route loopt tot en met het mbo-diploma, vanaf schooljaar 2027-2028" in told()


def test_a_file_is_made_once_for_all_who_ask_and_again_for_the_next_version(
    route: Route, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def render(content: RouteContent) -> bytes:
        made.append(content)
        return b"x"

    monkeypatch.setitem(plan_documents.FORMS, "pdf", Form("pdf", "application/pdf", render))
    version = newest(route)
    read_version(version)  # threads of a test see no rows
    monkeypatch.setattr(plan_documents, "_setting", lambda member: None)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: plan_documents.document_of(filled.cast.anna, version, "pdf"), range(4)))
    assert len(made) == 1
    windows, _key = unit_with(route, "B1-K1-W1")
    edit(filled.cast.bram, route, Move(windows.id, 7))
    plan_documents.document_of(filled.cast.anna, newest(route), "pdf")
    assert len(made) == 2


def test_there_is_no_other_form(route: Route, filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.boris.person)
    assert client.get(address(route, filled, "exe")).status_code == 404
    assert browse(filled.cast.chris.person).get(address(route, filled, "json")).status_code == 404


def test_a_route_without_letters_in_its_name_has_a_file_name_too(route: Route) -> None:
    version = newest(route)
    version.route.title = "!!!"
    assert plan_documents.file_name(version, "pdf") == "leerroute.pdf"
