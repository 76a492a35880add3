"""Which code is meant where only a part of it is written: W3 in a row of B1-K1, Werkproces 1.3."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hekloos.core.formats.pdf.text_columns import Layout
from hekloos.core.formats.study.title_sightings import Sighting
from hekloos.core.formats.work_process_codes import Code, Form

_PART = re.compile(r"(?P<part>basis|profiel)(?:deel)?(?:\s?[BP]?(?P<number>\d))?\b(?!en\b)", re.IGNORECASE)
_ELECTIVE = re.compile(r"keuzede(?:el|len)\b|\b[KC]\d{4}\b", re.IGNORECASE)
LONGEST_HEADING = 60  # characters


@dataclass(frozen=True, slots=True)
class Mention:
    """A sighting with the code that it must be."""

    code: Code
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class _Marker:
    """From here on: another part, or keuzedelen (an empty part)."""

    page: int
    height: float
    part: str


def resolve(sightings: Sequence[Sighting], layouts: Sequence[Layout]) -> list[Mention]:
    """The sightings, in reading order, whose code is certain enough."""
    markers = _markers(layouts)
    anchors = _Anchors(sightings)
    written_out = {_code(s, "B1", 0) for s in sightings if s.code.form is Form.FULL}
    has_processes = any(s.code.form is Form.FULL and s.code.process and s.title[:1].isupper() for s in sightings)
    mentions: list[Mention] = []
    for sighting in _in_order(sightings):
        part = _part_at(sighting, markers)
        if sighting.code.form in (Form.SHORT, Form.VERBAL) and not part:
            continue  # a keuzedeel has its own werkproces 1
        task = sighting.code.task
        if sighting.code.form is Form.SHORT or (sighting.code.form is Form.VERBAL and sighting.code.process):
            anchor = anchors.of(sighting)
            task = task or (anchor.code.task if anchor else 0)
            part = anchor.code.part if anchor and anchor.code.part else part
        code = _code(sighting, part or "B1", task)
        if code is None or (sighting.code.form is Form.VERBAL and has_processes and code not in written_out):
            continue  # where full codes are used, "kerntaak 1" in a sentence adds nothing
        mentions.append(Mention(code, sighting))
    return mentions


def _code(sighting: Sighting, part: str, task: int) -> Code | None:
    return sighting.code.resolved(part, task)


def _in_order(sightings: Sequence[Sighting]) -> list[Sighting]:
    return sorted(sightings, key=lambda s: (*_place(s), s.segment.left, s.code.start))


def _place(sighting: Sighting) -> tuple[int, float]:
    return sighting.page, round(sighting.segment.middle / 3)


def _markers(layouts: Sequence[Layout]) -> list[_Marker]:
    found: list[_Marker] = []
    for layout in layouts:
        for segment in layout.segments:
            text = segment.text.lstrip("0123456789. ")
            if len(text) > LONGEST_HEADING:
                continue
            part = _PART.match(text) or re.match(
                r"(?:examinering|deel [A-Z]\.?)\s.*?" + _PART.pattern, text, re.IGNORECASE
            )
            if part:
                letter = part["part"][0].upper()
                found.append(_Marker(layout.number, segment.middle, f"{letter}{part['number'] or 1}"))
            elif _ELECTIVE.match(text):
                found.append(_Marker(layout.number, segment.middle, ""))
    return found


def _part_at(sighting: Sighting, markers: Sequence[_Marker]) -> str:
    """The part of the last heading above; the basis part where there is none."""
    here = (sighting.page, sighting.segment.middle + sighting.segment.size / 2)
    above = [m for m in markers if (m.page, m.height) <= here]
    return above[-1].part if above else "B1"


class _Anchors:
    """The core tasks on the pages, to know which of them a short code belongs to."""

    def __init__(self, sightings: Sequence[Sighting]) -> None:
        self._tasks = [s for s in sightings if not s.code.process and s.code.task]
        self._ranges = dict(_ranges([s for s in _in_order(sightings) if s.code.form is Form.SHORT]))

    def of(self, sighting: Sighting) -> Sighting | None:
        """The core task in the middle of its work processes, or else the last one above."""
        fitting = [t for t in self._tasks if not sighting.code.task or t.code.task == sighting.code.task]
        if id(sighting) in self._ranges:
            top, bottom = self._ranges[id(sighting)]
            beside = [
                t
                for t in fitting
                if t.page == sighting.page
                and t.segment.right <= sighting.segment.left
                and top - 2 * t.segment.size < t.segment.middle < bottom + 2 * t.segment.size
            ]
            if len({(t.code.part, t.code.task) for t in beside}) == 1:
                return beside[0]
        here = (sighting.page, sighting.segment.middle + sighting.segment.size / 2)
        above = [t for t in fitting if (t.page, t.segment.middle) <= here and t.segment is not sighting.segment]
        return max(above, key=lambda t: (t.page, t.segment.middle), default=None)


def _ranges(shorts: Sequence[Sighting]) -> Iterator[tuple[int, tuple[float, float]]]:
    """For each short code the heights between which W1, W2, W3 ... of one core task stand on a page."""
    run: list[Sighting] = []
    for sighting in [*shorts, None]:
        if run and (sighting is None or sighting.page != run[-1].page or sighting.code.process <= run[-1].code.process):
            heights = [s.segment.middle for s in run]
            yield from ((id(s), (min(heights), max(heights))) for s in run)
            run = []
        if sighting is not None:
            run.append(sighting)
