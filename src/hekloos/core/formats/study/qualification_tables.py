"""Tables of qualifications: their crebo, name and level each in a column, under a head that names them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Level
from hekloos.core.formats.pdf.joined_lines import join_lines
from hekloos.core.formats.pdf.text_columns import GOES_ON_AFTER
from hekloos.core.formats.study.qualification_titles import Line, tidy

_CREBO = re.compile(r"crebo(?:-?\s?(?:nummer|nr\.?|code)|\w*-)?", re.IGNORECASE)
_NAME = re.compile(
    r"(?:(?:naam|titel)(?: (?:van )?(?:de )?(?:opleiding|kwalificatie))?|opleiding(?:snaam)?|kwalificaties?|"
    r"uitstroom(?:profiel|richting)?|beroep)",
    re.IGNORECASE,
)
_PROFILE_NAME = re.compile(r"(?:profiel(?:naam)?|kwalificatie ?\(profiel\)|diploma)", re.IGNORECASE)
_LEVEL = re.compile(r"(?:mbo[- ]?)?niveau", re.IGNORECASE)
_LEVEL_VALUE = re.compile(r"(?:mbo[- ]?|niveau )?([1-4])", re.IGNORECASE)
_PROFILE = re.compile(r"P\s?(\d)")
MOST_ROWS = 40  # lines below the head that may belong to the table
LEVEL_AT = 12.0  # points: a number may stand in the middle of its column
NAME_AT = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a table says of a crebo; what it does not say is empty."""

    title: str
    levels: frozenset[Level]
    profile: str


def row_of(lines: Sequence[Line], index: int, crebo: str) -> Row | None:
    """The row of a crebo on a line; None where no head above names the column of crebos."""
    place = _place_of(lines[index], crebo)
    if place is None:
        return None
    head = next(_heads(lines, index, at=place), None)
    if head is None:
        return None
    top = head + 1
    cells = [cell.strip() for cell in lines[index].cells]
    profile = next((f"P{match[1]}" for cell in cells if (match := _PROFILE.fullmatch(cell))), "")
    title = _title(lines, index, top=top, at=_column(lines[head], _NAME) or _column(lines[head], _PROFILE_NAME))
    return Row(title=title, levels=_levels(lines[index], at=_column(lines[head], _LEVEL)), profile=profile)


def _place_of(line: Line, crebo: str) -> float | None:
    """Where the cell begins that holds the crebo and nothing else."""
    return next((x for cell, x in zip(line.cells, line.lefts, strict=False) if cell.strip(" ()") == crebo), None)


def _heads(lines: Sequence[Line], index: int, *, at: float) -> Iterator[int]:
    for number in range(index - 1, max(-1, index - 1 - MOST_ROWS), -1):
        line = lines[number]
        if line.page == lines[index].page:
            found = _column(line, _CREBO)
            if found is not None and abs(found - at) < LEVEL_AT:
                yield number


def _column(line: Line, name: re.Pattern[str]) -> float | None:
    """Where the column with this name begins."""
    named = (x for cell, x in zip(line.cells, line.lefts, strict=False) if name.fullmatch(cell.strip(" :")))
    return next(named, None)


def _title(lines: Sequence[Line], index: int, *, top: int, at: float | None) -> str:
    """The name on the line of the crebo, or around it when it has more lines."""
    if at is None:
        return ""
    text = _cell(lines[index], at)
    above = _cell(lines[index - 1], at) if index > top and not _has_number(lines[index - 1]) else ""
    below = ""
    if index + 1 < len(lines) and lines[index + 1].page == lines[index].page and not _has_number(lines[index + 1]):
        below = _cell(lines[index + 1], at)
    if not text:
        return tidy(join_lines([above, below], known=frozenset()))
    goes_on = below[:1].islower() or bool(GOES_ON_AFTER.search(text))  # also after a hyphen
    parts = [above if text[:1].islower() else "", text, below if goes_on else ""]
    return tidy(join_lines([part for part in parts if part], known=frozenset()))


def _has_number(line: Line) -> bool:
    return any(re.fullmatch(r"\(?2[2-9]\d{3}\)?", cell.strip()) for cell in line.cells)


def _cell(line: Line, at: float) -> str:
    return next((cell for cell, x in zip(line.cells, line.lefts, strict=False) if abs(x - at) < NAME_AT), "")


def _levels(line: Line, *, at: float | None) -> frozenset[Level]:
    if at is None:
        return frozenset()
    for cell, x in zip(line.cells, line.lefts, strict=False):
        match = _LEVEL_VALUE.fullmatch(cell.strip())
        if match and abs(x - at) < 2 * LEVEL_AT:
            return frozenset({Level(f"mbo-{match[1]}")})
    return frozenset()
