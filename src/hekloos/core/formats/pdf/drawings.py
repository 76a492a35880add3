"""What is drawn on a PDF page: the rules of its tables and the places of its pictures."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pypdfium2 is imported where a file is read
    from pypdfium2 import PdfObject, PdfPage

type_of_box = tuple[float, float, float, float]  # left, top, right, bottom
type_of_turn = Callable[[float, float, float, float], type_of_box]

MOST_OBJECTS = 20_000  # a page with more is a drawing, not a table
THICKEST = 3.0  # points; anything thicker is a surface
SHORTEST = 6.0  # points; anything shorter is part of a sign


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at`, from `start` to `end` along the other direction."""

    vertical: bool
    at: float
    start: float
    end: float


def read_boxes(page: "PdfPage", turn: type_of_turn) -> tuple[tuple[Rule, ...], tuple[type_of_box, ...]]:
    """The rules and the pictures of a page, in the coordinates that `turn` gives."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        return (), ()
    rules: set[Rule] = set()
    pictures: list[type_of_box] = []
    objects = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=3)
    for count, drawn in enumerate(objects):
        if count > MOST_OBJECTS:
            break
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(turn(*_place(drawn)))
        else:
            rules.update(_rules(drawn, turn))
    return tuple(rules), tuple(dict.fromkeys(pictures))


def _place(drawn: "PdfObject") -> type_of_box:
    """Left, bottom, right and top on the page, also of what stands inside a form."""
    left, bottom, right, top = drawn.get_bounds()
    corners = [(left, bottom), (right, top), (left, top), (right, bottom)]
    container = drawn.container
    while container is not None:
        matrix = container.get_matrix()
        corners = [matrix.on_point(x, y) for x, y in corners]
        container = container.container
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(drawn: "PdfObject", turn: type_of_turn) -> Iterator[Rule]:
    import pypdfium2.raw as pdfium

    if drawn.container is None and pdfium.FPDFPath_CountSegments(drawn) > 6:
        for piece in _pieces(drawn):
            yield from _rules_of_box(turn(*piece), only_thin=True)
    else:
        yield from _rules_of_box(turn(*_place(drawn)), only_thin=not _is_outlined(drawn))


def _is_outlined(drawn: "PdfObject") -> bool:
    """A cell with a border. Colour alone says little: Word colours each line of a cell by itself."""
    import ctypes

    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)) and bool(stroke.value)


def _pieces(drawn: "PdfObject") -> Iterator[type_of_box]:
    """The straight pieces of a path that draws a whole grid at once."""
    import ctypes

    import pypdfium2.raw as pdfium

    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    here: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(drawn), 4_000)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        there = matrix.on_point(x.value, y.value)
        if here is not None and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield min(here[0], there[0]), min(here[1], there[1]), max(here[0], there[0]), max(here[1], there[1])
        here = there


def _rules_of_box(box: type_of_box, *, only_thin: bool) -> Iterator[Rule]:
    left, top, right, bottom = box
    if not all(map(math.isfinite, box)):
        return
    width, height = right - left, bottom - top
    if width <= THICKEST and height >= SHORTEST:
        yield Rule(True, (left + right) / 2, top, bottom)
    elif height <= THICKEST and width >= SHORTEST:
        yield Rule(False, (top + bottom) / 2, left, right)
    elif not only_thin and width >= SHORTEST and height >= SHORTEST:  # the border of a cell
        yield Rule(True, left, top, bottom)
        yield Rule(True, right, top, bottom)
        yield Rule(False, top, left, right)
        yield Rule(False, bottom, left, right)
