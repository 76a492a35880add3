"""The letters of a page, each with a box as high as its font, gathered into words.

Lines and columns are found by the heights of words, so "een" and "(bijlage)" must be equally high.
Some programs, LibreOffice among them, write fonts of which the height is not stated; for these
pdfium gives boxes around the ink, and here they are made as high as letters usually are.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pypdfium2 is imported where a file is read
    from pypdfium2 import PdfTextPage
    from pypdfium2.raw import FPDF_PAGEOBJECT

type_of_box = tuple[float, float, float, float]  # left, top, right, bottom
type_of_turn = Callable[[float, float, float, float], type_of_box]

LOWEST_FONT = 0.95  # of the font size: a font that states less than this says nothing of its height
ABOVE, BELOW = 0.905, 0.212  # of the font size, from the line that letters stand on: as Arial has it
NOTE_MARKS = frozenset("0123456789*")
MEASURES = frozenset(("m", "km", "dm", "cm", "mm"))  # that may be squared
SMALL = 0.87  # of the height of the word: a smaller digit high behind it points to a note
RAISED = 0.1  # of the height of the word


@dataclass(slots=True)
class LetterBoxes:
    """Measures the letters of one page; `turn` makes page coordinates upright."""

    textpage: "PdfTextPage"
    turn: type_of_turn
    _sizes: dict[int, float] = field(default_factory=dict)  # by the address of a font
    _flat: dict[int, bool] = field(default_factory=dict)  # by the address of a piece of text, often one line

    def of(self, index: int) -> type_of_box | None:
        import pypdfium2.raw as pdfium

        rectangle = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self.textpage, index, rectangle):
            return None
        left, bottom, right, top = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
        if self._states_no_height(index):
            left, bottom, right, top = self._with_usual_height(index, (left, bottom, right, top))
        return self.turn(left, bottom, right, top)

    def _states_no_height(self, index: int) -> bool:
        import pypdfium2.raw as pdfium

        drawn = pdfium.FPDFText_GetTextObject(self.textpage, index)
        place = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if place not in self._flat:
            self._flat[place] = self._has_flat_font(drawn)
        return self._flat[place]

    def _has_flat_font(self, drawn: "FPDF_PAGEOBJECT") -> bool:
        import pypdfium2.raw as pdfium

        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._sizes:
            above, below = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFFont_GetAscent(font, 1.0, above)
            pdfium.FPDFFont_GetDescent(font, 1.0, below)
            self._sizes[address] = above.value - below.value
        return self._sizes[address] < LOWEST_FONT

    def _with_usual_height(self, index: int, box: type_of_box) -> type_of_box:
        """The box from below to above the line that the letter stands on, also where that line is on its side."""
        import pypdfium2.raw as pdfium

        x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetCharOrigin(self.textpage, index, x, y):
            return box
        if not pdfium.FPDFText_GetMatrix(self.textpage, index, matrix):
            return box
        size = pdfium.FPDFText_GetFontSize(self.textpage, index)
        right_up, up = matrix.c * size, matrix.d * size
        left, bottom, right, top = box
        if abs(up) > abs(right_up):
            ends = (y.value + ABOVE * up, y.value - BELOW * up)
            return left, min(ends), right, max(ends)
        ends = (x.value + ABOVE * right_up, x.value - BELOW * right_up)
        return min(ends), bottom, max(ends), top


@dataclass(slots=True)
class Letters:
    """The letters of a word that is being gathered."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    first: int
    last_left: float

    def belongs(self, box: type_of_box) -> bool:
        """Whether a letter in this box goes on where the word is now."""
        height = self.bottom - self.top
        same_line = abs((box[1] + box[3]) / 2 - (self.top + self.bottom) / 2) < 0.4 * height
        # The letters of a ligature all have the place of the whole sign.
        return same_line and box[0] > self.last_left - 0.1 * height and box[0] - self.right < 0.22 * height

    def add(self, text: str, box: type_of_box) -> None:
        self.text += text
        self.right, self.last_left = max(self.right, box[2]), box[0]
        if box[3] - box[1] > self.bottom - self.top:  # a ligature at the start has a box of its own
            self.top, self.bottom = box[1], box[3]

    def takes_note(self, sign: str, box: type_of_box) -> bool:
        """Take a small raised digit that points to a note, as in "bereidt voor" with a 1 above it."""
        height = self.bottom - self.top
        is_small = box[3] - box[1] < SMALL * height and self.bottom - box[3] > RAISED * height
        ends_well = (self.text[-1].isalpha() or self.text[-1] in ").,;") and self.text not in MEASURES
        if sign in NOTE_MARKS and is_small and ends_well:
            self.right, self.last_left = max(self.right, box[2]), box[0]  # it may have two digits
            return True
        return False
