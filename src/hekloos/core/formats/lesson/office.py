"""Lessons in Word (docx) and PowerPoint (pptx)."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hekloos.core.formats.lesson.passages import Block, LessonText, find_hours
from hekloos.core.formats.office_files import describe_damage, repack
from hekloos.core.formats.reading import Deadline, Document, Limits, UnreadableSourceError
from hekloos.core.language import _

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.shapes.shapetree import GroupShapes, SlideShapes
    from pptx.slide import Slide

# What the libraries raise for files that are not built as they should be.
BUILT_WRONGLY = (
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    NotImplementedError,
    OSError,
    zipfile.BadZipFile,
)
HEADINGS = ("heading", "kop", "title", "titel", "subtitle", "ondertitel")
CONTENTS = ("toc", "inhopg", "table of contents")
SKIPPED = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "instrText", "pPr", "rPr"})
MOST_DEPTH = 64  # tables in tables


def read_word(document: Document, *, limits: Limits, deadline: Deadline) -> LessonText:
    """Paragraphs, lists, tables and text boxes, each with the heading above it."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    packed = repack(document, limits=limits)
    try:
        opened = docx.Document(io.BytesIO(packed))
        styles = {style.style_id: (style.name or "").lower() for style in opened.styles}
        return _lesson_of_word(opened.element.body, styles, deadline)
    except (*BUILT_WRONGLY, PythonDocxError, OpcError, LxmlError) as error:
        raise UnreadableSourceError(describe_damage(document.name or _("Het bestand"))) from error


def _lesson_of_word(body: "_Element", styles: dict[str, str], deadline: Deadline) -> LessonText:
    title, place = "", _("begin")
    blocks: list[Block] = []
    remarks: tuple[str, ...] = ()
    for is_heading, text in _paragraphs(body, styles, 0):
        if deadline.passed:
            remarks = (_("Het lezen duurde te lang en stopte halverwege. Splits het bestand."),)
            break
        if is_heading:
            title = title or text
            place = _("gevonden bij: {heading}").format(heading=text)
        else:
            blocks.append(Block(text, place))
    hours = find_hours(block.text for block in blocks)
    return LessonText(title=title, hours=hours, blocks=tuple(blocks), remarks=remarks)


def _name(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _paragraphs(parent: "_Element", styles: dict[str, str], depth: int) -> Iterator[tuple[bool, str]]:
    """Headings (True) and other paragraphs and table rows (False) that hold text, in reading order."""
    if depth > MOST_DEPTH:
        return
    for element in parent:
        name = _name(element)
        if name == "p":
            style = _style(element, styles)
            text = _text(element)
            if text and not style.startswith(CONTENTS):
                yield style.startswith(HEADINGS), text
            for box in _boxes(element):
                yield from _paragraphs(box, styles, depth + 1)
        elif name == "tr":
            cells = ("\n".join(t for _h, t in _paragraphs(cell, styles, depth + 1)) for cell in _cells(element))
            if row := "; ".join(" ".join(cell.split()) for cell in cells if cell):
                yield False, row
        elif name in ("tbl", "sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
            yield from _paragraphs(element, styles, depth + 1)


def _boxes(paragraph: "_Element") -> Iterator["_Element"]:
    """Text boxes of this paragraph itself, not those inside them: each is read once, however deep it lies."""
    if next(paragraph.iter("{*}txbxContent"), None) is None:
        return
    levels = [iter(paragraph)]
    while levels:
        element = next(levels[-1], None)
        if element is None:
            levels.pop()
            continue
        name = _name(element)
        if name == "txbxContent":
            yield element
        if name not in ("p", "Fallback"):
            levels.append(iter(element))


def _cells(row: "_Element", depth: int = 0) -> Iterator["_Element"]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in ("sdt", "sdtContent") and depth < MOST_DEPTH:
            yield from _cells(child, depth + 1)


def _style(paragraph: "_Element", styles: dict[str, str]) -> str:
    for style in paragraph.iterfind("{*}pPr/{*}pStyle"):
        key = next((value for name, value in style.attrib.items() if str(name).endswith("}val")), "")
        return styles.get(str(key), str(key).lower())
    for outline in paragraph.iterfind("{*}pPr/{*}outlineLvl"):
        if any(str(value).isdigit() and int(value) < 9 for value in outline.attrib.values()):
            return HEADINGS[0]
    return ""


def _text(element: "_Element") -> str:
    return " ".join("".join(_runs(element)).split())


def _runs(element: "_Element") -> Iterator[str]:
    """Text as it is shown now: without what was deleted, and without boxes, which come by themselves."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name not in SKIPPED:
            yield from _runs(child)


def read_slides(document: Document, *, limits: Limits, deadline: Deadline) -> LessonText:
    """Text of every slide, and of the notes of the speaker."""
    import pptx
    from lxml.etree import LxmlError
    from pptx.exc import PythonPptxError

    packed = repack(document, limits=limits)
    title, blocks, remarks = "", list[Block](), list[str]()
    try:
        for number, slide in enumerate(pptx.Presentation(io.BytesIO(packed)).slides, start=1):
            if number > limits.pages or deadline.passed:
                message = _("Vanaf dia {number} is niets gelezen: het zijn er te veel. Splits de presentatie.")
                remarks.append(message.format(number=number))
                break
            texts, notes = _slide_texts(slide)
            title = title or next(iter(texts), "")
            blocks += [Block(text, _("dia {number}").format(number=number)) for text in texts]
            if notes:
                blocks.append(Block(notes, _("dia {number}, notities").format(number=number)))
    except (*BUILT_WRONGLY, PythonPptxError, LxmlError) as error:
        raise UnreadableSourceError(describe_damage(document.name or _("Het bestand"))) from error
    hours = find_hours(block.text for block in blocks)
    return LessonText(title=title, hours=hours, blocks=tuple(blocks), remarks=tuple(remarks))


def _slide_texts(slide: "Slide") -> tuple[list[str], str]:
    """Texts of a slide, its title first, and the notes below it."""
    heading = slide.shapes.title
    first = _fold(heading.text_frame.text) if heading is not None else ""
    texts = [first, *_shape_texts(slide.shapes, 0)]
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return list(dict.fromkeys(text for text in texts if text)), _fold(notes.text) if notes is not None else ""


def _shape_texts(shapes: "SlideShapes | GroupShapes", depth: int) -> Iterator[str]:
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.shapes.autoshape import Shape
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.shapes.group import GroupShape

    margin = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    for shape in shapes:
        if isinstance(shape, GroupShape) and depth < MOST_DEPTH:
            yield from _shape_texts(shape.shapes, depth + 1)
        elif isinstance(shape, GraphicFrame) and shape.has_table:
            for row in shape.table.rows:
                yield "; ".join(text for cell in row.cells if (text := _fold(cell.text)))
        elif isinstance(shape, Shape) and not (shape.is_placeholder and shape.placeholder_format.type in margin):
            yield _fold("\n".join(paragraph.text for paragraph in shape.text_frame.paragraphs))


def _fold(text: str) -> str:
    return " ".join(text.split())
