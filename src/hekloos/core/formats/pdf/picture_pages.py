"""Pages whose content stands in a picture: which they are, and what could be made of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hekloos.core.formats.pdf.ocr import read_pictures, tesseract_path
from hekloos.core.formats.pdf.words import Box, Page
from hekloos.core.formats.reading import Problem, Severity, places
from hekloos.core.formats.work_process_codes import mentions_codes
from hekloos.core.language import _

if TYPE_CHECKING:  # pypdfium2 is imported where a file is read
    from pypdfium2 import PdfDocument

SMALLEST = 0.04  # of the page; anything smaller is a logo
LARGE = 0.08
FEW_WORDS = 80
WORDS_OVER_A_BACKGROUND = 15
_ABOUT_PROGRAMME = re.compile(
    r"kerntaak|kerntaken|werkproces|beroepsgericht|beroepsspecifiek|basisdeel|profieldeel|examenplan", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReadPictures:
    """The pages with the words of their pictures added, and what people must know of it."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def add_words_of_pictures(pdf: "PdfDocument", pages: Sequence[Page], *, seconds: float) -> ReadPictures:
    """Read the pictures that may hold a table, if tesseract is installed and there is time."""
    wanted = find_picture_pages(pages)
    if not wanted:
        return ReadPictures(tuple(pages), ())
    program = tesseract_path()
    if program is None:
        return ReadPictures(tuple(pages), (_not_read([page.number for page in wanted]),))
    words = read_pictures(pdf, wanted, program=program, seconds=seconds)
    completed = tuple(
        replace(page, words=page.words + words[page.number]) if page.number in words else page for page in pages
    )
    return ReadPictures(completed, tuple(_told(wanted, completed, frozenset(words))))


def find_picture_pages(pages: Sequence[Page]) -> list[Page]:
    """Pages, each with only those pictures that may hold text of the programme."""
    repeated = Counter(_place(box) for page in pages for box in set(page.pictures))
    found: list[Page] = []
    for page in pages:
        paper = max(1.0, page.width * page.height)
        boxes = tuple(
            box for box in page.pictures if box.area > SMALLEST * paper and _holds_content(box, page, repeated)
        )
        share = min(1.0, sum(box.area for box in set(boxes)) / paper)
        is_about = share >= LARGE and bool(_ABOUT_PROGRAMME.search(page.text))
        if boxes and (len(page.words) < FEW_WORDS or is_about):
            found.append(replace(page, pictures=boxes))
    return found


def _holds_content(box: Box, page: Page, repeated: Counter[tuple[int, ...]]) -> bool:
    """Not a background with text over it, and not an ornament that is on every page."""
    if sum(box.holds(word) for word in page.words) >= WORDS_OVER_A_BACKGROUND:
        return False
    covers_page = box.area > 0.7 * page.width * page.height
    return repeated[_place(box)] < 3 or (covers_page and len(page.words) < WORDS_OVER_A_BACKGROUND)


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(edge) for edge in (box.left, box.top, box.right, box.bottom))


def _not_read(numbers: list[int]) -> Problem:
    message = _(
        "Hier staat een plaatje in plaats van tekst. Hekloos kan het niet lezen, omdat tesseract ontbreekt. Installeer "
        "tesseract-ocr en tesseract-ocr-nld, of typ de codes en titels over in een tabel."
    )
    return Problem(message=message, place=_place_of(numbers), severity=Severity.WARNING)


def _told(wanted: Sequence[Page], completed: Sequence[Page], read: frozenset[int]) -> list[Problem]:
    """One problem for each fate a picture can have."""
    by_number = {page.number: page for page in completed}
    texts = {
        page.number: " ".join(word.text for word in by_number[page.number].words if word.from_picture)
        for page in wanted
        if page.number in read
    }
    with_codes = [number for number, text in texts.items() if mentions_codes(text)]
    without = [number for number in texts if number not in with_codes]
    missed = [page.number for page in wanted if page.number not in read]
    told: list[Problem] = []
    if with_codes:
        message = _(
            "Deze codes en titels staan in een plaatje en zijn daarvan gelezen. Dat gaat niet altijd goed. Vergelijk "
            "ze met het bestand."
        )
        told.append(Problem(message=message, place=_place_of(with_codes), severity=Severity.NOTE))
    if without:
        message = _("Hier staat een plaatje. Er zijn geen codes in gevonden. Kijk of er werkprocessen in staan.")
        told.append(Problem(message=message, place=_place_of(without), severity=Severity.NOTE))
    if missed:
        message = _(
            "Hier staat een plaatje dat niet op tijd gelezen kon worden. Typ de codes en titels over in een tabel, of "
            "bewaar deze bladzijden als een eigen bestand."
        )
        told.append(Problem(message=message, place=_place_of(missed), severity=Severity.WARNING))
    return told


def _place_of(numbers: list[int]) -> str:
    return _("bladzijde {numbers}").format(numbers=places(numbers))
