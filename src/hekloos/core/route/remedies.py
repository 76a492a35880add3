"""What could give, for a rule that does not go together with others: who could do what. No sentences, no solver."""

from dataclasses import dataclass
from enum import StrEnum

from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import Lack, could_take
from hekloos.core.route.route import Route, as_it_is
from hekloos.core.route.rules import Rule, RuleKind


class Give(StrEnum):
    LET_OTHERS_TAKE = "let_others_take"  # `units` could treat or assess the item
    EXEMPT = "exempt"  # two people say why the item need not be there
    LOOSEN_NEED = "loosen_need"  # the unit can do without what it needs
    AGREE_AGAIN = "agree_again"  # whether one item really builds on the other
    MORE_HOURS = "more_hours"  # `hours` is what may be there now
    OTHER_PRACTICE = "other_practice"  # more periods for practice
    REPORT = "report"  # mbo units in the vo-fase, in a route that is reported
    LET_LOOSE = "let_loose"  # the unit is pinned no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Ways in which a rule could give, the mildest first."""

    rule: Rule
    ways: tuple[Give, ...]
    units: tuple[str, ...] = ()
    hours: float | None = None


_WAYS = {
    RuleKind.TREATED: (Give.LET_OTHERS_TAKE, Give.EXEMPT),
    RuleKind.ASSESSED: (Give.LET_OTHERS_TAKE, Give.EXEMPT),
    RuleKind.NEEDS: (Give.LOOSEN_NEED,),
    RuleKind.BUILDS_ON: (Give.AGREE_AGAIN,),
    RuleKind.PERIOD_HOURS: (Give.MORE_HOURS,),
    RuleKind.YEAR_HOURS: (Give.MORE_HOURS,),
    RuleKind.PRACTICE: (Give.OTHER_PRACTICE,),
    RuleKind.VMBO_YEARS: (Give.REPORT,),
    RuleKind.PINNED: (Give.LET_LOOSE,),
}


def remedies_of(route: Route, rule: Rule) -> Remedy:
    units: tuple[str, ...] = ()
    hours = None
    if rule.kind in (RuleKind.TREATED, RuleKind.ASSESSED):
        lack = Lack.NOT_TREATED if rule.kind is RuleKind.TREATED else Lack.NOT_ASSESSED
        units = could_take(route, as_it_is(route), rule.about[0], lack)
    elif rule.kind in (RuleKind.PERIOD_HOURS, RuleKind.YEAR_HOURS):
        is_period = rule.kind is RuleKind.PERIOD_HOURS
        hours = route.limits.hours_per_period if is_period else route.limits.hours_per_year
    elif rule.kind is RuleKind.BUILDS_ON:
        units = tuple(unit.id for unit in route.treating.get(rule.about[1], ()) if unit.side is Side.MBO)
    else:
        units = rule.about
    return Remedy(rule=rule, ways=_WAYS[rule.kind], units=units, hours=hours)
