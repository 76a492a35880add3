import io
import zipfile
from pathlib import Path

import pytest

from hekloos.core.curriculum import FrameworkKind, Side
from hekloos.core.formats import registry
from hekloos.core.formats.reading import (
    Bundle,
    Deadline,
    Document,
    Limits,
    Problem,
    Reading,
    UnreadableSourceError,
    open_source,
    places,
    shorten,
)
from hekloos.core.tests.programmes import framework, item


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def test_a_folder_gives_its_visible_files_by_relative_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("2")
    (tmp_path / "one.txt").write_text("1")
    (tmp_path / ".hidden").write_text("0")
    (tmp_path / "~$open.docx").write_text("0")
    assert [d.name for d in open_source(tmp_path, limits=Limits()).documents] == ["b/two.txt", "one.txt"]


def test_a_zip_gives_its_members_but_an_office_file_stays_whole() -> None:
    assert [d.name for d in open_source(zipped(a=b"1", b__c=b"2"), limits=Limits()).documents] == ["a", "b/c"]
    office = zipped(**{"[Content_Types].xml": b"<x/>"})
    assert open_source(office, limits=Limits()).single == Document("", office)


@pytest.mark.parametrize("data", [zipped(bomb=b"0" * 5_000), zipped(**{"mimetype": b"0" * 5_000})])
def test_a_zip_that_unpacks_too_large_is_refused_before_unpacking(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="groter dan"):
        open_source(data, limits=Limits(bytes=4_000))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / str(number)).write_text("x")
    with pytest.raises(UnreadableSourceError, match="meer dan 3 bestanden"):
        open_source(tmp_path, limits=Limits(files=3))
    with pytest.raises(UnreadableSourceError, match="meer dan 1 bestanden"):
        open_source(zipped(a=b"", b=b""), limits=Limits(files=1))


def test_a_broken_zip_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="beschadigd"):
        open_source(zipped(a=b"1" * 999)[:60], limits=Limits())


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="bestaat niet"):
        open_source(tmp_path / "nergens.xml", limits=Limits())
    (tmp_path / "leeg").mkdir()
    with pytest.raises(UnreadableSourceError, match="is leeg"):
        open_source(tmp_path / "leeg", limits=Limits())


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    assert str(Problem(message="Vul de code in.", place="regel 3")) == "Regel 3: Vul de code in."
    assert str(Problem(message="Vul de code in.", place="les.md, regel 3")) == "les.md, regel 3: Vul de code in."
    assert str(Problem(message="Vul de code in.")) == "Vul de code in."


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([4], "4"), ([2, 1], "1-2"), ([1, 3], "1 en 3"), ([74, 76, 77, 78, 81], "74, 76-78 en 81")],
)
def test_numbers_are_summed_up_for_people(numbers: list[int], text: str) -> None:
    assert places(numbers) == text


def test_a_deadline_passes_when_its_clock_says_so() -> None:
    ticks = iter([0.0, 5.0, 11.0])
    deadline = Deadline(10.0, clock=lambda: next(ticks))
    assert not deadline.passed
    assert deadline.passed


def test_an_unknown_file_names_what_can_be_read() -> None:
    problem = registry.read(Bundle("foto.jpg", (Document("foto.jpg", b"\xff\xd8\xff"),))).problems[0]
    assert problem.message.startswith("foto.jpg is geen bestand dat Hekloos kan lezen.")


def test_a_part_is_found_by_key_crebo_or_the_start_of_its_title() -> None:
    one = framework(item("a"), key="25498", title="Helpende")
    two = framework(item("a"), key="PIE", title="Produceren")
    reading = Reading((one, two))
    assert registry.pick(reading, "pie") == (two,)
    assert registry.pick(reading, "help") == (one,)
    assert registry.pick(reading, "x") == ()
    assert (one.side, one.kind) == (Side.VMBO, FrameworkKind.EXAM_PROGRAMME)


def test_text_is_folded_cut_and_freed_of_control_characters() -> None:
    assert shorten(" een\x00 \n twee\x1f drie ", Limits()) == "een twee drie"
    assert shorten("abcdef", Limits(text=3)) == "abc"
