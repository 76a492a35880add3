"""The layouts in which schools print codes and titles, each proved with an invented programme."""

import pytest

from hekloos.core.curriculum import Framework, ItemKind, Level
from hekloos.core.formats import oer
from hekloos.core.formats.reading import Bundle, Document, Limits, Reading, Severity
from hekloos.core.formats.tests.pdf_layouts import LAYOUTS, TITLES, made
from hekloos.core.formats.tests.pdf_maker import PageMaker, PdfMaker


def read(data: bytes, *, name: str = "plan.pdf", limits: Limits = Limits()) -> Reading:
    return oer.read(Bundle(name, (Document(name, data),)), limits=limits)


def read_one(maker: PdfMaker, *, name: str = "plan.pdf") -> Framework:
    (framework,) = read(maker.data(), name=name).frameworks
    return framework


def titles_in(framework: Framework) -> dict[str, str]:
    return {item.code: item.text for item in framework.items}


def messages(reading: Reading) -> str:
    return "\n".join(str(problem) for problem in reading.problems)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("ruled", [False, True], ids=["no rules", "ruled"])
@pytest.mark.parametrize("centred", [False, True], ids=["top", "centred"])
def test_every_title_is_read_whole_in_every_layout(name: str, ruled: bool, centred: bool) -> None:
    reading = read(made(name, ruled=ruled, centred=centred))
    (framework,) = reading.frameworks
    assert titles_in(framework) == TITLES
    assert framework.key == framework.crebo == "25999"
    assert reading.problems == ()


def test_work_processes_hang_below_their_core_task() -> None:
    (framework,) = read(made("core_task_beside_work_processes")).frameworks
    assert {i.code: i.parent for i in framework.items if i.kind is ItemKind.WORK_PROCESS} == {
        code: code[:5] for code in TITLES if "W" in code
    }
    assert all(item.parent is None for item in framework.items if item.kind is ItemKind.CORE_TASK)


def page_of_plan(maker: PdfMaker, number: int) -> PageMaker:
    page = maker.page()
    page.text(57, 40, "Examenplan Kwekerij - Dienst Onderwijs", size=8)
    page.text(57, 820, "Versie 3, vastgesteld op 1 mei", size=8)
    page.text(520, 820, f"{number}/2", size=8)
    return page


def test_a_title_goes_on_after_a_page_break_without_header_or_footer_in_it() -> None:
    maker = PdfMaker()
    first, second = page_of_plan(maker, 1), page_of_plan(maker, 2)
    first.text(57, 700, "Kerntaak")
    first.table(720, [["B1-K1 Werkt in de kas", "B1-K1-W1 Zaait en plant", "20 uur"]], widths=[150, 200, 60])
    first.table(760, [["", "B1-K1-W2 Verzorgt planten en houdt de", "30 uur"]], widths=[150, 200, 60])
    second.table(
        60, [["", "groei ervan bij in een systeem", ""], ["", "B1-K1-W3 Oogst", "10 uur"]], widths=[150, 200, 60]
    )
    assert titles_in(read_one(maker)) == {
        "B1-K1": "Werkt in de kas",
        "B1-K1-W1": "Zaait en plant",
        "B1-K1-W2": "Verzorgt planten en houdt de groei ervan bij in een systeem",
        "B1-K1-W3": "Oogst",
    }


def test_a_code_that_is_broken_over_two_pages_is_one_code() -> None:
    maker = PdfMaker()
    first, second = page_of_plan(maker, 1), page_of_plan(maker, 2)
    first.text(57, 100, "B1-K1 Werkt in de kas")
    first.text(57, 790, "B1-K1-")
    second.text(57, 60, "W7 Oogst komkommers")
    assert titles_in(read_one(maker))["B1-K1-W7"] == "Oogst komkommers"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_stored_on_its_side_is_read_upright(turn: int) -> None:
    upright = PdfMaker()
    table = [["B1-K1 Werkt in de kas", "B1-K1-W1 Zaait", "PvB"], ["", "B1-K1-W2 Plant jonge bomen en struiken", "PvB"]]
    upright.page().table(100, table, widths=[150, 160, 60])
    maker = PdfMaker()
    turned(maker, upright.pages[0], turn)
    assert titles_in(read_one(maker)) == titles_in(read_one(upright))


def turned(maker: PdfMaker, page: PageMaker, turn: int) -> None:
    """The same page, with its content turned one way and the paper the other way."""
    width, height = page.width, page.height
    size = (height, width) if turn % 180 else (width, height)
    matrix = {90: f"0 1 -1 0 {height} 0", 180: f"-1 0 0 -1 {width} {height}", 270: f"0 -1 1 0 0 {width}"}[turn]
    maker.page(size=size, rotate=turn).commands.extend([f"q {matrix} cm", *page.commands, "Q"])


def test_hyphens_at_the_end_of_a_line_are_joined_as_dutch_wants() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 80, "B1-K1 Doet werk")
    for number, (first, second) in enumerate(
        [
            ("Verricht onderhouds-", "en herstelwerkzaamheden"),
            ("Treft voor-", "bereidingen voor het werk"),
            ("Voert ICT-", "projecten uit"),
            ("Ontvangt klanten/", "gasten"),
            ("Maakt een kosten-", "batenoverzicht"),
        ],
        start=1,
    ):
        page.text(57, 70 + 40 * number, f"B1-K1-W{number} {first}")
        page.text(57, 82 + 40 * number, second)
    page.text(57, 400, "Een kosten-batenoverzicht hoort erbij.")
    assert list(titles_in(read_one(maker)).values())[1:] == [
        "Verricht onderhouds- en herstelwerkzaamheden",
        "Treft voorbereidingen voor het werk",
        "Voert ICT-projecten uit",
        "Ontvangt klanten/gasten",
        "Maakt een kosten-batenoverzicht",
    ]


def test_words_that_a_narrow_cell_cuts_without_hyphen_are_whole_again() -> None:
    maker = PdfMaker()
    page = maker.page()
    y = 100.0
    for line in ("B1-K1-", "W1", "Contro", "leert de", "machin", "es en", "gereed", "schapp", "en"):
        page.text(100, y, line)
        page.text(150, y, "PvB" if line == "W1" else "")
        y += 12
    assert titles_in(read_one(maker))["B1-K1-W1"] == "Controleert de machines en gereedschappen"


def test_the_codes_of_keuzedelen_and_certificates_are_left_out() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 80, "B1-K1 Werkt in de kas")
    page.text(57, 100, "B1-K1-W1 Zaait en plant")
    page.text(57, 140, "Keuzedelen", bold=True)
    page.table(
        150,
        [["K0123", "Verdieping planten"], ["D1-K1-W1", "Onderzoekt grond"], ["C1-K1-W2", "Meet zuurgraad"]],
        widths=[90, 200],
    )
    page.text(57, 250, "Werkproces 1: Onderzoekt de markt")
    assert set(titles_in(read_one(maker))) == {"B1-K1", "B1-K1-W1"}


def test_a_sentence_that_mentions_a_code_gives_no_title() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 80, "B1-K1 Werkt in de kas")
    page.text(57, 100, "B1-K1-W1 Zaait en plant")
    page.paragraph(
        57, 140, "Om voor kerntaak B1-K1 te slagen moet je een voldoende halen. Bij B1-K1-W1 t/m W3 mag je herkansen."
    )
    assert titles_in(read_one(maker)) == {"B1-K1": "Werkt in de kas", "B1-K1-W1": "Zaait en plant"}


def test_a_code_without_title_is_told_with_its_page() -> None:
    maker = PdfMaker()
    maker.page().text(57, 80, "B1-K1-W1 Zaait en plant")
    maker.page().table(100, [["B1-K1-W2", "B1-K1-W3"]], widths=[90, 90])
    reading = read(maker.data())
    assert titles_in(reading.frameworks[0]) == {"B1-K1": "Kerntaak B1-K1", "B1-K1-W1": "Zaait en plant"}
    assert "Bladzijde 2: Bij B1-K1-W2, B1-K1-W3 is geen titel gevonden." in messages(reading)
    assert "Kerntaak B1-K1 staat niet zelf in het bestand" in messages(reading)


def test_a_gap_in_the_numbering_is_told() -> None:
    maker = PdfMaker()
    page = maker.page()
    for number in (1, 2, 4):
        page.text(57, 60 + 30 * number, f"B1-K1-W{number} Zaait en plant")
    assert "In de nummering ontbreekt B1-K1-W3." in messages(read(maker.data()))


def test_a_title_that_looks_cut_off_is_marked() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 80, "B1-K1 Werkt in de kas")
    page.text(57, 800, "B1-K1-W1 Verzorgt de planten en de")
    reading = read(maker.data())
    assert reading.frameworks[0].items[1].remark
    assert "misschien niet compleet" in messages(reading)


def test_the_older_codes_without_a_part_get_the_part_of_the_heading() -> None:
    maker = PdfMaker()
    page = maker.page()
    for y, line in enumerate(
        ["Basisdeel", "K1-W1 Zaait", "K1-W2 Plant", "Profieldeel", "K1-W1 Verkoopt bloemen", "BK1-W3 Oogst"]
    ):
        page.text(57, 80 + 30 * y, line)
    assert {c: t for c, t in titles_in(read_one(maker)).items() if "W" in c} == {
        "B1-K1-W1": "Zaait",
        "B1-K1-W2": "Plant",
        "B1-K1-W3": "Oogst",
        "P1-K1-W1": "Verkoopt bloemen",
    }


def two_profiles() -> PdfMaker:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 60, "P1 Medewerker kas, niveau 2 (crebo 25901)")
    page.text(57, 75, "P2 Vakman kas, niveau 3 (crebo 25902)")
    rows = [
        ["B1-K1 Werkt in de kas", "B1-K1-W1 Zaait"],
        ["P1-K1 Helpt mee", "P1-K1-W1 Ruimt op"],
        ["P2-K1 Leidt", "P2-K1-W1 Plant"],
    ]
    page.table(100, rows, widths=[200, 200])
    return maker


def test_each_qualification_gets_the_basis_part_and_its_own_profile() -> None:
    first, second = read(two_profiles().data()).frameworks
    assert (first.key, first.title, first.levels) == ("25901", "Medewerker kas", frozenset({Level.MBO_2}))
    assert (second.key, second.title, second.levels) == ("25902", "Vakman kas", frozenset({Level.MBO_3}))
    assert set(titles_in(first)) == {"B1-K1", "B1-K1-W1", "P1-K1", "P1-K1-W1"}
    assert set(titles_in(second)) == {"B1-K1", "B1-K1-W1", "P2-K1", "P2-K1-W1"}


def test_plans_one_after_another_are_told_apart() -> None:
    maker = PdfMaker()
    for crebo, name, title in (("25901", "Kweker", "Zaait"), ("25955", "Bakker", "Bakt brood")):
        page = maker.page()
        page.text(57, 60, f"{name} (crebo {crebo})")
        page.text(57, 100, f"B1-K1-W1 {title}")
    first, second = read(maker.data()).frameworks
    assert [titles_in(f)["B1-K1-W1"] for f in (first, second)] == ["Zaait", "Bakt brood"]


def test_qualifications_that_cannot_be_told_apart_stay_together_with_a_note() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.text(57, 60, "Kweker (crebo 25901)")
    page.text(57, 75, "Bakker (crebo 25955)")
    page.text(57, 100, "B1-K1 Werkt in de kas")
    page.text(57, 120, "B1-K1-W1 Zaait")
    reading = read(maker.data(), name="samen 2026.pdf")
    (framework,) = reading.frameworks
    assert (framework.key, framework.crebo) == ("samen-2026", "")
    assert [p.severity for p in reading.problems] == [Severity.NOTE]
    assert "Kweker (25901), Bakker (25955)" in messages(reading)


def test_a_printed_dossier_gives_description_result_behaviour_and_knowledge() -> None:
    maker = PdfMaker()
    page = maker.page()
    lines: list[str] = ["B1-K1: Werkt in de kas", "Complexiteit", "Het werk is eenvoudig.", "Vakkennis en vaardigheden"]
    lines += ["De beginnend beroepsbeoefenaar:", "• heeft kennis van zaden", "• kan planten verpotten"]
    for number, verb in ((1, "Zaait"), (2, "Oogst")):
        lines += [f"B1-K1-W{number}: {verb} planten", "Omschrijving", f"Hij {verb.lower()} met zorg.", "Resultaat"]
        lines += [
            "Er zijn planten.",
            "Gedrag",
            "• werkt netjes",
            "• let op",
            "De onderliggende competenties zijn: Leren",
        ]
    y = 60.0
    for line in lines:
        if line.startswith("• "):
            page.text(57, y, "•")
        page.text(70 if line.startswith("• ") else 57, y, line.removeprefix("• "), bold=line[0] == "B")
        y += 16
    framework = read_one(maker)
    first = framework.by_id["B1-K1-W1"]
    assert (first.text, first.description, first.result) == ("Zaait planten", "Hij zaait met zorg.", "Er zijn planten.")
    assert first.behaviour == ("werkt netjes", "let op")
    knowledge = [item for item in framework.items if item.kind is ItemKind.KNOWLEDGE]
    assert [(i.code, i.text, i.parent) for i in knowledge] == [
        ("B1-K1-V1", "heeft kennis van zaden", "B1-K1"),
        ("B1-K1-V2", "kan planten verpotten", "B1-K1"),
    ]
