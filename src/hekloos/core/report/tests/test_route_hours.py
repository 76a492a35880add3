"""Hours of every year beside the law, and what freed hours go to."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from hekloos.core.report.route_content import RouteContent, build_route_content
from hekloos.core.report.route_hours import given, hours_per_year, years_of
from hekloos.core.report.route_sections import sections_of
from hekloos.core.report.route_setting import Setting
from hekloos.core.report.route_workbook import render_route_workbook
from hekloos.core.report.section import Section
from hekloos.core.report.tests.route_sample import SETTING, sample_plan, sample_route
from hekloos.core.route.norms import RouteHours
from hekloos.core.route.route import Given, Limits, Purpose

NORM = RouteHours(years=4, total=4000, guided=2000, practice=500, is_verified=False, source="nergens")


def made(*, setting: Setting = SETTING) -> RouteContent:
    route = sample_route()
    uses = (Given(title="Langer op stage", purpose=Purpose.PRACTICE, slot=10, hours=24),)
    return build_route_content(
        replace(route, given=uses, limits=Limits(hours_per_year=150)), sample_plan(route), setting
    )


@pytest.fixture
def norm(monkeypatch: pytest.MonkeyPatch) -> RouteHours:
    monkeypatch.setattr("hekloos.core.route.totals.route_norm", lambda years, day: NORM)
    return NORM


def one_section(content: RouteContent) -> Section:
    [section] = hours_per_year(content)
    return section


@pytest.mark.usefixtures("norm")
def test_every_year_stands_beside_the_law_with_what_nobody_checked() -> None:
    section = one_section(made())
    assert section.table is not None
    names = [row[0] for row in section.table.rows]
    assert names[0].startswith("Jaar 3, vo-fase")
    assert names[-3:] == [
        "De hele route",
        "De wet vraagt, voor 4 jaar (bol)\nniet nagegaan",
        "Nog nodig buiten deze route",
    ]
    [whole, asked, left] = section.table.rows[-3:]
    assert whole[-1] == "24"
    assert asked[1:] == ("2000", "500", "4000", "", "", "")
    assert float(left[3].replace(",", ".")) == 4000 - float(whole[3].replace(",", ".")) - 24
    assert section.lines[-1].startswith("Niet nagegaan: ")
    assert section.lines[-1].endswith("Dit is geen juridisch advies.")


def test_a_norm_that_was_checked_has_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = replace(NORM, is_verified=True)
    monkeypatch.setattr("hekloos.core.route.totals.route_norm", lambda years, day: checked)
    section = one_section(made())
    assert section.table is not None
    assert section.table.rows[-2][0] == "De wet vraagt, voor 4 jaar (bol)"
    assert section.lines[-1] == "Dit is geen juridisch advies."


def test_a_year_that_is_too_full_says_so() -> None:
    section = one_section(made())
    assert section.table is not None
    assert any(row[0].endswith(" uur te vol") for row in section.table.rows)


def test_without_a_day_nothing_is_said_of_the_law() -> None:
    content = made(setting=Setting())
    assert [each.beside for each in years_of(content)] == [None]
    assert one_section(content).lines[1:] == ("Dit is geen juridisch advies.",)


def test_each_school_with_units_of_its_own_has_a_table() -> None:
    route = sample_route()
    units = tuple(replace(unit, school="De Es") if unit.id == "v05" else unit for unit in route.units)
    content = build_route_content(replace(route, units=units), sample_plan(route), SETTING)
    first, *others = hours_per_year(content)
    assert first.table is None
    assert [section.title for section in others] == ["De Es", "Lindecollege"]


@pytest.mark.usefixtures("norm")
def test_the_workbook_has_a_sheet_with_the_same() -> None:
    rows = list(load_workbook(io.BytesIO(render_route_workbook(made())))["Uren per jaar"].iter_rows(values_only=True))
    assert rows[0][:5] == ("school", "jaar", "Met een docent", "Praktijk", "Samen in het rooster")
    assert [row[1] for row in rows[1:5]] == [
        "Jaar 3, vo-fase",
        "Jaar 4, vo-fase",
        "Jaar 5, mbo-fase",
        "Jaar 6, mbo-fase",
    ]
    assert rows[6][2:5] == (2000, 500, 4000)
    assert rows[6][8] == "Niet nagegaan. Dit is geen juridisch advies."


def test_what_freed_hours_go_to_is_told_with_its_period() -> None:
    [section] = given(made())
    assert section.table is not None
    assert section.table.rows == (("Langer op stage", "stage of praktijk", "jaar 5, periode 3", "24"),)
    assert not list(given(build_route_content(sample_route(), sample_plan(sample_route()))))
    titles = [section.title for section in sections_of(made())]
    assert titles.index("Waar die uren naartoe gaan") < titles.index("Uren per jaar, naast de wet")
