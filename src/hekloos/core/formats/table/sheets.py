"""Tables in a workbook or csv as people like them, and as no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes these as the start of a formula


def write_sheet(
    sheet: "Worksheet", names: Sequence[str], rows: Iterable[Sequence[str | float]], *, widths: Sequence[int]
) -> int:
    """Write a table with a frozen, filtered header that repeats in print; gives the number of rows."""
    from openpyxl.styles import Alignment, Font, PatternFill

    write_row(sheet, 1, names)
    count = 0
    top = Alignment(vertical="top", wrap_text=True)
    for count, row in enumerate(rows, start=1):
        write_row(sheet, count + 1, row)
        for column in range(1, len(row) + 1):
            sheet.cell(count + 1, column).alignment = top
    for column, width in enumerate(widths, start=1):
        cell = sheet.cell(1, column)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0A6166")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{sheet.cell(count + 1, len(names)).coordinate}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return count


def write_row(sheet: "Worksheet", number: int, values: Sequence[str | float]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # text stays text, also when it starts with =
        else:
            cell.value = value


def write_csv(names: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """Semicolons and a byte order mark: what a Dutch spreadsheet opens without asking."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(names)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _harmless(value: str | float) -> str:
    """Decimal comma for numbers; a quote before text that would be taken for a formula."""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text
