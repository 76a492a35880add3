"""What people may wish of a route, and what a proposal says of itself. Knows no solver."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hekloos.core.curriculum import Side
from hekloos.core.route.hours import freed_by, kept_by
from hekloos.core.route.route import Plan, Route, as_it_is
from hekloos.core.route.schools import fullest_by_slot
from hekloos.core.route.units import QUARTER, quarters_up


class Wish(StrEnum):
    MOST_HOURS = "most_hours"
    LEAST_CHANGE = "least_change"
    EARLY_ACQUAINTANCE = "early_acquaintance"  # pupils of the vo-fase meet the mbo


class Goal(StrEnum):
    """What is made as good as can be, one after the other."""

    FREED = "freed"  # hours, as many as can be
    EVEN = "even"  # hours in the fullest period, few, in steps of `step_of`
    MOVES = "moves"  # units that leave their period, few
    EARLY = "early"  # mbo hours in the vo-fase, up to `Limits.early_hours`; below nought those that are more than that


GOALS: Mapping[Wish, tuple[Goal, ...]] = MappingProxyType(
    {
        Wish.MOST_HOURS: (Goal.FREED, Goal.EVEN, Goal.MOVES),
        Wish.LEAST_CHANGE: (Goal.MOVES, Goal.FREED, Goal.EVEN),
        Wish.EARLY_ACQUAINTANCE: (Goal.EARLY, Goal.FREED, Goal.MOVES),
    }
)
MORE_IS_BETTER = frozenset({Goal.FREED, Goal.EARLY})


class Status(StrEnum):
    BEST = "best"  # proved: no plan is better
    WITHIN_TIME = "within_time"  # the best that was found; `Stage.bound` says how much better it could be


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One goal, with what was reached and the bound that no plan can pass (given what earlier stages reached)."""

    goal: Goal
    value: float
    bound: float

    @property
    def is_proved(self) -> bool:
        return self.value == self.bound

    @property
    def gap(self) -> float:
        """How much better it could be at most, as a share of the better of the two."""
        most = max(abs(self.value), abs(self.bound))
        return abs(self.bound - self.value) / most if most else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A plan that keeps every rule that can be kept, with how good it is.

    `already_missing` are items that no plan can help: nobody treats them, or nobody assesses them. `was_cut_off` tells
    that the clock stopped the search, so that another run may find another plan.
    """

    plan: Plan
    wish: Wish
    stages: tuple[Stage, ...]
    seed: int
    already_missing: tuple[str, ...] = ()
    was_cut_off: bool = False
    seconds: float = field(default=0.0, compare=False)

    @property
    def status(self) -> Status:
        return Status.BEST if all(stage.is_proved for stage in self.stages) else Status.WITHIN_TIME

    @property
    def gap(self) -> float:
        """Of the first goal."""
        return self.stages[0].gap


def measure(route: Route, plan: Plan, goal: Goal) -> float:
    """What a plan reaches: hours, or for moves a number of units."""
    if goal is Goal.FREED:
        return sum(freed_by(route, plan, unit).total for unit in route.units)
    if goal is Goal.MOVES:
        return sum(plan.slots[unit.id] != unit.slot and not plan.drops(unit) for unit in route.units)
    if goal is Goal.EARLY:
        early = (u for u in route.units if u.side is Side.MBO and route.calendar.in_vmbo_years(plan.slots[u.id]))
        hours, enough = sum(kept_by(route, plan, unit).total for unit in early), route.limits.early_hours
        return hours if hours <= enough else enough - hours
    step = step_of(route)
    return math.ceil(max(fullest_by_slot(route, plan)) / step) * step


def step_of(route: Route) -> float:
    """Hours that make a period fuller than another: a fifth of what stands in one now, in whole quarters.

    Finer would be nothing to a school, and could not be proved in the time that people wait.
    """
    hours = sum(fullest_by_slot(route, as_it_is(route))) / route.calendar.slots
    return max(QUARTER, quarters_up(hours / 5))
