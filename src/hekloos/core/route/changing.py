"""Changes of a plan or of its units by hand, one at a time; what would open a hole is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from hekloos.core.route.coverage import Hole, Proof
from hekloos.core.route.hours import what_to_confirm
from hekloos.core.route.route import Deviation, Exemption, Plan, Route
from hekloos.core.route.schools import prove_each
from hekloos.core.route.units import Confirmed, Unit


@dataclass(frozen=True, slots=True)
class Move:
    unit: str
    slot: int


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """The unit treats this item no more."""

    unit: str
    item: str


@dataclass(frozen=True, slots=True)
class Shorten:
    """The unit treats of this item what the other side does not."""

    unit: str
    item: str


@dataclass(frozen=True, slots=True)
class Restore:
    """The unit treats this item in full again."""

    unit: str
    item: str


@dataclass(frozen=True, slots=True)
class Drop:
    """The unit treats nothing any more. Of one that assesses, the assessing stays."""

    unit: str


@dataclass(frozen=True, slots=True)
class PutUnit:
    """A new unit, or other contents of one that is there."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class RemoveUnit:
    unit: str


@dataclass(frozen=True, slots=True)
class Exempt:
    exemption: Exemption


@dataclass(frozen=True, slots=True)
class Require:
    """The item has to be treated and assessed again."""

    item: str


@dataclass(frozen=True, slots=True)
class Deviate:
    """One school does a unit otherwise; without slot and hours it does as everybody again."""

    deviation: Deviation


@dataclass(frozen=True, slots=True)
class Confirm:
    """Its school says that a unit does with the `hours` that it keeps now; they are named so that nobody says yes to
    others than they saw. `name` is of who says so."""

    unit: str
    hours: float
    name: str


@dataclass(frozen=True, slots=True)
class Unconfirm:
    unit: str


Change = (
    Deviate | Move | LeaveOut | Shorten | Restore | Drop | PutUnit | RemoveUnit | Exempt | Require | Confirm | Unconfirm
)


class HoleError(ValueError):
    """A change would leave items without a place that had one. `holes` are those, with the units that could take it."""

    def __init__(self, holes: tuple[Hole, ...]) -> None:
        super().__init__(", ".join(hole.item for hole in holes))
        self.holes = holes


def change(route: Route, plan: Plan, *changes: Change) -> tuple[Route, Plan]:
    """The route and plan after all of these changes together.

    Raises HoleError when an item that had its place would lose it, KeyError for a unit that is not there, and
    ValueError for a period outside the route, an item that the unit does not treat, or hours that it does not keep.
    """
    before = prove_each(route, plan)
    new_route, new_plan = route, plan
    for one in changes:
        new_route, new_plan = _apply(new_route, new_plan, one)
    if holes := new_holes(before, prove_each(new_route, new_plan)):
        raise HoleError(holes)
    return new_route, new_plan


def new_holes(before: Mapping[str, Proof], after: Mapping[str, Proof]) -> tuple[Hole, ...]:
    """What has no place after at some school, and had one there before; or is new and has none. Each item once."""
    known = {(school, hole.item) for school, proof in before.items() for hole in proof.holes}
    at_all = {hole.item for proof in before.values() for hole in proof.holes}
    found = {
        hole.item: hole
        for school, proof in after.items()
        for hole in proof.holes
        if ((school, hole.item) not in known if school in before else hole.item not in at_all)
    }
    return tuple(found.values())


def _apply(route: Route, plan: Plan, one: Change) -> tuple[Route, Plan]:
    match one:
        case Move(unit, slot):
            return route, _moved(route, plan, unit, slot)
        case LeaveOut(unit, item):
            return route, _treating(route, plan, unit, {item}, left_out=True)
        case Shorten(unit, item):
            return route, _treating(route, plan, unit, {item}, shortened=True)
        case Restore(unit, item):
            return route, _treating(route, plan, unit, {item})
        case Drop(unit):
            return route, _treating(route, plan, unit, set(route.unit_by_id[unit].treats), left_out=True)
        case PutUnit(unit):
            return _with_unit(route, plan, unit)
        case RemoveUnit(unit):
            return _without_unit(route, plan, unit)
        case Deviate(deviation):
            return _deviating(route, deviation), plan
        case Exempt(exemption):
            others = tuple(e for e in route.exemptions if e.item != exemption.item)
            return replace(route, exemptions=(*others, exemption)), plan
        case Confirm(unit, hours, name):
            return _confirmed(route, plan, unit, hours, name), plan
        case Unconfirm(unit):
            return replace(route, confirmed=_said_of_others(route, unit)), plan
        case Require(item):
            return replace(route, exemptions=tuple(e for e in route.exemptions if e.item != item)), plan


def _moved(route: Route, plan: Plan, unit: str, slot: int) -> Plan:
    if not 0 <= slot < route.calendar.slots:
        raise ValueError(f"period {slot} lies outside the route")
    return replace(plan, slots=_with(plan.slots, route.unit_by_id[unit].id, slot))


def _treating(
    route: Route, plan: Plan, unit: str, items: set[str], *, left_out: bool = False, shortened: bool = False
) -> Plan:
    if not items <= set(route.unit_by_id[unit].treats):
        raise ValueError(f"unit {unit!r} does not treat all of these")
    pairs = {(unit, item) for item in items}
    return replace(
        plan,
        left_out=plan.left_out | pairs if left_out else plan.left_out - pairs,
        shortened=plan.shortened | pairs if shortened else plan.shortened - pairs,
    )


def _deviating(route: Route, deviation: Deviation) -> Route:
    others = tuple(d for d in route.deviations if (d.school, d.unit) != (deviation.school, deviation.unit))
    says_something = deviation.slot is not None or deviation.hours is not None
    return replace(route, deviations=(*others, deviation) if says_something else others)


def _confirmed(route: Route, plan: Plan, unit: str, hours: float, name: str) -> Route:
    one = route.unit_by_id[unit]
    said = what_to_confirm(route, plan, one, name)
    if one.guessed or hours != said.hours:
        raise ValueError(f"unit {unit!r} does not keep {hours} hours that somebody gave")
    return replace(route, confirmed=(*_said_of_others(route, unit), said))


def _said_of_others(route: Route, unit: str) -> tuple[Confirmed, ...]:
    return tuple(said for said in route.confirmed if said.unit != unit and said.unit in route.unit_by_id)


def _with_unit(route: Route, plan: Plan, unit: Unit) -> tuple[Route, Plan]:
    """What was left out of it stays left out, as far as it still treats that. A new slot is where it goes."""
    old = route.unit_by_id.get(unit.id)
    units = tuple(unit if u.id == unit.id else u for u in route.units) if old else (*route.units, unit)
    gone = {(unit.id, item) for item in set(old.treats) - set(unit.treats)} if old else set()
    moved = old is None or old.slot != unit.slot or unit.id not in plan.slots
    slots = _with(plan.slots, unit.id, unit.slot) if moved else plan.slots
    return replace(route, units=units), replace(
        plan, slots=slots, left_out=plan.left_out - gone, shortened=plan.shortened - gone
    )


def _without_unit(route: Route, plan: Plan, unit: str) -> tuple[Route, Plan]:
    gone = route.unit_by_id[unit]
    units = tuple(
        replace(u, needs=tuple(need for need in u.needs if need != unit)) for u in route.units if u.id != gone.id
    )
    deviations = tuple(deviation for deviation in route.deviations if deviation.unit != unit)
    confirmed = _said_of_others(route, unit)
    return replace(route, units=units, deviations=deviations, confirmed=confirmed), Plan(
        slots=MappingProxyType({key: slot for key, slot in plan.slots.items() if key != unit}),
        left_out=frozenset(pair for pair in plan.left_out if pair[0] != unit),
        shortened=frozenset(pair for pair in plan.shortened if pair[0] != unit),
    )


def _with(slots: Mapping[str, int], unit: str, slot: int) -> Mapping[str, int]:
    return MappingProxyType({**slots, unit: slot})
