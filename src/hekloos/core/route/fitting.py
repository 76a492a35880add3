"""Units that fit in no period at all: the commonest reason why there is no route, and soon seen without a search."""

from collections.abc import Iterator
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.route.hours import freeable, gain
from hekloos.core.route.route import Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLarge:
    """A unit that takes `least` hours whatever is left out of it, more than the `most` of any period it may stand in;
    `rules` say where it may stand, and how much fits there."""

    unit: Unit
    least: float
    most: float
    rules: tuple[Rule, ...]


def too_large(route: Route) -> tuple[TooLarge, ...]:
    """In the order of the units."""
    return tuple(_too_large(route))


def _too_large(route: Route) -> Iterator[TooLarge]:
    deviating = {deviation.unit for deviation in route.deviations}
    for unit in route.units:
        if unit.id in deviating:  # some school has it otherwise, and it may fit there
            continue
        slots, rules = _places(route, unit)
        rooms = [route.room_in(slot) for slot in slots]
        most = max((room for room in rooms if room is not None), default=0.0)
        least = unit.hours.at_school - _most_freed(route, unit)
        if slots and None not in rooms and least > most:
            periods = tuple(Rule(RuleKind.PERIOD_HOURS, (str(slot),)) for slot in slots)
            yield TooLarge(unit=unit, least=least, most=most, rules=(*rules, *periods))


def _places(route: Route, unit: Unit) -> tuple[list[int], list[Rule]]:
    """The periods in which a unit may stand, and the rules that say so."""
    calendar, rules = route.calendar, []
    slots = list(range(calendar.slots))
    if unit.hours.practice and calendar.practice_slots:
        rules.append(Rule(RuleKind.PRACTICE, (unit.id,)))
        slots = [slot for slot in slots if slot in calendar.practice_slots]
    if unit.side is Side.MBO and not route.limits.mbo_early and calendar.vmbo_years:
        rules.append(Rule(RuleKind.VMBO_YEARS, (unit.id,)))
        slots = [slot for slot in slots if not calendar.in_vmbo_years(slot)]
    if unit.pinned:
        return [slot for slot in slots if slot == unit.slot], [*rules, Rule(RuleKind.PINNED, (unit.id,))]
    return slots, rules


def _most_freed(route: Route, unit: Unit) -> float:
    """Hours in the timetable that can come free of it at most; of a pinned unit none."""
    if unit.pinned:
        return 0.0
    partners = {item: route.partners.get(item, ()) for item in unit.treats}
    if not unit.assesses and all(any(pair.covers_whole for _o, pair in partners[item]) for item in unit.treats):
        return freeable(unit).at_school if unit.treats else 0.0
    return sum(_most_gained(route, unit, item) for item in unit.treats)


def _most_gained(route: Route, unit: Unit, item: str) -> float:
    """Shortening can free more than leaving out: it leans on all that was agreed, and leaving out on less."""
    ways = {pair.covers_whole for _other, pair in route.partners.get(item, ())}
    return max((gain(route, unit, item, whole=whole).at_school for whole in ways), default=0.0)
