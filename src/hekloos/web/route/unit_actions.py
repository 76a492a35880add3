"""Taking a unit away: a side does that with what it brought itself, and who leads the lab with all of it."""

from django.utils.translation import gettext as _

from hekloos.core.route.changing import RemoveUnit
from hekloos.core.route.units import Unit
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route, RouteVersion


def may_take_away(member: Membership, unit: Unit) -> bool:
    """Whoever is of no school has no side, and serves both."""
    if not may(member, Verb.PLAN):
        return False
    return not member.side or member.side == unit.side.value or may(member, Verb.ARRANGE)


def take_away(by: Membership, route: Route, unit: Unit, *, seen: int) -> RouteVersion:
    """Raises NotPossibleError when it is of the other side, or when something would lose its place."""
    require(by, Verb.PLAN)
    if not may_take_away(by, unit):
        raise NotPossibleError(of_the_other_side(unit))
    change, told = RemoveUnit(unit.id), unit.title
    return actions.edit(by, route, change, seen=seen, what="route.unit_removed", detail=told, touched=[unit.id])


def of_the_other_side(unit: Unit) -> str:
    told = _("Dit blok is van het {side}. Iemand van het {side} kan het weghalen, of een projectleider.")
    return told.format(side=unit.side.value)
