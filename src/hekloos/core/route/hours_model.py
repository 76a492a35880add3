"""The hours of a model: what is freed, what stays in every period, and the goals that are made of them.

All sums are in whole quarters of an hour.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Side
from hekloos.core.route.hours import freeable, gain, goes_whole
from hekloos.core.route.model import RouteModel
from hekloos.core.route.proposal import Goal, step_of
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.units import MOST_HOURS, NO_HOURS, QUARTER, Hours, Unit

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExpr
    from ortools.sat.python.cp_model_helper import Literal

    Expression = LinearExpr | int
    Loads = dict[str, list[Expression]]  # by school, per period


def quarters(hours: Hours, *, at_school: bool) -> int:
    return round((hours.at_school if at_school else hours.total) / QUARTER)


def freed(model: RouteModel, unit: Unit, *, at_school: bool) -> "tuple[Expression, int]":
    """What a unit gives free, as `hours.freed_by` has it, and how much that can be at most."""
    parts = _parts(model, unit, at_school=at_school)
    most = min(sum(hours for _literal, hours in parts), quarters(freeable(unit), at_school=at_school))
    return sum(literal * hours for literal, hours in parts), most


def _parts(model: RouteModel, unit: Unit, *, at_school: bool) -> "list[tuple[Literal, int]]":
    """What each choice gives free."""
    parts, whole, free = [], NO_HOURS, freeable(unit)
    for item in unit.treats:
        out, short = model.out[unit.id, item], model.short[unit.id, item]
        if out is not model.no:
            whole += gain(model.route, unit, item, whole=True)
            parts.append((out, quarters(gain(model.route, unit, item, whole=True), at_school=at_school)))
        if short is not model.no:
            parts.append((short, quarters(gain(model.route, unit, item, whole=False), at_school=at_school)))
    drop = model.drop[unit.id]
    if drop is not model.no and goes_whole(model.route, unit):  # what was lost in rounding comes free as well
        parts.append((drop, quarters(free - whole, at_school=at_school)))
    return [(literal, hours) for literal, hours in parts if hours]


def loads(model: RouteModel) -> "Loads":
    """Hours at school per period: those of each unit where it stands, less what it gives free."""
    return {school: _loads_in(model, school) for school in model.views}


def _loads_in(model: RouteModel, school: str) -> "list[Expression]":
    found: list[list[Expression]] = [[] for _slot in model.periods]
    for given in model.route.given:
        found[given.slot].append(round(given.hours / QUARTER))
    for unit in model.views[school].units:
        own, whole = model.own_slot(school, unit.id), quarters(unit.hours, at_school=True)
        slots = [slot for slot in model.periods if (unit.id, slot) in model.at] if own is None else [own]
        for slot in slots:
            found[slot].append(whole * model.at[unit.id, slot] if len(slots) > 1 else whole)
        for literal, hours in _parts(model, unit, at_school=True):
            for slot, here in _where(model, unit, literal, slots):
                found[slot].append(-hours * here)
    return [sum(terms) for terms in found]


def _where(model: RouteModel, unit: Unit, literal: "Literal", slots: Sequence[int]) -> "Iterator[tuple[int, Literal]]":
    """By period, whether this was chosen and the unit stands there. A unit that drops stays where it was."""
    if len(slots) == 1:
        yield slots[0], literal
    elif literal is model.drop[unit.id]:
        yield unit.slot, literal
    else:
        here = [model.cp.new_bool_var("") for _slot in slots]
        model.cp.add(sum(here) == literal)
        for slot, chosen in zip(slots, here, strict=True):
            model.cp.add_implication(chosen, model.at[unit.id, slot])
            yield slot, chosen


def least_load(model: RouteModel) -> float:
    """Hours that stand in the fullest period at least: what cannot be freed, spread evenly."""
    kept = (
        sum(quarters(u.hours, at_school=True) - freed(model, u, at_school=True)[1] for u in view.units)
        for view in model.views.values()
    )
    given = sum(one.hours for one in model.route.given)
    return (max(kept) * QUARTER + given) / len(model.periods)


def add_limits(model: RouteModel, hours: "Loads") -> None:
    """What fits in a period and in a year, for pupils of every school."""
    limits, periods = model.route.limits, model.route.calendar.periods
    for rule in model.held:
        for load in hours.values():
            if rule.kind is RuleKind.PERIOD_HOURS:
                room = model.route.room_in(int(rule.about[0]))
                _add_limit(model, rule, load[int(rule.about[0])], MOST_HOURS if room is None else room)
            elif rule.kind is RuleKind.YEAR_HOURS and limits.hours_per_year is not None:
                start = int(rule.about[0]) * periods
                _add_limit(model, rule, sum(load[start : start + periods]), limits.hours_per_year)


def _add_limit(model: RouteModel, rule: Rule, hours: "Expression", limit: float) -> None:
    model.cp.add(hours <= math.floor(limit / QUARTER)).only_enforce_if(model.when(rule))


def goal_of(model: RouteModel, goal: Goal, hours: "Loads") -> "tuple[Expression, float]":
    """What to make as large (`MORE_IS_BETTER`) or small as can be, and how much one of it is in what people count."""
    route = model.route
    if goal is Goal.FREED:
        return sum(freed(model, unit, at_school=False)[0] for unit in route.units), QUARTER
    if goal is Goal.MOVES:
        stay = [model.at.get((unit.id, unit.slot), model.no) for unit in route.units]
        return sum(~literal for literal in stay), 1
    if goal is Goal.EARLY:
        return _met(model), QUARTER
    step = step_of(route)
    most = max(sum(unit.hours.at_school for unit in view.units) for view in model.views.values())
    most += sum(one.hours for one in route.given)
    peak = model.cp.new_int_var(0, math.ceil(most / step), "")
    for load in itertools.chain.from_iterable(hours.values()):
        model.cp.add(load <= round(step / QUARTER) * peak)
    return peak, step


def _met(model: RouteModel) -> "Expression":
    """Mbo hours in the vo-fase, and below nought those that are more than enough; as `proposal.measure` has it."""
    cp, most = model.cp, round(model.route.limits.early_hours / QUARTER)
    units = [unit for unit in model.route.units if unit.side is Side.MBO]
    early = sum(_early(model, unit) for unit in units)
    highest = sum(quarters(unit.hours, at_school=False) for unit in units)
    met, is_over = cp.new_int_var(min(0, most - highest), most, ""), cp.new_bool_var("")
    cp.add(early <= most).only_enforce_if(~is_over)
    cp.add(met <= early)
    cp.add(met <= most - early).only_enforce_if(is_over)
    return met


def _early(model: RouteModel, unit: Unit) -> "Expression":
    """What an mbo unit keeps of its hours, if it stands in the vo-fase."""
    whole = quarters(unit.hours, at_school=False)
    slots = [slot for slot in model.periods if model.route.calendar.in_vmbo_years(slot)]
    is_early = sum(model.at[unit.id, slot] for slot in slots if (unit.id, slot) in model.at)
    less, _most = freed(model, unit, at_school=False)
    kept = model.cp.new_int_var(0, whole, "")
    model.cp.add(kept <= whole * is_early)
    model.cp.add(kept <= whole - less)
    model.cp.add(kept >= whole * is_early - less)
    return kept
