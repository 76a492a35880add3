"""Building the model of a route: the choices, and what every rule but those of hours asks of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hekloos.core.route.model import Pair, RouteModel, add_grounds, add_place, add_ways, no_later
from hekloos.core.route.route import Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.units import Unit

if TYPE_CHECKING:
    from ortools.sat.python.cp_model_helper import Literal


def build(route: Route, *, can_give: bool = False, all_ways: bool = False) -> RouteModel:
    """The choices and all rules but those of hours (`hours_model.py`).

    `all_ways` lets an item be shortened too where leaving it out serves every goal but one as well.
    """
    from ortools.sat.python.cp_model import CpModel

    cp = CpModel()
    model = RouteModel(route, can_give, cp, cp.new_constant(1))
    for unit in route.units:
        add_ways(model, unit, all_ways=all_ways)
        add_place(model, unit)
    for unit in route.units:
        for item in unit.treats:
            add_grounds(model, unit, item)
    _add_rules(model)
    return model


def _add_rules(model: RouteModel) -> None:
    held: dict[RuleKind, list[Rule]] = {kind: [] for kind in RuleKind}
    for rule in model.held:
        held[rule.kind].append(rule)
    assessed = {rule.about[0]: rule for rule in held[RuleKind.ASSESSED]}
    for rule in held[RuleKind.TREATED]:
        _add_treated(model, rule, assessed.get(rule.about[0]))
    for rule in held[RuleKind.NEEDS]:
        _add_needs(model, rule)
    for rule in held[RuleKind.BUILDS_ON]:
        left, right = rule.about
        for unit in model.route.treating.get(right, ()) if left not in model.route.exempt else ():
            _treated_by(model, left, unit, when=[*model.when(rule), model.present(unit.id, right)])
    if model.can_give:
        for kind in (RuleKind.PRACTICE, RuleKind.VMBO_YEARS, RuleKind.PINNED):
            for rule in held[kind]:
                _add_of_unit(model, rule, model.route.unit_by_id[rule.about[0]])


def _add_treated(model: RouteModel, rule: Rule, assessed: Rule | None) -> None:
    [key] = rule.about
    route = model.route
    places: dict[Pair, Literal] = {(u.id, key): model.present(u.id, key) for u in route.treating.get(key, ())}
    for other, pair in route.partners.get(key, ()):
        if pair.covers_whole:
            places |= {(u.id, other): model.full[u.id, other] for u in route.treating.get(other, ())}
    deadline = route.calendar.deadline(route.item_by_key[key].side)
    treated: list[Literal] = []
    for slot in model.periods:
        ways = [model.both(there, model.by[u][slot]) for (u, _item), there in places.items() if _can(model, u, slot)]
        literal = ways[0] if len(ways) == 1 else model.cp.new_bool_var("") if ways else model.no
        if len(ways) > 1:
            model.one_of(ways, when=[literal])
        treated.append(literal)
    model.treated[key] = treated
    model.one_of([treated[deadline]], when=model.when(rule))
    if assessed:
        _add_assessed(model, assessed, places, deadline)


def _can(model: RouteModel, unit: str, slot: int) -> bool:
    return model.by[unit][slot] is not model.no


def _add_assessed(model: RouteModel, rule: Rule, places: "Mapping[Pair, Literal]", deadline: int) -> None:
    [key] = rule.about
    units = model.route.assessing[key]
    chosen = [model.cp.new_bool_var("") for _unit in units] if len(units) > 1 or model.can_give else [model.yes]
    for choice, unit in zip(chosen, units, strict=True):
        model.one_of([model.by[unit.id][deadline]], when=[choice])
        _treated_by(model, key, unit, when=[choice])
    if model.can_give:
        untreated = model.cp.new_bool_var("")  # of what is not treated in time, assessing is not asked
        for (place, _item), there in places.items():
            model.one_of([~model.by[place][deadline], ~there], when=[untreated])
        chosen.append(untreated)
    model.one_of(chosen, when=model.when(rule))


def _add_needs(model: RouteModel, rule: Rule) -> None:
    unit, need = (model.route.unit_by_id[name] for name in rule.about)
    stays = [*model.when(rule), ~model.drop[unit.id]]
    no_later(model, need.id, unit.id, when=[*stays, ~model.drop[need.id]], apart=1)
    for key in need.treats:
        if key not in model.route.exempt and model.out[need.id, key] is not model.no:
            _treated_by(model, key, unit, when=[*stays, model.out[need.id, key]])


def _treated_by(model: RouteModel, key: str, unit: Unit, *, when: "list[Literal]") -> None:
    """The item has been treated in the period of this unit, or before."""
    for slot in model.periods:
        by, treated = model.by[unit.id][slot], model.treated[key][slot]
        if by is not model.no and by is not treated:
            model.one_of([treated], when=[*when, by])


def _add_of_unit(model: RouteModel, rule: Rule, unit: Unit) -> None:
    """Where rules can give; else the periods that remain say it."""
    calendar, literal = model.route.calendar, model.rules[rule]
    if rule.kind is RuleKind.PINNED:
        model.cp.add_implication(literal, model.at[unit.id, unit.slot])
        for item in unit.treats:
            model.cp.add_implication(literal, model.full[unit.id, item])
        return
    for slot in model.periods:
        is_practice = rule.kind is RuleKind.PRACTICE
        fits = slot in calendar.practice_slots if is_practice else not calendar.in_vmbo_years(slot)
        if not fits:
            model.one_of([model.drop[unit.id]], when=[literal, model.at[unit.id, slot]])
