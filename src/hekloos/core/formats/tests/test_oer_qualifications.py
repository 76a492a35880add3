"""Which qualifications a study document is about, in the ways schools say so."""

import pytest

from hekloos.core.curriculum import Framework, Level
from hekloos.core.formats import oer
from hekloos.core.formats.reading import Bundle, Document
from hekloos.core.formats.tests.pdf_maker import PageMaker, PdfMaker


def read_all(maker: PdfMaker) -> tuple[Framework, ...]:
    return oer.read(Bundle("plan.pdf", (Document("plan.pdf", maker.data()),))).frameworks


def described(maker: PdfMaker) -> list[tuple[str, str, list[Level]]]:
    return [(f.crebo, f.title, sorted(f.levels)) for f in read_all(maker)]


def a_plan(page: PageMaker, y: float) -> None:
    page.table(y, [["B1-K1", "Werkt in de kas"], ["B1-K1-W1", "Zaait en plant"]], widths=[90, 200])


@pytest.mark.parametrize(
    "lines",
    [
        ["Examenplan Kweker", "Crebo 25999, niveau 2, cohort 2026"],
        ["Vakcollege De Linge - crebo 25999 - versie 1.2", "Examenplan Kweker", "Crebo: 25999", "Niveau 2"],
        ["Kweker (25999)", "Studiegids Meander College, mbo niveau 2, cohort 2026"],
        ["ROC Noordkust | Examenplan Kweker", "Crebo 25999", "Niveau: 2"],
    ],
)
def test_crebo_title_and_level_are_found_near_each_other(lines: list[str]) -> None:
    maker = PdfMaker()
    page = maker.page()
    for number, line in enumerate(lines):
        page.text(57, 60 + 18 * number, line)
    a_plan(page, 160)
    assert described(maker) == [("25999", "Kweker", [Level.MBO_2])]


def test_a_title_may_have_two_lines() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 60, "Naam opleiding: Vakbekwaam medewerker kas, tuin en")
    page.text(57, 74, "plantenwinkel (25999)")
    a_plan(page, 160)
    assert described(maker)[0][:2] == ("25999", "Vakbekwaam medewerker kas, tuin en plantenwinkel")


@pytest.mark.parametrize("centred", [False, True], ids=["top", "centred"])
def test_a_table_of_profiles_gives_each_its_crebo_title_and_level(*, centred: bool) -> None:
    maker = PdfMaker()
    page = maker.page()
    rows = [
        ["Profiel", "Kwalificatie", "Crebo", "Niveau"],
        ["P1", "Kweker", "25901", "2"],
        ["P2", "Gespecialiseerd kweker van planten", "25902", "3"],
        ["P3", "Kasbouwer", "25903", "4"],
    ]
    page.table(60, rows, widths=[60, 120, 60, 60], ruled=True, centred=centred)
    codes = [["B1-K1-W1", "Zaait"], *([f"P{n}-K1-W1", t] for n, t in enumerate(["Plant", "Keurt", "Bouwt"], start=1))]
    page.table(200, codes, widths=[90, 200], ruled=True)
    assert described(maker) == [
        ("25901", "Kweker", [Level.MBO_2]),
        ("25902", "Gespecialiseerd kweker van planten", [Level.MBO_3]),
        ("25903", "Kasbouwer", [Level.MBO_4]),
    ]
    assert [[i.code for i in f.items if "W" in i.code] for f in read_all(maker)] == [
        ["B1-K1-W1", f"P{number}-K1-W1"] for number in (1, 2, 3)
    ]


def test_the_head_of_a_table_that_begins_every_plan_is_no_running_head() -> None:
    maker = PdfMaker()
    for crebo, name in (("25901", "Kweker"), ("25955", "Bakker"), ("25977", "Visser")):
        page = maker.page()
        page.table(60, [["Kwalificatie", "Crebo-\ncode", "Niveau"], [name, crebo, "3"]], widths=[150, 90, 60])
        a_plan(page, 160)
    assert described(maker) == [
        (c, n, [Level.MBO_3]) for c, n in (("25901", "Kweker"), ("25955", "Bakker"), ("25977", "Visser"))
    ]
