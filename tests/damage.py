"""A good source of every kind that Hekloos reads, and random damage to it."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from hekloos.core.formats import registry
from hekloos.core.formats.opening import Bundle, Document
from hekloos.core.formats.reading import Reading
from hekloos.core.formats.tests.lesson_samples import make_docx, make_pdf, make_pptx
from hekloos.core.formats.tests.office_samples import make_ods, make_xlsx, ods_row
from hekloos.core.formats.tests.pdf_layouts import LAYOUTS, made
from hekloos.core.formats.tests.test_kwalificatiedossier import DOSSIER
from hekloos.core.formats.tests.test_slo import small
from hekloos.core.formats.tests.test_table_files import OLD_TABLE

TABLE = "code,soort,ouder,niveau,tekst\nM1,profielmodule,,BB,Schoonmaken\nT1,eindterm,M1,BB,Ramen lappen\n"
CASE = {
    "CFDocument": {"identifier": "d", "title": "Programma", "creator": "x"},
    "CFItems": [
        {"identifier": "a", "fullStatement": "Schoonmaken", "humanCodingScheme": "M1", "CFItemType": "profielmodule"},
        {"identifier": "b", "fullStatement": "Ramen lappen", "humanCodingScheme": "T1", "CFItemType": "eindterm"},
    ],
    "CFAssociations": [
        {
            "identifier": "c",
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": "b"},
            "destinationNodeURI": {"identifier": "a"},
        }
    ],
}
LESSON = "# Ramen\n\nWij leren ramen lappen met een trekker.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


ROWS = [line.split(",") for line in TABLE.splitlines()]
MAKERS: dict[str, Callable[[], bytes]] = {
    "tabel.csv": TABLE.encode,
    "tabel.xlsx": lambda: make_xlsx({"Blad1": ROWS}),
    "tabel.ods": lambda: make_ods("".join(ods_row(*row) for row in ROWS)),
    "tabel.xls": lambda: OLD_TABLE,
    "les.docx": lambda: make_docx(
        [("Heading 1", "Ramen"), ("", "Wij leren ramen lappen met een trekker.")], table=[["week", "les"], ["1", "a"]]
    ),
    "les.pptx": lambda: make_pptx([("Ramen", "Wij leren ramen lappen", "met een trekker")]),
    "les.pdf": lambda: make_pdf([["Ramen lappen", "Wij leren ramen lappen met een trekker."]]),
    "les.md": LESSON.encode,
    "examenplan.pdf": lambda: made(next(iter(LAYOUTS)), ruled=True),
    "dossier.xml": DOSSIER.encode,
    "case.json": lambda: json.dumps(CASE).encode(),
    "lessen.zip": lambda: zipped({"ramen.md": LESSON.encode(), "vloeren.docx": MAKERS["les.docx"]()}),
    "slo.json": lambda: b"",  # a folder; see `good`
}


class Edit(NamedTuple):
    """At `where` (0 to 1) so many bytes make place for others: `put`, or when that is nothing a piece of the same file
    that begins at `source` (0 to 1)."""

    where: float
    put: bytes
    many: int
    source: float


@cache
def good(name: str) -> Bundle:
    """A small source of this kind that can be read."""
    return small() if name == "slo.json" else Bundle(name, (Document(name, MAKERS[name]()),))


def damaged(bundle: Bundle, edits: Sequence[Edit], *, which: int, inside: bool) -> Bundle:
    """The same with damage in one of its files: in its bytes, or `inside` a part of it when it is a zip."""
    documents = list(bundle.documents)
    place = which % len(documents)
    data = documents[place].data
    spoiled = _inside(data, edits, which) if inside and zipfile.is_zipfile(io.BytesIO(data)) else _spoiled(data, edits)
    documents[place] = replace(documents[place], data=spoiled)
    return replace(bundle, documents=tuple(documents))


def read(bundle: Bundle) -> Reading:
    """Read it as it comes in: a zip is not opened yet."""
    return registry.read(bundle.documents[0].data if bundle.name.endswith(".zip") else bundle)


def _spoiled(data: bytes, edits: Sequence[Edit]) -> bytes:
    for where, put, many, source in edits:
        at, begin = int(where * len(data)), int(source * len(data))
        data = data[:at] + (put or data[begin : begin + many]) + data[at + many :]
    return data


def _inside(data: bytes, edits: Sequence[Edit], which: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as copy:
        names = archive.namelist()
        for number, name in enumerate(names):
            content = archive.read(name)
            copy.writestr(name, _spoiled(content, edits) if number == which % len(names) else content)
    return stream.getvalue()
