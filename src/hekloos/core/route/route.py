"""A route: two programmes, what was agreed of them, the units of both sides, and the periods they stand in.

A `Route` is what schools bring; a `Plan` is one way to teach it. Both are frozen: a change is a new value.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.units import MOST_HOURS, QUARTER, Confirmed, Hours, Unit

MOST_GIVEN = 2_000.0  # hours, to one thing in one period


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A programme that the route keeps whole, in the version that was agreed on."""

    side: Side
    key: str
    title: str
    version: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteItem:
    """An exam term or mbo item. `key` is unique in the route; `group` is its module or core task, for the reader.

    `levels` are those it is meant for ("KB", "mbo-3"); none means all.
    """

    key: str
    side: Side
    code: str
    text: str
    digest: str = ""
    group: str = ""
    programme: str = ""
    levels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.code} {self.text}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What teachers of both sides hold of a vmbo item (`left`) and an mbo item (`right`)."""

    left: str
    right: str
    relation: Relation
    remainder: str = ""
    taken_up_by: str = ""

    @property
    def covers_whole(self) -> bool:
        """Whether who had the one needs nothing more for the other."""
        return self.relation is Relation.SAME and not self.remainder


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """An item that need not be treated or assessed in this route, since two people say why."""

    item: str
    reason: str
    names: tuple[str, str]

    def __post_init__(self) -> None:
        if not self.reason.strip() or len({name.strip().casefold() for name in self.names} - {""}) < 2:
            raise ValueError("an exemption has a reason and the names of two people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The periods of a route, counted from 0, `periods` in a year.

    The vo-fase lasts `vmbo_years`. Vmbo items are assessed in `exam_slot` at the latest. Practice stands in
    `practice_slots`; none means anywhere. `first_year` is what the school calls the first year (leerjaar 3).
    """

    years: int
    periods: int
    vmbo_years: int
    exam_slot: int
    practice_slots: frozenset[int] = frozenset()
    first_year: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.years <= 8 and 1 <= self.periods <= 20 and 0 <= self.vmbo_years <= self.years):
            raise ValueError("a route has one to eight years of one to twenty periods")
        if not 0 <= self.first_year <= 100:
            raise ValueError("no school has so many years")
        if not {self.exam_slot, *self.practice_slots} <= set(range(self.slots)):
            raise ValueError("a period lies outside the route")

    @property
    def slots(self) -> int:
        return self.years * self.periods

    def year_of(self, slot: int) -> int:
        """Counted from 0."""
        return slot // self.periods

    def deadline(self, side: Side) -> int:
        return self.exam_slot if side is Side.VMBO else self.slots - 1

    def in_vmbo_years(self, slot: int) -> bool:
        return slot < self.vmbo_years * self.periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What fits, and what may be. Hours are those in the timetable of one pupil; None means no limit.

    In the vo-fase `vmbo_hours_per_period` holds, where it is given, since there a pupil has more other subjects.
    `mbo_early` is whether mbo units may stand in the vo-fase: only a route that is reported may do so; with
    `early_hours` of them pupils have met the mbo enough. `shortening` is the share of an item's hours that goes when
    the other side did part of it: a guess, until schools know better. Raises ValueError for hours that no year has, or
    a share that is none.
    """

    hours_per_period: float | None = None
    hours_per_year: float | None = None
    mbo_early: bool = False
    shortening: float = 0.5
    vmbo_hours_per_period: float | None = None
    early_hours: float = 80.0

    def __post_init__(self) -> None:
        given = (self.hours_per_period, self.hours_per_year, self.vmbo_hours_per_period, self.early_hours)
        hours = [limit for limit in given if limit is not None]
        is_fine = all(0 <= limit <= MOST_HOURS for limit in hours) and not self.early_hours % QUARTER
        if not is_fine or not 0 <= self.shortening <= 1:
            raise ValueError("limits have hours, and a share from 0 to 1")


class Purpose(StrEnum):
    """What freed hours are given to."""

    PRACTICE = "practice"  # stage
    ACQUAINTANCE = "acquaintance"  # kennismaken met het mbo
    DEEPENING = "deepening"  # verdieping
    SUPPORT = "support"  # extra hulp
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Freed hours that get another use, in a period."""

    title: str
    purpose: Purpose
    slot: int
    hours: float

    def __post_init__(self) -> None:
        if not self.title.strip() or not 0 < self.hours <= MOST_GIVEN or self.hours % QUARTER or self.slot < 0:
            raise ValueError("what hours are given to has a title, a period and a number of quarters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """How one school does a shared unit: in another period, or in other hours. None: as everybody does."""

    school: str
    unit: str
    slot: int | None = None
    hours: Hours | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Route:
    """Raises ValueError when a key occurs twice, or something is named that is not there."""

    title: str
    calendar: Calendar
    programmes: tuple[Programme, ...]
    items: tuple[RouteItem, ...]
    units: tuple[Unit, ...]
    agreed: tuple[Agreed, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    limits: Limits = field(default_factory=Limits)
    given: tuple[Given, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()  # what was said of units that are gone, says nothing

    def __post_init__(self) -> None:
        if len(self.item_by_key) < len(self.items) or len(self.unit_by_id) < len(self.units):
            raise ValueError("two items or two units have the same key")
        named = {key for unit in self.units for key in (*unit.treats, *unit.assesses)}
        named |= {key for pair in self.agreed for key in (pair.left, pair.right)}
        named |= {exemption.item for exemption in self.exemptions}
        if missing := named - set(self.item_by_key):
            raise ValueError(f"items that are not in the route: {sorted(missing)[:3]}")
        units = {need for unit in self.units for need in unit.needs} | {other.unit for other in self.deviations}
        if missing := units - set(self.unit_by_id):
            raise ValueError(f"units that are not in the route: {sorted(missing)[:3]}")
        slots = [*(unit.slot for unit in self.units), *(given.slot for given in self.given)]
        slots += [other.slot for other in self.deviations if other.slot is not None]
        if not all(0 <= slot < self.calendar.slots for slot in slots):
            raise ValueError("something stands outside the route")

    @cached_property
    def item_by_key(self) -> Mapping[str, RouteItem]:
        return MappingProxyType({item.key: item for item in self.items})

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        return MappingProxyType({unit.id: unit for unit in self.units})

    @cached_property
    def confirmed_of(self) -> Mapping[str, Confirmed]:
        return MappingProxyType({said.unit: said for said in self.confirmed})

    @cached_property
    def treating(self) -> Mapping[str, tuple[Unit, ...]]:
        """By item the units that have it in their programme."""
        return _by_item((key, unit) for unit in self.units for key in unit.treats)

    @cached_property
    def assessing(self) -> Mapping[str, tuple[Unit, ...]]:
        return _by_item((key, unit) for unit in self.units for key in unit.assesses)

    @cached_property
    def partners(self) -> Mapping[str, tuple[tuple[str, Agreed], ...]]:
        """By item the items of the other side that can make (part of) its teaching superfluous, with what was agreed.

        What is the same serves both ways. Of what builds on the other, only the mbo item gets shorter.
        """
        found: dict[str, list[tuple[str, Agreed]]] = {}
        for pair in self.agreed:
            if pair.relation in (Relation.SAME, Relation.BUILDS_ON):
                found.setdefault(pair.right, []).append((pair.left, pair))
            if pair.relation is Relation.SAME:
                found.setdefault(pair.left, []).append((pair.right, pair))
        return MappingProxyType({key: tuple(others) for key, others in found.items()})

    def room_in(self, slot: int) -> float | None:
        """Hours that fit in this period; None when there is no limit."""
        limits = self.limits
        if limits.vmbo_hours_per_period is not None and self.calendar.in_vmbo_years(slot):
            return limits.vmbo_hours_per_period
        return limits.hours_per_period

    @cached_property
    def exempt(self) -> frozenset[str]:
        return frozenset(exemption.item for exemption in self.exemptions)


def _by_item(pairs: "Iterator[tuple[str, Unit]]") -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for key, unit in pairs:
        found.setdefault(key, []).append(unit)
    return MappingProxyType({key: tuple(units) for key, units in found.items()})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Where every unit stands, and which of its items it treats no more (`left_out`) or only in part (`shortened`).

    `slots` has every unit of the route; pairs are (unit, item). Raises ValueError when a pair is in both.
    """

    slots: Mapping[str, int]
    left_out: frozenset[tuple[str, str]] = frozenset()
    shortened: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        if self.left_out & self.shortened:
            raise ValueError("what is left out cannot be shortened too")

    def in_full(self, unit: Unit, item: str) -> bool:
        pair = (unit.id, item)
        return item in unit.treats and pair not in self.left_out and pair not in self.shortened

    def out_of(self, unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is left out of it and what is shortened, in the order of the unit."""
        gone = tuple(item for item in unit.treats if (unit.id, item) in self.left_out)
        return gone, tuple(item for item in unit.treats if (unit.id, item) in self.shortened)

    def treated_by(self, unit: Unit) -> tuple[str, ...]:
        """What it still treats, in full or in part."""
        return tuple(item for item in unit.treats if (unit.id, item) not in self.left_out)

    def drops(self, unit: Unit) -> bool:
        """Whether nothing of it is left to do."""
        return bool(unit.treats) and not unit.assesses and not self.treated_by(unit)


def as_it_is(route: Route) -> Plan:
    """What the schools do now: every unit where it stands, whole."""
    return Plan(slots=MappingProxyType({unit.id: unit.slot for unit in route.units}))
