"""The proof: for every exam term and mbo item by which units it is treated and assessed, or why not.

This knows nothing of how a plan was made; it only looks at what a route and a plan say. An item is treated when
- a unit treats it in full; or
- a unit treats it in part, and no later than there another unit treats in full what both sides agreed to be the same,
  or what they agreed that it builds on; or
- a unit treats in full what both sides agreed to be the same, with nothing that remains.
Since what counts for another item has to be treated in full itself, nothing can lean on itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from hekloos.core.route.route import Plan, Route, RouteItem
from hekloos.core.route.units import Unit


class Way(StrEnum):
    """How an item gets its place in a unit."""

    FULL = "full"
    PART = "part"  # the rest of what another unit did
    BY_THE_OTHER = "by_the_other"  # what is the same is treated there


class Lack(StrEnum):
    NOT_TREATED = "not_treated"
    TREATED_TOO_LATE = "treated_too_late"
    NOT_ASSESSED = "not_assessed"
    ASSESSED_TOO_EARLY = "assessed_too_early"  # before it was treated
    ASSESSED_TOO_LATE = "assessed_too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """`unit` treats it in period `slot`; what `leans_on` names (an item and its unit) makes that enough."""

    unit: str
    slot: int
    way: Way
    leans_on: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """What an item lacks, and the units that could take it."""

    item: str
    lack: Lack
    could: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The place of one item. `treated` and `assessed` are in the order of the periods."""

    item: str
    treated: tuple[Treatment, ...]
    assessed: tuple[tuple[str, int], ...]
    is_exempt: bool
    lack: Lack | None

    @property
    def first_slot(self) -> int | None:
        """The period from which on it has been treated."""
        return self.treated[0].slot if self.treated else None

    @property
    def is_double(self) -> bool:
        """Whether more than one unit still treats it (or what is the same) in full."""
        return len({t.unit for t in self.treated if t.way is not Way.PART}) > 1


@dataclass(frozen=True)
class Proof:
    route: Route
    plan: Plan
    covers: Mapping[str, Cover]

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(
            Hole(item=cover.item, lack=cover.lack, could=could_take(self.route, self.plan, cover.item, cover.lack))
            for cover in self.covers.values()
            if cover.lack is not None
        )

    @property
    def holds(self) -> bool:
        """Whether no exam term and no mbo item is lost."""
        return all(cover.lack is None for cover in self.covers.values())


def prove(route: Route, plan: Plan) -> Proof:
    """The place of every item under this plan. Raises KeyError when the plan misses a unit of the route."""
    return Proof(route, plan, MappingProxyType({item.key: cover_of(route, plan, item) for item in route.items}))


def in_full(route: Route, plan: Plan, key: str) -> tuple[Unit, ...]:
    """The units that treat an item in full."""
    return tuple(unit for unit in route.treating.get(key, ()) if plan.in_full(unit, key))


def cover_of(route: Route, plan: Plan, item: RouteItem) -> Cover:
    """The place of this item under this plan."""
    treated = tuple(sorted(_treatments(route, plan, item.key), key=lambda t: (t.slot, t.way, t.unit)))
    assessed = tuple(sorted((plan.slots[u.id], u.id) for u in route.assessing.get(item.key, ())))
    is_exempt = item.key in route.exempt
    first, deadline = (treated[0].slot if treated else None), route.calendar.deadline(item.side)
    return Cover(
        item=item.key,
        treated=treated,
        assessed=tuple((unit, slot) for slot, unit in assessed),
        is_exempt=is_exempt,
        lack=None if is_exempt else _lack(first, [slot for slot, _unit in assessed], deadline),
    )


def _treatments(route: Route, plan: Plan, key: str) -> Iterator[Treatment]:
    for unit in in_full(route, plan, key):
        yield Treatment(unit=unit.id, slot=plan.slots[unit.id], way=Way.FULL)
    partners = route.partners.get(key, ())
    for unit in route.treating.get(key, ()):
        if (unit.id, key) in plan.shortened:
            slot = plan.slots[unit.id]
            ground = [(plan.slots[o.id], o.id, other) for other, _pair in partners for o in in_full(route, plan, other)]
            if ground and min(ground)[0] <= slot:
                _slot, there, other = min(ground)
                yield Treatment(unit=unit.id, slot=slot, way=Way.PART, leans_on=(other, there))
    for other, pair in partners:
        if pair.covers_whole:
            for unit in in_full(route, plan, other):
                slot = plan.slots[unit.id]
                yield Treatment(unit=unit.id, slot=slot, way=Way.BY_THE_OTHER, leans_on=(other, unit.id))


def _lack(first: int | None, assessed: list[int], deadline: int) -> Lack | None:
    if first is None:
        return Lack.NOT_TREATED
    if first > deadline:
        return Lack.TREATED_TOO_LATE
    if not assessed:
        return Lack.NOT_ASSESSED
    if any(first <= slot <= deadline for slot in assessed):
        return None
    return Lack.ASSESSED_TOO_EARLY if any(slot < first for slot in assessed) else Lack.ASSESSED_TOO_LATE


def could_take(route: Route, plan: Plan, key: str, lack: Lack) -> tuple[str, ...]:
    """Units that could treat (or assess) this item in time: those that have it in their programme, or what is the same,
    first; then the units of its side that treat something of the same module or core task."""
    item = route.item_by_key[key]
    deadline = route.calendar.deadline(item.side)
    alike = [other for other, pair in route.partners.get(key, ()) if pair.covers_whole]
    first = [unit for name in (key, *alike) for unit in route.treating.get(name, ())]
    if lack in (Lack.NOT_ASSESSED, Lack.ASSESSED_TOO_EARLY, Lack.ASSESSED_TOO_LATE):
        first = [*route.assessing.get(key, ()), *(unit for unit in first if unit.side is item.side)]
    near = [unit for unit in route.units if unit.side is item.side and _is_near(route, unit, item)]
    in_time = [unit.id for unit in (*first, *near) if plan.slots[unit.id] <= deadline]
    return tuple(dict.fromkeys(in_time))


def _is_near(route: Route, unit: Unit, item: RouteItem) -> bool:
    others = (route.item_by_key[key] for key in (*unit.treats, *unit.assesses))
    return any(other.group == item.group and other.programme == item.programme for other in others)


def has_ground(route: Route, plan: Plan, unit: Unit, item: str) -> bool:
    """Whether what the unit leaves out or shortens of this item is treated in full elsewhere, and soon enough."""
    pair = unit.id, item
    partners = route.partners.get(item, ())
    if pair in plan.left_out:
        return any(agreed.covers_whole and in_full(route, plan, other) for other, agreed in partners)
    if pair in plan.shortened:
        slot = plan.slots[unit.id]
        return any(plan.slots[there.id] <= slot for other, _a in partners for there in in_full(route, plan, other))
    return True
