"""Lessons in PDF: the text of each page, without what stands on every page."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile

from hekloos.core.formats.lesson.passages import Block, LessonText, find_hours
from hekloos.core.formats.office_files import describe_damage, describe_password
from hekloos.core.formats.pdf import page_texts
from hekloos.core.formats.reading import Deadline, Document, Limits, UnreadableSourceError, places
from hekloos.core.language import _

MANY_PAGES = 4  # from here on a line that stands on most pages is a header or footer


def read_pdf(document: Document, *, limits: Limits, deadline: Deadline) -> LessonText:
    """The text of every page; pages that are pictures are named in the remarks."""
    pages, remarks = _page_lines(document, limits=limits, deadline=deadline)
    margins = _lines_on_most_pages(pages)
    blocks = tuple(
        Block(text, _("bladzijde {number}").format(number=number))
        for number, lines in enumerate(pages, start=1)
        for text in _paragraphs([line for line in lines if line not in margins])
    )
    pictures = [number for number, lines in enumerate(pages, start=1) if not lines]
    if pictures:
        message = _("Op bladzijde {pages} staat geen tekst, alleen beeld. Voeg zo nodig een versie met tekst toe.")
        remarks.append(message.format(pages=places(pictures)))
    first = next((lines for lines in pages if lines), [])
    title = next((line for line in first[:3] if 1 <= len(line.split()) <= 12 and any(map(str.isalpha, line))), "")
    return LessonText(title=title, hours=find_hours(first), blocks=blocks, remarks=tuple(remarks))


def _page_lines(document: Document, *, limits: Limits, deadline: Deadline) -> tuple[list[list[str]], list[str]]:
    import pypdfium2

    name = document.name or _("Het bestand")
    try:
        pdf = pypdfium2.PdfDocument(document.data)
    except pypdfium2.PdfiumError as error:
        sentence = describe_password(name) if "assword" in str(error) else describe_damage(name)
        raise UnreadableSourceError(sentence) from error
    try:
        texts = takewhile(lambda _text: not deadline.passed, page_texts.texts_of(pdf))
        pages = list(islice(texts, limits.pages))
        return [_lines(text) for text in pages], list(_left_out(pages, of=len(pdf)))
    finally:
        pdf.close()


def _left_out(pages: list[str], *, of: int) -> Iterator[str]:
    """What is to be said of the pages, or parts of them, that were not read."""
    if len(pages) < of:
        message = _("Vanaf bladzijde {number} is niets gelezen: er is te veel. Splits het bestand.")
        yield message.format(number=len(pages) + 1)
    most = page_texts.MOST_CHARACTERS_OF_A_PAGE
    if cut := [number for number, text in enumerate(pages, start=1) if len(text) >= most]:
        message = _("Op bladzijde {pages} staat zo veel tekst dat een deel niet is gelezen. Splits het bestand.")
        yield message.format(pages=places(cut))


def _lines(text: str) -> list[str]:
    content = text.replace("\ufffe\r\n", "").replace("\ufffe", "")  # so PDFium marks a word that is broken off
    return [" ".join(line.split()) for line in content.splitlines() if line.strip()]


def _lines_on_most_pages(pages: list[list[str]]) -> set[str]:
    if len(pages) < MANY_PAGES:
        return set()
    counts = Counter(line for lines in pages for line in set(lines))
    return {line for line, count in counts.items() if count * 2 > len(pages)}


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines joined until one ends a sentence and is clearly shorter than the others."""
    if not lines:
        return
    usual = sorted(map(len, lines))[len(lines) * 3 // 4]
    paragraph: list[str] = []
    for line in lines:
        paragraph.append(line)
        if line[-1] in ".!?:" and len(line) < usual * 0.8:
            yield " ".join(paragraph)
            paragraph = []
    if paragraph:
        yield " ".join(paragraph)
