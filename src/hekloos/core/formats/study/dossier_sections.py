"""What a printed kwalificatiedossier says of each work process besides its title.

The sections are headed Omschrijving, Resultaat and Gedrag; those of a core task are headed
Vakkennis en vaardigheden. Exam tables use the same words over columns, so a document only counts
as a dossier when the headings stand at the left, several times, and with text under them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hekloos.core.formats.pdf.joined_lines import join_lines
from hekloos.core.formats.pdf.text_columns import Layout
from hekloos.core.formats.pdf.text_segments import Segment
from hekloos.core.formats.work_process_codes import Code, find_codes

_SECTIONS = {
    "omschrijving": "description",
    "beschrijving": "description",
    "omschrijving werkproces": "description",
    "resultaat": "result",
    "gewenst resultaat": "result",
    "gedrag": "behaviour",
    "vakkennis en vaardigheden": "knowledge",
    "complexiteit": "other",
    "verantwoordelijkheid en zelfstandigheid": "other",
    "onderliggende competenties": "other",
    "wettelijke beroepsvereisten": "other",
    "branchevereisten": "other",
    "typering van de beroepengroep": "other",
}
_COMPETENCES = re.compile(r"^de onderliggende competenties zijn", re.IGNORECASE)
_INTRODUCTION = re.compile(r"^(?:de|een) beginnend(?:e)? beroepsbeoefenaar[^:]{0,40}:\s*$", re.IGNORECASE)
_CORE_TASK_LINE = re.compile(r"^(?:voor|basisdeel|profieldeel|keuzedeel)\b.{0,80}$", re.IGNORECASE)
FEWEST = 2  # sections of a kind before a document counts as a dossier


@dataclass(slots=True)
class Sections:
    """The texts of one core task or work process; list texts have one entry per point."""

    description: str = ""
    result: str = ""
    behaviour: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    lines: dict[str, list[Segment]] = field(default_factory=dict)

    def of(self, section: str) -> list[Segment]:
        return self.lines.setdefault(section, [])


def read_sections(layouts: Sequence[Layout], *, known: frozenset[str]) -> dict[Code, Sections]:
    """By code; empty when the document is not a printed dossier."""
    gathered = _gather(layouts)
    counts = [sum(bool(texts.lines.get(name)) for texts in gathered.values()) for name in ("description", "result")]
    with_behaviour = sum(bool(texts.lines.get("behaviour")) for texts in gathered.values())
    if counts[0] < FEWEST or max(counts[1], with_behaviour) < FEWEST:
        return {}
    return {code: _sections(texts, known) for code, texts in gathered.items()}


def _gather(layouts: Sequence[Layout]) -> dict[Code, _Gathered]:
    gathered: dict[Code, _Gathered] = {}
    code: Code | None = None
    section = ""
    for first_of_line, segment in _in_order(layouts):
        found = find_codes(segment.text)
        if found and found[0].start == 0 and found[0].part:
            code, section = found[0].resolved("", 0), ""
            continue
        name = _SECTIONS.get(segment.text.casefold().strip(" :."))
        if name and first_of_line:
            section = name
        elif _COMPETENCES.match(segment.text):
            section = "other"
        elif section and section != "other" and code is not None:
            gathered.setdefault(code, _Gathered()).of(section).append(segment)
    return gathered


def _in_order(layouts: Sequence[Layout]) -> Iterator[tuple[bool, Segment]]:
    """Segments as they are read, and whether each is the first of its line."""
    for layout in layouts:
        height = -100.0
        for segment in layout.segments:
            yield abs(segment.middle - height) > 0.4 * segment.size, segment
            height = segment.middle


def _sections(texts: _Gathered, known: frozenset[str]) -> Sections:
    return Sections(
        description=_paragraph(texts.of("description"), known),
        result=_paragraph(texts.of("result"), known),
        behaviour=tuple(_points(texts.of("behaviour"), known)),
        knowledge=tuple(_points(texts.of("knowledge"), known)),
    )


def _paragraph(segments: list[Segment], known: frozenset[str]) -> str:
    return join_lines([segment.text for segment in segments], known=known)


def _points(segments: list[Segment], known: frozenset[str]) -> Iterator[str]:
    """One text per point of a list: at each bullet, or else at each line that begins a sentence."""
    has_bullets = any(segment.bullet for segment in segments)
    lines: list[str] = []
    for segment in segments:
        if _INTRODUCTION.match(segment.text) or (_CORE_TASK_LINE.match(segment.text) and not lines):
            continue
        starts = bool(segment.bullet) if has_bullets else bool(lines) and lines[-1].endswith((".", ";"))
        if starts and lines:
            yield join_lines(lines, known=known)
            lines = []
        lines.append(segment.text)
    if lines:
        yield join_lines(lines, known=known)
