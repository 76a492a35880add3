"""What comes out of a reader, whatever the format.

A reader never raises for what stands in a file. It says what it understood (`frameworks`)
and what it did not (`problems`), in whole Dutch sentences that name the place and the remedy.
"""

import re
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum

from hekloos.core.curriculum import Framework
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.opening import (
    Bundle,
    Document,
    Limits,
    UnreadableSourceError,
    open_source,
    type_of_source,
)
from hekloos.core.language import _

__all__ = [  # all that somebody who adds a format needs
    "Bundle",
    "Deadline",
    "Document",
    "Limits",
    "Problem",
    "Reading",
    "Severity",
    "UnreadableSourceError",
    "listen",
    "open_source",
    "places",
    "problem_data",
    "shorten",
    "tell_at_hand",
    "type_of_source",
]


class Severity(StrEnum):
    ERROR = "error"  # nothing, or not enough, could be read
    WARNING = "warning"  # something was left out or is uncertain
    NOTE = "note"  # worth knowing, nothing is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing a person should know of a file: where, what, and what to do about it.

    `place` is for people ("blad Blad1, regel 12", "bladzijde 74"); it is empty when the whole
    file is meant. `message` holds whole sentences, the last of them a remedy.
    """

    message: str
    place: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        first_word = re.split(r"[ ,]", self.place)[0]
        place = self.place if re.search(r"[./]", first_word) else self.place[:1].upper() + self.place[1:]
        return f"{place}: {self.message}" if place else self.message


def problem_data(problem: Problem) -> dict[str, str]:
    """A problem as plain JSON data."""
    return {"severity": problem.severity, "place": problem.place, "message": problem.message}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a source, and what was not."""

    frameworks: tuple[Framework, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Nothing usable came out."""
        return not self.frameworks

    @classmethod
    def failure(cls, message: str, *, place: str = "") -> "Reading":
        return cls((), (Problem(message=message, place=place),))


@dataclass(slots=True)
class Deadline:
    """Tells a long reader when to stop; `clock` counts seconds."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _started: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self.clock()

    @property
    def passed(self) -> bool:
        return self.clock() - self._started > self.seconds


def shorten(text: str, limits: Limits) -> str:
    """The text with its white space folded and unseen characters left out, cut at the limit."""
    return clean_text(text[: 2 * limits.text])[: limits.text]


def places(numbers: Sequence[int]) -> str:
    """Numbers for people: 74, 76-78 and 81."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    if len(texts) < 2:
        return "".join(texts)
    return _("{first} en {last}").format(first=", ".join(texts[:-1]), last=texts[-1])


_listener: ContextVar[Callable[[str], object] | None] = ContextVar("listener", default=None)


def listen(listener: Callable[[str], object]) -> None:
    """From here on, in the running context, hear the name of each file of a bundle when it is its turn."""
    _listener.set(listener)


def tell_at_hand(document: Document) -> None:
    """For whoever listens: should the process end now, then it was this file."""
    if listener := _listener.get():
        listener(document.name)
