"""A route as a model for CP-SAT: what can be chosen, and what every rule asks of the choices.

The model says what `coverage.py` and `rules.py` say, in other words; the tests lay both beside each other, and no plan
leaves `optimise.py` before the proof has seen it. What may be chosen of an item in a unit is narrower than what people
may do: it is left out only when some unit treats in full what is the same as a whole, and shortened only when some unit
treats in full, no later, what is (partly) the same or what it builds on.

Everything is true or false; of every unit and period there is "it stands here" and "it stands here or earlier". So an
order is a clause per period, which the solver reasons with much better than with numbers of periods.

With `can_give` every rule has a literal of its own, and only holds where that is true: so rules that clash are found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Side
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.rules import Rule, RuleKind, beyond_help, rules_of
from hekloos.core.route.units import Unit

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel
    from ortools.sat.python.cp_model_helper import Literal

Pair = tuple[str, str]  # a unit and an item


@dataclass
class RouteModel:
    """`at` are literals by unit and period, of the periods where it can stand, and `by` lists of all periods by unit.

    `out`, `short` and `full` are literals by unit and item, `drop` by unit. `treated` says by item, for every period,
    whether it has been treated by then: it may say less than is so, never more.
    """

    route: Route
    can_give: bool
    cp: "CpModel"
    yes: "Literal"
    at: "dict[tuple[str, int], Literal]" = field(default_factory=dict)
    by: "dict[str, list[Literal]]" = field(default_factory=dict)
    out: "dict[Pair, Literal]" = field(default_factory=dict)
    short: "dict[Pair, Literal]" = field(default_factory=dict)
    full: "dict[Pair, Literal]" = field(default_factory=dict)
    drop: "dict[str, Literal]" = field(default_factory=dict)
    treated: "dict[str, list[Literal]]" = field(default_factory=dict)
    rules: "dict[Rule, Literal]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.no = ~self.yes
        self.periods = range(self.route.calendar.slots)
        hopeless = beyond_help(self.route)
        self.held = tuple(dict.fromkeys(rule for rule in rules_of(self.route) if rule not in hopeless))
        if self.can_give:
            self.rules = {rule: self.cp.new_bool_var("") for rule in self.held}

    def when(self, rule: Rule) -> "list[Literal]":
        """What has to be true for this rule to hold: nothing, or its literal."""
        return [self.rules[rule]] if self.can_give else []

    def present(self, unit: str, item: str) -> "Literal":
        """Whether the unit still treats the item, in full or in part."""
        out = self.out[unit, item]
        return self.yes if out is self.no else ~out

    def one_of(self, literals: "Iterable[Literal]", *, when: "Iterable[Literal]" = ()) -> None:
        self.cp.add_bool_or([*literals, *(~literal for literal in when)])

    def both(self, first: "Literal", second: "Literal") -> "Literal":
        """A literal that is true only when both are."""
        if first is self.yes or second is self.yes:
            return second if first is self.yes else first
        both = self.cp.new_bool_var("")
        self.cp.add_implication(both, first)
        self.cp.add_implication(both, second)
        return both

    def choices_of(self, plan: Plan) -> "Iterator[tuple[Literal, bool]]":
        """What has to be chosen for this plan. Nothing of a dropped unit is left to stand elsewhere."""
        for (unit, slot), literal in self.at.items():
            yield literal, slot == plan.slots[unit]
        for pair, literal in self.out.items():
            yield from [(literal, pair in plan.left_out)] if literal is not self.no else []
        for pair, literal in self.short.items():
            yield from [(literal, pair in plan.shortened)] if literal is not self.no else []

    def plan_of(self, values: Sequence[int]) -> Plan:
        """The plan that a solution says; `values` are those of all variables."""

        def holds(literal: "Literal") -> bool:
            index: int = literal.index
            return bool(values[index]) if index >= 0 else not values[-index - 1]

        return Plan(
            slots=MappingProxyType({unit: slot for (unit, slot), literal in self.at.items() if holds(literal)}),
            left_out=frozenset(pair for pair, literal in self.out.items() if holds(literal)),
            shortened=frozenset(pair for pair, literal in self.short.items() if holds(literal)),
        )


def build(route: Route, *, can_give: bool = False, all_ways: bool = False) -> RouteModel:
    """The choices and all rules but those of hours (`hours_model.py`).

    `all_ways` lets an item be shortened too where leaving it out serves every goal but one as well.
    """
    from ortools.sat.python.cp_model import CpModel

    cp = CpModel()
    model = RouteModel(route, can_give, cp, cp.new_constant(1))
    for unit in route.units:
        _add_ways(model, unit, all_ways=all_ways)
        _add_place(model, unit)
    for unit in route.units:
        for item in unit.treats:
            _add_grounds(model, unit, item)
    _add_rules(model)
    return model


# What can be chosen


def _add_ways(model: RouteModel, unit: Unit, *, all_ways: bool) -> None:
    is_fixed = unit.pinned and not model.can_give
    for item in unit.treats:
        partners = [(pair, bool(model.route.treating.get(other))) for other, pair in model.route.partners.get(item, ())]
        can_go = not is_fixed and any(treated and pair.covers_whole for pair, treated in partners)
        can_shorten = not is_fixed and any(
            treated and (all_ways or not pair.covers_whole) for pair, treated in partners
        )
        out = model.cp.new_bool_var("") if can_go else model.no
        short = model.cp.new_bool_var("") if can_shorten else model.no
        full = ~out if can_go else ~short if can_shorten else model.yes
        if can_go and can_shorten:
            full = model.cp.new_bool_var("")
            model.cp.add_exactly_one(out, short, full)
        model.out[unit.id, item], model.short[unit.id, item], model.full[unit.id, item] = out, short, full
    outs = [model.out[unit.id, item] for item in unit.treats]
    drop = model.no
    if outs and not unit.assesses and all(out is not model.no for out in outs):
        drop = model.cp.new_bool_var("") if len(outs) > 1 else outs[0]
        if len(outs) > 1:
            model.cp.add_bool_and(outs).only_enforce_if(drop)
            model.one_of([drop], when=outs)
    model.drop[unit.id] = drop


def _add_place(model: RouteModel, unit: Unit) -> None:
    """A unit that drops stays where it was, since nothing of it is left to move."""
    cp, drop, fitting = model.cp, model.drop[unit.id], _fitting(model, unit)
    slots = fitting if drop is model.no else fitting | {unit.slot}
    for slot in sorted(slots):
        model.at[unit.id, slot] = cp.new_bool_var("") if len(slots) > 1 else model.yes
    cp.add_exactly_one(model.at[unit.id, slot] for slot in slots)
    if drop is not model.no:
        cp.add_implication(drop, model.at[unit.id, unit.slot])
        if unit.slot not in fitting:
            cp.add_implication(model.at[unit.id, unit.slot], drop)
    by: list[Literal] = []
    for slot in model.periods:
        before = by[-1] if by else model.no
        if slot not in slots:
            by.append(before)
        elif slot == max(slots):
            by.append(model.yes)
        elif before is model.no:
            by.append(model.at[unit.id, slot])
        else:
            by.append(cp.new_bool_var(""))
            cp.add(by[-1] == before + model.at[unit.id, slot])
    model.by[unit.id] = by


def _fitting(model: RouteModel, unit: Unit) -> set[int]:
    """The periods that rules of this unit alone allow; where rules can give, all."""
    calendar = model.route.calendar
    slots = set(model.periods)
    if model.can_give:
        return slots
    if unit.pinned:
        slots &= {unit.slot}
    if unit.hours.practice and calendar.practice_slots:
        slots &= calendar.practice_slots
    if unit.side is Side.MBO and not model.route.limits.mbo_early:
        slots -= set(range(calendar.vmbo_years * calendar.periods))
    return slots


def _add_grounds(model: RouteModel, unit: Unit, item: str) -> None:
    """What leaving out and shortening lean on: treatment in full, and nothing else."""
    route, out, short = model.route, model.out[unit.id, item], model.short[unit.id, item]
    grounds = {
        (there.id, other): pair.covers_whole
        for other, pair in sorted(route.partners.get(item, ()), key=lambda partner: partner[1].covers_whole)
        for there in route.treating.get(other, ())
    }
    if out is not model.no:
        model.one_of([model.full[ground] for ground, is_whole in grounds.items() if is_whole], when=[out])
    if short is not model.no:
        leans = {ground: model.cp.new_bool_var("") if len(grounds) > 1 else short for ground in grounds}
        model.one_of(leans.values(), when=[short])
        for ground, lean in leans.items():
            model.cp.add_implication(lean, model.full[ground])
            _no_later(model, ground[0], unit.id, when=[lean])


def _no_later(model: RouteModel, first: str, then: str, *, when: "list[Literal]", apart: int = 0) -> None:
    """The first of two units stands so many periods before the other, or more."""
    if first == then and not apart:
        return
    for slot in model.periods:
        by = model.by[first][slot - apart] if slot >= apart else model.no
        if by is not model.yes and model.by[then][slot] is not model.no:
            model.one_of([by], when=[*when, model.by[then][slot]])


# What the rules ask


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
    _no_later(model, need.id, unit.id, when=[*stays, ~model.drop[need.id]], apart=1)
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
