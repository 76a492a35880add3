"""Routes made by chance that look like those of schools, to measure and test with; the same seed gives the same route.

They are meant to be hard: items with several partners, so that both sides could drop and chains arise; items that two
units treat; assessing elsewhere; practice, pins and needs; and of the periods one in eight is too full as it is.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.route import Agreed, Calendar, Limits, Programme, Route, RouteItem
from hekloos.core.route.units import Hours, Unit

KINDS = ((Relation.SAME, ""), (Relation.SAME, "alleen bij de klant"), (Relation.BUILDS_ON, ""), (Relation.RELATED, ""))
WEIGHTS = (4, 2, 3, 2)


@dataclass
class _Making:
    chance: random.Random
    calendar: Calendar
    loads: list[float]
    liked: list[float]  # how much schools like to plan in a period
    items: list[RouteItem] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


def made_route(units: int, *, years: int = 4, periods: int = 4, seed: int = 0) -> Route:
    """A route in which half of the units are of the vmbo."""
    vmbo_years = years // 2
    slots = range(years * periods)
    calendar = Calendar(
        years=years,
        periods=periods,
        vmbo_years=vmbo_years,
        exam_slot=vmbo_years * periods - 2,
        practice_slots=frozenset(slot for slot in slots if slot % 2 or slot > (years - 1) * periods),
        first_year=3,
    )
    chance = random.Random(seed)  # noqa: S311 (no secret)
    liked = [chance.uniform(0.75, 1.25) for _slot in slots]
    making = _Making(chance, calendar, [0.0] * calendar.slots, liked)
    for number in range(units):
        _add_unit(making, number, Side.VMBO if number < units // 2 else Side.MBO)
    _add_tests(making)
    return Route(
        title=f"Gemaakt: {units} blokken",
        calendar=calendar,
        programmes=tuple(Programme(side=side, key=side.value, title=side.value) for side in Side),
        items=tuple(making.items),
        units=tuple(making.units),
        agreed=tuple(_agreed(making)),
        limits=Limits(
            hours_per_period=sorted(making.loads, reverse=True)[len(making.loads) // 8],
            hours_per_year=sum(sorted(making.loads, reverse=True)[:periods]),
            mbo_early=True,
        ),
    )


def _add_unit(making: _Making, number: int, side: Side) -> None:
    chance = making.chance
    group = f"{side.value}-{number // 4}"
    own = [
        RouteItem(key=f"{side.value}-{number}-{n}", side=side, code=f"{number}.{n}", text=f"Onderdeel {n}", group=group)
        for n in range(chance.randint(1, 4))
    ]
    earlier = [item.key for item in making.items if item.side is side]
    again = chance.sample(earlier, 1) if earlier and chance.random() < 0.25 else []
    treats = [item.key for item in own] + again
    has_practice = side is Side.MBO and chance.random() < 0.25
    hours = Hours(
        guided=chance.randint(24, 200) / 2,
        practice=chance.randint(16, 80) / 2 if has_practice else 0.0,
        self_study=chance.randint(0, 40) / 2,
    )
    slot = _least_filled(making, side, practice=has_practice)
    making.loads[slot] += hours.at_school
    making.items += own
    before = [unit.id for unit in making.units if unit.side is side and unit.slot < slot]
    making.units.append(
        Unit(
            id=f"u{number}",
            title=f"Blok {number}",
            side=side,
            school=f"School {side.value}",
            hours=hours,
            slot=slot,
            treats=tuple(treats),
            assesses=tuple(key for key in treats if key not in again and chance.random() < 0.4),
            needs=tuple(chance.sample(before, 1)) if before and chance.random() < 0.4 else (),
            pinned=chance.random() < 0.08,
        )
    )


def _least_filled(making: _Making, side: Side, *, practice: bool) -> int:
    """Of three periods by chance the emptiest, for how it is liked: no school plans evenly, however much it has."""
    calendar = making.calendar
    fitting = [
        slot
        for slot in range(calendar.slots)
        if calendar.in_vmbo_years(slot) is (side is Side.VMBO)
        and slot <= calendar.deadline(side)
        and (not practice or slot in calendar.practice_slots)
    ]
    some = making.chance.sample(fitting, min(3, len(fitting)))
    return min(some, key=lambda slot: making.loads[slot] / making.liked[slot])


def _add_tests(making: _Making) -> None:
    """What no unit assesses yet is assessed in tests at the end of the phase."""
    assessed = {key for unit in making.units for key in unit.assesses}
    for side in Side:
        left = [item.key for item in making.items if item.side is side and item.key not in assessed]
        for number, start in enumerate(range(0, len(left), 12)):
            slot = making.calendar.deadline(side)
            making.units.append(
                Unit(
                    id=f"toets-{side.value}-{number}",
                    title=f"Toets {number}",
                    side=side,
                    hours=Hours(guided=4.0),
                    slot=slot,
                    assesses=tuple(left[start : start + 12]),
                    pinned=True,
                )
            )


def _agreed(making: _Making) -> Sequence[Agreed]:
    chance = making.chance
    terms = [item.key for item in making.items if item.side is Side.VMBO]
    found: dict[tuple[str, str], Agreed] = {}
    for item in making.items:
        if item.side is Side.MBO and chance.random() < 0.6:
            for left in chance.sample(terms, min(len(terms), chance.choice((1, 1, 2, 3)))):
                relation, remainder = chance.choices(KINDS, WEIGHTS)[0]
                found[left, item.key] = Agreed(left=left, right=item.key, relation=relation, remainder=remainder)
    return list(found.values())
