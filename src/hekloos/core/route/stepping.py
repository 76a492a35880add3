"""Changing a plan in steps of which none breaks a rule that was kept. Quick and short-sighted; knows no solver."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from hekloos.core.route.coverage import has_ground
from hekloos.core.route.hours import at_school_by_slot, kept_by
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.rules import Rule, RuleKind, broken, rules_of
from hekloos.core.route.units import Unit

_HOURS = frozenset({RuleKind.PERIOD_HOURS, RuleKind.YEAR_HOURS})


class Steps:
    """`plan` is how far it is."""

    def __init__(self, route: Route, plan: Plan) -> None:
        self.route, self.plan = route, plan
        self._near: dict[str, set[str]] = {}  # items that have to do with an item
        for pair in route.agreed:
            self._near.setdefault(pair.left, set()).add(pair.right)
            self._near.setdefault(pair.right, set()).add(pair.left)
        self._of_item: dict[str, list[Rule]] = {}
        self._of_unit: dict[str, list[Rule]] = {}
        for rule in rules_of(route):
            self._remember(rule)
        self._hours: list[float] | None = None

    def _remember(self, rule: Rule) -> None:
        """Which changes can break it. Hours are counted apart, since that takes long."""
        if rule.kind in (RuleKind.TREATED, RuleKind.ASSESSED, RuleKind.BUILDS_ON):
            for key in rule.about:
                self._of_item.setdefault(key, []).append(rule)
        elif rule.kind not in _HOURS:
            for unit in rule.about:
                self._of_unit.setdefault(unit, []).append(rule)
            if rule.kind is RuleKind.NEEDS:
                for key in self.route.unit_by_id[rule.about[1]].treats:
                    self._of_item.setdefault(key, []).append(rule)

    # What a step may do

    def take(self, plan: Plan, unit: Unit, items: Iterable[str]) -> bool:
        """Take over a plan that differs in this unit and these items, if it breaks no more than the one before.

        Hours are for the caller to mind.
        """
        items = tuple(items)
        fine = self._leans(plan, items) and self._broken(plan, unit, items) <= self._broken(self.plan, unit, items)
        if fine:
            self.plan, self._hours = plan, None
        return fine

    def _touched(self, items: Iterable[str]) -> list[str]:
        return sorted({key for item in items for key in (item, *self._near.get(item, ()))})

    def _broken(self, plan: Plan, unit: Unit, items: Iterable[str]) -> frozenset[Rule]:
        """Of the rules that a change of these items in this unit touches, those that this plan breaks."""
        rules = {rule for key in self._touched(items) for rule in self._of_item.get(key, ())}
        return frozenset(broken(self.route, plan, among=rules.union(self._of_unit.get(unit.id, ()))))

    def _leans(self, plan: Plan, items: Iterable[str]) -> bool:
        """Whether all that is left out or shortened there still has its ground."""
        treating = self.route.treating
        return all(
            has_ground(self.route, plan, unit, key) for key in self._touched(items) for unit in treating.get(key, ())
        )

    # Moving

    @property
    def hours(self) -> list[float]:
        """At school, per period."""
        if self._hours is None:
            self._hours = at_school_by_slot(self.route, self.plan)
        return self._hours

    def move(self, unit: Unit, slot: int) -> bool:
        """Move the unit if that breaks nothing; hours are for the caller to mind."""
        hours, now, kept = self.hours, self.plan.slots[unit.id], self.kept(unit)
        slots = MappingProxyType({**self.plan.slots, unit.id: slot})
        if not self.take(replace(self.plan, slots=slots), unit, (*unit.treats, *unit.assesses)):
            return False
        hours[now] -= kept
        hours[slot] += kept
        self._hours = hours
        return True

    def kept(self, unit: Unit) -> float:
        return kept_by(self.route, self.plan, unit).at_school

    def standing(self, slot: int) -> list[Unit]:
        """Those that can move, the largest first."""
        here = [unit for unit in self.route.units if self.plan.slots[unit.id] == slot and not unit.pinned]
        return sorted((unit for unit in here if not self.plan.drops(unit)), key=lambda unit: -self.kept(unit))

    def has_room(self, unit: Unit, slot: int, most: float | None = None) -> bool:
        """Whether it fits there too, with at most so many hours in that period."""
        limits, year_of = self.route.limits, self.route.calendar.year_of
        now, kept = self.plan.slots[unit.id], self.kept(unit)
        per_period = [limit for limit in (self.route.room_in(slot), most) if limit is not None]
        if any(self.hours[slot] + kept > limit for limit in per_period):
            return False
        per_year = limits.hours_per_year
        return per_year is None or year_of(now) == year_of(slot) or self.in_year(year_of(slot)) + kept <= per_year

    def in_year(self, year: int) -> float:
        periods = self.route.calendar.periods
        return sum(self.hours[year * periods : (year + 1) * periods])

    def mend(self) -> None:
        """Out of periods that are too full, and of places where units may not stand."""
        for unit in self.route.units:
            is_free = not unit.pinned and not self.plan.drops(unit)
            if is_free and self._broken(self.plan, unit, (*unit.treats, *unit.assesses)):
                self._move_anywhere(unit)
        for slot in range(self.route.calendar.slots):
            for unit in self.standing(slot):
                if not self._is_too_full(slot):
                    break
                self._move_anywhere(unit)

    def _move_anywhere(self, unit: Unit, most: float | None = None) -> bool:
        """To the emptiest period that takes it."""
        now = self.plan.slots[unit.id]
        for slot in sorted(range(self.route.calendar.slots), key=lambda slot: (self.hours[slot], abs(slot - now))):
            if slot != now and self.has_room(unit, slot, most) and self.move(unit, slot):
                return True
        return False

    def _is_too_full(self, slot: int) -> bool:
        limits = self.route.limits
        room = self.route.room_in(slot)
        if room is not None and self.hours[slot] > room:
            return True
        return limits.hours_per_year is not None and self.in_year(slot // self.route.calendar.periods) > (
            limits.hours_per_year
        )

    def level(self, step: float) -> None:
        """Make the fullest period a step less full, for as long as that goes."""
        while True:
            fullest = max(self.hours)
            most = (-(-fullest // step) - 1) * step
            for slot in [slot for slot, hours in enumerate(self.hours) if hours > most]:
                for unit in self.standing(slot):
                    if self.hours[slot] <= most:
                        break
                    self._move_anywhere(unit, most)
            if max(self.hours) > most:
                return

    def go_back(self, most: float | None = None) -> None:
        """Units that moved go back where they stood, as far as it goes, with at most so many hours in a period."""
        for unit in self.route.units:
            has_moved = self.plan.slots[unit.id] != unit.slot and not unit.pinned and not self.plan.drops(unit)
            if has_moved and self.has_room(unit, unit.slot, most):
                self.move(unit, unit.slot)

    def come_nearer(self, most: float | None = None) -> None:
        """Units that moved come as near to where they stood as they can, with at most so many hours in a period."""
        for unit in self.route.units:
            away = abs(self.plan.slots[unit.id] - unit.slot)
            if unit.pinned or self.plan.drops(unit):
                continue
            nearer = (slot for slot in range(self.route.calendar.slots) if abs(slot - unit.slot) < away)
            for slot in sorted(nearer, key=lambda slot: abs(slot - unit.slot)):
                if self.has_room(unit, slot, most) and self.move(unit, slot):
                    break
