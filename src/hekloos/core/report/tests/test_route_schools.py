"""Of whom the units of a route are, and what the schools agreed on it."""

import io
from dataclasses import replace

import docx
from openpyxl import load_workbook

from hekloos.core.curriculum import Side
from hekloos.core.report.route_content import RouteContent, build_route_content
from hekloos.core.report.route_docx import render_route_docx
from hekloos.core.report.route_sections import cuts, exits, freed, proof
from hekloos.core.report.route_setting import Scope, Setting, schools_by_side
from hekloos.core.report.route_topics import Topic, topics_of
from hekloos.core.report.route_workbook import render_route_workbook
from hekloos.core.report.tests.route_sample import SETTING, sample_content, sample_plan, sample_route
from hekloos.core.route.scope import Extent

KOMPAS, RIJN = "Het Kompas", "Mbo Rijnland Zuid"
AGREED = Scope(extent=Extent.DIPLOMA, for_whom="leerlingen met het profiel Dienstverlening.", from_year=2027)


def shared(*vmbo: str) -> RouteContent:
    """The invented route, with all of its units shared by these schools and one mbo."""
    route = sample_route()
    route = replace(route, units=tuple(replace(unit, school="") for unit in route.units))
    sides = {**dict.fromkeys(vmbo, Side.VMBO), RIJN: Side.MBO}
    return build_route_content(route, sample_plan(route), Setting(schools=(*vmbo, RIJN), sides=sides))


def topic(content: RouteContent, title: str) -> Topic:
    [found] = [topic for topic in topics_of(content) if topic.title == title]
    return found


def test_shared_units_are_those_of_the_only_school_of_their_side() -> None:
    content = shared(KOMPAS)
    assert topic(content, "Wie meedoen").known == (
        "Het Kompas: 14 blokken in de route.",
        "Mbo Rijnland Zuid: 16 blokken in de route.",
    )
    assert topic(content, "Voorzieningen").known[0] == "Het Kompas geeft 238 uur les in deze route."
    assert topic(content, "Bekostiging die overgaat").known[0].startswith("Tijd die vrijkomt bij Het Kompas, ")
    assert {sums.key for sums in content.freed_by_school} == {KOMPAS, RIJN}


def test_shared_units_of_more_schools_are_told_to_be_shared() -> None:
    content = shared(KOMPAS, "De Es")
    assert topic(content, "Wie meedoen").known == (
        "Het Kompas: geen eigen blokken.",
        "De Es: geen eigen blokken.",
        "Mbo Rijnland Zuid: 16 blokken in de route.",
        "De scholen van het vmbo delen 14 blokken.",
    )
    assert topic(content, "Voorzieningen").known[1] == "In gedeelde blokken van het vmbo is 238 uur les."
    told = topic(content, "Bekostiging die overgaat").known
    assert "Tijd die vrijkomt in gedeelde blokken van het vmbo, per leerling: 4 uur, geschat. Een bedrag" in told[1]
    [per_school] = [section for section in freed(content) if section.title == "Per school"]
    assert per_school.table is not None
    assert {row[0] for row in per_school.table.rows} == {RIJN, "gedeelde blokken van het vmbo"}


def test_the_workbook_tells_of_whom_shared_units_are() -> None:
    book = load_workbook(io.BytesIO(render_route_workbook(shared(KOMPAS, "De Es"))))
    schools = {row[4] for row in book["Blokken"].iter_rows(values_only=True, min_row=2)}
    assert schools == {"scholen van het vmbo", RIJN}
    rows = [row for row in book["Uren"].iter_rows(values_only=True) if row[0] == "school"]
    assert [(row[1], row[5]) for row in rows][0] == (KOMPAS, 0)
    assert ("gedeelde blokken van het vmbo", 270) in [(row[1], row[5]) for row in rows]


def test_a_school_of_which_nobody_told_the_side_may_be_on_either() -> None:
    found = schools_by_side((KOMPAS, RIJN, "Elders"), {KOMPAS: Side.VMBO, RIJN: Side.MBO}, ())
    assert found == {Side.VMBO: (KOMPAS, "Elders"), Side.MBO: (RIJN, "Elders")}


def test_units_tell_the_side_of_their_school() -> None:
    schools = ("Lindecollege", "ROC Waterstad")
    assert schools_by_side(schools, {}, sample_route().units)[Side.VMBO] == ("Lindecollege",)
    assert schools_by_side(schools, {}, ())[Side.VMBO] == schools


def test_titles_among_other_words_have_quotation_marks() -> None:
    content = sample_content()
    shorter = cuts(content).table
    assert shorter is not None
    told = [row[3] for row in shorter.rows]
    assert any("Dat staat in ‘Welkom aan de balie’ (jaar\u00a03\u00a0p1)" in reasons for reasons in told)
    coming = [row[2] for section in exits(content) if section.table for row in section.table.rows]
    assert any("‘Open dag, deel 2: de zaal’" in units for units in coming)
    places = [row[1] for section in proof(content) if section.table for row in section.table.rows]
    assert any("wat overblijft na D2/1 in ‘Schoon begin’" in place for place in places)


def word_text(setting: Setting) -> str:
    route = sample_route()
    document = docx.Document(io.BytesIO(render_route_docx(build_route_content(route, sample_plan(route), setting))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_what_the_schools_agreed_is_told_and_not_asked_again() -> None:
    told = word_text(replace(SETTING, scope=AGREED))
    assert "Afgesproken: de route loopt tot en met het mbo-diploma, vanaf schooljaar 2027-2028" in told
    assert "De scholen spraken af hoe ver de route loopt: tot en met het mbo-diploma." in told
    assert "schooljaar 2027-2028, voor leerlingen met het profiel Dienstverlening.\n" in told
    assert "Vanaf welke lichting" not in told
    assert "Tot wanneer geldt dit?" in told


def test_what_is_not_agreed_yet_is_asked() -> None:
    told = word_text(SETTING)
    assert "Afgesproken:" not in told
    assert "Vanaf welke lichting leerlingen geldt dit, en tot wanneer?" in told
