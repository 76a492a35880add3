"""Whose route it is: the lab, its schools by side, the day, and what they agreed on how far the route runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hekloos.core.curriculum import Side
from hekloos.core.route.scope import Extent
from hekloos.core.route.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What all schools confirmed. `from_year` is the year in which the first school year starts: 2027 for 2027-2028."""

    extent: Extent
    for_whom: str
    from_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Whose route it is, and when it is written down: `date` as people read it, `day` as programs do (2027-03-01).

    `schools` that are not named are those of the units; `sides` are those of schools, as far as somebody told.
    """

    lab: str = ""
    schools: tuple[str, ...] = ()
    sides: Mapping[str, Side] = field(default_factory=dict)
    date: str = ""
    day: str = ""
    scope: Scope | None = None


def schools_by_side(
    schools: Iterable[str], sides: Mapping[str, Side], units: Iterable[Unit]
) -> Mapping[Side, tuple[str, ...]]:
    """A school of which nobody told the side, and that has no units of its own, may be on either."""
    own: dict[str, set[Side]] = {school: {side} for school, side in sides.items()}
    for unit in units:
        if unit.school not in sides:
            own.setdefault(unit.school, set()).add(unit.side)
    named = tuple(dict.fromkeys(school for school in schools if school))
    return {side: tuple(school for school in named if side in own.get(school, set(Side))) for side in Side}
