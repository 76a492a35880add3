"""Periods that together hold less than what has to stand there: seen by adding up, without a search.

What is counted is a bound that no plan passes: units that some rule holds in those periods, with the hours that stay
whatever is left out of them or shortened.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from hekloos.core.curriculum import Side
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.hours import freeable, gain
from hekloos.core.route.route import Calendar, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.units import QUARTER, Unit

Rules = frozenset[Rule]
NO_RULES: Rules = frozenset()


class Span(StrEnum):
    """Periods that are looked at together."""

    UNTIL_EXAM = "until_exam"  # the period of the exam as well
    AFTER_VMBO = "after_vmbo"  # after the vo-fase, in a route in which the mbo may not come sooner
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFull:
    """Units of these sides take `least` hours at school in the `slots`, and freed hours got `given` there; no more than
    `room` fits. Every plan breaks one of the `rules`.

    So it is for pupils of the `schools`, of which "" are those that do as the route says; none means of every school.
    """

    span: Span
    slots: range
    sides: frozenset[Side]
    least: float
    given: float
    room: float
    rules: tuple[Rule, ...]
    schools: tuple[str, ...] = ()


def too_full(route: Route) -> tuple[TooFull, ...]:
    """School after school. That there is too little room in all is told only where no part of it is too full."""
    everywhere = Everywhere(route)
    found: list[TooFull] = []
    for school in everywhere.views:
        spans = list(_spans(route))
        here = [one for span in spans if span is not Span.ALL and (one := _look(everywhere, school, span))]
        if not here and (whole := _look(everywhere, school, Span.ALL)):
            here = [whole]
        found += here
    return tuple(_together(found, len(everywhere.views)))


def _together(found: list[TooFull], schools: int) -> Iterator[TooFull]:
    """What is the same for several schools is told once."""
    alike: dict[tuple[Span, float], list[TooFull]] = {}
    for one in found:
        alike.setdefault((one.span, one.least), []).append(one)
    for first, *others in alike.values():
        names = (*first.schools, *(name for other in others for name in other.schools))
        yield replace(first, schools=names if len(names) < schools else ())


def _spans(route: Route) -> Iterator[Span]:
    yield Span.UNTIL_EXAM
    if not route.limits.mbo_early and 0 < route.calendar.vmbo_years < route.calendar.years:
        yield Span.AFTER_VMBO
    yield Span.ALL


def _slots(calendar: Calendar, span: Span) -> range:
    if span is Span.UNTIL_EXAM:
        return range(calendar.exam_slot + 1)
    return range(calendar.vmbo_years * calendar.periods if span is Span.AFTER_VMBO else 0, calendar.slots)


def _look(everywhere: Everywhere, school: str, span: Span) -> TooFull | None:
    route, slots = everywhere.route, _slots(everywhere.route.calendar, span)
    room, rules = _room(route, slots)
    if math.isinf(room):
        return None
    counted = dict(_Counter(everywhere, school, span).counted())
    least = sum(hours for hours, _rules in counted.values())
    given = sum(one.hours for one in route.given if one.slot in slots)
    if not counted or least + given <= room:
        return None
    sides = frozenset(route.unit_by_id[unit].side for unit in counted)
    needed = rules.union(*(why for _hours, why in counted.values()))
    return TooFull(
        span=span,
        slots=slots,
        sides=sides,
        least=least,
        given=given,
        room=room,
        rules=tuple(rule for rule in everywhere.held if rule in needed),
        schools=(school,),
    )


def _room(route: Route, slots: range) -> tuple[float, Rules]:
    """Hours that fit in these periods at most, by what fits in each of them or in their years, and the rules that say
    so. Hours are planned in quarters, so what is finer holds nothing."""
    room, rules, calendar = 0.0, set(), route.calendar
    of_year = route.limits.hours_per_year
    for year in sorted({calendar.year_of(slot) for slot in slots}):
        here = [slot for slot in slots if calendar.year_of(slot) == year]
        of_periods = sum(_down(route.room_in(slot)) for slot in here)
        if _down(of_year) < of_periods:
            room += _down(of_year)
            rules.add(Rule(RuleKind.YEAR_HOURS, (str(year),)))
        else:
            room += of_periods
            rules.update(Rule(RuleKind.PERIOD_HOURS, (str(slot),)) for slot in here)
    return room, frozenset(rules)


def _down(limit: float | None) -> float:
    return math.inf if limit is None else math.floor(limit / QUARTER) * QUARTER


class _Counter:
    """What has to stand in a span, for pupils of one school. What it has in a period of its own is not counted."""

    def __init__(self, everywhere: Everywhere, school: str, span: Span) -> None:
        self.view, self.held = everywhere.views[school], everywhere.held_in[school]
        self.span, self.slots = span, _slots(self.view.calendar, span)
        deviations = everywhere.route.deviations
        self.elsewhere = {one.unit for one in deviations if one.school == school and one.slot is not None}

    def counted(self) -> Iterator[tuple[str, tuple[float, Rules]]]:
        """By unit its hours and the rules by which it stands there in so many."""
        for unit in self.view.units:
            if unit.id in self.elsewhere:
                continue
            if unit.pinned:
                why: Rules | None = frozenset({Rule(RuleKind.PINNED, (unit.id,))})
                hours, more = unit.hours.at_school if unit.slot in self.slots else 0.0, NO_RULES
            else:
                why = self._holding(unit)
                hours, more = self._least(unit)
            if why is not None and hours:
                yield unit.id, (hours, why | more)

    def _holding(self, unit: Unit) -> Rules | None:
        """The rules that hold a unit in the span; None when it may stand elsewhere."""
        if self.span is Span.ALL:
            return NO_RULES
        if self.span is Span.AFTER_VMBO:
            is_held = unit.side is Side.MBO and not self._may_drop(unit)
            return frozenset({Rule(RuleKind.VMBO_YEARS, (unit.id,))}) if is_held else None
        return next(self._before_exam(unit), None)

    def _before_exam(self, unit: Unit) -> Iterator[Rules]:
        """Each reason why it stands no later than the exam: an exam term that it alone assesses, or alone treats."""
        for item in unit.assesses:
            treated, assessed = (Rule(kind, (item,)) for kind in (RuleKind.TREATED, RuleKind.ASSESSED))
            if self._is_term(item) and {treated, assessed} <= self.held and len(self.view.assessing[item]) == 1:
                yield frozenset({treated, assessed})
        for item in unit.treats:
            rules = self._stays(unit, item)
            if rules is not None:
                yield rules

    def _least(self, unit: Unit) -> tuple[float, Rules]:
        """Hours at school that it keeps at least, and the rules without which it could be less."""
        if self.span is not Span.UNTIL_EXAM and self._may_drop(unit):
            return unit.hours.at_school - freeable(unit).at_school, NO_RULES
        hours, rules = unit.hours.at_school, NO_RULES
        for item in unit.treats:
            gained, why = self._most_gained(unit, item)
            hours, rules = hours - gained, rules | why
        return hours, rules

    def _most_gained(self, unit: Unit, item: str) -> tuple[float, Rules]:
        """Leaving it out needs another that treats it in time, and shortening one that does so no later."""
        most, rules = 0.0, NO_RULES
        wholes, all_others = self._others(item, whole=True), self._others(item, whole=False)
        stays, late = self._stays(unit, item), self._all_outside(all_others)
        if wholes and stays is None:
            most = gain(self.view, unit, item, whole=True).at_school
        elif wholes and stays is not None:
            rules |= stays
        if all_others and late is None:
            most = max(most, gain(self.view, unit, item, whole=False).at_school)
        elif all_others and late is not None:
            rules |= late
        return most, rules

    def _stays(self, unit: Unit, item: str) -> Rules | None:
        """The rules by which this unit has to treat an exam term itself, no later than the exam; None without them."""
        treated = Rule(RuleKind.TREATED, (item,))
        if self.span is not Span.UNTIL_EXAM or not self._is_term(item) or treated not in self.held:
            return None
        late = self._all_outside(self._others(item, whole=True))
        return late | {treated} if late is not None and self.view.treating[item] == (unit,) else None

    def _others(self, item: str, *, whole: bool) -> list[Unit]:
        """The units that treat what was agreed to make this item superfluous."""
        partners = [other for other, pair in self.view.partners.get(item, ()) if pair.covers_whole or not whole]
        return [unit for other in partners for unit in self.view.treating.get(other, ())]

    def _all_outside(self, units: list[Unit]) -> Rules | None:
        """The rules by which all of these come after the exam; None when one of them may come sooner."""
        rules = [self._outside(unit) for unit in units]
        return frozenset(rule for rule in rules if rule) if None not in rules else None

    def _outside(self, unit: Unit) -> Rule | None:
        if self.span is not Span.UNTIL_EXAM or unit.id in self.elsewhere:
            return None
        if unit.pinned and unit.slot not in self.slots:
            return Rule(RuleKind.PINNED, (unit.id,))
        is_held = unit.side is Side.MBO and not self.view.limits.mbo_early
        if is_held and self.view.calendar.in_vmbo_years(self.slots[-1]):
            return Rule(RuleKind.VMBO_YEARS, (unit.id,))
        return None

    def _may_drop(self, unit: Unit) -> bool:
        return bool(unit.treats) and not unit.assesses and all(self._others(item, whole=True) for item in unit.treats)

    def _is_term(self, item: str) -> bool:
        return self.view.item_by_key[item].side is Side.VMBO
