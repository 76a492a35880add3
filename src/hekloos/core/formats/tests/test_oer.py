"""The reader of OERs as a whole: what it recognises, hostile files and pictures."""

import pytest

from hekloos.core.formats import oer
from hekloos.core.formats.pdf import ocr
from hekloos.core.formats.reading import Bundle, Document, Limits, Reading, Severity
from hekloos.core.formats.tests.pdf_layouts import TITLES, made
from hekloos.core.formats.tests.pdf_maker import A4, PdfMaker

needs_tesseract = pytest.mark.skipif(ocr.tesseract_path() is None, reason="tesseract with Dutch is not installed")


def read(data: bytes, *, name: str = "plan.pdf", limits: Limits = Limits()) -> Reading:
    return oer.read(Bundle(name, (Document(name, data),)), limits=limits)


def messages(reading: Reading) -> str:
    return "\n".join(str(problem) for problem in reading.problems)


def one_page(*lines: str) -> PdfMaker:
    maker = PdfMaker()
    page = maker.page()
    for number, line in enumerate(lines):
        page.text(57, 80 + 30 * number, line)
    return maker


def as_picture(data: bytes) -> PdfMaker:
    """A scan: the first page of a PDF as a picture, without any text."""
    import pypdfium2

    bitmap = pypdfium2.PdfDocument(data)[0].render(scale=200 / 72, grayscale=True)
    gray = bitmap.to_numpy()[:, :, 0] if bitmap.to_numpy().ndim == 3 else bitmap.to_numpy()
    maker = PdfMaker()
    maker.page().picture((0, 0, *A4), (gray.shape[1], gray.shape[0]), gray.tobytes())
    return maker


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.pdf", "De kerntaken van je opleiding"),
        ("a.pdf", "Crebo 25999"),
        ("a.pdf", "B1-K1-W1 Zaait"),
        ("25999-kweker.pdf", "Welkom"),
        ("OER 2026.pdf", "Welkom"),
    ],
)
def test_a_study_document_is_recognised_by_its_words_or_its_name(name: str, line: str) -> None:
    assert oer.is_study_document(Document(name, one_page(line).data()))
    assert oer.FORMAT.recognises(Bundle(name, (Document(name, one_page(line).data()),)))


def test_lesson_material_is_not_a_study_document() -> None:
    assert not oer.is_study_document(Document("les.pdf", one_page("Zaaien: de theorie van het boeren").data()))
    assert not oer.is_study_document(Document("25999.md", b"# Zaaien"))
    document = Document("plan.pdf", one_page("B1-K1-W1 Zaait").data())
    assert not oer.FORMAT.recognises(Bundle("map", (document, document)))


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF" + bytes(4000)])
def test_what_is_no_pdf_gives_a_sentence_and_no_exception(data: bytes) -> None:
    reading = read(data)
    assert reading.failed
    assert [p.severity for p in reading.problems] == [Severity.ERROR]
    assert "plan.pdf" in messages(reading)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_pdf_is_read_as_far_as_it_goes_or_refused(share: float) -> None:
    data = made("bullets_under_a_heading")
    reading = read(data[: int(share * len(data))])
    assert reading.problems or reading.frameworks[0].find("B1-K1-W1")


def test_a_locked_pdf_asks_for_a_copy_without_password() -> None:
    reading = read(one_page("B1-K1-W1 Zaait").data(locked=True))
    assert reading.failed
    assert "wachtwoord" in messages(reading)


def test_a_document_without_codes_says_what_to_use_instead() -> None:
    reading = read(one_page("Opleiding: Kweker", "Crebo: 25999", "Niveau: 2").data())
    assert reading.failed
    assert "Kweker (25999)" in messages(reading)
    assert "kwalificatiedossier" in messages(reading)


def test_only_as_many_pages_are_read_as_the_limit_allows() -> None:
    maker = one_page("B1-K1 Werkt in de kas", "B1-K1-W1 Zaait")
    maker.page().text(57, 80, "B1-K1-W2 Oogst")
    reading = read(maker.data(), limits=Limits(pages=1))
    assert [item.code for item in reading.frameworks[0].items] == ["B1-K1", "B1-K1-W1"]
    assert "Alleen de eerste 1 " in messages(reading)


def test_a_reader_without_time_stops_and_says_so() -> None:
    reading = read(one_page("B1-K1-W1 Zaait").data(), limits=Limits(seconds=0))
    assert reading.failed
    assert "Na bladzijde 0 is niets meer gelezen" in messages(reading)


def test_long_texts_and_many_items_are_cut_at_the_limits() -> None:
    reading = read(made("bullets_under_a_heading"), limits=Limits(text=12, items=3))
    assert len(reading.frameworks[0].items) == 3
    assert max(len(item.text) for item in reading.frameworks[0].items) == 12


def test_many_thousands_of_codes_on_one_page_are_read_in_time() -> None:
    maker = PdfMaker()
    page = maker.page(size=(5000, 5000))
    for number in range(1500):
        page.text(5 + number % 20 * 200, 5 + number // 20 * 16, f"B1-K1-W{number % 30 + 1} Voert uit")
    assert len(read(maker.data()).frameworks[0].items) == 31


def test_without_tesseract_the_picture_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    maker = as_picture(made("bullets_under_a_heading"))
    maker.page().text(57, 80, "B1-K1-W1 Zaait")
    monkeypatch.setenv("PATH", "")
    reading = read(maker.data())
    assert "Bladzijde 1: Hier staat een plaatje" in messages(reading)
    assert "tesseract-ocr-nld" in messages(reading)
    assert reading.frameworks[0].find("B1-K1-W1")


@needs_tesseract
def test_a_scanned_page_is_read_from_its_picture_and_marked() -> None:
    reading = read(as_picture(made("core_task_beside_work_processes", ruled=True)).data())
    (framework,) = reading.frameworks
    read_well = {item.code for item in framework.items if item.text == TITLES.get(item.code)}
    assert len(read_well) >= 0.8 * len(TITLES)
    assert {item.remark for item in framework.items} == {"gelezen van een plaatje"}
    assert "Bladzijde 1: Deze codes en titels staan in een plaatje" in messages(reading)


def test_a_background_behind_text_is_not_read_as_a_picture() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.picture((0, 0, *A4), (8, 8), bytes([250]) * 64)
    page.paragraph(57, 80, "B1-K1-W1 Zaait en plant")
    page.paragraph(
        57, 140, "Dit is een bladzijde met genoeg tekst om te zien dat het plaatje een achtergrond is en niets anders."
    )
    assert "plaatje" not in messages(read(maker.data()))
