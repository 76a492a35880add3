"""Pieces of teaching as a school plans them: what they take, what they treat and what they assess."""

import math
from dataclasses import dataclass, fields
from typing import Self

from hekloos.core.curriculum import Side

MOST_HOURS = 100_000.0  # of one unit, period or year: more than any has, and sums of them stay exact
QUARTER = 0.25  # of an hour; nothing is planned finer, and sums of quarters are exact


def quarters_up(hours: float) -> float:
    """The nearest whole quarter that is not less."""
    return math.ceil(hours / QUARTER - 1e-9) * QUARTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Clock hours of one pupil: with a teacher, in practice (stage, bpv), and alone.

    Raises ValueError for less than none, or for what is no whole number of quarters.
    """

    guided: float = 0.0
    practice: float = 0.0
    self_study: float = 0.0

    def __post_init__(self) -> None:
        for hours in self.each:
            if not 0 <= hours <= MOST_HOURS or hours % QUARTER:
                raise ValueError(f"{hours} hours is no number of quarters")

    @property
    def each(self) -> tuple[float, float, float]:
        return self.guided, self.practice, self.self_study

    @property
    def total(self) -> float:
        return self.guided + self.practice + self.self_study

    @property
    def at_school(self) -> float:
        """What stands in a timetable: all but what a pupil does alone."""
        return self.guided + self.practice

    def part(self, parts: int, share: float = 1.0) -> Self:
        """Of one of so many equal parts this share, down to whole quarters: a gain is never told too large."""
        return type(self)(**{f.name: self._down(getattr(self, f.name) * share / parts) for f in fields(self)})

    @staticmethod
    def _down(hours: float) -> float:
        return math.floor(hours / QUARTER + 1e-9) * QUARTER

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    def __sub__(self, other: "Hours") -> "Hours":
        """Raises ValueError when there is less than `other`."""
        return Hours(**{f.name: getattr(self, f.name) - getattr(other, f.name) for f in fields(self)})


NO_HOURS = Hours()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A piece of teaching that stands in one period: a project, a course, a stage.

    `slot` is the period in which the school has it now, counted from the start of the route. `treats` and `assesses`
    are items by their key; `needs` are units that come in an earlier period. `guessed` says that nobody of the school
    gave the hours. A `pinned` unit stays where it is and as it is. Raises ValueError when something is named twice.
    """

    id: str
    title: str
    side: Side
    hours: Hours
    slot: int
    school: str = ""
    treats: tuple[str, ...] = ()
    assesses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    guessed: bool = False
    pinned: bool = False

    def __post_init__(self) -> None:
        for named in (self.treats, self.assesses, self.needs):
            if len(set(named)) < len(named):
                raise ValueError(f"unit {self.id!r} names something twice")
        if self.slot < 0:
            raise ValueError(f"unit {self.id!r} stands before the route begins")

    @property
    def parts(self) -> int:
        """In how many equal parts its hours are thought of: one per item that it treats, and one for assessing."""
        return max(1, len(self.treats) + bool(self.assesses))


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A school (empty: those of a side) says that it gives a unit in these `hours` in all, instead of in those it took
    `before`, now that these items of it are left out or shortened.

    It says nothing of other hours, with other items in it or out of it, or given by others: see `hours.is_confirmed`.
    `name` is of who said so.
    """

    unit: str
    side: Side
    school: str
    before: float
    hours: float
    treats: tuple[str, ...] = ()
    assesses: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()
    name: str = ""
