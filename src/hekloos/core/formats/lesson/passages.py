"""Lesson text cut into passages that a person can judge: about a paragraph, never more than a slide."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

MOST_WORDS = 120
FEWEST_WORDS = 2
FIRST_LINES = 15  # a lesson says at its beginning how long it takes

MOST_PARTICULARS = 12  # blocks

# Words and space alternate, so there is one way to match and it is soon done.
_PARTICULARS = re.compile(
    r"(?:school|instelling|opleiding|kwalificatie|crebo|module|vak|leerjaar|klas|groep|niveau|leerweg|periode|blok|week|"
    r"les|lesnummer|duur|tijd|lestijd|docent|auteur|gemaakt door|datum|versie|naam)\s*:\s*(?:\S+(?:\s+\S+){0,39}\s*)?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")
_TIMES = re.compile(
    r"(\d{1,2})\s*(?:x|×|keer|lessen van|lesuren van|lesblokken van)\s*(\d{1,3})\s*min",  # people type both
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(\d{1,3})\s*min(?:uten|uut|\b)", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:les|klok|studie)?(?:uren|uur|slu|sbu)\b", re.IGNORECASE)
_SAYS_TIME = re.compile(r"\b(?:duur|tijd|tijdsduur|lestijd|studielast|uren|lesuren|tijdsinvestering)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, row or box as it stands in a file; `place` is for people ("dia 4")."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonText:
    """What one file holds; an empty title means that the file names none. `remarks` are for people."""

    title: str = ""
    hours: float | None = None
    blocks: tuple[Block, ...] = ()
    remarks: tuple[str, ...] = ()


def without_particulars(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without what stands above a lesson about the lesson: school, class, time, author.

    Two lessons of one school would otherwise resemble each other in nothing but these.
    """
    start = 0
    while start < min(len(blocks), MOST_PARTICULARS) and _PARTICULARS.match(blocks[start].text.strip()):
        start += 1
    return tuple(blocks[start:])


def cut_passages(blocks: Iterable[Block]) -> Iterator[Block]:
    """Neighbours of one place joined, long ones cut at the end of a sentence, scraps left out."""
    place, words = "", list[str]()
    for block in blocks:
        for piece in _pieces(block.text):
            if words and (block.place != place or len(words) + len(piece) > MOST_WORDS):
                yield from _passage(words, place)
                words = []
            place = block.place
            words.extend(piece)
    yield from _passage(words, place)


def _passage(words: list[str], place: str) -> Iterator[Block]:
    if sum(any(letter.isalpha() for letter in word) for word in words) >= FEWEST_WORDS:
        yield Block(" ".join(words), place)


def _pieces(text: str) -> Iterator[list[str]]:
    """The words of a block, in portions that fit; cut between sentences where that is possible."""
    words = text.split()
    if len(words) <= MOST_WORDS:
        yield words
        return
    portion: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        new = sentence.split()
        if portion and len(portion) + len(new) > MOST_WORDS:
            yield portion
            portion = []
        while len(new) > MOST_WORDS:
            yield new[:MOST_WORDS]
            new = new[MOST_WORDS:]
        portion += new
    yield portion


def find_hours(lines: Iterable[str]) -> float | None:
    """Hours that the first lines state: "Duur: 2 lesuren", "3 x 50 minuten" (2.5), "90 minuten" (1.5).

    A lesson hour counts as an hour: schools differ in its length and plan in lesson hours.
    """
    filled = [line for line in lines if line.strip()][:FIRST_LINES]
    for line in filled:
        if match := _TIMES.search(line):
            return round(int(match[1]) * int(match[2]) / 60, 2)
        # A longer sentence may speak of minutes for another reason ("roer 10 minuten").
        if not (_SAYS_TIME.search(line) or len(line.split()) <= 4):
            continue
        if match := _HOURS.search(line):
            return float(match[1].replace(",", "."))
        if match := _MINUTES.search(line):
            return round(int(match[1]) / 60, 2)
    return None
