"""Rows of one sheet turned into entries: what stands on a line, before it is known what belongs where."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hekloos.core.curriculum import ItemKind, Level, Side
from hekloos.core.formats.findings import Findings
from hekloos.core.formats.reading import Limits, shorten
from hekloos.core.formats.table.cells import Row, Sheet
from hekloos.core.formats.table.headers import Column, Header, TreeLevel
from hekloos.core.formats.table.words import (
    BEHAVIOUR,
    kind_of_code,
    looks_like_code,
    parse_hours,
    parse_kind,
    parse_levels,
    parse_side,
    split_code,
)
from hekloos.core.language import _

MOST_WORDS_NAMED = 3  # of one cell


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """One line of a programme while its table is being read.

    `parent` is the code (or text) that the row names; `above` the entry that it follows from.
    """

    sheet: str
    row: int
    text: str = ""
    code: str = ""
    kind: ItemKind | None = None
    is_behaviour: bool = False
    parent: str = ""
    names_parent: bool = False
    above: "Entry | None" = None
    description: str = ""
    result: str = ""
    reference: str = ""
    remark: str = ""
    levels: frozenset[Level] = frozenset()
    hours: float | None = None
    side: Side | None = None
    crebo: str = ""
    qualification: str = ""
    year: str = ""


def read_entries(sheet: Sheet, header: Header, *, limits: Limits, findings: Findings) -> list[Entry]:
    """Everything below the header, in the order of the rows."""
    reader = _Reader(sheet.name, header, limits, findings)
    rows = sheet.rows[header.row + 1 :]
    return list(reader.paths(rows) if header.levels else reader.lines(rows))


@dataclass(slots=True)
class _Reader:
    sheet: str
    header: Header
    limits: Limits
    findings: Findings
    nodes: dict[tuple[Entry | None, str, str], Entry] = field(default_factory=dict)

    def cell(self, row: Row, column: Column) -> str:
        return self.at(row, self.header.columns.get(column), column)

    def at(self, row: Row, position: int | None, column: Column = Column.TEXT) -> str:
        text = row.cells[position] if position is not None and position < len(row.cells) else ""
        if len(text) > self.limits.text:
            message = _("De tekst is langer dan {limit} tekens en is afgekapt. Verdeel de tekst over meer regels.")
            self.findings.add(message.format(limit=self.limits.text), sheet=self.sheet, row=row.number)
        return shorten(text, self.limits)

    def lines(self, rows: tuple[Row, ...]) -> Iterator[Entry]:
        """One item per row."""
        section: Entry | None = None
        before: Entry | None = None
        for row in rows:
            entry = self._filled(Entry(sheet=self.sheet, row=row.number), row)
            if before is not None and self._continues(row):
                self._append_description(before, entry.description)
                continue
            if self._is_section(row, entry):
                section = before = Entry(sheet=self.sheet, row=row.number, kind=ItemKind.GROUP)
                section.code, section.text = split_code(entry.text or entry.code)
                section.crebo, section.qualification, section.year = entry.crebo, entry.qualification, entry.year
                yield section
                continue
            if not (entry.text or entry.code or entry.description):
                continue
            entry.above = section
            before = entry
            yield entry

    def _continues(self, row: Row) -> bool:
        """A merged text runs on over rows that only add to its description."""
        return self.header.columns.get(Column.TEXT) in row.repeated

    def _is_section(self, row: Row, entry: Entry) -> bool:
        """A line between the others, such as "Periode 1" over the whole width."""
        if {Column.PARENT, Column.KIND} & set(self.header.columns):
            return False
        filled = {cell for cell in row.cells if cell}
        return (
            len(filled) == 1 and bool(entry.code) and entry.text in ("", entry.code) and not looks_like_code(entry.code)
        )

    def _filled(self, entry: Entry, row: Row) -> Entry:
        """The entry with all that the row says, apart from its place in the tree."""
        entry.text, entry.code = self.cell(row, Column.TEXT), self.cell(row, Column.CODE)
        entry.is_behaviour = parse_kind(self.cell(row, Column.KIND)) == BEHAVIOUR
        if not entry.code and not entry.is_behaviour:
            entry.code, entry.text = split_code(entry.text)
        entry.description, entry.result = self.cell(row, Column.DESCRIPTION), self.cell(row, Column.RESULT)
        entry.reference, entry.remark = self.cell(row, Column.REFERENCE), self.cell(row, Column.REMARK)
        entry.crebo, entry.year = self.cell(row, Column.CREBO), self.cell(row, Column.YEAR)
        entry.qualification = self.cell(row, Column.QUALIFICATION)
        entry.parent, entry.names_parent = self.cell(row, Column.PARENT), Column.PARENT in self.header.columns
        entry.side = parse_side(self.cell(row, Column.SIDE))
        entry.hours = self._hours(row)
        entry.levels = self._levels(row)
        self._set_kind(entry, row)
        return entry

    def _set_kind(self, entry: Entry, row: Row) -> None:
        stated = self.cell(row, Column.KIND)
        kind = parse_kind(stated) if stated else None
        if stated and kind is None:
            message = _(
                "Hekloos kent de soort '{word}' niet. Gebruik een soort zoals eindterm, kerntaak of werkproces."
            )
            self.findings.add(message.format(word=stated[:40]), sheet=self.sheet, row=row.number)
        entry.kind = kind if isinstance(kind, ItemKind) else self.header.kind or kind_of_code(entry.code)

    def _hours(self, row: Row) -> float | None:
        text = self.cell(row, Column.HOURS)
        hours = parse_hours(text) if text else None
        if text and hours is None:
            message = _("'{word}' is geen aantal uren en is niet gebruikt. Schrijf een getal, zoals 2 of 1,5.")
            self.findings.add(message.format(word=text[:40]), sheet=self.sheet, row=row.number)
        if hours is not None and self.header.counts_minutes and text.replace(",", ".").replace(".", "").isdigit():
            return round(hours / 60, 2)
        return hours

    def _levels(self, row: Row) -> frozenset[Level]:
        levels, unknown = parse_levels(self.cell(row, Column.LEVELS))
        for word in unknown[:MOST_WORDS_NAMED]:
            message = _("Hekloos kent het niveau '{word}' niet. Gebruik BB, KB, GL of TL, of mbo-1 tot en met mbo-4.")
            self.findings.add(message.format(word=word[:40]), sheet=self.sheet, row=row.number)
        return levels

    def paths(self, rows: tuple[Row, ...]) -> Iterator[Entry]:
        """Several columns of items: each row is a path, a blank or merged cell repeats the one above."""
        current: list[Entry | None] = [None] * len(self.header.levels)
        for row in rows:
            created: list[Entry] = []
            changed = False
            for depth, level in enumerate(self.header.levels):
                text = "" if level.column in row.repeated and not changed else self.at(row, level.column)
                if text:
                    node = self._node(row, level, text, next((n for n in reversed(current[:depth]) if n), None))
                    changed = changed or node is not current[depth]
                    created += [node] if node.row == row.number and node is not current[depth] else []
                    current[depth] = node
                elif changed:
                    current[depth] = None
            deepest = next((node for node in reversed(current) if node), None)
            if deepest is not None:
                self._add_details(deepest, row)
            yield from created

    def _node(self, row: Row, level: TreeLevel, text: str, above: Entry | None) -> Entry:
        code = self.at(row, level.code)
        if not code:
            code, text = (text, text) if looks_like_code(text) else split_code(text)
        key = (above, code, text)
        if key not in self.nodes:
            kind = level.kind or kind_of_code(code)
            self.nodes[key] = Entry(sheet=self.sheet, row=row.number, text=text, code=code, kind=kind, above=above)
        return self.nodes[key]

    def _add_details(self, node: Entry, row: Row) -> None:
        """What the other columns say belongs to the deepest item of the row."""
        details = self._filled(Entry(sheet=self.sheet, row=row.number), row)
        if node.text == node.code and details.description:  # "E1 | Zagen van hout": the code is no text
            node.text = details.description
        elif details.description != node.text:
            self._append_description(node, details.description)
        node.code = node.code or details.code
        node.levels |= details.levels
        for name in ("hours", "result", "reference", "remark", "side", "crebo", "qualification", "year"):
            if not getattr(node, name):
                setattr(node, name, getattr(details, name))

    def _append_description(self, entry: Entry, description: str) -> None:
        room = self.limits.text - len(entry.description)
        if description and room > 0 and description not in entry.description:
            entry.description = f"{entry.description} {description}".strip()[: self.limits.text]
