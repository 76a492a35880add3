"""Sources that want too much: bombs, queues, whole computers, names that are no text."""

import bz2
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from hekloos.core.formats import registry
from hekloos.core.formats.characters import clean_name, clean_text
from hekloos.core.formats.office_files import repack, sniff_office_type
from hekloos.core.formats.opening import MOST_ENTRIES, Document, Limits, UnreadableSourceError, open_source
from hekloos.core.formats.reading import Bundle, Severity

TABLE = b"code,tekst\nT1,hout zagen\n"
LESSON = b"# Les vmbo\n\nWij leren hout zagen en planken schuren.\n"


def zipped(name: str, data: bytes, *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """The zip, saying that its only member is so large."""
    changed, entry = bytearray(data), data.index(b"PK\x01\x02")
    changed[22:26] = changed[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(changed)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="beschadigd"):
        open_source(claiming(zipped("a.csv", b"0" * 100_000), 10), limits=Limits())


def test_a_member_without_a_name_is_passed_over() -> None:
    nameless = zipped("a.csv", TABLE).replace(b"a.csv", b"\0.csv")  # a name ends at the first zero
    with zipfile.ZipFile(io.BytesIO(repack(Document("a.ods", nameless), limits=Limits()))) as packed:
        assert packed.namelist() == []
    with pytest.raises(UnreadableSourceError, match="zit geen bestand"):
        open_source(nameless, limits=Limits())


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_explodes_in_one_step_is_refused(packing: int) -> None:
    assert len(bz2.compress(b"0" * 1_000_000)) < 100  # why: the library unpacks all that it has read at once
    with pytest.raises(UnreadableSourceError, match="ongewone manier ingepakt"):
        open_source(zipped("a.csv", TABLE, packing=packing), limits=Limits())
    assert sniff_office_type(Document("a.ods", zipped("mimetype", b"x" * 99, packing=packing))) == ""


def test_a_zip_with_an_endless_table_of_contents_is_refused_before_it_is_opened() -> None:
    data = zipped("a.csv", TABLE) + b"PK\x01\x02" * (MOST_ENTRIES + 1)
    with pytest.raises(UnreadableSourceError, match="meer dan 2000 bestanden"):
        open_source(data, limits=Limits())


def test_a_zip_without_files_says_so() -> None:
    with pytest.raises(UnreadableSourceError, match="zit geen bestand"):
        open_source(zipped("map/", b""), limits=Limits())


def test_a_zip_of_which_the_content_is_damaged_is_refused() -> None:
    data = bytearray(zipped("a.csv", os.urandom(20) * 500))
    data[60:90] = b"\xff" * 30
    with pytest.raises(UnreadableSourceError, match="beschadigd"):
        open_source(bytes(data), limits=Limits())


def test_a_queue_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rij.csv")
    with pytest.raises(UnreadableSourceError, match="geen gewoon bestand"):
        open_source(tmp_path / "rij.csv", limits=Limits())


def test_a_folder_leaves_out_queues_and_links_that_lead_nowhere_or_back(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rij.csv")
    (tmp_path / "weg.csv").symlink_to("nergens.csv")
    (tmp_path / "rond").symlink_to(".")
    (tmp_path / "a.csv").write_bytes(TABLE)
    assert [document.name for document in open_source(tmp_path, limits=Limits()).documents] == ["a.csv"]


def test_a_folder_is_weighed_before_it_is_read(tmp_path: Path) -> None:
    for name in "ab":
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(40 * 1024**2)
    with pytest.raises(UnreadableSourceError, match="staat meer dan 64 MB"):
        open_source(tmp_path, limits=Limits())


def test_folders_in_folders_without_files_come_to_an_end(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / str(number)).mkdir()
    with pytest.raises(UnreadableSourceError, match="Kies een kleinere map"):
        open_source(tmp_path, limits=Limits(files=1))


def test_a_name_that_no_file_can_have_is_no_reason_to_crash(tmp_path: Path) -> None:
    for name in ("x" * 300, "nul\0"):
        with pytest.raises(UnreadableSourceError, match="kan niet worden geopend"):
            open_source(tmp_path / name, limits=Limits())


def test_names_and_texts_lose_what_cannot_be_seen() -> None:
    assert clean_name("a\nb\udcff\u202egnp.csv") == "a\ufffdb\ufffdgnp.csv"
    assert clean_text(" vloe\xadren\u200b \x1b[31m dweilen\ud800 ") == "vloeren [31m dweilen"


def test_one_bad_file_in_a_folder_does_not_take_the_others_along() -> None:
    bundle = Bundle("map", (Document("a.md", LESSON), Document("b.zip", b"PK\x03\x04")))
    reading = registry.read(bundle)
    assert [framework.title for framework in reading.frameworks] == ["Les vmbo"]
    assert "b.zip" in reading.problems[-1].message
    bundle = Bundle("map", (Document("a.csv", TABLE), Document("b.csv", b"")))
    reading = registry.read(bundle)
    assert len(reading.frameworks) == 1
    assert {problem.severity for problem in reading.problems} <= {Severity.WARNING, Severity.NOTE}


def test_one_message_about_many_files_is_told_once() -> None:
    documents = tuple(Document(f"{number}.csv", TABLE) for number in range(9))
    problems = registry.read(Bundle("map", documents)).problems
    assert len(problems) == 1
    assert problems[0].place == "0.csv; 1.csv; 2.csv; 3.csv; 4.csv en nog 4 andere"


def test_programmes_with_one_key_all_stay() -> None:
    document = Document("a.csv", TABLE)
    reading = registry.read(Bundle("map", (document, document, document)))
    assert len({framework.key for framework in reading.frameworks}) == 3


@pytest.mark.parametrize("offset", [2**40, 2**63, 2**64 - 1])
def test_a_member_that_stands_where_no_file_reaches_is_damage(offset: int) -> None:
    data = zipped("a.csv", TABLE)
    entry, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    far = struct.pack("<HHQ", 1, 8, offset)  # the field in which large zips say where a member begins
    directory = bytearray(data[entry:end])
    struct.pack_into("<H", directory, 30, len(far))
    struct.pack_into("<I", directory, 42, 0xFFFFFFFF)
    last = bytearray(data[end:])
    struct.pack_into("<I", last, 12, len(directory) + len(far))
    with pytest.raises(UnreadableSourceError, match="beschadigd"):
        open_source(data[:entry] + bytes(directory) + far + bytes(last), limits=Limits())
