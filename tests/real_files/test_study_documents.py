"""Real OERs and examenplannen of five institutions: right codes, whole titles, honest about pictures.

study_documents.json was typed from what people read in the files: codes, counts, and digests of
the titles (never the titles themselves).
"""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from hekloos.core.formats import oer
from hekloos.core.formats.pdf import ocr
from hekloos.core.formats.reading import Bundle, Document, Reading

pytestmark = pytest.mark.real_files

TRUTH: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "study_documents.json").read_text())
needs_tesseract = pytest.mark.skipif(ocr.tesseract_path() is None, reason="tesseract with Dutch is not installed")


def read(data: bytes) -> Reading:
    return oer.read(Bundle("plan.pdf", (Document("plan.pdf", data),)))


def messages(reading: Reading) -> str:
    return "\n".join(str(problem) for problem in reading.problems)


def digest_of(title: str) -> str:
    letters = "".join(character for character in title.casefold() if character.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:12]


def right_titles(reading: Reading, truth: dict[str, Any]) -> set[str]:
    """The codes with the title that people read in the file."""
    items = {item.code: item for framework in reading.frameworks for item in framework.items}
    return {
        code for code, digest in truth["digests"].items() if code in items and digest_of(items[code].text) == digest
    }


def only_pages(path: Path, numbers: list[int]) -> bytes:
    import pypdfium2

    kept = pypdfium2.PdfDocument.new()
    kept.import_pages(pypdfium2.PdfDocument(path), [number - 1 for number in numbers])
    buffer = io.BytesIO()
    kept.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def real_readings(real_files: Path) -> dict[str, Reading]:
    return {name: oer.read(real_files / "oer" / f"{name}.pdf") for name in TRUTH}


@pytest.mark.parametrize("name", TRUTH)
def test_real_titles_in_text_are_read_whole(real_readings: dict[str, Reading], name: str) -> None:
    truth, reading = TRUTH[name], real_readings[name]
    codes = set(truth["codes_in_text"])
    assert len(right_titles(reading, truth) & codes) >= 0.95 * len(codes), messages(reading)
    if not codes:
        assert reading.failed
        assert all(crebo in messages(reading) for crebo in truth["crebos"])
        return
    assert [framework.crebo for framework in reading.frameworks] == truth["crebos"]
    found = {item.code for framework in reading.frameworks for item in framework.items if "-W" in item.code}
    assert found <= codes
    assert all(code in messages(reading) for code in truth["codes_without_title"])


@pytest.mark.parametrize("name", [name for name, truth in TRUTH.items() if truth["codes_in_pictures"]])
def test_real_titles_in_text_are_read_without_the_pictures_too(
    real_files: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    truth, reading = TRUTH[name], oer.read(real_files / "oer" / f"{name}.pdf")
    assert len(right_titles(reading, truth) & set(truth["codes_in_text"])) >= 0.95 * len(truth["codes_in_text"])


@needs_tesseract
@pytest.mark.parametrize("name", [name for name, truth in TRUTH.items() if truth["codes_in_pictures"]])
def test_real_titles_in_pictures_are_read(real_files: Path, name: str) -> None:
    """Only the pages with pictures are given, so that no title can come from the text of other pages."""
    truth = TRUTH[name]
    reading = read(only_pages(real_files / "oer" / f"{name}.pdf", truth["picture_pages"]))
    codes = set(truth["codes_in_pictures"])
    assert len(right_titles(reading, truth) & codes) >= 0.8 * len(codes)


def test_real_pages_that_are_pictures_are_named(real_readings: dict[str, Reading]) -> None:
    for name, truth in TRUTH.items():
        named = [p.place for p in real_readings[name].problems if "plaatje" in p.message]
        assert all(any(str(page) in place for place in named) for page in truth["picture_pages"]), name


def test_tesseract_is_only_used_when_it_reads_dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    for languages, expected in (("eng", None), ("eng nld", str(program))):
        program.write_text(f"#!/bin/sh\nprintf '%s\\n' {languages}\n")
        program.chmod(0o755)
        assert ocr.tesseract_path() == expected
