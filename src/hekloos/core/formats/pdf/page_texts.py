"""The text of PDF pages as it comes, without the places of its words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pypdfium2 is imported where a file is read
    from pypdfium2 import PdfDocument

MOST_CHARACTERS = 2_000_000  # of all pages together: a thick book
MOST_CHARACTERS_OF_A_PAGE = 40_000  # a dense A3 table has 15,000


def texts_of(pdf: "PdfDocument") -> Iterator[str]:
    """The first MOST_CHARACTERS_OF_A_PAGE of every page, until there were MOST_CHARACTERS on all together.

    A page that is damaged is empty.
    """
    import pypdfium2

    characters = 0
    for index in range(len(pdf)):
        if characters > MOST_CHARACTERS:
            return
        try:
            page = pdf[index]
            textpage = page.get_textpage()
            count = max(0, textpage.count_chars())
            text = textpage.get_text_range(0, min(count, MOST_CHARACTERS_OF_A_PAGE)) if count else ""
            textpage.close()
            page.close()
        except pypdfium2.PdfiumError:  # the others may be whole
            count, text = 0, ""
        characters += count
        yield text
