from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Side
from hekloos.core.formats.reading import Document
from hekloos.core.route.route import Route
from hekloos.core.route.tests.routes import CALENDAR, routes, small
from hekloos.core.route.unit_table import UnitReading, read_units, write_unit_csv, write_unit_workbook

HEADER = "titel;kant;jaar;periode;uren;praktijk;behandelt;toetst;komt na\n"


def read(text: str, route: Route | None = None) -> UnitReading:
    return read_units(Document("blokken.csv", text.encode()), items=(route or small()).items, calendar=CALENDAR)


def test_a_table_as_a_teacher_makes_it_is_understood() -> None:
    found = read(HEADER + "Project fiets;vmbo;1;2;7,5;90 min;a, b;B;\nStage;mbo;leerjaar 2;1;;80;x;x;1\n")
    assert not found.problems
    bike, stage = found.units
    assert (bike.title, bike.side, bike.slot, bike.hours.each) == ("Project fiets", Side.VMBO, 1, (7.5, 1.5, 0))
    assert (bike.treats, bike.assesses) == (("a", "b"), ("b",))
    assert (stage.slot, stage.hours.practice, stage.needs) == (2, 80, ("1",))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (";vmbo;1;1;4;;a;;", "geen titel"),
        ("Iets;;1;1;4;;;;", "van vmbo of mbo"),
        ("Iets;vmbo;;1;4;;a;;", "geen jaar"),
        ("Iets;vmbo;9;1;4;;a;;", "jaar 1 tot en met 2"),
        ("Iets;vmbo;1;9;4;;a;;", "buiten de route"),
        ("Iets;vmbo;1;1;veel;;a;;", "geen aantal uren"),
        ("Iets;vmbo;1;1;4;;q;;", "q staat niet in de programma's"),
        ("Iets;vmbo;1;1;4;;a;;99", "dat blok is er niet"),
        (f"Iets;vmbo;{'9' * 6000};1;4;;a;;", "buiten de route"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place(row: str, told: str) -> None:
    [problem] = read(f"{HEADER}{row}\n").problems
    assert told in problem.message


def test_what_nobody_can_see_is_left_out() -> None:
    found = read("nummer;" + HEADER + "1\x02;Een\x07 \u200bblok;vmbo;1;1;4;;a, b;;\n")
    [one] = found.units
    assert (one.id, one.title, one.treats) == ("1", "Een blok", ("a", "b"))


def test_a_code_that_many_items_share_names_none_of_them() -> None:
    many = [replace(small().items[0], key=f"a{n}", code="zelfde") for n in range(21)]
    route = replace(small(), items=(*small().items, *many))
    found = read(HEADER + "Iets;vmbo;1;1;4;;zelfde, a3;;\n", route)
    assert found.units[0].treats == ("a3",)
    assert "zelfde is de code van 21 onderdelen" in found.problems[0].message


def test_a_table_without_known_columns_is_told_what_to_do() -> None:
    found = read("a;b;c\n1;2;3\n")
    assert not found.units
    assert "titel, kant, jaar" in found.problems[0].message


@given(st.data())
def test_units_that_are_written_are_read_back(data: st.DataObject) -> None:
    route = data.draw(routes())
    for name, content in (("b.csv", write_unit_csv(route)), ("b.xlsx", write_unit_workbook(route))):
        found = read_units(Document(name, content), items=route.items, calendar=route.calendar)
        assert found.units == route.units
        assert not found.problems
