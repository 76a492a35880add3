"""Rows of text out of a table file (xlsx, ods, xls, csv, tsv), whatever program wrote it."""

import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hekloos.core.formats.characters import clean_name
from hekloos.core.formats.findings import Findings
from hekloos.core.formats.office_files import describe_damage, describe_password, repack, sniff_office_type
from hekloos.core.formats.reading import Deadline, Document, Limits, UnreadableSourceError
from hekloos.core.formats.table.csv_files import MOST_COLUMNS, csv_records, looks_like_text
from hekloos.core.formats.table.old_excel import DamagedError, PasswordError, TooManyCellsError, read_old_excel
from hekloos.core.formats.table.weight import ExpatError, HostileTableError, Outline, outline_workbook
from hekloos.core.language import _

LONGEST_SHEET_NAME = 100  # Excel allows 31 characters
SEPARATORS = (b";", b",", b"\t", b"|")
MOST_CELLS = 5_000_000  # about 160 MB in the library that reads them


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as people see it, and its cells as text without spaces around.

    `repeated` names the columns whose text comes from a merged cell that began in a row above.
    """

    number: int
    cells: tuple[str, ...]
    repeated: frozenset[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that are not blank; `name` is empty in csv."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(document: Document, *, limits: Limits, deadline: Deadline, findings: Findings) -> tuple[Sheet, ...]:
    """All sheets with something in them. Raises UnreadableSourceError, also for what is no table."""
    if not document.data.strip():
        message = _("{name} is leeg. Kijk of het bestand goed is opgeslagen of opgehaald.")
        raise UnreadableSourceError(message.format(name=document.name or _("Het bestand")))
    kind = sniff_office_type(document)
    if kind in ("xlsx", "ods"):
        sheets = _workbook_sheets(document, kind, limits=limits, deadline=deadline, findings=findings)
    elif kind == "xls":
        sheets = _old_sheets(document, deadline=deadline, findings=findings)
    elif not document.is_zip and kind == "" and looks_like_text(document.data):
        if max(map(document.data.count, SEPARATORS)) > MOST_CELLS:
            raise UnreadableSourceError(describe_size(document.name or _("Het bestand")))
        records = csv_records(document.data, limits=limits, findings=findings)
        sheets = iter([("", _text_rows(records, {}), Outline())])
    else:
        repack(document, limits=limits)  # says what is wrong with it, if anything is
        raise UnreadableSourceError(describe_damage(document.name or _("Het bestand")))
    return tuple(_limited_sheets(sheets, limits=limits, deadline=deadline, findings=findings))


Rows = Iterator[Row]


def _limited_sheets(
    sheets: Iterable[tuple[str, Rows, Outline]], *, limits: Limits, deadline: Deadline, findings: Findings
) -> Iterator[Sheet]:
    left = limits.rows
    for name, rows, outline in sheets:
        kept: list[Row] = []
        for row in rows:
            if row.is_blank and not deadline.passed:
                continue
            if left == 0 or deadline.passed:
                _say_that_it_stops(name, row.number, findings, limits=limits, late=left > 0)
                break
            kept.append(row)
            left -= 1
        for number in outline.empty_formulas:
            message = _(
                "Hier staat een formule zonder uitkomst, dus de cel is leeg. "
                "Open het bestand in Excel of LibreOffice en bewaar het opnieuw."
            )
            findings.add(message, sheet=name, row=number)
        if kept:
            yield Sheet(clean_name(name)[:LONGEST_SHEET_NAME], tuple(kept))


def _say_that_it_stops(name: str, row: int, findings: Findings, *, limits: Limits, late: bool) -> None:
    if late:
        message = _("Het lezen duurde te lang en stopte hier. Maak het bestand kleiner, of verdeel het.")
    else:
        message = _("Hekloos leest hoogstens {limit} regels; vanaf hier is niets gelezen. Verdeel het bestand.")
    findings.add(message.format(limit=limits.rows), sheet=name, row=row)


def _old_sheets(document: Document, *, deadline: Deadline, findings: Findings) -> Iterator[tuple[str, Rows, Outline]]:
    name = document.name or _("Het bestand")
    try:
        sheets = read_old_excel(document.data, deadline=deadline)
    except DamagedError as error:
        message = _("{name} is beschadigd, of ouder dan Excel 97. Open het en bewaar het als xlsx.")
        raise UnreadableSourceError(message.format(name=name)) from error
    except TooManyCellsError as error:
        raise UnreadableSourceError(describe_size(name)) from error
    except PasswordError as error:
        raise UnreadableSourceError(describe_password(name)) from error
    for sheet in sheets:
        if sheet.is_visible:
            outline = Outline(most=(max(sheet.cells, default=-1), 0))
            yield sheet.name, _text_rows(sheet.rows(), _covered(sheet.spans, outline)), Outline()
        else:
            findings.note(describe_hidden_sheet(), sheet=sheet.name)


def describe_hidden_sheet() -> str:
    return _("Dit blad is verborgen en niet gelezen. Maak het zichtbaar als het erbij hoort.")


def _workbook_sheets(
    document: Document, kind: str, *, limits: Limits, deadline: Deadline, findings: Findings
) -> Iterator[tuple[str, Rows, Outline]]:
    name = document.name or _("Het bestand")
    outlines, data = _weighed(document, kind, name=name, limits=limits, deadline=deadline)
    workbook = _Workbook(data, name)
    for sheet in workbook.sheet_names(findings):
        outline = outlines.get(sheet)
        if outline is None:
            message = _("Dit blad is beschadigd en niet gelezen. Open het bestand en bewaar het opnieuw.")
            findings.add(message, sheet=sheet)
            continue
        if outline.cells > MOST_CELLS or outline.characters > 2 * limits.bytes:
            message = _(
                "Dit blad is te groot om te lezen, misschien door een cel ver onder of rechts van de rest. "
                "Kopieer de tabel naar een nieuw blad."
            )
            findings.add(message, sheet=sheet)
            continue
        values, spans = workbook.values(sheet)
        yield sheet, _text_rows(values, _covered(spans or outline.spans, outline)), outline


def _weighed(
    document: Document, kind: str, *, name: str, limits: Limits, deadline: Deadline
) -> tuple[dict[str, Outline], bytes]:
    """Outlines by sheet and bytes that are safe to give to the library."""
    try:
        # Without the parts of other kinds of workbook, which the library would try when it cannot read this one.
        packed = repack(document, limits=limits, keep=_is_ods_part if kind == "ods" else _is_xlsx_part)
        outlines = outline_workbook(packed, deadline=deadline)
        if kind == "ods" and sum(outline.cells for outline in outlines.values()) > MOST_CELLS:
            raise UnreadableSourceError(describe_size(name))  # the library reads all sheets of ods at once
        return outlines, packed
    except (ExpatError, HostileTableError, KeyError, ValueError) as error:
        raise UnreadableSourceError(describe_damage(name)) from error


def _is_xlsx_part(member: str) -> bool:
    folder, _slash, name = member.lower().partition("/")
    return member == "[Content_Types].xml" or (bool(name) and folder in ("xl", "_rels") and not name.endswith(".bin"))


def _is_ods_part(member: str) -> bool:
    return member in ("mimetype", "content.xml", "META-INF/manifest.xml")


def describe_size(name: str) -> str:
    message = _(
        "{name} is te groot om te lezen, misschien door een cel ver onder of rechts van de rest. "
        "Kopieer de tabel naar een nieuw bestand."
    )
    return message.format(name=name)


class _Workbook:
    """The library that reads spreadsheets, with its errors turned into sentences."""

    def __init__(self, data: bytes, name: str) -> None:
        from python_calamine import CalamineError, load_workbook
        from python_calamine import PasswordError as LockedError

        self.name, self.error = name, CalamineError
        try:
            self.workbook = load_workbook(io.BytesIO(data))
        except LockedError as error:
            raise UnreadableSourceError(describe_password(name)) from error
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableSourceError(describe_damage(name)) from error
        except BaseException as error:
            raise self._damage(error) from error

    def _damage(self, error: BaseException) -> BaseException:
        """A panic of the library is damage; it comes as a BaseException that cannot be imported."""
        return UnreadableSourceError(describe_damage(self.name)) if type(error).__name__ == "PanicException" else error

    def sheet_names(self, findings: Findings) -> Iterator[str]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        for sheet in self.workbook.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible == SheetVisibleEnum.Visible:
                yield sheet.name
            else:
                findings.note(describe_hidden_sheet(), sheet=sheet.name)

    def values(self, sheet: str) -> tuple[Iterator[list[object]], list[tuple[int, int, int, int]]]:
        """Rows from the top of the sheet, and merged cells as (row, column, rows, columns)."""
        try:
            found = self.workbook.get_sheet_by_name(sheet)
            merged = found.merged_cell_ranges or []
            spans = [(r, c, last_r - r + 1, last_c - c + 1) for (r, c), (last_r, last_c) in merged]
            return (list(row) for row in found.iter_rows()), spans
        except (self.error, OSError, ValueError) as error:
            raise UnreadableSourceError(describe_damage(self.name)) from error
        except BaseException as error:
            raise self._damage(error) from error


def _covered(spans: Iterable[tuple[int, int, int, int]], outline: Outline) -> dict[int, dict[int, tuple[int, int]]]:
    """For each row the columns that lie in a merged cell, and the cell where that begins."""
    covered: dict[int, dict[int, tuple[int, int]]] = {}
    room = MOST_CELLS // 5
    last_row = outline.most[0] if outline.most[0] >= 0 else 1 << 16
    for row, column, rows, columns in spans:
        inside = range(column, min(column + columns, MOST_COLUMNS))
        for below in range(row, min(row + rows, last_row + 1)) if inside else ():
            for right in inside:
                room -= 1
                if room < 0:
                    return covered
                covered.setdefault(below, {})[right] = (row, column)
    return covered


def _text_rows(values: Iterable[Iterable[object]], covered: dict[int, dict[int, tuple[int, int]]]) -> Rows:
    begun: dict[tuple[int, int], str] = {}
    for index, row in enumerate(values):
        cells = [_as_text(value) for value, _column in zip(row, range(MOST_COLUMNS), strict=False)]
        repeated: set[int] = set()
        for column, origin in covered.get(index, {}).items():
            if origin == (index, column):
                begun[origin] = cells[column] if column < len(cells) else ""
            elif column < len(cells) and not cells[column] and begun.get(origin):
                cells[column] = begun[origin]
                if origin[0] < index:
                    repeated.add(column)
        yield Row(index + 1, tuple(cells), frozenset(repeated))


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
