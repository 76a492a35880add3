"""The outline of a spreadsheet file: how far each sheet reaches, merged cells, empty formulas.

The library that reads the cells makes room for the whole rectangle between the outermost cells,
so that one stray cell in the last row of the last column would fill the memory. This pass over
the XML keeps nothing but the outline, and refuses declarations of entities.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from hekloos.core.formats.reading import Deadline

CELL_NAME = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
COUNTS = ("count", "uniqueCount")  # for which the library makes room before it has seen anything
MOST_COUNTED = 5_000_000
FURTHEST = 1 << 24  # no sheet of any program has more rows or columns


class HostileTableError(Exception):
    """The file holds what no spreadsheet program writes, or takes too long."""


@dataclass(slots=True)
class Outline:
    """One sheet. Rows and columns count from 0; `spans` are (row, column, rows, columns)."""

    least: tuple[int, int] = (FURTHEST, FURTHEST)
    most: tuple[int, int] = (-1, -1)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    empty_formulas: list[int] = field(default_factory=list)  # rows
    characters: int = 0  # of texts that are written once in the file and used in many cells
    position: tuple[int, int] = (-1, -1)

    @property
    def cells(self) -> int:
        return max(0, self.most[0] - self.least[0] + 1) * max(0, self.most[1] - self.least[1] + 1)

    def fill(self, row: int, column: int, *, rows: int = 1, columns: int = 1) -> None:
        self.least = min(self.least[0], row), min(self.least[1], column)
        self.most = max(self.most[0], row + rows - 1), max(self.most[1], column + columns - 1)


def outline_workbook(packed: bytes, *, deadline: Deadline) -> dict[str, Outline]:
    """Outlines by sheet name, of xlsx or ods. Raises HostileTableError, KeyError or ExpatError."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members = {name.lower(): name for name in archive.namelist()}  # the library ignores case as well
        if len(members) < len(archive.namelist()):
            raise HostileTableError("members")
        if "content.xml" in members:
            return _outline_open_document(archive.read(members["content.xml"]), deadline)
        for name in members.values():
            if name.lower().endswith((".xml", ".rels")) and "/worksheets/" not in name.lower():
                _walk(archive.read(name), start=_ignore, end=_ignore, deadline=deadline)
        shared: list[int] = []
        if "xl/sharedstrings.xml" in members:
            shared = _measure_shared_texts(archive.read(members["xl/sharedstrings.xml"]), deadline)
        return {
            name: _outline_sheet(archive.read(members[part.lower()]), shared, deadline)
            for name, part in _sheet_parts(archive).items()
            if part.lower() in members
        }


StartElement = Callable[[str, dict[str, str]], None]
EndElement = Callable[[str], None]


def _ignore(*_arguments: object) -> None:
    """For parts that need only be free of what is refused everywhere."""


def _walk(
    content: bytes, *, start: StartElement, end: EndElement, deadline: Deadline, text: EndElement | None = None
) -> None:
    """Call `start` and `end` with local names (`table:table-row` arrives as `table-row`)."""
    parser = ParserCreate()

    def refuse(*_arguments: object) -> None:
        raise HostileTableError("doctype")

    def on_start(name: str, attributes: dict[str, str]) -> None:
        for count in COUNTS:
            if count in attributes and _number(attributes[count], 0) > MOST_COUNTED:
                raise HostileTableError("count")
        start(name.rpartition(":")[2], attributes)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = on_start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    for position in range(0, len(content), 1 << 20):
        if deadline.passed:
            raise HostileTableError("time")
        parser.Parse(content[position : position + (1 << 20)])
    parser.Parse(b"", True)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names and the member each stands in."""
    root = "xl/workbook.xml"
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def on_relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def on_sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            name = attributes.get("name", "")
            if name in sheets:
                raise HostileTableError("two sheets with one name")
            sheets[name] = targets.get(relation, "")

    soon = Deadline(10)
    _walk(archive.read("xl/_rels/workbook.xml.rels"), start=on_relation, end=_ignore, deadline=soon)
    _walk(archive.read(root), start=on_sheet, end=_ignore, deadline=soon)
    return sheets


def _measure_shared_texts(content: bytes, deadline: Deadline) -> list[int]:
    """Lengths of the texts that cells point at by number: a long one is copied for every cell."""
    lengths: list[int] = []

    def on_start(name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def on_text(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    _walk(content, start=on_start, end=_ignore, text=on_text, deadline=deadline)
    return lengths


def _outline_sheet(content: bytes, shared: list[int], deadline: Deadline) -> Outline:
    outline = Outline()
    has_formula = has_value = points = inside = False
    pointer = ""

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal has_formula, has_value, points, pointer, inside
        inside = name == "v"
        if name == "row":
            outline.position = _number(attributes.get("r"), outline.position[0] + 2) - 1, -1
        elif name == "c":
            outline.position = _cell(attributes.get("r"), outline.position)
            has_formula = has_value = False
            points, pointer = attributes.get("t") == "s", ""
        elif name == "f":
            has_formula = True
        elif name in ("v", "is"):
            has_value = name == "is"
            outline.fill(*outline.position)
        elif name == "mergeCell":
            outline.spans.extend(_span(attributes.get("ref", "")))

    def on_text(text: str) -> None:
        nonlocal pointer, has_value
        if inside:
            has_value = True
            pointer += text if points else ""

    def on_end(name: str) -> None:
        nonlocal inside
        inside = False
        if name == "c" and has_formula and not has_value:
            outline.empty_formulas.append(outline.position[0] + 1)
        elif name == "c" and points:
            index = _number(pointer.strip(), len(shared))
            outline.characters += shared[index] if index < len(shared) else 0

    _walk(content, start=on_start, end=on_end, text=on_text, deadline=deadline)
    return outline


def _cell(name: str | None, before: tuple[int, int]) -> tuple[int, int]:
    """Row and column of "B3"; without a name the cell stands right of the one before."""
    if name is None:
        return before[0], before[1] + 1
    match = CELL_NAME.fullmatch(name)
    if match is None:
        raise HostileTableError("cell name")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _span(reference: str) -> list[tuple[int, int, int, int]]:
    first, _colon, last = reference.partition(":")
    if not (CELL_NAME.fullmatch(first) and CELL_NAME.fullmatch(last)):
        return []
    (row, column), (last_row, last_column) = _cell(first, (0, 0)), _cell(last, (0, 0))
    return [(row, column, last_row - row + 1, last_column - column + 1)]


def _number(text: str | None, otherwise: int) -> int:
    """A count, kept within bounds that are too large for any sheet; raises HostileTableError for nonsense.

    What this pass takes for nonsense and the library does not, would go unweighed.
    """
    if text is None:
        return otherwise
    digits = text.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise HostileTableError("number")
    return FURTHEST if len(digits) > 30 else min(int(digits), FURTHEST)


def _outline_open_document(content: bytes, deadline: Deadline) -> dict[str, Outline]:
    reader = _OpenDocument()
    _walk(content, start=reader.on_start, end=reader.on_end, deadline=deadline)
    return reader.outlines


@dataclass(slots=True)
class _OpenDocument:
    """Follows rows and cells of ods, where neighbours that are equal are written once, with a count."""

    outlines: dict[str, Outline] = field(default_factory=dict)
    outline: Outline = field(default_factory=Outline)
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    formula: bool = False
    filled: bool = False

    def on_start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.outline, self.row = Outline(), 0
            if (sheet := attributes.get("table:name", "")) in self.outlines:
                raise HostileTableError("two sheets with one name")
            self.outlines[sheet] = self.outline
        elif name == "table-row":
            self.rows, self.column = _number(attributes.get("table:number-rows-repeated"), 1), 0
        elif name in ("table-cell", "covered-table-cell"):
            self._start_cell(attributes)
        elif name == "p":
            self.filled = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.columns = _number(attributes.get("table:number-columns-repeated"), 1)
        self.filled = any(key.endswith(":value-type") for key in attributes)
        self.formula = "table:formula" in attributes
        rows = _number(attributes.get("table:number-rows-spanned"), 1)
        columns = _number(attributes.get("table:number-columns-spanned"), 1)
        if rows > 1 or columns > 1:
            self.outline.spans.append((self.row, self.column, rows, columns))

    def on_end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell"):
            if self.filled:
                self.outline.fill(self.row, self.column, rows=self.rows, columns=self.columns)
            elif self.formula:
                self.outline.empty_formulas.append(self.row + 1)
            self.column += self.columns
            self.filled = False
        elif name == "table-row":
            self.row += self.rows


__all__ = ["ExpatError", "HostileTableError", "Outline", "outline_workbook"]
