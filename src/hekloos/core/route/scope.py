"""How far a route runs: every school answers apart, and it is agreed when all of them hold and confirm the same.

Answers are only added. Of every school that takes part the last one counts; so whoever changes an answer undoes what
was agreed. Nobody reads the answer of another school before both sides of the fence answered, nor before their own
school did.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hekloos.core.curriculum import Side


class Extent(StrEnum):
    """To where a route runs; only the last is one that the law knows."""

    FRONT_DOOR = "front_door"
    HUNDRED_DAYS = "hundred_days"
    DIPLOMA = "diploma"


class Aspect(StrEnum):
    """On what answers may differ."""

    EXTENT = "extent"
    FOR_WHOM = "for_whom"
    FROM_YEAR = "from_year"


class ScopeState(StrEnum):
    """How far the schools are with the question."""

    OPEN = "open"  # no school answered
    WAITS_FOR_VMBO = "waits_for_vmbo"
    WAITS_FOR_MBO = "waits_for_mbo"
    DIFFERS = "differs"
    WAITS_FOR_SCHOOLS = "waits_for_schools"  # both sides say the same, but not every school answered
    UNCONFIRMED = "unconfirmed"  # every school says the same, but not every school confirmed it
    AGREED = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a school answers. `from_year` is the year in which the first school year starts: 2027 for 2027-2028."""

    school: int
    side: Side
    extent: Extent
    why: str = ""
    for_whom: str
    from_year: int
    is_confirmed: bool = False

    @property
    def text(self) -> tuple[Extent, str, int]:
        """What has to be the same. Every school may have reasons of its own, so `why` is no part of it."""
        return self.extent, folded(self.for_whom), self.from_year


def folded(text: str) -> str:
    """The text as it is compared: capitals, white space and a last full stop make no difference."""
    return " ".join(text.casefold().split()).rstrip(".")


@dataclass(frozen=True, slots=True)
class Card:
    """The schools that take part now, and all that was ever answered, in that order."""

    schools: frozenset[int]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What schools do not hold alike, with the schools that hold each value."""

    aspect: Aspect
    held: tuple[tuple[str, tuple[int, ...]], ...]


def latest(card: Card) -> Mapping[int, Answer]:
    """By school, of those that take part and answered, what they hold now."""
    return MappingProxyType({answer.school: answer for answer in card.answers if answer.school in card.schools})


def have_both_sides_answered(card: Card) -> bool:
    return {answer.side for answer in latest(card).values()} == set(Side)


def can_read(card: Card, reader: int | None, school: int) -> bool:
    """Whether somebody of the school `reader` (None for who is of no school) may read what `school` answers."""
    if reader == school:
        return True
    return have_both_sides_answered(card) and (reader is None or reader in latest(card))


def readable(card: Card, reader: int | None) -> tuple[Answer, ...]:
    """All answers that this reader may read, also those that were changed since."""
    return tuple(answer for answer in card.answers if can_read(card, reader, answer.school))


_VALUES: Mapping[Aspect, Callable[[Answer], str]] = MappingProxyType(
    {
        Aspect.EXTENT: lambda answer: answer.extent.value,
        Aspect.FOR_WHOM: lambda answer: folded(answer.for_whom),
        Aspect.FROM_YEAR: lambda answer: str(answer.from_year),
    }
)


def differences(card: Card) -> tuple[Difference, ...]:
    """On what the schools that answered differ; nothing when all of them hold the same."""
    found = []
    for aspect, value_of in _VALUES.items():
        held: dict[str, list[int]] = {}
        for school, answer in latest(card).items():
            held.setdefault(value_of(answer), []).append(school)
        if len(held) > 1:
            found.append(Difference(aspect, tuple((value, tuple(schools)) for value, schools in held.items())))
    return tuple(found)


def state_of(card: Card) -> ScopeState:
    now = latest(card)
    sides = {answer.side for answer in now.values()}
    if not sides:
        return ScopeState.OPEN
    if sides == {Side.VMBO}:
        return ScopeState.WAITS_FOR_MBO
    if sides == {Side.MBO}:
        return ScopeState.WAITS_FOR_VMBO
    if len({answer.text for answer in now.values()}) > 1:
        return ScopeState.DIFFERS
    if set(now) != card.schools:
        return ScopeState.WAITS_FOR_SCHOOLS
    return ScopeState.AGREED if all(answer.is_confirmed for answer in now.values()) else ScopeState.UNCONFIRMED


def state_for(card: Card, reader: int | None) -> ScopeState:
    """What this reader may know of it: whether others agree says something of answers that are hidden."""
    if have_both_sides_answered(card) and not (reader is None or reader in latest(card)):
        return ScopeState.WAITS_FOR_SCHOOLS
    return state_of(card)


def agreed_answer(card: Card) -> Answer | None:
    """An answer with the text on which all agree; None as long as they do not."""
    return next(iter(latest(card).values())) if state_of(card) is ScopeState.AGREED else None
