"""Confirming in how many hours a school gives a block that got shorter: only people of that school can say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.route.changing import Confirm, Unconfirm
from hekloos.core.route.hours import freed_by, is_confirmed, kept_by
from hekloos.core.route.route import Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.units import Unit
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_convert import read_version


@dataclass(frozen=True, slots=True)
class Shorter:
    """A block that gives up part of its hours: what it keeps, what comes free, and whether its school confirmed it."""

    unit: Unit
    kept: float
    freed: float
    is_confirmed: bool
    name: str  # who confirmed it

    @property
    def offered(self) -> str:
        """What a form sends of it: the block, and the hours that stand beside it."""
        return f"{self.unit.id}={self.kept}"


def shorter_units(core: CoreRoute, plan: Plan) -> list[Shorter]:
    """In the order of the route; without those that go whole, since these free what they took."""
    return [one for unit in core.units if (one := shorter(core, plan, unit))]


def shorter(core: CoreRoute, plan: Plan, unit: Unit) -> Shorter | None:
    """None for one that gives up nothing, or everything."""
    freed = freed_by(core, plan, unit)
    if not freed.total or freed == unit.hours:
        return None
    said = is_confirmed(core, plan, unit) and not unit.guessed
    name = core.confirmed_of[unit.id].name if said else ""
    return Shorter(unit, (unit.hours - freed).total, freed.total, is_confirmed=said, name=name)


def may_confirm(member: Membership, unit: Unit) -> bool:
    """People of the school that gives it; of a block that all schools of a side share, people of that side."""
    if not may(member, Verb.PLAN) or member.side != unit.side.value:
        return False
    return not unit.school or unit.school == member.organisation.name


@transaction.atomic
def confirm(by: Membership, route: Route, said: Mapping[str, float | None], *, seen: int) -> RouteVersion:
    """By block the hours that it keeps, as they were seen; None takes back what was confirmed.

    Raises NotPossibleError when a block is of another school, was not filled in, or keeps other hours by now. Then
    nothing is stored.
    """
    require(by, Verb.PLAN)
    current = actions.current_version(actions.locked(by, route))
    core, plan = read_version(current)
    changes = [one for unit, hours in said.items() if (one := _change(by, core, plan, unit, hours))]
    if not changes:
        return current
    units = [change.unit for change in changes]
    detail = _titles(core, units)
    return actions.edit(by, route, *changes, seen=seen, what="route.hours_confirmed", detail=detail, touched=units)


def _change(
    by: Membership, core: CoreRoute, plan: Plan, unit_id: str, hours: float | None
) -> Confirm | Unconfirm | None:
    """None when it was said already, or when there is nothing to take back."""
    unit = core.unit_by_id.get(unit_id)
    if unit is None:
        raise NotPossibleError(_("Dat blok is er niet meer. Bekijk de route opnieuw."))
    if not may_confirm(by, unit):
        told = _("{title} is van een andere school. Alleen mensen van die school bevestigen de uren.")
        raise NotPossibleError(told.format(title=unit.title))
    if hours is None:
        return Unconfirm(unit.id) if is_confirmed(core, plan, unit) else None
    if unit.guessed:
        raise NotPossibleError(_("Vul eerst de uren van {title} in: die zijn geschat.").format(title=unit.title))
    if hours != kept_by(core, plan, unit).total:
        told = _("{title} houdt nu een ander aantal uren over. Bekijk de uren opnieuw.")
        raise NotPossibleError(told.format(title=unit.title))
    return None if is_confirmed(core, plan, unit) else Confirm(unit.id, hours, str(by.person))


def _titles(core: CoreRoute, units: Sequence[str]) -> str:
    if len(units) == 1:
        return core.unit_by_id[units[0]].title
    return ngettext("{count} blok", "{count} blokken", len(units)).format(count=len(units))
