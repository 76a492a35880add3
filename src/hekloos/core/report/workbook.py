"""The report as a workbook in which a lab can already work: filters, and columns for verdicts."""

import io
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Relation
from hekloos.core.formats.table.sheets import write_row, write_sheet
from hekloos.core.language import _
from hekloos.core.overlap.explain import relation_words
from hekloos.core.report import wording
from hekloos.core.report.content import Content
from hekloos.core.report.plain import column_names, pair_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PAIR_WIDTHS = (22, 28, 16, 44, 10, 13, 44, 30, 8, 18, 13, 50, 40, 15, 15, 30)
TO_FILL = "FFF8E1"  # pale yellow: here you write


def render_workbook(content: Content) -> bytes:
    """Sheets: summary, pairs, terms without a match, mbo items nothing touches, the map as a table."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(book.create_sheet(_("Samenvatting")), content)
    _pairs(book.create_sheet(_("Paren")), content)
    write_sheet(
        book.create_sheet(_("Niets gevonden")),
        (_("module"), _("code vmbo"), _("eindterm")),
        ((row.path[0].text if row.path else "", row.item.code, row.item.text) for row in content.without_match),
        widths=(34, 18, 90),
    )
    write_sheet(
        book.create_sheet(_("Nieuw in het mbo")),
        (_("code mbo"), _("mbo-onderdeel")),
        ((item.code, item.text) for item in content.untouched),
        widths=(18, 100),
    )
    write_sheet(
        book.create_sheet(_("Overlapkaart")),
        (_("vmbo-module"), _("mbo-kerntaak"), _("dubbel"), _("bouwt voort")),
        ((wording.name(r.left), wording.name(r.right), r.same, r.builds_on) for r in content.ribbons),
        widths=(50, 50, 10, 14),
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _summary(sheet: "Worksheet", content: Content) -> None:
    from openpyxl.styles import Alignment, Font

    lines = [
        (_("Overlap tussen {left} en {right}").format(left=content.left.title, right=content.right.title), ""),
        *((sentence, "") for sentence in wording.summary(content)),
        (_("Vul op het blad Paren uw oordeel in: dubbel, bouwt voort, verwant of geen."), ""),
        ("", ""),
        *wording.facts(content),
        *((_("Opgevallen bij het lezen"), str(problem)) for problem in content.problems),
    ]
    for number, line in enumerate(lines, start=1):
        write_row(sheet, number, line)
        sheet.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=bool(line[1]))
        sheet.cell(number, 2).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 100


def _pairs(sheet: "Worksheet", content: Content) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    count = write_sheet(sheet, column_names(), pair_rows(content), widths=PAIR_WIDTHS)
    first = column_names().index(_("oordeel vmbo")) + 1
    words = relation_words()
    answers = (words[Relation.SAME], words[Relation.BUILDS_ON], words[Relation.RELATED], _("geen"))
    choice = DataValidation(type="list", formula1=f'"{",".join(answers)}"', allow_blank=True)
    choice.error = _("Kies dubbel, bouwt voort, verwant of geen.")
    sheet.add_data_validation(choice)
    fill = PatternFill("solid", fgColor=TO_FILL)
    for number in range(2, count + 2):
        sheet.cell(number, column_names().index(_("kans")) + 1).number_format = "0%"
        for column in range(first, first + 3):
            sheet.cell(number, column).fill = fill
    if count:
        choice.add(f"{sheet.cell(2, first).coordinate}:{sheet.cell(count + 1, first + 1).coordinate}")
