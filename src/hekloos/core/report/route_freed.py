"""Freed hours of a route, added up: those that are sure, and those that rest on a guess."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hekloos.core.route.hours import Freed


@dataclass(frozen=True, slots=True)
class FreedSum:
    """Freed hours of one school (of the schools of a side together: a Side), of one year or of one period."""

    key: str | int
    sure: float = 0.0
    guess: float = 0.0

    @property
    def total(self) -> float:
        return self.sure + self.guess


def sum_freed(freed: Iterable[Freed], key: Callable[[Freed], str | int]) -> tuple[FreedSum, ...]:
    """By what `key` makes of each, in order: numbers as numbers and names as names."""
    found: dict[str | int, FreedSum] = {}
    for one in freed:
        name = key(one)
        so_far = found.get(name, FreedSum(name))
        hours = one.hours.total
        sure, guess = (0.0, hours) if one.is_guess else (hours, 0.0)
        found[name] = FreedSum(name, so_far.sure + sure, so_far.guess + guess)
    return tuple(sorted(found.values(), key=_place))


def _place(found: FreedSum) -> tuple[int, str]:
    return (found.key, "") if isinstance(found.key, int) else (0, found.key)
