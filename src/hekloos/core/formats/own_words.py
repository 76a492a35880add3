"""A lab's own words: a table with two columns, a word and another that means the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from hekloos.core.formats.findings import Findings
from hekloos.core.formats.reading import (
    Deadline,
    Limits,
    Problem,
    UnreadableSourceError,
    open_source,
    type_of_source,
)
from hekloos.core.formats.table.cells import Row, Sheet, read_sheets
from hekloos.core.language import _

HEADERS = frozenset({"woord", "woorden", "ons woord", "eigen woord", "betekent", "zelfde als", "word", "means"})
MOST_WORDS = 5_000
LONGEST, MOST_PARTS = 80, 4


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Pairs of a word or phrase and one that means the same, in lower case, with what went wrong."""

    equal: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def read_own_words(source: type_of_source, *, limits: Limits | None = None) -> OwnWords:
    """Read such a table (csv, xlsx or ods). Never raises for what is in it."""
    limits, findings = limits or Limits(), Findings()
    try:
        document = open_source(source, limits=limits).single
        if document is None:
            raise UnreadableSourceError(_("Dit zijn meer bestanden. Kies één tabel met woorden."))
        sheets = read_sheets(document, limits=limits, deadline=Deadline(limits.seconds), findings=findings)
    except UnreadableSourceError as problem:
        return OwnWords((), (Problem(message=str(problem)), *findings.problems()))
    equal = tuple(dict.fromkeys(pair for sheet in sheets for pair in _pairs(sheet, findings)))
    if len(equal) > MOST_WORDS:
        message = _("Er staan meer dan {most} woorden in; de rest telt niet mee. Houd de lijst korter.")
        findings.add(message.format(most=MOST_WORDS))
    if not equal:
        message = _("Er staan geen woorden in. Zet in kolom A uw woord en in kolom B een woord dat hetzelfde betekent.")
        return OwnWords((), (Problem(message=message), *findings.problems()))
    return OwnWords(equal[:MOST_WORDS], findings.problems())


def _pairs(sheet: Sheet, findings: Findings) -> Iterator[tuple[str, str]]:
    for row in sheet.rows:
        first, second = (_cell(row, position) for position in (0, 1))
        if not first and not second or {first, second} & HEADERS:
            continue
        if not first or not second:
            message = _("Hier staat maar één woord. Vul in kolom A uw woord in en in kolom B wat hetzelfde betekent.")
            findings.add(message, sheet=sheet.name, row=row.number)
        elif any(len(said) > LONGEST or len(said.split()) > MOST_PARTS for said in (first, second)):
            message = _("Dit is te lang. Schrijf een woord, of ten hoogste vier woorden.")
            findings.add(message, sheet=sheet.name, row=row.number)
        elif first != second:
            yield first, second


def _cell(row: Row, position: int) -> str:
    return " ".join(row.cells[position].lower().split()) if position < len(row.cells) else ""
