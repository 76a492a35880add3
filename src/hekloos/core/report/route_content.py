"""What the documents of a route say, before they take a form: the same for PDF, Word, Excel and programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from hekloos.core.curriculum import Side
from hekloos.core.report.route_freed import FreedSum, sum_freed
from hekloos.core.report.route_setting import Setting, schools_by_side
from hekloos.core.route.coverage import Cover, Hole, Lack, Proof, Treatment, prove
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.exits import Exit, plan_exits, programmes_of
from hekloos.core.route.hours import Freed, all_freed, freed_by, gain
from hekloos.core.route.route import Agreed, Exemption, Plan, Programme, Route, RouteItem
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.schools import fullest_by_slot, prove_each
from hekloos.core.route.units import Hours, Unit


class UnitState(StrEnum):
    WHOLE = "whole"
    SHORTER = "shorter"  # takes fewer hours
    GONE = "gone"  # nothing of it is left to do


class PartState(StrEnum):
    """What a unit still does with an item in its programme."""

    FULL = "full"
    SHORTENED = "shortened"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in this plan. One that is gone stands where the school had it."""

    unit: Unit
    slot: int
    state: UnitState
    freed: Hours
    is_guess: bool
    treats: tuple[tuple[RouteItem, PartState], ...]
    assesses: tuple[RouteItem, ...]

    @property
    def kept(self) -> Hours:
        return self.unit.hours - self.freed

    @property
    def is_moved(self) -> bool:
        return self.slot != self.unit.slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an item may get shorter or go: what was agreed, and the units that treat the other item in full."""

    other: RouteItem
    pair: Agreed
    taught: tuple[tuple[Unit, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An item that a unit leaves out or shortens. `still` are units that treat it in full themselves."""

    unit: Unit
    slot: int
    item: RouteItem
    is_whole: bool
    hours: Hours
    reasons: tuple[Reason, ...]
    still: tuple[tuple[Unit, int], ...]


@dataclass(frozen=True, slots=True)
class ProofLine:
    """An item with its places."""

    item: RouteItem
    cover: Cover


@dataclass(frozen=True)
class Lost:
    """What an item lacks, and the units that could take it, for pupils of these schools; without names for all."""

    item: RouteItem
    lack: Lack
    could: tuple[str, ...]
    schools: tuple[str, ...]


@dataclass(frozen=True)
class RouteContent:
    """One route with its plan, as its readers see it. `proof` is of all units together; `holes` are of every school."""

    route: Route
    plan: Plan
    proof: Proof
    setting: Setting
    units: tuple[UnitLine, ...]
    cuts: tuple[Cut, ...]
    freed: tuple[Freed, ...]
    exits: tuple[Exit, ...]
    broken: tuple[Rule, ...]
    holes: tuple[Lost, ...]

    @cached_property
    def schools(self) -> tuple[str, ...]:
        found = self.setting.schools or tuple(unit.school for unit in self.route.units if unit.school)
        return tuple(dict.fromkeys(found))

    @cached_property
    def lanes(self) -> Mapping[Side, tuple[tuple[UnitLine, ...], ...]]:
        """By side the units of every period."""
        return {
            side: tuple(
                tuple(line for line in self.units if line.unit.side is side and line.slot == slot)
                for slot in range(self.route.calendar.slots)
            )
            for side in Side
        }

    @cached_property
    def at_school(self) -> tuple[float, ...]:
        """Hours in the timetable of a pupil, per period; of the school where they are most then."""
        return tuple(fullest_by_slot(self.route, self.plan))

    @cached_property
    def schools_on(self) -> Mapping[Side, tuple[str, ...]]:
        return schools_by_side(self.schools, self.setting.sides, self.route.units)

    def owner_of(self, unit: Unit) -> str:
        """The school that has this unit. Shared units are of the only school of their side, or else of their Side."""
        on_its_side = self.schools_on[unit.side]
        return unit.school or (on_its_side[0] if len(on_its_side) == 1 else unit.side)

    @cached_property
    def freed_in_all(self) -> FreedSum:
        [total] = sum_freed(self.freed, lambda freed: "") or (FreedSum(""),)
        return total

    @cached_property
    def freed_by_school(self) -> tuple[FreedSum, ...]:
        return sum_freed(self.freed, lambda freed: self.owner_of(self.route.unit_by_id[freed.unit]))

    @cached_property
    def freed_by_year(self) -> tuple[FreedSum, ...]:
        return sum_freed(self.freed, lambda freed: self.route.calendar.year_of(freed.slot))

    @cached_property
    def freed_by_slot(self) -> tuple[FreedSum, ...]:
        """By the period in which the school had the unit: there time comes free."""
        return sum_freed(self.freed, lambda freed: freed.slot)

    @cached_property
    def proof_by_group(self) -> tuple[tuple[Programme, tuple[tuple[str, tuple[ProofLine, ...]], ...]], ...]:
        """Every item with its places, by programme and by module or core task."""
        return tuple((programme, self._groups(items)) for programme, items in programmes_of(self.route))

    def _groups(self, items: Iterable[RouteItem]) -> tuple[tuple[str, tuple[ProofLine, ...]], ...]:
        found: dict[str, list[ProofLine]] = {}
        for item in items:
            found.setdefault(item.group, []).append(ProofLine(item, self.proof.covers[item.key]))
        return tuple((group, tuple(lines)) for group, lines in found.items())

    @cached_property
    def doubles(self) -> tuple[ProofLine, ...]:
        """What more than one unit still treats in full."""
        covers = self.proof.covers
        return tuple(ProofLine(item, covers[item.key]) for item in self.route.items if covers[item.key].is_double)

    @cached_property
    def exemptions(self) -> tuple[tuple[RouteItem, Exemption], ...]:
        return tuple((self.route.item_by_key[found.item], found) for found in self.route.exemptions)

    @cached_property
    def other_rules(self) -> tuple[Rule, ...]:
        """Broken rules that are no holes."""
        return tuple(rule for rule in self.broken if rule.kind not in (RuleKind.TREATED, RuleKind.ASSESSED))

    def unit_of(self, treatment: Treatment) -> Unit:
        return self.route.unit_by_id[treatment.unit]


def build_route_content(route: Route, plan: Plan, setting: Setting | None = None) -> RouteContent:
    """Raises KeyError when the plan misses a unit of the route."""
    proof = prove(route, plan)
    freed = all_freed(route, plan)
    guesses = frozenset(found.unit for found in freed if found.is_guess)
    return RouteContent(
        route=route,
        plan=plan,
        proof=proof,
        setting=setting or Setting(),
        units=tuple(_unit_line(route, plan, unit, is_guess=unit.id in guesses) for unit in route.units),
        cuts=tuple(
            _cut(route, plan, unit, item)
            for unit in _in_time(route, plan)
            for item in unit.treats
            if not plan.in_full(unit, item)
        ),  # fmt: skip
        freed=freed,
        exits=plan_exits(route, plan, proof),
        broken=Everywhere(route).broken(plan),
        holes=_lost(route, plan),
    )


def _lost(route: Route, plan: Plan) -> tuple[Lost, ...]:
    """In the order of the route; the units that could take it are those of the first school that lacks it."""
    found: dict[tuple[str, Lack], list[tuple[str, Hole]]] = {}
    proofs = prove_each(route, plan)
    for school, proof in proofs.items():
        for hole in proof.holes:
            found.setdefault((hole.item, hole.lack), []).append((school, hole))
    order = {item.key: number for number, item in enumerate(route.items)}
    return tuple(
        Lost(
            item=route.item_by_key[key],
            lack=lack,
            could=told[0][1].could,
            schools=tuple(school for school, _hole in told) if len(told) < len(proofs) else (),
        )
        for (key, lack), told in sorted(found.items(), key=lambda each: order[each[0][0]])
    )


def _in_time(route: Route, plan: Plan) -> list[Unit]:
    return sorted(route.units, key=lambda unit: plan.slots[unit.id])


def _unit_line(route: Route, plan: Plan, unit: Unit, *, is_guess: bool) -> UnitLine:
    freed, drops = freed_by(route, plan, unit), plan.drops(unit)
    return UnitLine(
        unit=unit,
        slot=unit.slot if drops else plan.slots[unit.id],
        state=UnitState.GONE if drops else UnitState.SHORTER if freed.total else UnitState.WHOLE,
        freed=freed,
        is_guess=is_guess,
        treats=tuple((route.item_by_key[key], _part(plan, unit, key)) for key in unit.treats),
        assesses=tuple(route.item_by_key[key] for key in unit.assesses),
    )


def _part(plan: Plan, unit: Unit, item: str) -> PartState:
    if (unit.id, item) in plan.left_out:
        return PartState.LEFT_OUT
    return PartState.SHORTENED if (unit.id, item) in plan.shortened else PartState.FULL


def _cut(route: Route, plan: Plan, unit: Unit, item: str) -> Cut:
    is_whole = (unit.id, item) in plan.left_out
    reasons = tuple(
        Reason(other=route.item_by_key[other], pair=pair, taught=_in_full(route, plan, other))
        for other, pair in route.partners.get(item, ())
        if pair.covers_whole or not is_whole
    )
    return Cut(
        unit=unit,
        slot=plan.slots[unit.id],
        item=route.item_by_key[item],
        is_whole=is_whole,
        hours=gain(route, unit, item, whole=is_whole) if reasons else Hours(),
        reasons=reasons,
        still=_in_full(route, plan, item),
    )


def _in_full(route: Route, plan: Plan, item: str) -> tuple[tuple[Unit, int], ...]:
    there = [(unit, plan.slots[unit.id]) for unit in route.treating.get(item, ()) if plan.in_full(unit, item)]
    return tuple(sorted(there, key=lambda place: (place[1], place[0].id)))
