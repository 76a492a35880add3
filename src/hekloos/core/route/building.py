"""Building the model of a route: the choices, and what every rule but those of hours asks of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hekloos.core.route.everywhere import OF_THE_PLAN
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
    for school in model.views:
        _add_rules_in(model, school)
    if model.can_give:
        for rule in model.held:
            if rule.kind in OF_THE_PLAN:
                _add_of_unit(model, rule, model.route.unit_by_id[rule.about[0]])


def _add_rules_in(model: RouteModel, school: str) -> None:
    """What holds for pupils of this school."""
    view, held = model.views[school], {kind: list[Rule]() for kind in RuleKind}
    for rule in model.held:
        if rule in model.everywhere.held_in[school]:
            held[rule.kind].append(rule)
    assessed = {rule.about[0]: rule for rule in held[RuleKind.ASSESSED]}
    for rule in held[RuleKind.TREATED]:
        _add_treated(model, school, rule, assessed.get(rule.about[0]))
    for rule in held[RuleKind.NEEDS]:
        _add_needs(model, school, rule)
    for rule in held[RuleKind.BUILDS_ON]:
        left, right = rule.about
        for unit in view.treating.get(right, ()) if left not in view.exempt else ():
            _treated_by(model, school, left, unit, when=[*model.when(rule), model.present(unit.id, right)])


def _add_treated(model: RouteModel, school: str, rule: Rule, assessed: Rule | None) -> None:
    [key] = rule.about
    view = model.views[school]
    places: dict[Pair, Literal] = {(u.id, key): model.present(u.id, key) for u in view.treating.get(key, ())}
    for other, pair in view.partners.get(key, ()):
        if pair.covers_whole:
            places |= {(u.id, other): model.full[u.id, other] for u in view.treating.get(other, ())}
    by = {unit: model.by_in(school, unit) for unit, _item in places}
    deadline = view.calendar.deadline(view.item_by_key[key].side)
    treated: list[Literal] = []
    for slot in model.periods:
        ways = [model.both(there, by[u][slot]) for (u, _item), there in places.items() if by[u][slot] is not model.no]
        literal = ways[0] if len(ways) == 1 else model.cp.new_bool_var("") if ways else model.no
        if len(ways) > 1:
            model.one_of(ways, when=[literal])
        treated.append(literal)
    model.treated[school, key] = treated
    model.one_of([treated[deadline]], when=model.when(rule))
    if assessed:
        _add_assessed(model, school, assessed, places, deadline)


def _add_assessed(model: RouteModel, school: str, rule: Rule, places: "Mapping[Pair, Literal]", deadline: int) -> None:
    [key] = rule.about
    units = model.views[school].assessing[key]
    chosen = [model.cp.new_bool_var("") for _unit in units] if len(units) > 1 or model.can_give else [model.yes]
    for choice, unit in zip(chosen, units, strict=True):
        model.one_of([model.by_in(school, unit.id)[deadline]], when=[choice])
        _treated_by(model, school, key, unit, when=[choice])
    if model.can_give:
        untreated = model.cp.new_bool_var("")  # of what is not treated in time, assessing is not asked
        for (place, _item), there in places.items():
            model.one_of([~model.by_in(school, place)[deadline], ~there], when=[untreated])
        chosen.append(untreated)
    model.one_of(chosen, when=model.when(rule))


def _add_needs(model: RouteModel, school: str, rule: Rule) -> None:
    view = model.views[school]
    unit, need = (view.unit_by_id[name] for name in rule.about)
    stays = [*model.when(rule), ~model.drop[unit.id]]
    no_later(model, school, need.id, unit.id, when=[*stays, ~model.drop[need.id]], apart=1)
    for key in need.treats:
        if key not in view.exempt and model.out[need.id, key] is not model.no:
            _treated_by(model, school, key, unit, when=[*stays, model.out[need.id, key]])


def _treated_by(model: RouteModel, school: str, key: str, unit: Unit, *, when: "list[Literal]") -> None:
    """For pupils of this school the item has been treated in the period of this unit, or before."""
    by = model.by_in(school, unit.id)
    for slot in model.periods:
        treated = model.treated[school, key][slot]
        if by[slot] is not model.no and by[slot] is not treated:
            model.one_of([treated], when=[*when, by[slot]])


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
