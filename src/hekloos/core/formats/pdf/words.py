"""The words of a PDF page with their places, the lines drawn on it, and its pictures.

All lengths are in points from the top left corner of the page as people see it: a page that
is stored on its side is turned upright here, so that nobody else has to think of it.
"""

import math
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from hekloos.core.formats.pdf.drawings import Rule, read_boxes
from hekloos.core.formats.pdf.letter_boxes import LetterBoxes, Letters
from hekloos.core.formats.pdf.page_texts import MOST_CHARACTERS_OF_A_PAGE
from hekloos.core.formats.reading import Deadline, Document, Limits, Problem, Severity, UnreadableSourceError, places
from hekloos.core.language import _

if TYPE_CHECKING:  # pypdfium2 is imported where a file is read
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_WORDS_OF_A_PAGE = 8_000
MOST_WORDS = 150_000  # of all pages together; a thick OER has 15,000
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word; `size` is the height of its letters, `style` differs when it looks different."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    style: str = ""
    from_picture: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a picture stands on its page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def holds(self, word: Word) -> bool:
        return self.left <= (word.left + word.right) / 2 <= self.right and self.top <= word.middle <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page; `number` counts from 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Box, ...] = ()
    is_cut: bool = False  # there is more on it than is read

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that could be read, and what is to be said of the others."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@contextmanager
def opened(document: Document) -> Iterator["PdfDocument"]:
    """The open PDF. Raises UnreadableSourceError when it is damaged, locked, empty or no PDF."""
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    name = document.name or _("Het bestand")
    if b"%PDF" not in document.data[:1024]:
        message = _("{name} is geen PDF. Kies het PDF-bestand zelf, of bewaar het opnieuw als PDF.")
        raise UnreadableSourceError(message.format(name=name))
    try:
        pdf = pypdfium2.PdfDocument(document.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            message = _("{name} is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.")
        else:
            message = _("{name} is beschadigd of niet volledig. Haal het bestand opnieuw op.")
        raise UnreadableSourceError(message.format(name=name)) from error
    try:
        yield pdf
    finally:
        pdf.close()


def read_pages(pdf: "PdfDocument", *, limits: Limits, deadline: Deadline) -> Pages:
    """The first `limits.pages` pages, as far as they can be read in time."""
    pages: list[Page] = []
    damaged: list[int] = []
    problems: list[Problem] = []
    wanted, words = min(len(pdf), limits.pages), 0
    if wanted < len(pdf):
        message = _(
            "Het bestand heeft {count} bladzijden. Alleen de eerste {limit} zijn gelezen. Splits het bestand als "
            "er daarna nog kerntaken staan."
        )
        problems.append(_warning(message.format(count=len(pdf), limit=wanted)))
    for index in range(wanted):
        if deadline.passed or words > MOST_WORDS:
            message = _("Na bladzijde {page} is niets meer gelezen: er is te veel. Splits het bestand.")
            problems.append(_warning(message.format(page=index)))
            break
        page = read_page(pdf, index)
        damaged.extend([] if page else [index + 1])
        pages.extend([page] if page else [])
        words += len(page.words) if page else 0
    problems.extend(
        _warning(
            _("Deze bladzijde is beschadigd en is overgeslagen. Kijk zelf of er werkprocessen op staan."),
            place=_("bladzijde {page}").format(page=number),
        )
        for number in damaged[:20]
    )
    if cut := [page.number for page in pages if page.is_cut]:
        message = _("Hier staat zo veel tekst dat een deel niet is gelezen. Kijk zelf of er werkprocessen in staan.")
        problems.append(_warning(message, place=_("bladzijde {page}").format(page=places(cut))))
    return Pages(tuple(pages), tuple(problems))


def _warning(message: str, *, place: str = "") -> Problem:
    return Problem(message=message, place=place, severity=Severity.WARNING)


def read_page(pdf: "PdfDocument", index: int) -> Page | None:
    """The page with its words, rules and pictures; None when it is damaged."""
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        turn = _Turn.of(page)
        if not (math.isfinite(turn.width) and math.isfinite(turn.height)):
            return None
        textpage = page.get_textpage()
        words = tuple(islice(_words(textpage, turn), MOST_WORDS_OF_A_PAGE))
        is_cut = textpage.count_chars() > MOST_CHARACTERS_OF_A_PAGE or len(words) == MOST_WORDS_OF_A_PAGE
        textpage.close()
        rules, boxes = read_boxes(page, turn.box)
        pictures = tuple(Box(left=b[0], top=b[1], right=b[2], bottom=b[3]) for b in boxes if all(map(math.isfinite, b)))
        return Page(
            number=index + 1, width=turn.width, height=turn.height,
            words=words, rules=rules, pictures=pictures, is_cut=is_cut,
        )  # fmt: skip
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the page as it is stored to the page as people see it."""

    x0: float
    y0: float
    x1: float
    y1: float
    quarters: int  # clockwise

    @classmethod
    def of(cls, page: "PdfPage") -> "_Turn":
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, (page.get_rotation() // 90) % 4)

    @property
    def width(self) -> float:
        return self.y1 - self.y0 if self.quarters % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.x1 - self.x0 if self.quarters % 2 else self.y1 - self.y0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Left and top of a stored point."""
        if self.quarters == 0:
            return x - self.x0, self.y1 - y
        if self.quarters == 1:
            return y - self.y0, x - self.x0
        if self.quarters == 2:
            return self.x1 - x, y - self.y0
        return self.y1 - y, self.x1 - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a stored rectangle."""
        a, b = self.point(left, bottom), self.point(right, top)
        return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _words(textpage: "PdfTextPage", turn: _Turn) -> Iterator[Word]:
    import pypdfium2.raw as pdfium

    letters: Letters | None = None
    ended: Letters | None = None  # the word before
    boxes = LetterBoxes(textpage, turn.box)
    for index in range(min(textpage.count_chars(), MOST_CHARACTERS_OF_A_PAGE)):
        text = _clean(pdfium.FPDFText_GetUnicode(textpage, index))
        box = boxes.of(index) if text.strip() else None
        if box is None:
            if letters and not text:  # a soft hyphen or a sign without meaning stands inside a word
                continue
            yield from _finished(letters, textpage, turn)
            ended = ended if letters is None else letters
            letters = None
            continue
        if letters and letters.belongs(box):
            if not letters.takes_note(text, box):
                letters.add(text, box)
            continue
        if ended and not letters and ended.belongs(box) and ended.takes_note(text, box):
            continue
        yield from _finished(letters, textpage, turn)
        letters = Letters(text, *box, first=index, last_left=box[0])
    yield from _finished(letters, textpage, turn)


def _clean(code: int) -> str:
    """The letter as people read it: ligatures apart, all hyphens alike."""
    if code in (0x02, 0xFFFE):  # how pdfium writes a hyphen at the end of a line
        return "-"
    if code == 0xAD:
        return SOFT_HYPHEN
    if code < 32 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
        return "\N{BULLET}" if 0xE000 <= code <= 0xF8FF else " "
    text = unicodedata.normalize("NFKC", chr(code))
    if text in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}":
        return "-"
    return "" if unicodedata.category(chr(code)) == "Cf" else text


def _finished(letters: Letters | None, textpage: "PdfTextPage", turn: _Turn) -> Iterator[Word]:
    """The gathered word, unless it cannot be seen or does not stand upright."""
    import pypdfium2.raw as pdfium

    if letters is None or letters.bottom - letters.top <= 0.5:
        return
    if not all(map(math.isfinite, (letters.left, letters.top, letters.right, letters.bottom))):
        return  # a damaged font can give any number, and no number at all
    if letters.right < 0 or letters.left > turn.width or letters.bottom < 0 or letters.top > turn.height:
        return
    angle = math.degrees(pdfium.FPDFText_GetCharAngle(textpage, letters.first)) + 90 * turn.quarters
    if 10 < angle % 360 < 350:
        return
    text = letters.text.removesuffix(SOFT_HYPHEN).replace(SOFT_HYPHEN, "")
    if letters.text.endswith(SOFT_HYPHEN):
        text += SOFT_HYPHEN  # at the end it tells that the word goes on in the next line
    yield Word(
        text=unicodedata.normalize("NFC", text),
        left=letters.left,
        top=letters.top,
        right=letters.right,
        bottom=letters.bottom,
        size=letters.bottom - letters.top,
        style="bold" if _is_bold(textpage, letters.first) else "",
    )


def _is_bold(textpage: "PdfTextPage", index: int) -> bool:
    """By its weight, or by the name of its font: many fonts state no weight."""
    import ctypes

    import pypdfium2.raw as pdfium

    if pdfium.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 80, flags)
    return any(part in name.value.lower() for part in (b"bold", b"black", b"heavy"))
