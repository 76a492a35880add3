"""A route as a model for CP-SAT: what can be chosen. `building.py` adds what the rules ask, `hours_model.py` the hours.

The model says what `coverage.py` and `rules.py` say, in other words; the tests lay both beside each other, and no plan
leaves `optimise.py` before the proof has seen it. What may be chosen of an item in a unit is narrower than what people
may do: it is left out only when some unit treats in full what is the same as a whole, for at least half as long, and
shortened only when some unit treats in full, no later, what is (partly) the same or what it builds on.

Everything is true or false; of every unit and period there is "it stands here" and "it stands here or earlier". So an
order is a clause per period, which the solver reasons with much better than with numbers of periods.

With `can_give` every rule has a literal of its own, and only holds where that is true: so rules that clash are found.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Side
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.hours import is_made_up_for
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.rules import Rule
from hekloos.core.route.units import Unit

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel
    from ortools.sat.python.cp_model_helper import Literal

Pair = tuple[str, str]  # a unit and an item


@dataclass
class RouteModel:
    """`at` are literals by unit and period, of the periods where it can stand, and `by` lists of all periods by unit.

    `out`, `short` and `full` are literals by unit and item, `drop` by unit. `treated` says by school and item, for
    every period, whether it has been treated there by then: it may say less than is so, never more.
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
    treated: "dict[Pair, list[Literal]]" = field(default_factory=dict)
    rules: "dict[Rule, Literal]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.no = ~self.yes
        self.periods = range(self.route.calendar.slots)
        self.everywhere = Everywhere(self.route)
        self.views, self.held = self.everywhere.views, self.everywhere.held
        self._own_slots = {(one.school, one.unit): one.slot for one in self.route.deviations if one.slot is not None}
        if self.can_give:
            self.rules = {rule: self.cp.new_bool_var("") for rule in self.held}

    def own_slot(self, school: str, unit: str) -> int | None:
        """Where this school has the unit, whatever the plan says."""
        return self._own_slots.get((school, unit))

    def by_in(self, school: str, unit: str) -> "list[Literal]":
        """`by` as it is for pupils of this school."""
        slot = self.own_slot(school, unit)
        return self.by[unit] if slot is None else [self.yes if period >= slot else self.no for period in self.periods]

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

    def choices_of(self, plan: Plan, *, but: Container[str] = ()) -> "Iterator[tuple[Literal, bool]]":
        """What has to be chosen for this plan, but of these units. Nothing of a dropped unit is left to stand
        elsewhere."""
        for (unit, slot), literal in self.at.items():
            if literal is not self.yes and unit not in but:
                yield literal, slot == plan.slots[unit]
        yield from self.ways_of(plan, but=but)

    def ways_of(self, plan: Plan, *, but: Container[str] = ()) -> "Iterator[tuple[Literal, bool]]":
        """The same of what is left out and shortened alone."""
        for literals, pairs in ((self.out, plan.left_out), (self.short, plan.shortened)):
            for pair, literal in literals.items():
                if literal is not self.no and pair[0] not in but:
                    yield literal, pair in pairs

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


def add_ways(model: RouteModel, unit: Unit, *, all_ways: bool) -> None:
    is_fixed = unit.pinned and not model.can_give
    for item in unit.treats:
        there = model.route.partners.get(item, ()) if not is_fixed else ()
        partners = [pair for other, pair in there if model.route.treating.get(other)]
        may_go = is_made_up_for(model.route, unit, item)
        can_go = may_go and any(pair.covers_whole for pair in partners)
        can_shorten = any(all_ways or not may_go or not pair.covers_whole for pair in partners)
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


def add_place(model: RouteModel, unit: Unit) -> None:
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


def add_grounds(model: RouteModel, unit: Unit, item: str) -> None:
    """What leaving out and shortening lean on, in every school: treatment in full, and nothing else."""
    for school, view in model.views.items():
        if unit.id in view.unit_by_id:
            _add_grounds_in(model, school, unit, item)


def _add_grounds_in(model: RouteModel, school: str, unit: Unit, item: str) -> None:
    view, out, short = model.views[school], model.out[unit.id, item], model.short[unit.id, item]
    grounds = {
        (there.id, other): pair.covers_whole
        for other, pair in sorted(view.partners.get(item, ()), key=lambda partner: partner[1].covers_whole)
        for there in view.treating.get(other, ())
    }
    if out is not model.no:
        model.one_of([model.full[ground] for ground, is_whole in grounds.items() if is_whole], when=[out])
    if short is not model.no:
        leans = {ground: model.cp.new_bool_var("") if len(grounds) > 1 else short for ground in grounds}
        model.one_of(leans.values(), when=[short])
        for ground, lean in leans.items():
            model.cp.add_implication(lean, model.full[ground])
            no_later(model, school, ground[0], unit.id, when=[lean])


def no_later(model: RouteModel, school: str, first: str, then: str, *, when: "list[Literal]", apart: int = 0) -> None:
    """In this school the first of two units stands so many periods before the other, or more."""
    if first == then and not apart:
        return
    before, after = model.by_in(school, first), model.by_in(school, then)
    for slot in model.periods:
        by = before[slot - apart] if slot >= apart else model.no
        if by is not model.yes and after[slot] is not model.no:
            model.one_of([by], when=[*when, after[slot]])
