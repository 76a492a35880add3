"""A result of Hekloos that teachers have filled in: which pair is what, according to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hekloos.core.curriculum import Relation
from hekloos.core.formats.findings import Findings
from hekloos.core.formats.reading import (
    Deadline,
    Limits,
    Problem,
    Severity,
    UnreadableSourceError,
    open_source,
    shorten,
    type_of_source,
)
from hekloos.core.formats.table.cells import Row, Sheet, read_sheets
from hekloos.core.formats.table.headers import SEARCHED_ROWS, fold_name
from hekloos.core.language import _

_WORDS = {
    Relation.SAME: "dubbel, d, 1, same, hetzelfde, gelijk",
    Relation.BUILDS_ON: "bouwt voort, bouwt voort op, v, 2, builds on, voortbouwend",
    Relation.RELATED: "verwant, r, 3, related",
    Relation.NONE: "geen, n, 4, none, geen overlap",
}
RELATION_OF_WORD = {word: relation for relation, words in _WORDS.items() for word in words.split(", ")}

MOST_ROWS_BEFORE = 1_000  # on the sheet with the summary, that stands before the pairs

LONGEST_REMARKS = 20_000  # letters, of all rows about one pair

LEFT, RIGHT, VMBO, MBO, REMARK = "code vmbo", "code mbo", "oordeel vmbo", "oordeel mbo", "opmerking"
_NAMES = {name: name for name in (LEFT, RIGHT, VMBO, MBO, REMARK)} | {"opmerkingen": REMARK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What two teachers think of one pair; None where somebody has not judged (yet)."""

    left: str
    right: str
    judgement_vmbo: Relation | None = None
    judgement_mbo: Relation | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """Filled-in rows, and what could not be understood. Rows in which nothing is filled in are left out."""

    rows: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_judgements(source: type_of_source, *, limits: Limits | None = None) -> Judgements:
    """Read a filled-in xlsx, ods or csv. Never raises for what is in it."""
    limits = limits or Limits()
    findings = Findings()
    try:
        document = open_source(source, limits=limits).single
        if document is None:
            raise UnreadableSourceError(_("Dit zijn meer bestanden. Kies een ingevuld bestand."))
        sheets = read_sheets(document, limits=limits, deadline=Deadline(limits.seconds), findings=findings)
    except UnreadableSourceError as problem:
        return Judgements((), (Problem(message=str(problem)), *findings.problems()))
    headed = [(sheet, found) for sheet in sheets if (found := _find_columns(sheet)) is not None]
    if not headed:
        message = _(
            "Er is geen blad met de kolommen 'code vmbo', 'code mbo' en 'oordeel vmbo' of 'oordeel mbo'. "
            "Gebruik het bestand dat Hekloos heeft gemaakt en laat de kopregel staan."
        )
        return Judgements((), (Problem(message=message), *findings.problems()))
    rows: dict[tuple[str, str], Judgement] = {}
    for sheet, (start, columns) in headed:
        for judgement, row in _judged(sheet, start, columns, limits=limits, findings=findings):
            _keep(rows, judgement, sheet=sheet.name, row=row, findings=findings)
    if not rows and not findings.problems():
        message = _("Er is nog niets ingevuld. Vul een oordeel in, zoals dubbel, bouwt voort, verwant of geen.")
        findings.add(message, severity=Severity.NOTE)
    return Judgements(tuple(rows.values()), findings.problems())


def holds_judgements(source: type_of_source, *, limits: Limits | None = None) -> bool:
    """Is this a result of Hekloos, with columns for what teachers think of a pair?"""
    limits = limits or Limits()
    limits = replace(limits, rows=min(limits.rows, MOST_ROWS_BEFORE))
    try:
        document = open_source(source, limits=limits).single
        if document is None:
            return False
        sheets = read_sheets(document, limits=limits, deadline=Deadline(limits.seconds), findings=Findings())
    except UnreadableSourceError:
        return False
    return any(_find_columns(sheet) is not None for sheet in sheets)


def _find_columns(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        columns: dict[str, int] = {}
        for position, cell in enumerate(row.cells):
            name = _NAMES.get(fold_name(cell))
            if name is not None:
                columns.setdefault(name, position)
        if {LEFT, RIGHT} <= set(columns) and {VMBO, MBO} & set(columns):
            return index, columns
    return None


def _judged(
    sheet: Sheet, start: int, columns: dict[str, int], *, limits: Limits, findings: Findings
) -> Iterable[tuple[Judgement, int]]:
    for row in sheet.rows[start + 1 :]:
        cells = {name: _cell(row, position, limits) for name, position in columns.items()}
        vmbo = _relation(cells.get(VMBO, ""), sheet=sheet.name, row=row.number, findings=findings)
        mbo = _relation(cells.get(MBO, ""), sheet=sheet.name, row=row.number, findings=findings)
        remark = cells.get(REMARK, "")
        if vmbo is None and mbo is None and not remark:
            continue
        if not (cells[LEFT] and cells[RIGHT]):
            message = _("Hier is een oordeel ingevuld, maar een van de codes ontbreekt. Vul beide codes in.")
            findings.add(message, sheet=sheet.name, row=row.number)
            continue
        found = Judgement(left=cells[LEFT], right=cells[RIGHT], judgement_vmbo=vmbo, judgement_mbo=mbo, remark=remark)
        yield found, row.number


def _cell(row: Row, position: int, limits: Limits) -> str:
    return shorten(row.cells[position], limits) if position < len(row.cells) else ""


def _relation(text: str, *, sheet: str, row: int, findings: Findings) -> Relation | None:
    word = " ".join(text.lower().replace("_", " ").split()).strip(" .!'\"")
    relation = RELATION_OF_WORD.get(word)
    if word and relation is None and word not in ("-", "?", "nvt"):
        message = _("Hekloos kent het oordeel '{word}' niet. Schrijf dubbel, bouwt voort, verwant of geen.")
        findings.add(message.format(word=text[:40]), sheet=sheet, row=row)
    return relation


def _keep(
    rows: dict[tuple[str, str], Judgement], judgement: Judgement, *, sheet: str, row: int, findings: Findings
) -> None:
    """Rows about one pair together: of each side the last verdict counts, as people correct themselves below.

    A pair may stand on two sheets, with the verdict of one side on each.
    """
    pair = judgement.left, judgement.right
    before = rows.get(pair)
    if before is None:
        rows[pair] = judgement
        return
    if _contradicts(before.judgement_vmbo, judgement.judgement_vmbo) or _contradicts(
        before.judgement_mbo, judgement.judgement_mbo
    ):
        message = _("Over {left} en {right} staat hierboven al iets anders; deze regel telt. Haal een van beide weg.")
        findings.add(message.format(left=pair[0][:60], right=pair[1][:60]), sheet=sheet, row=row)
    rows[pair] = replace(
        judgement,
        judgement_vmbo=judgement.judgement_vmbo or before.judgement_vmbo,
        judgement_mbo=judgement.judgement_mbo or before.judgement_mbo,
        remark=_both(before.remark, judgement.remark),
    )


def _both(before: str, remark: str) -> str:
    """What two rows say of one pair; a row that says the same, or one after very many, adds nothing."""
    if not before or not remark:
        return before or remark
    return before if before == remark or len(before) > LONGEST_REMARKS else f"{before}; {remark}"


def _contradicts(before: Relation | None, after: Relation | None) -> bool:
    return before is not None and after is not None and before is not after
