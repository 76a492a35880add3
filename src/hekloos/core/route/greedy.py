"""A simple planner: leave out what frees most, move what stands in the way, and never break a rule that was kept.

It looks at one change at a time, so it is quick and finds no more than that. The solver begins where it ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from hekloos.core.route.changing import new_holes
from hekloos.core.route.coverage import in_full
from hekloos.core.route.hours import at_school_by_slot, gain, kept_by
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.rules import Rule, RuleKind, broken, rules_of
from hekloos.core.route.schools import prove_each
from hekloos.core.route.units import Unit

ROUNDS = 3
_HOURS = frozenset({RuleKind.PERIOD_HOURS, RuleKind.YEAR_HOURS})


def plan_greedily(route: Route) -> Plan:
    """A plan that opens no hole which the schools do not have now; the same every time."""
    start = as_it_is(route)
    planner = _Planner(route, start)
    for _round in range(ROUNDS):
        before = planner.plan
        planner.leave_out()
        planner.move()
        if planner.plan == before:
            break
    plan = _at_rest(route, planner.plan)
    return start if new_holes(prove_each(route, start), prove_each(route, plan)) else plan


def _at_rest(route: Route, plan: Plan) -> Plan:
    """Units of which nothing is left stand where they stood."""
    slots = {unit.id: unit.slot if plan.drops(unit) else plan.slots[unit.id] for unit in route.units}
    return replace(plan, slots=MappingProxyType(slots))


class _Planner:
    def __init__(self, route: Route, plan: Plan) -> None:
        self.route, self.plan = route, plan
        self.near: dict[str, set[str]] = {}  # items that have to do with an item
        for pair in route.agreed:
            self.near.setdefault(pair.left, set()).add(pair.right)
            self.near.setdefault(pair.right, set()).add(pair.left)
        self.of_item: dict[str, list[Rule]] = {}
        self.of_unit: dict[str, list[Rule]] = {}
        for rule in rules_of(route):
            self._remember(rule)

    def _remember(self, rule: Rule) -> None:
        """Which changes can break it. Hours are counted apart, since that takes long."""
        if rule.kind in (RuleKind.TREATED, RuleKind.ASSESSED, RuleKind.BUILDS_ON):
            for key in rule.about:
                self.of_item.setdefault(key, []).append(rule)
        elif rule.kind not in _HOURS:
            for unit in rule.about:
                self.of_unit.setdefault(unit, []).append(rule)
            if rule.kind is RuleKind.NEEDS:
                for key in self.route.unit_by_id[rule.about[1]].treats:
                    self.of_item.setdefault(key, []).append(rule)

    def _broken(self, plan: Plan, unit: Unit, items: Iterable[str]) -> frozenset[Rule]:
        """Of the rules that a change of these items in this unit touches, those that this plan breaks."""
        touched = {key for item in items for key in (item, *self.near.get(item, ()))}
        rules = {rule for key in sorted(touched) for rule in self.of_item.get(key, ())}
        return frozenset(broken(self.route, plan, among=rules.union(self.of_unit.get(unit.id, ()))))

    # Leaving out and shortening

    def leave_out(self) -> None:
        for unit, item, is_whole in self._gains():
            pair = {(unit.id, item)}
            if pair & (self.plan.left_out | self.plan.shortened):
                continue
            left_out = self.plan.left_out | pair if is_whole else self.plan.left_out
            shortened = self.plan.shortened if is_whole else self.plan.shortened | pair
            self._try(replace(self.plan, left_out=left_out, shortened=shortened), unit, [item])

    def _gains(self) -> Iterator[tuple[Unit, str, bool]]:
        """What could be left out or shortened, what frees most first."""
        found = [
            (-gain(self.route, unit, item, whole=is_whole).total, unit, item, is_whole)
            for unit in self.route.units
            if not unit.pinned
            for item in unit.treats
            for is_whole in dict.fromkeys(pair.covers_whole for _other, pair in self.route.partners.get(item, ()))
        ]
        for hours, unit, item, is_whole in sorted(found, key=lambda each: each[0]):
            if hours:
                yield unit, item, is_whole

    def _try(self, plan: Plan, unit: Unit, items: Iterable[str]) -> bool:
        """Take this plan over when it breaks no rule that was kept, and all that was left out has its ground."""
        items = tuple(items)
        fine = self._leans(plan, items) and self._broken(plan, unit, items) <= self._broken(self.plan, unit, items)
        if fine:
            self.plan = plan
        return fine

    def _leans(self, plan: Plan, items: Iterable[str]) -> bool:
        """Whether what is the same, or what it builds on, is still treated in full where these items or those near
        them are left out or shortened."""
        touched = {key for item in items for key in (item, *self.near.get(item, ()))}
        return all(
            _has_ground(self.route, plan, unit, key) for key in touched for unit in self.route.treating.get(key, ())
        )

    # Moving

    def move(self) -> None:
        """Out of periods that are too full, and of units that stand where they may not."""
        self.hours = at_school_by_slot(self.route, self.plan)
        for unit in self._misplaced():
            self._move_one(unit)
        for slot in range(self.route.calendar.slots):
            for unit in self._standing(slot):
                if not self._is_too_full(slot):
                    break
                self._move_one(unit)

    def _misplaced(self) -> list[Unit]:
        return [unit for unit in self.route.units if not unit.pinned and self._broken(self.plan, unit, _items(unit))]

    def _standing(self, slot: int) -> list[Unit]:
        """Those that can move, the largest first."""
        here = [unit for unit in self.route.units if self.plan.slots[unit.id] == slot and not unit.pinned]
        return sorted(here, key=lambda unit: -unit.hours.at_school)

    def _move_one(self, unit: Unit) -> None:
        """To the emptiest period where it breaks nothing that was kept."""
        now = self.plan.slots[unit.id]
        hours = kept_by(self.route, self.plan, unit).at_school
        if not hours:
            return
        for slot in sorted(range(self.route.calendar.slots), key=lambda slot: (self.hours[slot], abs(slot - now))):
            if slot == now or not self._has_room(slot, hours, now):
                continue
            slots = MappingProxyType({**self.plan.slots, unit.id: slot})
            if self._try(replace(self.plan, slots=slots), unit, _items(unit)):
                self.hours[now] -= hours
                self.hours[slot] += hours
                return

    def _has_room(self, slot: int, hours: float, now: int) -> bool:
        limits, calendar = self.route.limits, self.route.calendar
        if limits.hours_per_period is not None and self.hours[slot] + hours > limits.hours_per_period:
            return False
        year = calendar.year_of(slot)
        added = 0.0 if calendar.year_of(now) == year else hours
        return limits.hours_per_year is None or not added or self._in_year(year) + added <= limits.hours_per_year

    def _is_too_full(self, slot: int) -> bool:
        limits = self.route.limits
        if limits.hours_per_period is not None and self.hours[slot] > limits.hours_per_period:
            return True
        year = self._in_year(self.route.calendar.year_of(slot))
        return limits.hours_per_year is not None and year > limits.hours_per_year

    def _in_year(self, year: int) -> float:
        periods = self.route.calendar.periods
        return sum(self.hours[year * periods : (year + 1) * periods])


def _items(unit: Unit) -> tuple[str, ...]:
    return *unit.treats, *unit.assesses


def _has_ground(route: Route, plan: Plan, unit: Unit, item: str) -> bool:
    pair = unit.id, item
    partners = route.partners.get(item, ())
    if pair in plan.left_out:
        return any(agreed.covers_whole and in_full(route, plan, other) for other, agreed in partners)
    if pair in plan.shortened:
        slot = plan.slots[unit.id]
        return any(plan.slots[there.id] <= slot for other, _a in partners for there in in_full(route, plan, other))
    return True
