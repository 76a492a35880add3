"""Tables: xlsx, ods, xls, csv and tsv, as the program itself lays them out and as teachers make them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hekloos.core.curriculum import COMPARABLE_KINDS, Framework, FrameworkKind, Item, ItemKind, Level, Side
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.findings import Findings
from hekloos.core.formats.free_names import FreeNames
from hekloos.core.formats.office_files import sniff_office_type
from hekloos.core.formats.reading import (
    Bundle,
    Deadline,
    Document,
    Limits,
    Reading,
    UnreadableSourceError,
    open_source,
    type_of_source,
)
from hekloos.core.formats.registry import Format
from hekloos.core.formats.table.cells import Sheet, read_sheets
from hekloos.core.formats.table.csv_files import csv_records, looks_like_text
from hekloos.core.formats.table.entries import Entry, read_entries
from hekloos.core.formats.table.headers import SEARCHED_ROWS, Header, find_header, is_judgement_header, is_pupil_header
from hekloos.core.formats.table.tree import grow_tree
from hekloos.core.formats.table.words import SIDE_OF_KIND, parse_side
from hekloos.core.language import _

WORKBOOKS = frozenset({"xlsx", "xlsm", "xltx", "ods", "xls"})
TEXT_TABLES = frozenset({"csv", "tsv", "tab"})
KINDS_OF_BOTH = frozenset({ItemKind.MODULE, ItemKind.TASK, ItemKind.KNOWLEDGE})
LONGEST_HEADING = 300
MOST_PROGRAMMES = 200  # in one workbook
SHARED_CODES = 0.2  # two sheets that use this share of the same codes are two programmes


@dataclass(slots=True)
class _Programme:
    """Entries of one or more sheets that belong together."""

    name: str
    shape: frozenset[str]
    heading: str
    entries: list[Entry]
    sheets: list[str]
    side: Side | None
    codes: set[str]


def recognises(bundle: Bundle) -> bool:
    document = bundle.single
    if document is None:
        return False
    kind = sniff_office_type(document)
    if kind in ("xlsx", "ods", "xls"):
        return True
    if kind in ("", "encrypted") and document.extension in WORKBOOKS:
        return True
    if kind == "" and document.extension in TEXT_TABLES:
        return True
    return kind == "" and not document.name and _is_table_of_text(document)


def _is_table_of_text(document: Document) -> bool:
    """Bytes without a name: a table when the first rows name known columns."""
    if not looks_like_text(document.data):
        return False
    data = document.data[:100_000]
    sheets = read_sheets(Document("", data), limits=Limits(rows=50), deadline=Deadline(5), findings=Findings())
    return len(csv_records(data, limits=Limits(rows=50), findings=Findings())[0]) > 1 and any(map(find_header, sheets))


def read(source: type_of_source, *, limits: Limits | None = None) -> Reading:
    """Read one table file. Never raises for what is in it."""
    limits = limits or Limits()
    findings = Findings()
    deadline = Deadline(limits.seconds)
    try:
        bundle = open_source(source, limits=limits)
        document = bundle.single
        if document is None:
            message = _("{name} bevat meer dan een bestand. Kies een van de tabellen.")
            return Reading.failure(message.format(name=bundle.name or _("Dit")))
        sheets = read_sheets(document, limits=limits, deadline=deadline, findings=findings)
    except UnreadableSourceError as problem:
        return Reading((), (*Reading.failure(str(problem)).problems, *findings.problems()))
    if _is_filled_in(sheets):
        return Reading((), (*Reading.failure(_explain_filled_in(document)).problems, *findings.problems()))
    programmes = _find_programmes(sheets, limits=limits, findings=findings)
    groups = [(p, group) for p in programmes for group in _split_by_qualification(p)]
    builder = _Builder(document=document, several=len(programmes) > 1, limits=limits, findings=findings)
    frameworks = tuple(f for programme, group in groups if (f := builder.build(programme, group)) is not None)
    if not frameworks:
        why = _explain_no_rows(document) if any(map(_has_columns, sheets)) else _explain_nothing(document)
        return Reading((), (*Reading.failure(why).problems, *findings.problems()))
    return Reading(frameworks, findings.problems())


FORMAT = Format(name="Tabel (xlsx, ods, csv)", recognises=recognises, read=read)


def _is_filled_in(sheets: Sequence[Sheet]) -> bool:
    """A report of Hekloos itself: its other sheets look like programmes, but are what was not found."""
    return any(is_judgement_header(row) for sheet in sheets for row in sheet.rows[:SEARCHED_ROWS])


def _explain_filled_in(document: Document) -> str:
    message = _(
        "{name} is een rapport van Hekloos, geen programma. Kijk hoe ver u bent met: hekloos read {name}. "
        "Kies om te vergelijken het programma zelf."
    )
    return message.format(name=document.name or _("Dit bestand"))


def _explain_nothing(document: Document) -> str:
    name = document.name or _("Dit bestand")
    message = _(
        "In {name} staan geen kolommen die Hekloos kent. Zet boven de kolommen hun naam, "
        "zoals 'code' en 'tekst', of 'kerntaak' en 'werkproces'."
    )
    return message.format(name=name)


def _has_columns(sheet: Sheet) -> bool:
    header = find_header(sheet)
    return header is not None and not is_pupil_header(sheet.rows[header.row])


def _explain_no_rows(document: Document) -> str:
    message = _("In {name} staat onder de kolommen geen regel met tekst. Vul de teksten aan.")
    return message.format(name=document.name or _("Dit bestand"))


def _find_programmes(sheets: Sequence[Sheet], *, limits: Limits, findings: Findings) -> list[_Programme]:
    programmes: list[_Programme] = []
    for sheet in sheets:
        header = find_header(sheet)
        if header is not None and is_pupil_header(sheet.rows[header.row]):
            message = _("Hier lijken gegevens van leerlingen te staan, dus dit is niet gelezen. Haal die kolommen weg.")
            findings.add(message, sheet=sheet.name)
            continue
        if header is None:
            if len(sheets) > 1:
                message = _("Dit blad heeft geen kolommen die Hekloos kent en is overgeslagen.")
                findings.note(message, sheet=sheet.name)
            continue
        if header.unused:
            message = _("Deze kolommen zijn niet gebruikt: {names}.")
            findings.note(message.format(names=", ".join(name[:40] for name in header.unused[:12])), sheet=sheet.name)
        entries = read_entries(sheet, header, limits=limits, findings=findings)
        if not entries:
            continue
        if len(programmes) == MOST_PROGRAMMES:
            message = _("Vanaf dit blad is niets gelezen: er zijn al {count} programma's. Verdeel het bestand.")
            findings.add(message.format(count=MOST_PROGRAMMES), sheet=sheet.name)
            break
        codes = {entry.code.casefold() for entry in entries if entry.code}
        side = parse_side(sheet.name)
        found = _Programme(sheet.name, header.shape, _heading(sheet, header), entries, [sheet.name], side, codes)
        same = next((p for p in programmes if _belong_together(p, found)), None)
        if same is None:
            programmes.append(found)
        else:
            same.entries += entries
            same.sheets.append(sheet.name)
            same.codes |= codes
    return programmes


def _belong_together(left: _Programme, right: _Programme) -> bool:
    """Two sheets of one programme: filled in alike, of one side, and each with its own codes."""
    if left.shape != right.shape or left.side is not right.side:
        return False
    return len(left.codes & right.codes) <= SHARED_CODES * min(len(left.codes), len(right.codes))


def _heading(sheet: Sheet, header: Header) -> str:
    """The title that stands alone on a line above the table."""
    above = ({cell for cell in row.cells if cell} for row in sheet.rows[: header.row])
    heading = next((next(iter(cells)) for cells in above if len(cells) == 1), "")
    return clean_text(heading[:LONGEST_HEADING])


def _split_by_qualification(programme: _Programme) -> list[list[Entry]]:
    """Rows of each qualification and side; a row that names none belongs to the one above."""
    groups: dict[tuple[str, str, str, Side | None], list[Entry]] = {}
    crebo = qualification = year = ""
    side: Side | None = None
    for entry in programme.entries:
        if entry.crebo or entry.qualification:
            crebo, qualification = entry.crebo, entry.qualification
            year = entry.year if re.fullmatch(r"(?:19|20)\d\d\D?.*", entry.year) else ""
        side = entry.side or side
        groups.setdefault((crebo, qualification, year, side), []).append(entry)
        entry.crebo, entry.qualification, entry.year, entry.side = crebo, qualification, year, side
    return list(groups.values())


@dataclass(slots=True)
class _Builder:
    document: Document
    several: bool
    limits: Limits
    findings: Findings
    keys: FreeNames = field(default_factory=FreeNames)
    items: int = 0

    def build(self, programme: _Programme, entries: list[Entry]) -> Framework | None:
        first = entries[0]
        side = first.side or self._find_side(programme, entries)
        left = Limits(items=max(0, self.limits.items - self.items), depth=self.limits.depth)
        items = grow_tree(entries, side=side, limits=left, findings=self.findings)
        if not items:
            return None
        self.items += len(items)
        own = first.qualification or (programme.name if self.several else "")
        title = first.qualification or programme.heading or own or self.document.stem or _("Tabel")
        self._warn_of_no_content(title, items)
        return Framework(
            key=self._new_key(first, own, side),
            title=title,
            kind=_find_kind(entries),
            side=side,
            items=items,
            crebo=first.crebo,
            source=self.document.name,
            version=first.year,
            levels=frozenset[Level]().union(*(item.levels for item in items)),
        )

    def _new_key(self, first: Entry, own: str, side: Side) -> str:
        """What people type after the colon: the crebo, else the name; longer when it is taken."""
        name = _simplify(own) or _simplify(self.document.stem) or "tabel"
        base = first.crebo or name
        candidates = [base, f"{base}-{first.year}" if first.year else "", f"{base}-{side}", f"{base}-{name}"]
        return self.keys.take(*candidates, before_number=f"{base}-{name}-")

    def _find_side(self, programme: _Programme, entries: list[Entry]) -> Side:
        stated = _stated_sides(entries)
        if stated:
            if len(set(stated)) > 1:
                self._warn_of_both_sides()
            return max(Side, key=stated.count)
        named = parse_side(programme.name) or parse_side(self.document.name) or parse_side(programme.heading)
        signs = [Side.MBO if level.startswith("mbo") else Side.VMBO for e in entries for level in e.levels]
        signs += [SIDE_OF_KIND[e.kind] for e in entries if e.kind in SIDE_OF_KIND]
        signs += [Side.MBO for e in entries if e.crebo]
        if named is None and signs:
            return max(Side, key=signs.count)
        if named is None:
            message = _(
                "Het is niet te zien of dit vmbo of mbo is; Hekloos neemt vmbo. "
                "Zet vmbo of mbo in de naam van het bestand als dat anders is."
            )
            self.findings.note(message)
        return named or Side.VMBO

    def _warn_of_no_content(self, title: str, items: Sequence[Item]) -> None:
        if not any(item.kind in COMPARABLE_KINDS for item in items):
            message = _(
                "In '{title}' staan geen eindtermen, werkprocessen of onderwerpen, dus er valt niets te vergelijken. "
                "Voeg ze toe, of kies een andere tabel."
            )
            self.findings.add(message.format(title=title[:80]))

    def _warn_of_both_sides(self) -> None:
        message = _(
            "Hier staan onderdelen van vmbo en mbo door elkaar; alles geldt nu als een kant. "
            "Zet ze in twee bestanden, of voeg een kolom 'vmbo of mbo' toe."
        )
        self.findings.add(message)


def _stated_sides(entries: Sequence[Entry]) -> list[Side]:
    """Sides of the kinds that only one side has; both speak of modules, tasks and skills."""
    return [SIDE_OF_KIND[e.kind] for e in entries if e.kind in SIDE_OF_KIND and e.kind not in KINDS_OF_BOTH]


def _find_kind(entries: Sequence[Entry]) -> FrameworkKind:
    stated = _stated_sides(entries)
    if any(entry.kind is ItemKind.FRAGMENT for entry in entries):
        return FrameworkKind.LESSON_MATERIAL
    if not stated:
        return FrameworkKind.SCHOOL_PROGRAMME
    vmbo = stated.count(Side.VMBO) * 2 >= len(stated)
    return FrameworkKind.EXAM_PROGRAMME if vmbo else FrameworkKind.QUALIFICATION_DOSSIER


def _simplify(text: str) -> str:
    """A name for typing: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
