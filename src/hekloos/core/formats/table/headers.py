"""Which column of a table is which, by the names people give them in Dutch or English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from hekloos.core.curriculum import ItemKind
from hekloos.core.formats.table.cells import Row, Sheet
from hekloos.core.formats.table.words import looks_like_code


class Column(StrEnum):
    CODE = "code"
    KIND = "kind"
    PARENT = "parent"
    TEXT = "text"
    DESCRIPTION = "description"
    RESULT = "result"
    LEVELS = "levels"
    HOURS = "hours"
    SIDE = "side"
    CREBO = "crebo"
    QUALIFICATION = "qualification"
    YEAR = "year"
    REFERENCE = "reference"
    REMARK = "remark"


_NAMES = {
    Column.CODE: "code, nr, nummer, no, number, id, codering, itemcode",
    Column.KIND: "kind, soort, type, soort onderdeel",
    Column.PARENT: "parent, hoort bij, ouder, bovenliggend, bovenliggende code, valt onder, onderdeel van, parent code",
    Column.TEXT: "text, tekst, titel, title, naam, name, omschrijving, inhoud",
    Column.DESCRIPTION: "description, toelichting, beschrijving, uitleg, uitwerking, details",
    Column.RESULT: "resultaat, result, gewenst resultaat",
    Column.LEVELS: "levels, level, niveau, niveaus, leerweg, leerwegen, mbo niveau",
    Column.HOURS: "hours, uren, lesuren, slu, studielast, klokuren, uur, aantal uren, sbu, duur, lestijd, minuten",
    Column.SIDE: "side, kant, onderwijssoort, schoolsoort, vmbo of mbo, vmbo/mbo",
    Column.CREBO: "crebo, crebonummer, crebo nummer, crebocode, crebonr",
    Column.QUALIFICATION: "qualification, kwalificatie, kwalificatienaam, opleiding, naam kwalificatie",
    Column.YEAR: "year, jaar, versie, version, cohort, schooljaar",
    Column.REFERENCE: "reference, verwijzing, bron, vindplaats, referentie, bladzijde, pagina",
    Column.REMARK: "remark, opmerking, opmerkingen, remarks, notitie, notities",
}
COLUMN_OF_NAME = {name: column for column, names in _NAMES.items() for name in names.split(", ")}

# Columns that hold one level of a tree; None: what it is shows from its place.
_LEVEL_NAMES: dict[str, ItemKind | None] = {
    "module": ItemKind.MODULE,
    "profielmodule": ItemKind.MODULE,
    "keuzevak": ItemKind.ELECTIVE,
    "kern": ItemKind.CORE,
    "kerndeel": ItemKind.CORE_PART,
    "taak": ItemKind.TASK,
    "deeltaak": ItemKind.TASK,
    "task": ItemKind.TASK,
    "eindterm": ItemKind.TERM,
    "globale eindterm": ItemKind.TERM,
    "term": ItemKind.TERM,
    "kerntaak": ItemKind.CORE_TASK,
    "core task": ItemKind.CORE_TASK,
    "werkproces": ItemKind.WORK_PROCESS,
    "work process": ItemKind.WORK_PROCESS,
    "vakkennis": ItemKind.KNOWLEDGE,
    "vakkennis en vaardigheden": ItemKind.KNOWLEDGE,
    "vaardigheid": ItemKind.KNOWLEDGE,
    "kennis": ItemKind.KNOWLEDGE,
    "keuzedeel": ItemKind.OPTIONAL_UNIT,
    "les": ItemKind.LESSON,
    "lesson": ItemKind.LESSON,
    "profiel": None,
    "vak": None,
    "blok": None,
    "thema": None,
    "hoofdstuk": None,
    "onderdeel": None,
    "onderwerp": None,
    "lesonderwerp": None,
    "topic": None,
    "leerdoel": None,
    "leerdoelen": None,
    "doel": None,
}
_PLURALS = {"modules", "taken", "eindtermen", "kerntaken", "werkprocessen", "lessen", "onderwerpen", "vaardigheden"}
_SINGULAR = {"taken": "taak", "kerntaken": "kerntaak", "lessen": "les", "vaardigheden": "vaardigheid"}
_DEPTH = {
    ItemKind.CORE: 0,
    ItemKind.CORE_PART: 1,
    ItemKind.MODULE: 0,
    ItemKind.ELECTIVE: 0,
    ItemKind.TASK: 1,
    ItemKind.TERM: 2,
    ItemKind.OPTIONAL_UNIT: 0,
    ItemKind.CORE_TASK: 1,
    ItemKind.WORK_PROCESS: 2,
    ItemKind.KNOWLEDGE: 3,
}
LONGEST_NAME = 200  # of a column; what is longer is text
_SIGNS = re.compile(r"\([^()]*\)|[^\w\s/&]")
SEARCHED_ROWS = 40  # titles and explanations above a header are never longer
PUPIL_NAMES = frozenset({"voornaam", "achternaam", "geboortedatum", "leerling", "student"}) | {
    name.format(pupil) for pupil in ("leerling", "student") for name in ("naam {}", "{}naam", "{}nummer")
}
JUDGEMENT_NAMES = frozenset({"oordeel vmbo", "oordeel mbo"})


@dataclass(frozen=True, slots=True)
class TreeLevel:
    """A column whose cells are items; `code` is the column with their codes, if there is one."""

    column: int
    kind: ItemKind | None
    code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where everything stands. With two or more `levels` each row is a path through a tree."""

    row: int  # index in the rows of the sheet
    columns: Mapping[Column, int]
    levels: tuple[TreeLevel, ...] = ()
    kind: ItemKind | None = None  # what the only text column is called after
    unused: tuple[str, ...] = ()
    counts_minutes: bool = False  # the column with hours says so: "duur (min)"

    @property
    def shape(self) -> frozenset[str]:
        """Equal for tables that are filled in the same way."""
        return frozenset(self.columns) | {f"{level.kind}" for level in self.levels}


def fold_name(cell: str) -> str:
    """A header without capitals, signs and plural: "Code(s)*" is "code"."""
    return _folded(cell[:LONGEST_NAME])


@lru_cache(maxsize=4_096)
def _folded(cell: str) -> str:
    folded = " ".join(_SIGNS.sub(" ", cell.lower().replace("_", " ")).split())
    if folded in _PLURALS:
        return _SINGULAR.get(folded) or folded.removesuffix("sen" if folded.endswith("ssen") else "s").removesuffix(
            "en"
        )
    return folded


def find_header(sheet: Sheet) -> Header | None:
    """The row that names the columns, read with the rows below it; None when there is no such row."""
    best: tuple[int, int] = (0, 0)
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        best = max(best, (_count_names(row, sheet), -index))
    if best[0] < 3:
        return None
    return _understand(sheet, -best[1])


def is_judgement_header(row: Row) -> bool:
    """A row of a result of Hekloos itself, where two teachers fill in what they think."""
    return bool(JUDGEMENT_NAMES & {fold_name(cell) for cell in row.cells})


def is_pupil_header(row: Row) -> bool:
    """A list of people: no programme, and nothing that Hekloos may keep."""
    return bool(PUPIL_NAMES & {fold_name(cell) for cell in row.cells})


def _count_names(row: Row, sheet: Sheet) -> int:
    """How much a row looks like a header: 2 for each known name, 1 for a name that resembles one."""
    cells = [cell for cell in row.cells if cell]
    folded = {fold_name(cell) for cell in cells}
    exact = {name for name in folded if name in COLUMN_OF_NAME or name in _LEVEL_NAMES}
    similar = {name for name in folded if name not in exact and (_resembling(name) or _level_code(name))}
    if len(cells) == 1 and exact and all(sum(map(bool, r.cells)) <= 1 for r in sheet.rows[:SEARCHED_ROWS]):
        return 3  # a list of one column
    holds_text = any(n in _LEVEL_NAMES or _column(n) in (Column.TEXT, Column.DESCRIPTION) for n in folded)
    return 2 * len(exact) + len(similar) if holds_text or any(_resembling(n) for n in similar) else 0


def _column(name: str) -> Column | None:
    found = COLUMN_OF_NAME.get(name) or _resembling(name)
    return found if isinstance(found, Column) else None


@lru_cache(maxsize=4_096)  # tables repeat their headers
def _resembling(name: str) -> Column | str | None:
    """The column of "uren per week", or the level of "naam van de kerntaak"."""
    words = name.split()
    if not 2 <= len(words) <= 5 or words[0] in ("code", "nr", "nummer"):
        return None
    for first in (" ".join(words[:2]), words[0]):
        column = COLUMN_OF_NAME.get(first)
        if column is Column.TEXT and (level := _named_level(words[1:])):
            return level
        if column or first in _LEVEL_NAMES:
            return column or first
    return _named_level(words)


def _named_level(words: Sequence[str]) -> str | None:
    return next((fold_name(w) for w in words if fold_name(w) in _LEVEL_NAMES), None)


@lru_cache(maxsize=4_096)
def _level_code(name: str) -> str | None:
    """The level whose codes stand in a column called "code kerntaak" or "werkprocesnummer"."""
    words = name.split()
    if len(words) > 1 and {"code", "nr", "nummer", "codes"} & set(words):
        return _named_level(words)
    stem = re.sub(r"(?:code|nummer|nr)$", "", name)
    return next((n for n in (stem, stem.removesuffix("s")) if stem != name and n in _LEVEL_NAMES), None)


def _understand(sheet: Sheet, index: int) -> Header:
    columns: dict[Column, int] = {}
    texts: list[int] = []
    levels: dict[str, int] = {}
    codes: dict[str, int] = {}
    unused: list[str] = []
    for position, cell in enumerate(sheet.rows[index].cells):
        name = fold_name(cell)
        level = name if name in _LEVEL_NAMES else _resembling(name) if name not in COLUMN_OF_NAME else None
        column = _column(name)
        if (of_level := _level_code(name)) is not None:
            codes.setdefault(of_level, position)
        elif column is Column.TEXT:
            texts.append(position)
        elif column is not None and column not in columns:
            columns[column] = position
        elif isinstance(level, str) and level in _LEVEL_NAMES and level not in levels:
            levels[level] = position
        elif cell and cell not in unused:
            unused.append(cell)
    minutes = Column.HOURS in columns and bool(
        re.search(r"\bmin", sheet.rows[index].cells[columns[Column.HOURS]].lower())
    )
    header = Header(row=index, columns=columns, unused=tuple(unused), counts_minutes=minutes)
    loose = next((at for name, at in codes.items() if levels and name not in levels), None)
    if loose is not None:  # "lesnummer | onderwerp"
        columns.setdefault(Column.CODE, loose)
    found = tuple(TreeLevel(at, _LEVEL_NAMES[name], codes.get(name)) for name, at in levels.items())
    if not found and codes:  # "code werkproces | omschrijving"
        name, at = next(iter(codes.items()))
        header = replace(header, columns={Column.CODE: at, **columns}, kind=_LEVEL_NAMES[name])
    return _with_tree(header, found, texts) if len(found) > 1 else _flat(header, found, texts, sheet)


def _with_tree(header: Header, levels: tuple[TreeLevel, ...], texts: list[int]) -> Header:
    """Each row is a path. Columns of known kinds stand in any order; others count from left to right."""
    if all(level.kind in _DEPTH for level in levels):
        levels = tuple(sorted(levels, key=lambda level: _DEPTH[level.kind] if level.kind else 0))
    columns = dict(header.columns)
    for position in texts:
        columns.setdefault(Column.DESCRIPTION, position)
    return replace(header, columns=columns, levels=levels)


def _flat(header: Header, levels: tuple[TreeLevel, ...], texts: list[int], sheet: Sheet) -> Header:
    """Each row is an item; find out which column has its text and which its description."""
    columns, kind = dict(header.columns), header.kind
    if levels:
        level = levels[0]
        kind = level.kind
        if level.code is not None:
            columns.setdefault(Column.CODE, level.code)
        if texts and _holds_codes(sheet, header.row, level.column):
            columns.setdefault(Column.CODE, level.column)
        else:
            texts = [level.column, *texts]
    if not texts and Column.DESCRIPTION in columns:
        texts = [columns.pop(Column.DESCRIPTION)]
    if texts:
        columns[Column.TEXT] = texts[0]
    if len(texts) > 1:
        columns.setdefault(Column.DESCRIPTION, texts[1])
    return replace(header, columns=columns, kind=kind)


def _holds_codes(sheet: Sheet, header_row: int, column: int) -> bool:
    cells = [row.cells[column] for row in sheet.rows[header_row + 1 :][:50] if column < len(row.cells)]
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(looks_like_code(cell) for cell in filled) * 2 > len(filled)
