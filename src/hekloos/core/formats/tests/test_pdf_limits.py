"""PDFs with more on their pages than anybody would read."""

import random
import time

import pytest

from hekloos.core.formats import oer
from hekloos.core.formats.lesson.pdf import read_pdf
from hekloos.core.formats.pdf import page_texts, words
from hekloos.core.formats.pdf.page_breaks import join_over_pages
from hekloos.core.formats.pdf.text_columns import lay_out
from hekloos.core.formats.pdf.words import Page, Word
from hekloos.core.formats.reading import Deadline, Document, Limits
from hekloos.core.formats.tests.lesson_samples import make_pdf
from hekloos.core.formats.tests.test_oer import messages, one_page


def test_a_page_with_more_words_than_are_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_WORDS_OF_A_PAGE", 3)
    reading = oer.read(one_page("B1-K1-W1 Zaait en plant").data())
    assert "Bladzijde 1: Hier staat zo veel tekst dat een deel niet is gelezen." in messages(reading)
    assert reading.frameworks[0].items[-1].text == "Zaait en"


def test_after_very_many_words_the_last_page_that_was_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_WORDS", 3)
    maker = one_page("B1-K1-W1 Zaait en plant")
    maker.page().text(57, 80, "B1-K1-W2 Oogst")
    reading = oer.read(maker.data())
    assert "Na bladzijde 1 is niets meer gelezen" in messages(reading)
    assert not reading.frameworks[0].find("B1-K1-W2")


def test_a_lesson_is_read_until_there_is_very_much_on_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_texts, "MOST_CHARACTERS", 10)
    lesson = Document("les.pdf", make_pdf([["Ramen lappen met een trekker"], ["De vloer drogen"]]))
    text = read_pdf(lesson, limits=Limits(), deadline=Deadline(60))
    assert [block.place for block in text.blocks] == ["bladzijde 1"]
    assert text.remarks == ("Vanaf bladzijde 2 is niets gelezen: er is te veel. Splits het bestand.",)


def test_a_page_of_a_lesson_with_more_than_is_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_texts, "MOST_CHARACTERS_OF_A_PAGE", 12)
    lesson = Document("les.pdf", make_pdf([["Kort"], ["Ramen lappen met een trekker"]]))
    text = read_pdf(lesson, limits=Limits(), deadline=Deadline(60))
    assert [block.text for block in text.blocks] == ["Kort", "Ramen lappen"]
    assert text.remarks == ("Op bladzijde 2 staat zo veel tekst dat een deel niet is gelezen. Splits het bestand.",)


def test_words_anywhere_on_two_pages_are_laid_out_in_time() -> None:
    chance = random.Random(1)  # noqa: S311  (any places will do)
    places = [(chance.uniform(0, 600), chance.uniform(0, 800)) for _ in range(words.MOST_WORDS_OF_A_PAGE)]
    scattered = tuple(Word(text="w", left=x, top=y, right=x + 2, bottom=y + 1, size=1) for x, y in places)
    started = time.process_time()
    pages = [lay_out(Page(number=n, width=600, height=800, words=scattered)) for n in (1, 2)]
    assert len(join_over_pages(pages)) == 2
    assert time.process_time() - started < 6
