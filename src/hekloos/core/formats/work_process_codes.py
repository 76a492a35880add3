"""The codes of core tasks and work processes, in all the ways schools write them.

SBB writes B1-K1-W3: basis part 1, core task 1, work process 3; P2-K1 belongs to profile 2.
Schools write "B1K1W3", "B1 - K1 - W3", "K1-W3", "W3" under a heading, "Werkproces 1.3" and more.
Codes of keuzedelen (K0123, D1-K1-W1) and of certificates (C1-K1-W1) are not meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

RULED = "\x1e"  # stands between two lines with a rule between them: no code runs over it

_JOIN = r"[ \n]?[-\u2013\u2014._:/]?[ \n]?"
_NOT_INSIDE = r"(?<![A-Za-z0-9])"
_NOT_AFTER_PART = r"(?<![A-Za-z0-9][-\u2013\u2014._])"
# B1-K1-1 counts exams of a core task; B1-K1-V2 counts knowledge.
_END = r"(?!\d)(?![-\u2013][ \n]?\d)(?![-\u2013]?[VG]\d)"
_FULL = re.compile(
    rf"{_NOT_INSIDE}(?P<part>[BP])[ ]?(?P<number>\d){_JOIN}KT?[ ]?(?P<task>\d{{1,2}})"
    rf"(?:{_JOIN}WP?[ ]?(?P<process>\d{{1,2}}))?{_END}",
    re.IGNORECASE,
)
_OLD = re.compile(
    rf"{_NOT_INSIDE}{_NOT_AFTER_PART}(?P<part>[BP])?KT?[ ]?(?P<task>\d{{1,2}})"
    rf"{_JOIN}WP?[ ]?(?P<process>\d{{1,2}}){_END}",
    re.IGNORECASE,
)
_AT_LINE = r"(?:^|(?<=[\n\x1e]))"
_BEFORE_TITLE = r"(?=[ ]?[:\u2013\u2014-]|[ \n](?-i:[A-Z])|[\n\x1e]|$)"
_VERBAL_TASK = re.compile(
    r"(?:(?P<part>basis|profiel)(?:deel)?[ ]?(?P<number>\d)?[ ,:.-]{0,3}kerntaak"
    rf"|(?:{_AT_LINE}|(?<=onderdeel[ ])|(?<=examen[ ]))kerntaak)[ ]?(?P<task>\d{{1,2}})(?![\d.,]|[ ]?(?:en|t/m|of)\b)"
    rf"{_BEFORE_TITLE}",
    re.IGNORECASE,
)
_VERBAL_PROCESS = re.compile(
    rf"{_AT_LINE}(?:werkproces|wp(?=[ ]?\d{{1,2}}\.\d))[ ]?(?:(?P<task>\d{{1,2}})[.-])?(?P<process>\d{{1,2}})(?![\d.,])"
    rf"{_BEFORE_TITLE}",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:^|(?<=[\n\x1e]))WP?[ ]?(?P<process>\d{1,2})(?![\d-]|\.\d)(?=[ \n\x1e:.\u2013\u2014-]|$)")


class Form(StrEnum):
    """How a code was written: from certain to guessed."""

    FULL = "full"  # B1-K1-W3
    OLD = "old"  # K1-W3: the part follows from the heading above
    VERBAL = "verbal"  # Kerntaak 1, Werkproces 1.3
    SHORT = "short"  # W3: the core task follows from the heading above


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A core task, or with `process` a work process."""

    part: str
    task: int
    process: int = 0

    def __str__(self) -> str:
        return f"{self.part}-K{self.task}-W{self.process}" if self.process else f"{self.part}-K{self.task}"

    @property
    def is_core_task(self) -> bool:
        return not self.process

    @property
    def core_task(self) -> "Code":
        return Code(self.part, self.task)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCode:
    """Where a code stands in a text; an empty part or a task of 0 follows from what stands above."""

    start: int
    end: int
    form: Form
    part: str = ""
    task: int = 0
    process: int = 0

    def resolved(self, part: str, task: int) -> Code | None:
        number = self.task or task
        return Code(self.part or part, number, self.process) if number else None


def find_codes(text: str) -> list[FoundCode]:
    """All codes in order, not overlapping; lines are separated by a newline or by RULED."""
    found: list[FoundCode] = []
    for code in sorted(_all_codes(text), key=lambda code: (code.start, -code.end)):
        if code.form is not Form.VERBAL and not _is_possible(code):
            continue
        if not found or code.start >= found[-1].end:
            found.append(code)
    return found


def _is_possible(code: FoundCode) -> bool:
    return (code.form is Form.SHORT or 1 <= code.task <= 15) and code.process <= 30


def _all_codes(text: str) -> Iterator[FoundCode]:
    patterns = (
        (Form.FULL, _FULL),
        (Form.OLD, _OLD),
        (Form.VERBAL, _VERBAL_TASK),
        (Form.VERBAL, _VERBAL_PROCESS),
        (Form.SHORT, _SHORT),
    )
    for form, pattern in patterns:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            letter = (groups.get("part") or "")[:1].upper()
            yield FoundCode(
                start=match.start(),
                end=match.end(),
                form=form,
                part=f"{letter}{groups.get('number') or 1}" if letter else "",
                task=int(groups.get("task") or 0),
                process=int(groups.get("process") or 0),
            )


def mentions_codes(text: str) -> bool:
    """Whether a full code, or one of the older form, stands in the text."""
    return bool(_FULL.search(text) or _OLD.search(text))


_MISREAD = re.compile(
    r"^(?P<before>\W?)(?P<part>[B8P])(?P<number>[0-9lI|iO]{1})[-\u2013\u2014_=.~]*[Kk](?P<task>[0-9lI|iOSZ]{1,2})"
    r"(?:(?P<dash>[-\u2013\u2014_=.~]+)?(?:(?P<w>W|w|VV|vv|\\N)(?P<process>[0-9lI|iOSZ]{1,2}))?)?(?P<after>[:.,;]?)$"
)
_DIGITS = str.maketrans("lI|iOoSZ", "11110052")


def repair_misread_code(word: str) -> str:
    """What a machine took for "Bl-KI-WI" or "81-K1-W1O" is B1-K1-W1 and B1-K1-W10; other words stay."""
    match = _MISREAD.match(word)
    if match is None:
        return word
    part = match["part"].replace("8", "B")
    code = f"{part}{match['number'].translate(_DIGITS)}-K{match['task'].translate(_DIGITS)}"
    if match["w"]:
        code += f"-W{match['process'].translate(_DIGITS)}"
    elif match["dash"]:
        code += "-"
    return f"{match['before']}{code}{match['after']}"
