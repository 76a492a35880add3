"""The title and the level of a qualification, from the words around its crebo and beside labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Level
from hekloos.core.formats.pdf.joined_lines import join_lines
from hekloos.core.formats.pdf.text_columns import GOES_ON_AFTER

_LABEL = re.compile(
    r"(?i:(?:commerciële )?naam (?:van de )?(?:opleiding|kwalificatie)|(?:beroeps)?opleiding|opleidingsnaam|"
    r"kwalificatie(?: ?\(profiel\))?|uitstroom(?:profiel|kwalificatie|richting)|(?:naam )?profiel|"
    r".{0,30}hoort bij de opleiding[^:]{0,40})"
    r"\s*(?P<colon>:?)\s*(?P<title>.*)$"
)
_CREBO_AT_END = re.compile(
    r"[\s,;:(\[\u2013\u2014=-]*(?:crebo\s*-?\w*\W{0,3}(?:nr|nummer|code)?[\W_]*)?$", re.IGNORECASE
)
_NOT_OF_TITLE = re.compile(
    r"\b(?:crebo\w*|kwalificatiedossiers?|kwalificaties?|opleiding(?:en|sgegevens)?|diploma|examenplan(?:nen)?|"
    r"onderwijs-? en examenregeling|niveau|bol|bbl|cohort(?: \S*\d\S*)?|leerweg|deze|oer|hoort|voor|bij|nummer|code|"
    r"content|tik|\d+ maanden|pur\w*|znd\w*|mbo-niveau|profiel|versie|studiejaar)\b:?|\bP\d\b|\d+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:je|jij|jouw|dan|kun|kan|kunt|vind|vul|is|zijn|wordt|worden|heeft|hebt|dit|dat|die|deze|welke|geldt|staat|moet|"
    r"ook|niet|als|onder|pagina|bladzijde|soort|duur|locatie|startdatum|datum|naam|waarde|eigenschap)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\bROC\b|\b\w*(?:college|lyceum|mbo-school|vakschool)\b", re.IGNORECASE)
_LEVEL = re.compile(r"(?:mbo[ -]?)?niveau\W{0,3}(?:mbo[ -]?)?([1-4])(?!\d)", re.IGNORECASE)
_LEVEL_LINE = re.compile(r"^(?:mbo[ -]?)?niveau\W*(?:mbo[ -]?)?([1-4])$", re.IGNORECASE)
_LEVEL_STATED = re.compile(
    r"(?:opleiding|kwalificatie|\bbol|\bbbl|diploma-eisen)\b[^.;]{0,50}?\bniveau ([1-4])(?!\d)", re.IGNORECASE
)
_ENDS_WITHOUT_NUMBER = re.compile(r"niveau|\bbol\b|\bbbl\b|crebo", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_KIND_OF_DOCUMENT = re.compile(
    r"^(?:.{0,40}\|\s*)?(?:examenplan|oer|studiegids|onderwijs- en examenregeling|opleidingsplan|kwalificatiedossier)"
    r"\s*[:|\u2013-]?\s*(?P<title>(?-i:[A-Z]).*)$",
    re.IGNORECASE,
)
LINES_AT_TOP = 60
LONGEST = 90
MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line as people see it, with the text of each column, and where on the page it begins."""

    page: int
    cells: tuple[str, ...]
    lefts: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.cells)


def title_near(lines: Sequence[Line], index: int, crebo: str) -> str:
    """The title beside a crebo on a line; or on the line above or below it."""
    line, page = lines[index].text, lines[index].page
    place = line.find(crebo)
    before, after = _CREBO_AT_END.sub("", line[:place]), line[place + len(crebo) :].lstrip(" ):;,.-\u2013\u2014")
    above = lines[index - 1].text if index and lines[index - 1].page == page else ""
    goes_on = before[:1].islower() and above[:1].isupper() and above[-1:].isalpha()
    for text in (f"{above} {before}" if goes_on else "", before, after):
        if title := tidy(text):
            return title
    # "Kok, niveau 2, BOL, crebo" and the number on the next line
    is_split = bool(_ENDS_WITHOUT_NUMBER.search(above)) and not _WORD.search(_NOT_OF_TITLE.sub("", before))
    if is_split and (title := tidy(_CREBO_AT_END.sub("", above))):
        return title
    around = [*lines[index + 1 : index + 3], *(line for line in lines[max(0, index - 3) : index] if line.page == page)]
    return next(_labelled(around), "") or title_of_document(lines[max(0, index - 2) : index])


def title_by_label(lines: Sequence[Line]) -> str:
    """The title beside a label such as "Naam opleiding", on the first pages."""
    return next(_labelled([line for line in lines if line.page <= 4]), "")


def title_of_document(lines: Sequence[Line]) -> str:
    """The title that follows on the kind of document: "Examenplan Kok", "OER: Kok"."""
    for line in lines[:LINES_AT_TOP]:
        match = _KIND_OF_DOCUMENT.match(line.text)
        if match and (title := tidy(match["title"])):
            return title
    return ""


def _labelled(lines: Sequence[Line]) -> Iterator[str]:
    for line, below in zip(lines, (*lines[1:], None), strict=False):
        if len(line.cells) > 4:
            continue  # the head of a table
        for cell, following in zip(line.cells, (*line.cells[1:], ""), strict=True):
            match = _LABEL.match(cell.lstrip("\u2022\u25e6\u25aao "))
            if match is None:
                continue
            text = match["title"] if match["title"] else following
            if text and below and GOES_ON_AFTER.search(text) and below.cells[-1][:1].islower():
                text = join_lines([text, below.cells[-1]], known=frozenset())
            is_beside = bool(match["colon"]) or (not match["title"] and bool(following))
            if (is_beside or text[:1].isupper()) and (title := tidy(text)):
                yield title


def tidy(text: str) -> str:
    """A title, or nothing when what remains is not one."""
    text = text.strip()
    if ":" in text:
        text = text.rsplit(":", 1)[1]
    text = re.split(r"[;|]|(?:^|\s)[(\[]|,\s*(?=(?:mbo[ -])?niveau|crebo|bol|bbl)|\.\s", text, flags=re.IGNORECASE)[0]
    text = " ".join(_NOT_OF_TITLE.sub(" ", text).split()).strip(" ,;:()[]/.\u2022\u2013\u2014-=\u25e6\u25aa")
    if len(re.findall(r"[^\W\d_]", text)) < 3 or len(text) > LONGEST or not text[:1].isalpha():
        return ""
    if len(text.split()) > MOST_WORDS or _SENTENCE.search(text) or _SCHOOL.search(text):
        return ""
    return text[:1].upper() + text[1:]


def levels_near(lines: Sequence[Line], index: int) -> frozenset[Level]:
    """The level that stands with a crebo: on its line, or a few lines away from it."""
    for offset in (0, -1, 1, 2, 3, 4):
        if not 0 <= index + offset < len(lines):
            continue
        text = lines[index + offset].text
        if offset == 0 and index and re.search(r"niveau\W*$", lines[index - 1].text, re.IGNORECASE):
            text = f"{lines[index - 1].text} {text}"
        numbers = (
            set(_LEVEL.findall(text))
            if abs(offset) < 2
            else set(_LEVEL_LINE.findall(text.strip("\u2022\u25e6\u25aa ")))
        )
        if len(numbers) == 1:
            return frozenset({Level(f"mbo-{numbers.pop()}")})
    return frozenset()


def level_stated(lines: Sequence[Line], title: str) -> frozenset[Level]:
    """The one level that the document gives for itself; empty when it gives none, or several."""
    first = [line for line in lines if line.page <= 4]
    for found in (
        {n for line in lines for n in _LEVEL_LINE.findall(line.text.strip())},
        {n for line in lines if title in line.text for n in _LEVEL.findall(line.text)},
        set(_levels_in_tables(lines, title)),
        {n for line in first for n in _LEVEL_STATED.findall(line.text)},
    ):
        if len(found) == 1:
            return frozenset({Level(f"mbo-{found.pop()}")})
    return frozenset()


def _levels_in_tables(lines: Sequence[Line], title: str) -> Iterator[str]:
    """A lone 3 on the line of the title, when a line just above speaks of niveau."""
    for index, line in enumerate(lines):
        above = " ".join(other.text for other in lines[max(0, index - 3) : index]).casefold()
        alone = [cell for cell in line.cells if re.fullmatch(r"[1-4]", cell)]
        if title in line.text and "niveau" in above and len(alone) == 1:
            yield alone[0]
