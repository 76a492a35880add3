"""Tables in a workbook or csv as people like them, and as no spreadsheet takes for formulas."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hekloos.core.formats.characters import REFUSED_BY_XML

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE = 15  # points
MOST_LINES = 8
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes these as the start of a formula


def write_sheet(
    sheet: "Worksheet", names: Sequence[str], rows: Iterable[Sequence[str | float]], *, widths: Sequence[int]
) -> int:
    """Write a table with a frozen, filtered header that repeats in print; gives the number of rows."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    write_row(sheet, 1, names)
    count = 0
    top, line = Alignment(vertical="top", wrap_text=True), Border(bottom=Side(style="hair"))
    for count, row in enumerate(rows, start=1):
        write_row(sheet, count + 1, row)
        for column in range(1, len(row) + 1):
            cell = sheet.cell(count + 1, column)
            cell.alignment, cell.border = top, line
        sheet.row_dimensions[count + 1].height = LINE * _lines(row, widths)
    for column, width in enumerate(widths, start=1):
        cell = sheet.cell(1, column)
        cell.font, cell.fill = Font(name="Calibri", bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0A6166")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{sheet.cell(count + 1, len(names)).coordinate}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return count


def _lines(row: Sequence[str | float], widths: Sequence[int]) -> int:
    """How many lines the longest text takes; spreadsheets do not all find that out by themselves."""
    needed = (
        math.ceil(1.1 * len(value) / width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)
    )
    return min(MOST_LINES, max(needed, default=1) or 1)


def write_row(sheet: "Worksheet", number: int, values: Sequence[str | float]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        if isinstance(value, str):
            cell.value = REFUSED_BY_XML.sub("", value)
            cell.data_type = "s"  # text stays text, also when it starts with =
        else:
            cell.value = value


def write_csv(names: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    """Semicolons and a byte order mark: what a Dutch spreadsheet opens without asking."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(names)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _harmless(value: str | float) -> str:
    """Decimal comma for numbers; a quote before text that would be taken for a formula."""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text
