"""What word processors and browsers make of a study document, each proved with a small PDF of its own."""

import pytest

from hekloos.core.curriculum import Framework
from hekloos.core.formats import oer
from hekloos.core.formats.pdf.words import opened, read_page
from hekloos.core.formats.reading import Bundle, Document
from hekloos.core.formats.tests.pdf_maker import PageMaker, PdfMaker, width_of


def read_all(maker: PdfMaker) -> tuple[Framework, ...]:
    return oer.read(Bundle("plan.pdf", (Document("plan.pdf", maker.data()),))).frameworks


def titles_in(maker: PdfMaker) -> dict[str, str]:
    (framework,) = read_all(maker)
    return {item.code: item.text for item in framework.items if not item.text.startswith("Kerntaak ")}


def one_page(*lines: str, height: float = 14, start: float = 80) -> PdfMaker:
    maker = PdfMaker()
    page = maker.page()
    for number, line in enumerate(lines):
        page.text(57, start + height * number, line)
    return maker


def test_words_are_equally_high_in_a_font_that_states_no_height() -> None:
    maker = PdfMaker(fonts_state_height=False)
    maker.page().text(57, 80, "een (gaas) per jaar Zaait")
    with opened(Document("plan.pdf", maker.data())) as pdf:
        page = read_page(pdf, 0)
    assert page is not None
    assert len({round(word.size, 3) for word in page.words}) == 1
    assert len({round(word.middle, 3) for word in page.words}) == 1


def test_a_small_raised_digit_points_to_a_note_and_is_no_part_of_the_title() -> None:
    maker = PdfMaker()
    page = maker.page()
    for number, (title, mark) in enumerate([("Zaait en plant", "1"), ("Ruimt op", "12"), ("Meet 40 m", "2")], start=1):
        text = f"B1-K1-W{number} {title}"
        page.text(57, 60 + 30 * number, text)
        page.text(57 + width_of(text, 10), 60 + 30 * number - 3.3, mark, size=5.8)
    assert list(titles_in(maker).values()) == ["Zaait en plant", "Ruimt op", "Meet 40 m2"]


def test_the_title_before_a_code_in_brackets_is_read_whole() -> None:
    maker = one_page("Werkt in de kas (B1-K1)", "Zaait en plant (B1-K1-W1)", height=20)
    page = maker.pages[0]
    page.text(75, 130, "•")
    page.paragraph(
        90, 130, "Bewaakt zijn voorraad, bestelt wat nodig is en controleert de rekening (B1-K1-W2)", width=200
    )
    page.paragraph(
        57, 190, "Oogst de gewassen (B1-K1-W3), verpakt ze netjes (B1-K1-W4) en daarna moet je rusten (B1-K1-W5)."
    )
    assert titles_in(maker) == {
        "B1-K1": "Werkt in de kas",
        "B1-K1-W1": "Zaait en plant",
        "B1-K1-W2": "Bewaakt zijn voorraad, bestelt wat nodig is en controleert de rekening",
        "B1-K1-W3": "Oogst de gewassen",
    }


EXAMS = ["Portfolio en gesprek", "Examenproject", "Portfolio en gesprek", "Examenproject"]
TITLES = ["Zaait en plant", "Verzorgt de planten", "Oogst met machines", "Rondt het werk af"]


@pytest.mark.parametrize("head", [[], [["Werkproces", "Code", "Examen"]]], ids=["no head", "head"])
def test_exam_forms_at_the_right_of_a_code_are_no_titles_when_these_stand_at_its_left(head: list[list[str]]) -> None:
    maker = PdfMaker()
    rows = [[title, f"B1-K1-W{n}", exam] for n, (title, exam) in enumerate(zip(TITLES, EXAMS, strict=True), start=1)]
    maker.page().table(80, [*head, *rows], widths=[200, 90, 150], ruled=True)
    assert list(titles_in(maker).values()) == TITLES


def test_the_head_tells_at_which_side_of_a_code_the_titles_stand() -> None:
    maker = PdfMaker()
    exams = ["Bloemen verkopen in de winkel", "Planten keuren", "Oogst beoordelen en verslaan", "Gesprek"]
    rows = [[title, f"B1-K1-W{n}", exam] for n, (title, exam) in enumerate(zip(TITLES, exams, strict=True), start=1)]
    maker.page().table(80, [["Naam werkproces", "Code", "Opdracht"], *rows], widths=[200, 90, 180], ruled=True)
    assert list(titles_in(maker).values()) == TITLES


def stretched(page: PageMaker, y: float, words: list[str], *, gap: float) -> None:
    x = 57.0
    for word in words:
        page.text(x, y, word)
        x += width_of(word, 10) + gap


def test_words_that_are_spread_to_fill_the_line_stay_one_title() -> None:
    maker = PdfMaker()
    page = maker.page()
    stretched(page, 80, ["B1-K1-W1", "Organiseert", "de", "verzorging", "van"], gap=21)
    page.text(57, 92, "kasplanten")
    assert titles_in(maker) == {"B1-K1-W1": "Organiseert de verzorging van kasplanten"}


def row_over_pages(maker: PdfMaker, row: list[str], above: list[str], below: list[str]) -> None:
    """A row that is broken over two pages, under a head that both pages have, at different heights."""
    widths, head = [90, 200, 120], ["Code", "Werkproces", "Examen"]
    first, second = maker.page(), maker.page()
    first.text(57, 300, "De examens")
    first.table(700, [head, row, above], widths=widths, ruled=True)
    second.table(60, [head, below, ["B1-K1-W3", "Ruimt op", "Proeve"]], widths=widths, ruled=True)


def test_a_row_that_is_broken_over_pages_goes_on_below_the_repeated_head() -> None:
    maker = PdfMaker()
    row = ["B1-K1-W1", "Zaait en plant", "Proeve"]
    row_over_pages(maker, row, ["B1-K1-W2", "Verzorgt planten en houdt de", "Verslag"], ["", "groei ervan bij", ""])
    assert list(titles_in(maker).values()) == [
        "Zaait en plant",
        "Verzorgt planten en houdt de groei ervan bij",
        "Ruimt op",
    ]


def test_a_title_may_stand_on_the_page_after_its_code() -> None:
    maker = PdfMaker()
    row = ["", "B1-K1-W1\nZaait en plant", "Proeve"]
    row_over_pages(maker, row, ["", "B1-K1-W2", "Verslag"], ["", "Verzorgt planten", ""])
    assert list(titles_in(maker).values()) == ["Zaait en plant", "Verzorgt planten", "Ruimt op"]


def test_a_very_long_word_that_is_cut_by_its_cell_is_whole_again() -> None:
    maker = PdfMaker()
    width = width_of("kasklimaatbeheersingsnett", 10) + 12
    maker.page().table(80, [["B1-K1-W1", "Onderhoudt kasklimaatbeheersingsnett\nen"]], widths=[90, width], ruled=True)
    assert titles_in(maker) == {"B1-K1-W1": "Onderhoudt kasklimaatbeheersingsnetten"}


def test_a_title_may_stand_well_below_the_label_with_its_code() -> None:
    lines = [line for n, title in enumerate(TITLES, start=1) for line in (f"Werkproces B1-K1-W{n}", title)]
    assert list(titles_in(one_page(*lines, height=23)).values()) == TITLES


def test_brackets_around_a_whole_title_are_left_out_whatever_stands_in_it() -> None:
    maker = one_page("B1-K1-W1 (Zaait (jonge) planten)", "", "B1-K1-W2 (Zaait) en (plant)")
    assert list(titles_in(maker).values()) == ["Zaait (jonge) planten", "(Zaait) en (plant)"]


def test_a_title_may_begin_on_the_line_below_its_code_in_running_text() -> None:
    lines = ["In deze kerntaak: B1-K1-W1: Zaait jonge planten; B1-K1-W2:", "Ruimt op; B1-K1-W3: Oogst."]
    assert list(titles_in(one_page(*lines, height=12)).values()) == ["Zaait jonge planten", "Ruimt op", "Oogst"]


def test_a_very_long_word_that_fills_its_cell_may_be_whole() -> None:
    maker = PdfMaker()
    width = width_of("organisatiegebonden", 10) + 12
    maker.page().table(80, [["B1-K1-W1", "Organiseert organisatiegebonden taken"]], widths=[90, width], ruled=True)
    assert titles_in(maker) == {"B1-K1-W1": "Organiseert organisatiegebonden taken"}


def test_titles_in_the_middle_of_rows_without_rules_do_not_run_into_each_other() -> None:
    maker = PdfMaker()
    titles = [
        "Voorkomt storingen in de kas",
        "Onderhoudt alle machines zelf",
        "Meldt wat er mis is vandaag",
        "Ruimt op",
    ]
    rows = [[f"B1-K1-W{n}", title, "Toets\nen gesprek"] for n, title in enumerate(titles, start=1)]
    maker.page().table(80, [["Code", "Werkproces", "Examen"], *rows], widths=[90, 160, 80], centred=True, space=0)
    assert list(titles_in(maker).values()) == titles


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Zaait bij zaaien of -", "verpotten van planten"], "Zaait bij zaaien of -verpotten van planten"),
        (["Deelt productie-", "informatie met de kweker"], "Deelt productie-informatie met de kweker"),
        (["Bedient een geautomati -", "seerde machine"], "Bedient een geautomatiseerde machine"),
        (["Werkt in de kas (Vakman", "Teler)", "Dit is een lange regel tekst."], "Werkt in de kas (Vakman Teler)"),
    ],
)
def test_lines_are_joined_as_the_writer_meant(lines: list[str], title: str) -> None:
    assert titles_in(one_page(f"B1-K1-W1 {lines[0]}", *lines[1:], height=12)) == {"B1-K1-W1": title}


def test_a_new_paragraph_that_begins_with_a_capital_does_not_belong_to_a_title_that_fills_its_line() -> None:
    maker = PdfMaker()
    page = maker.page()
    y = page.paragraph(
        57, 60, "Deze kerntaak leer je eerst op school, daarna in het bedrijf, samen met je begeleider.", width=150
    )
    page.text(57, y + 3, "B1-K1-W1 Rondt het verzamelen van planten af")
    page.text(57, y + 18, "Daarna")
    assert titles_in(maker) == {"B1-K1-W1": "Rondt het verzamelen van planten af"}


def test_nothing_below_a_sentence_that_ends_in_a_code_is_its_title() -> None:
    maker = one_page(
        "Je mag daarna herkansen, in dezelfde week of later, samen met B1-K1-W1.", "Verder lezen in de gids"
    )
    maker.pages[0].table(200, [["B1-K1-W1", "Zaait"]], widths=[70, 80], ruled=True)
    assert titles_in(maker) == {"B1-K1-W1": "Zaait"}


@pytest.mark.parametrize("label", ["Werkproces 1.{n}: ", "WP 1.{n} ", "W{n} "])
def test_titles_that_are_counted_in_words_are_read_where_sentences_use_full_codes(label: str) -> None:
    lines = ["Kerntaak 1: Werkt in de kas", *(label.format(n=n) + t for n, t in enumerate(TITLES, start=1))]
    maker = one_page(*lines, "", "Je mag B1-K1-W1 een keer herkansen, net als B1-K1-W4.", height=18)
    assert list(titles_in(maker).values()) == ["Werkt in de kas", *TITLES]
