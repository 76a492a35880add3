"""What a plan has to keep to, rule by rule, and which of them a plan breaks. Slow and plain; knows no solver."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.coverage import Cover, Lack, Proof, cover_of
from hekloos.core.route.hours import at_school_by_slot
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.units import Unit


class RuleKind(StrEnum):
    TREATED = "treated"  # an item is treated in time
    ASSESSED = "assessed"  # an item is assessed after it was treated, and in time
    NEEDS = "needs"  # a unit comes after what it needs
    BUILDS_ON = "builds_on"  # an mbo item comes after the vmbo item that it builds on
    PERIOD_HOURS = "period_hours"
    YEAR_HOURS = "year_hours"
    PRACTICE = "practice"  # a unit with practice stands in a period for it
    VMBO_YEARS = "vmbo_years"  # an mbo unit stands after the vo-fase
    PINNED = "pinned"  # a unit stays where and as it is


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """`about` are keys of items or units; of hours the number of the period or year."""

    kind: RuleKind
    about: tuple[str, ...]


_NOT_TREATED = frozenset({Lack.NOT_TREATED, Lack.TREATED_TOO_LATE})


def rules_of(route: Route) -> tuple[Rule, ...]:
    """Every rule that holds for this route."""
    return tuple(_rules(route))


def _rules(route: Route) -> Iterator[Rule]:
    for item in route.items:
        if item.key not in route.exempt:
            yield Rule(RuleKind.TREATED, (item.key,))
            yield Rule(RuleKind.ASSESSED, (item.key,))
    for pair in route.agreed:
        if pair.relation is Relation.BUILDS_ON:
            yield Rule(RuleKind.BUILDS_ON, (pair.left, pair.right))
    for unit in route.units:
        yield from _rules_of_unit(route, unit)
    for slot in range(route.calendar.slots):
        if route.room_in(slot) is not None:
            yield Rule(RuleKind.PERIOD_HOURS, (str(slot),))
    if route.limits.hours_per_year is not None:
        yield from (Rule(RuleKind.YEAR_HOURS, (str(year),)) for year in range(route.calendar.years))


def _rules_of_unit(route: Route, unit: Unit) -> Iterator[Rule]:
    yield from (Rule(RuleKind.NEEDS, (unit.id, need)) for need in unit.needs)
    if unit.hours.practice and route.calendar.practice_slots:
        yield Rule(RuleKind.PRACTICE, (unit.id,))
    if unit.side is Side.MBO and not route.limits.mbo_early and route.calendar.vmbo_years:
        yield Rule(RuleKind.VMBO_YEARS, (unit.id,))
    if unit.pinned:
        yield Rule(RuleKind.PINNED, (unit.id,))


def beyond_help(route: Route) -> frozenset[Rule]:
    """The rules that no plan can keep, since the units of the schools lack something.

    Nobody treats the item nor what is the same; or nobody assesses it. What builds on such an item cannot wait for it.
    """
    untreated = frozenset(item.key for item in route.items if not _treatable(route, item.key))
    return frozenset(
        rule
        for rule in rules_of(route)
        if (rule.kind in (RuleKind.TREATED, RuleKind.BUILDS_ON) and rule.about[0] in untreated)
        or (rule.kind is RuleKind.ASSESSED and (rule.about[0] in untreated or rule.about[0] not in route.assessing))
    )


def _treatable(route: Route, key: str) -> bool:
    same = (other for other, pair in route.partners.get(key, ()) if pair.covers_whole)
    return any(route.treating.get(name) for name in (key, *same))


def already_missing(route: Route) -> tuple[str, ...]:
    """Items that have no place in any plan, in the order of the route."""
    lost = {rule.about[0] for rule in beyond_help(route) if rule.kind in (RuleKind.TREATED, RuleKind.ASSESSED)}
    return tuple(item.key for item in route.items if item.key in lost)


def broken(
    route: Route, plan: Plan, proof: Proof | None = None, *, among: Iterable[Rule] | None = None
) -> tuple[Rule, ...]:
    """The rules that this plan breaks, of all (in the order of `rules_of`) or of these."""
    check = _Check(route, plan, proof)
    return tuple(rule for rule in (rules_of(route) if among is None else among) if not check.keeps(rule))


class _Check:
    """Looks at no more of the plan than the rules ask for."""

    def __init__(self, route: Route, plan: Plan, proof: Proof | None) -> None:
        self.route, self.plan = route, plan
        self.covers: dict[str, Cover] = dict(proof.covers) if proof else {}

    @cached_property
    def hours(self) -> list[float]:
        return at_school_by_slot(self.route, self.plan)

    def cover(self, key: str) -> Cover:
        if key not in self.covers:
            self.covers[key] = cover_of(self.route, self.plan, self.route.item_by_key[key])
        return self.covers[key]

    def keeps(self, rule: Rule) -> bool:
        kept: bool = getattr(self, f"_{rule.kind.value}")(*rule.about)
        return kept

    def _treated(self, key: str) -> bool:
        return self.cover(key).lack not in _NOT_TREATED

    def _assessed(self, key: str) -> bool:
        """Of what is not treated in time, that is said, and not this as well."""
        lack = self.cover(key).lack
        return lack is None or lack in _NOT_TREATED

    def _needs(self, unit_id: str, need_id: str) -> bool:
        unit, need = self.route.unit_by_id[unit_id], self.route.unit_by_id[need_id]
        if self.plan.drops(unit):
            return True
        slot = self.plan.slots[unit_id]
        if not self.plan.drops(need) and self.plan.slots[need_id] >= slot:
            return False
        gone = (key for key in need.treats if (need_id, key) in self.plan.left_out and key not in self.route.exempt)
        return all(self._by(key, slot) for key in gone)

    def _builds_on(self, left: str, right: str) -> bool:
        if left in self.route.exempt:
            return True
        units = (u for u in self.route.treating.get(right, ()) if (u.id, right) not in self.plan.left_out)
        return all(self._by(left, self.plan.slots[unit.id]) for unit in units)

    def _period_hours(self, slot: str) -> bool:
        limit = self.route.room_in(int(slot))
        return limit is None or self.hours[int(slot)] <= limit

    def _year_hours(self, year: str) -> bool:
        limit, periods = self.route.limits.hours_per_year, self.route.calendar.periods
        return limit is None or sum(self.hours[int(year) * periods : (int(year) + 1) * periods]) <= limit

    def _practice(self, unit_id: str) -> bool:
        unit = self.route.unit_by_id[unit_id]
        return self.plan.drops(unit) or self.plan.slots[unit_id] in self.route.calendar.practice_slots

    def _vmbo_years(self, unit_id: str) -> bool:
        unit = self.route.unit_by_id[unit_id]
        return self.plan.drops(unit) or not self.route.calendar.in_vmbo_years(self.plan.slots[unit_id])

    def _pinned(self, unit_id: str) -> bool:
        unit = self.route.unit_by_id[unit_id]
        changed = {unit for unit, _item in self.plan.left_out | self.plan.shortened}
        return self.plan.slots[unit_id] == unit.slot and unit_id not in changed

    def _by(self, key: str, slot: int) -> bool:
        """Whether this item has been treated no later than in this period."""
        first = self.cover(key).first_slot
        return first is not None and first <= slot
