"""The report as a workbook in which a lab can already work: filters, and columns for verdicts."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Relation
from hekloos.core.formats.table.sheets import write_row, write_sheet
from hekloos.core.language import _
from hekloos.core.overlap.explain import relation_words
from hekloos.core.report import wording
from hekloos.core.report.content import Content
from hekloos.core.report.lesson_wording import cover_rows, passage_rows
from hekloos.core.report.plain import column_names, pair_row, pair_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PAIR_WIDTHS = (16, 46, 12, 46, 14, 14, 28, 13, 8, 17, 80, 60, 24, 28, 10, 30)
PRINTED = 7  # columns that fit on paper: both texts, both verdicts and the remark
OWN_FINDS = 8  # empty rows for pairs that the lab finds itself
TO_FILL = "FFF8E1"  # pale yellow: here you write


def render_workbook(content: Content) -> bytes:
    """Sheets: summary, first pairs to discuss, all pairs, what has no match on either side, the map as a table."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(book.create_sheet(_("Samenvatting")), content)
    first = [pair_row(content, explanation) for explanation in content.first_to_discuss]
    if first:
        _pairs(book.create_sheet(_("Begin hier")), [*first, *[("",) * len(PAIR_WIDTHS)] * OWN_FINDS])
    _pairs(book.create_sheet(_("Paren")), list(pair_rows(content)))
    if content.is_lessons:
        write_sheet(
            book.create_sheet(_("Herhaalde lesstof")),
            (_("mbo-les"), _("vmbo-les"), _("aandeel"), _("uren"), _("hoe"), _("fragment mbo"), _("fragment vmbo")),
            (repeated_passage for repeat in content.repeats for repeated_passage in passage_rows(repeat)),
            widths=(34, 34, 10, 8, 20, 70, 70),
        )
    if content.is_coverage:
        write_sheet(
            book.create_sheet(_("Lessen bij onderdelen")),
            (_("code"), _("onderdeel"), _("les"), _("plaats"), _("kans")),
            cover_rows(content),
            widths=(16, 60, 40, 24, 8),
        )
    write_sheet(
        book.create_sheet(_("Niets gevonden (vmbo)")),
        (_("module"), _("code vmbo"), _("eindterm")),
        ((row.path[0].text if row.path else "", row.item.code, row.item.text) for row in content.without_match),
        widths=(34, 18, 90),
    )
    write_sheet(
        book.create_sheet(_("Niets gevonden (mbo)")),
        (_("code mbo"), _("mbo-onderdeel")),
        ((item.code, item.text) for item in content.untouched),
        widths=(18, 100),
    )
    write_sheet(
        book.create_sheet(_("Overlapkaart")),
        (_("vmbo"), _("mbo"), _("dubbel"), _("bouwt voort")),
        ((wording.name(r.left), wording.name(r.right), r.same, r.builds_on) for r in content.ribbons),
        widths=(50, 50, 10, 14),
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _summary(sheet: "Worksheet", content: Content) -> None:
    from openpyxl.styles import Alignment, Font

    title = _("Overlap tussen {left} en {right}").format(left=content.left.title, right=content.right.title)
    lines = [
        (title, ""),
        *((_("In het kort") if n == 0 else "", sentence) for n, sentence in enumerate(wording.summary(content))),
        ("", ""),
        (_("Wat u doet"), _("Kies op het blad Begin hier of Paren uw oordeel, eerst ieder apart, dan samen.")),
        *((word, meaning) for word, meaning in wording.meanings()),
        ("", ""),
        *wording.facts(content),
        *((_("Opgevallen bij het lezen"), str(problem)) for problem in content.problems),
    ]
    wrapped = Alignment(vertical="top", wrap_text=True)
    for number, line in enumerate(lines, start=1):
        write_row(sheet, number, line)
        sheet.row_dimensions[number].height = 16 * (1 + len(line[1]) // 95)
        sheet.cell(number, 1).font = Font(name="Calibri", bold=True)
        sheet.cell(number, 2).alignment = wrapped
        if number > 1:
            sheet.cell(number, 1).alignment = wrapped
    sheet.cell(1, 1).font = Font(name="Calibri", bold=True, size=14)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _pairs(sheet: "Worksheet", rows: Sequence[tuple[str | float, ...]]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    names = column_names()
    count = write_sheet(sheet, names, rows, widths=PAIR_WIDTHS)
    sheet.freeze_panes = "C2"  # both the header and the vmbo text stay in sight
    sheet.print_area = f"A1:{sheet.cell(count + 1, PRINTED).coordinate}"
    words = relation_words()
    answers = (words[Relation.SAME], words[Relation.BUILDS_ON], words[Relation.RELATED], _("geen"))
    choice = DataValidation(type="list", formula1=f'"{",".join(answers)}"', allow_blank=True)
    choice.error = _("Kies dubbel, bouwt voort, verwant of geen.")
    sheet.add_data_validation(choice)
    first, fill = names.index(_("oordeel vmbo")) + 1, PatternFill("solid", fgColor=TO_FILL)
    for number in range(2, count + 2):
        sheet.cell(number, names.index(_("kans")) + 1).number_format = "0%"
        for column in range(first, first + 3):
            sheet.cell(number, column).fill = fill
    if count:
        choice.add(f"{sheet.cell(2, first).coordinate}:{sheet.cell(count + 1, first + 1).coordinate}")
