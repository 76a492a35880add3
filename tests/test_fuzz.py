"""Good files with random damage: a reader never raises, and always comes to an end.

CI tries some; for an hour of it: `HYPOTHESIS_PROFILE=hour .venv/bin/pytest tests/test_fuzz.py`.
"""

import json
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.formats import registry
from hekloos.core.formats.opening import Bundle, Document
from hekloos.core.formats.reading import Reading
from hekloos.core.formats.tests.lesson_samples import make_docx, make_pdf, make_pptx
from hekloos.core.formats.tests.office_samples import make_ods, make_xlsx, ods_row

TABLE = "code,soort,ouder,niveau,tekst\nM1,profielmodule,,BB,Schoonmaken\nT1,eindterm,M1,BB,Ramen lappen\n"
DOSSIER = (
    '<?xml version="1.0"?><kwalificatiedossier><naam>Dienst</naam><kwalificatie><naam>Hulp</naam><crebo>99001</crebo>'
    "<kerntaak><titel>Maakt schoon</titel><werkproces><titel>Dweilt</titel></werkproces></kerntaak>"
    "</kwalificatie></kwalificatiedossier>"
)
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
FORMS = ("a.csv", "a.xlsx", "a.ods", "a.docx", "a.pptx", "a.pdf", "a.md", "a.xml", "a.json")
Edit = tuple[float, bytes, int]  # where (0 to 1), what is put there, how many bytes it replaces
EDITS = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6)


@cache
def good(name: str) -> bytes:
    rows = [line.split(",") for line in TABLE.splitlines()]
    cells = "".join(ods_row(*row) for row in rows)
    makers: dict[str, Callable[[], bytes]] = {
        "a.csv": TABLE.encode,
        "a.xlsx": lambda: make_xlsx({"Blad1": rows}),
        "a.ods": lambda: make_ods(cells),
        "a.docx": lambda: make_docx([("Heading 1", "Ramen"), ("", "Wij leren ramen lappen met een trekker.")]),
        "a.pptx": lambda: make_pptx([("Ramen", "Wij leren ramen lappen", "met een trekker")]),
        "a.pdf": lambda: make_pdf([["B1-K1 Maakt schoon", "B1-K1-W1 Dweilt vloeren"]]),
        "a.md": lambda: b"# Ramen\n\nWij leren ramen lappen met een trekker.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "a.xml": DOSSIER.encode,
        "a.json": lambda: json.dumps(CASE).encode(),
    }
    return makers[name]()


def damaged(data: bytes, edits: list[Edit]) -> bytes:
    for where, put, many in edits:
        at = int(where * len(data))
        data = data[:at] + put + data[at + many :]
    return data


@pytest.mark.parametrize("name", FORMS)
@given(edits=EDITS)
def test_damage_never_raises(name: str, edits: list[Edit]) -> None:
    reading = registry.read(Bundle(name, (Document(name, damaged(good(name), edits)),)))
    assert isinstance(reading, Reading)
    assert reading.frameworks or reading.problems
    assert all(str(problem).strip().endswith((".", "?", "!")) for problem in reading.problems)
