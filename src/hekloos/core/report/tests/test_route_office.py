import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from hekloos.core.report.route_content import build_route_content
from hekloos.core.report.route_docx import render_route_docx, sheet_of
from hekloos.core.report.route_workbook import render_route_workbook
from hekloos.core.report.tests.route_hostile import ANY_TEXT, HOSTILE, hostile
from hekloos.core.report.tests.route_sample import SETTING, sample_content, sample_plan, sample_route

MARK = "Eigen opzet; gebruik het officiële format."


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(io.BytesIO(render_route_docx(sample_content())))


def test_the_annex_is_marked_as_our_own_on_every_page(document: Any) -> None:
    assert document.paragraphs[1].text == MARK
    assert document.sections[0].header.paragraphs[0].text == MARK


def test_headings_are_real_and_skip_no_level(document: Any) -> None:
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert levels[:3] == ["Title", "Heading 1", "Heading 2"]
    numbers = [0 if name == "Title" else int(name[-1]) for name in levels]
    assert all(after <= before + 1 for before, after in zip(numbers, numbers[1:], strict=False))
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert {"Bijlage bij de samenwerkingsovereenkomst", "Ondertekening", "Gezamenlijk blad voor PTA en OER"} <= set(
        titles
    )


def test_every_table_has_a_header_row_that_repeats(document: Any) -> None:
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_the_document_is_in_dutch(document: Any) -> None:
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nl-NL"}
    assert document.core_properties.language == "nl-NL"


def test_topics_hold_what_is_known_and_blanks(document: Any) -> None:
    points = [p.text for p in document.paragraphs if p.style.name == "List Bullet"]
    assert "Lindecollege: 14 blokken in de route." in points
    asked = [table for table in document.tables if table.rows[0].cells[0].text == "vraag"]
    assert len(asked) == 12
    assert all(row.cells[1].text == "" for table in asked for row in table.rows[1:])


def test_the_joint_sheet_tells_which_block_assesses_what_and_which_ones_are_joint() -> None:
    _told, vmbo, mbo, late = sheet_of(sample_content())
    assert vmbo.table is not None
    assert mbo.table is not None
    rows = {row[1].split("\n")[0]: row for row in mbo.table.rows}
    assert rows["Gastvrij ontvangen"][0] == "jaar\u00a05\u00a0p1"
    assert rows["Gastvrij ontvangen"][3].startswith("B1-K1-W1 ook geleerd op het vmbo")
    assert rows["Klachten"][3] == ""
    assert late.table is None
    assert "Balie en telefoon" not in rows


def test_an_item_that_is_not_assessed_in_time_is_named_on_the_sheet() -> None:
    route = sample_route()
    units = tuple(replace(unit, assesses=()) if unit.id == "v05" else unit for unit in route.units)
    content = build_route_content(replace(route, units=units), sample_plan(route), SETTING)
    late = list(sheet_of(content))[-1]
    assert late.table is not None
    assert late.table.rows[0][1] == "geen enkel blok toetst dit"


def test_the_workbook_has_a_sheet_for_each_question() -> None:
    book = load_workbook(io.BytesIO(render_route_workbook(sample_content())))
    assert book.sheetnames == ["Blokken", "Bewijs", "Uren", "Uren per jaar", "Paren", "Uitzonderingen", "Uitstappen"]
    assert {name: book[name].max_row - 1 for name in ("Blokken", "Bewijs", "Paren", "Uitzonderingen")} == {
        "Blokken": 30,
        "Bewijs": 25,
        "Paren": 10,
        "Uitzonderingen": 1,
    }
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    [row] = [row for row in book["Blokken"].iter_rows(values_only=True) if row[0] == "m08"]
    assert row[1:4] == (5, 2, "Klachten")
    assert row[9:13] == (26, 6.5, 19.5, "korter, verplaatst uit jaar 5, periode 4")
    hours = [row for row in book["Uren"].iter_rows(values_only=True, min_row=2) if row[0] == "jaar"]
    assert sum(float(row[4]) for row in hours) == 107.75


@pytest.mark.parametrize("render", [render_route_docx, render_route_workbook])
def test_the_same_route_gives_the_same_bytes(render: object) -> None:
    assert callable(render)
    assert render(sample_content()) == render(sample_content())


def check_hostile(text: str) -> None:
    content = hostile(text)
    assert docx.Document(io.BytesIO(render_route_docx(content))).tables
    for sheet in load_workbook(io.BytesIO(render_route_workbook(content))):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_text(text: str) -> None:
    check_hostile(text)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_can_be_written(text: str) -> None:
    check_hostile(text)
