import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from hekloos.core.report.route_content import build_route_content
from hekloos.core.report.route_pdf import UNSHOWN, render_route_pdf
from hekloos.core.report.tests.route_hostile import ANY_TEXT, HOSTILE, hostile
from hekloos.core.report.tests.route_sample import SETTING, sample_content, sample_plan, sample_route
from hekloos.core.route.tests.routes import small

A3 = (1190.55, 841.89)  # points


@pytest.fixture(scope="module")
def made() -> bytes:
    return render_route_pdf(sample_content())


def pages_of(made: bytes) -> list[str]:
    with pypdfium2.PdfDocument(made) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def text_of(made: bytes) -> str:
    """On one line, words that were cut put together again."""
    return re.sub(r"[-\u2010\ufffe\x02]?\s*\n\s*|\s+", " ", "\n".join(pages_of(made)))


def test_the_pdf_is_tagged_and_says_its_language_and_title(made: bytes) -> None:
    for wanted in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"/Outlines", b"pdfuaid", b"/DisplayDocTitle true"):
        assert wanted in made, wanted
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_dict()["Title"] == "Doorlopende leerroute facilitaire dienstverlening"
        assert document.is_tagged()
        bookmarks = [mark.get_title() for mark in document.get_toc()]
    assert bookmarks[:2] == ["Er gaat niets verloren", "In het kort"]
    assert "De route op één blad" in bookmarks


def test_the_document_says_what_the_route_says(made: bytes) -> None:
    told = text_of(made)
    for wanted in ("Leerlab Waterstad", "1 maart 2027", "Anna de Wit", "107,75 uur, geschat"):
        assert wanted in told, wanted
    for item in sample_route().items:
        assert item.code in told


def test_the_map_is_a_sheet_of_a3_that_lies_down_with_all_blocks(made: bytes) -> None:
    with pypdfium2.PdfDocument(made) as document:
        [number] = [n for n, page in enumerate(document) if page.get_size() == pytest.approx(A3, abs=0.1)]
    told = re.sub(r"[-\u2010\ufffe\x02\s]", "", pages_of(made)[number])
    for unit in sample_route().units:
        assert re.sub(r"[-\s]", "", unit.title) in told, unit.title


def test_the_same_route_gives_the_same_bytes(made: bytes) -> None:
    assert render_route_pdf(sample_content()) == made


def test_holes_stand_on_the_first_page() -> None:
    route = sample_route()
    plan = replace(sample_plan(route), left_out=frozenset({("v05", "vmbo-dienst:D2/3")}))
    assert "Gaten: wat nu verloren gaat" in pages_of(render_route_pdf(build_route_content(route, plan, SETTING)))[0]


def test_a_route_of_almost_nothing_can_be_printed() -> None:
    route = replace(small(), units=(), items=())
    plan = replace(sample_plan(sample_route()), slots={}, left_out=frozenset(), shortened=frozenset())
    assert len(pages_of(render_route_pdf(build_route_content(route, plan)))) > 1


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_shown_and_never_run(text: str) -> None:
    told = text_of(render_route_pdf(hostile(text)))
    if text.isascii() and text.isprintable() and len(text) < 24:
        assert text in told


def test_what_no_font_has_is_shown_as_missing() -> None:
    assert UNSHOWN in text_of(render_route_pdf(hostile("a\u6f22b")))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_no_text_at_all_keeps_a_document_from_being_made(text: str) -> None:
    assert render_route_pdf(hostile(text)).startswith(b"%PDF-1.7")
