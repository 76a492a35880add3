"""The rules of one route for pupils of every school, who have shared units and their own, done as their school does.

What a plan keeps has to be kept for each of them. Slow and plain; knows no solver.
"""

from collections.abc import Iterable

from hekloos.core.route.coverage import has_ground
from hekloos.core.route.route import Plan, Route
from hekloos.core.route.rules import Rule, RuleKind, already_missing, beyond_help, broken, rules_of
from hekloos.core.route.schools import plan_in, schools_of, view_of

# What a school does otherwise by itself is not held against the plan.
OF_THE_PLAN = frozenset({RuleKind.PRACTICE, RuleKind.VMBO_YEARS, RuleKind.PINNED})


class Everywhere:
    """`views` are the route as each school has it, by its name; `held` are the rules that some plan can keep in one of
    them at least, in the order of the route."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.views = {school: view_of(route, school) for school in schools_of(route)}
        self.held_in = {
            school: frozenset(rule for rule in rules_of(view) if rule.kind not in OF_THE_PLAN) - beyond_help(view)
            for school, view in self.views.items()
        }
        somewhere = frozenset[Rule]().union(*self.held_in.values())
        asked = dict.fromkeys(rules_of(route))
        self.held = tuple(rule for rule in asked if rule.kind in OF_THE_PLAN or rule in somewhere)

    @property
    def already_missing(self) -> tuple[str, ...]:
        """Items that have no place in any plan, for some school, in the order of the route."""
        lost = frozenset[str]().union(*(already_missing(view) for view in self.views.values()))
        return tuple(item.key for item in self.route.items if item.key in lost)

    def leans(self, plan: Plan) -> bool:
        """Whether all that is left out or shortened has its ground in every school."""
        return all(_leans(view, self.plan_in(plan, school)) for school, view in self.views.items())

    def plan_in(self, plan: Plan, school: str) -> Plan:
        return plan_in(self.route, plan, school)

    def broken(self, plan: Plan, *, among: Iterable[Rule] | None = None) -> tuple[Rule, ...]:
        """The rules that this plan breaks for some school, of all that are held or of these."""
        asked = self.held if among is None else tuple(among)
        wrong = set(broken(self.route, plan, among=[rule for rule in asked if rule.kind in OF_THE_PLAN]))
        for school, view in self.views.items():
            here = [rule for rule in asked if rule in self.held_in[school]]
            wrong.update(broken(view, self.plan_in(plan, school), among=here))
        return tuple(rule for rule in asked if rule in wrong)


def _leans(view: Route, plan: Plan) -> bool:
    pairs = plan.left_out | plan.shortened
    return all(has_ground(view, plan, view.unit_by_id[unit], item) for unit, item in pairs)
