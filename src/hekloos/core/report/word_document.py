"""A Word document with real headings, tables whose header repeats, a language, and page numbers."""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from hekloos.core.formats.characters import REFUSED_BY_XML
from hekloos.core.language import _
from hekloos.core.report.clock import without_clock
from hekloos.core.report.section import Section, Table

if TYPE_CHECKING:
    from docx.table import _Cell

LANGUAGE = "nl-NL"
TEXT_WIDTH = 170.0  # millimetres between the margins of A4
HEAD_FILL, ASK_FILL = "EEF2F3", "FFF8E1"  # a header; where people write
ROOM = 13  # millimetres of a row to write in


class WordDocument:
    """Made from top to bottom; `to_bytes` at the end."""

    def __init__(self, title: str, *, marked: str = "") -> None:
        import docx
        from docx.shared import Mm, Pt

        self._document: Any = docx.Document()
        for section in self._document.sections:
            section.page_width, section.page_height = Mm(210), Mm(297)
            section.left_margin = section.right_margin = Mm(20)
            section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = "Calibri", Pt(10.5)
        style.paragraph_format.space_after = Pt(5)
        _speak_dutch(self._document.styles)
        properties = self._document.core_properties
        properties.title, properties.language, properties.author = clean(title)[:255], LANGUAGE, "Hekloos"
        properties.comments = ""
        self._document.add_heading(clean(title) or _("Doorlopende leerroute"), level=0)
        self._number_pages(marked)

    def heading(self, text: str, level: int = 1) -> None:
        self._document.add_heading(clean(text) or "-", level=level)

    def paragraph(self, text: str, *, strong: bool = False, style: str | None = None) -> None:
        self._document.add_paragraph(style=style).add_run(clean(text)).bold = strong

    def points(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.paragraph(line, style="List Bullet")

    def page_break(self) -> None:
        self._document.add_page_break()

    def table(self, table: Table, *, to_fill: Sequence[int] = ()) -> None:
        """Columns `to_fill` get a pale ground and room: there people write, some of them by hand."""
        from docx.shared import Mm, Pt

        made = self._document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        made.autofit = False
        widths = [Mm(TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        _fill_row(made.rows[0].cells, table.columns, widths, strong=range(len(table.columns)))
        _repeat(made.rows[0])
        for cell in made.rows[0].cells:
            _colour(cell, HEAD_FILL)
        strong = () if table.strong is None else (table.strong,)
        for values in table.rows:
            row = made.add_row()
            _fill_row(row.cells, values, widths, strong=strong)
            _keep_whole(row)
            if to_fill:
                row.height = Mm(ROOM)
            for column in to_fill:
                _colour(row.cells[column], ASK_FILL)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def section(self, section: Section) -> None:
        self.heading(section.title, section.level)
        for line in section.lines:
            self.paragraph(line, strong=section.urgent)
        if section.table:
            self.table(section.table)

    def to_bytes(self) -> bytes:
        stream = io.BytesIO()
        self._document.save(stream)
        return without_clock(stream.getvalue())

    def _number_pages(self, marked: str) -> None:
        """What it is, on every page, and the number of the page."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        section = self._document.sections[0]
        section.header.paragraphs[0].add_run(clean(marked)).italic = True
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _add_field(footer.add_run(), "PAGE")
        footer.add_run(" / ")
        _add_field(footer.add_run(), "NUMPAGES")


def clean(text: str) -> str:
    """Without what no Word document may hold."""
    return REFUSED_BY_XML.sub("", text).replace("\r", "\n")


def _fill_row(cells: "Sequence[_Cell]", values: Sequence[str], widths: Sequence[Any], *, strong: Iterable[int]) -> None:
    from docx.shared import Pt

    bold = frozenset(strong)
    for number, (cell, value, width) in enumerate(zip(cells, values, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        name, line_break, rest = clean(value).partition("\n")
        run = paragraph.add_run(name)
        run.bold, run.font.size = number in bold, Pt(9.5)
        if line_break:
            paragraph.add_run("\n" + rest).font.size = Pt(9.5)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _speak_dutch(styles: Any) -> None:
    """A reader that speaks and a checker of spelling both go by this."""
    from docx.oxml.ns import qn

    for language in styles.element.iter(qn("w:lang")):
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), LANGUAGE)
    normal = styles["Normal"].element.get_or_add_rPr()
    normal.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE))


def _repeat(row: Any) -> None:
    """A header row, also on the next page and for who listens."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def _colour(cell: Any, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))


def _add_field(run: Any, name: str) -> None:
    run._r.append(_element("w:fldChar", fldCharType="begin"))
    instruction = _element("w:instrText")
    instruction.text = name
    run._r.append(instruction)
    run._r.append(_element("w:fldChar", fldCharType="end"))
