"""What tests of routes have in common: what both sides agree, and the route as it is now."""

from dataclasses import replace

from tests.filled import Filled, build_route, judge

from hekloos.core.curriculum import Relation
from hekloos.core.route.changing import PutUnit, Shorten
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.units import Hours, Unit
from hekloos.web.labs.models import Membership
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_convert import read_version


def agree(filled: Filled, relation: Relation = Relation.SAME, **said: str) -> None:
    """Anna of the vmbo and Bram of the mbo say the same of the first pair."""
    for member in (filled.cast.anna, filled.cast.bram):
        judge(member, filled.match(), relation, **said)


def newest(route: Route) -> RouteVersion:
    return RouteVersion.objects.select_related("route").filter(route=route).order_by("-number")[0]


def core_of(route: Route) -> CoreRoute:
    return read_version(newest(route))[0]


def unit_with(route: Route, code: str) -> tuple[Unit, str]:
    """The unit that treats the item with this code, and its key."""
    core = core_of(route)
    return next((u, key) for u in core.units for key in u.treats if core.item_by_key[key].code == code)


def with_shorter_block(filled: Filled) -> Route:
    """A block of the mbo got shorter by what the vmbo does, as both agree; somebody filled in the hours of both."""
    made = build_route(filled)
    first, _key = unit_with(made, filled.match().left.code)
    second, key = unit_with(made, filled.match().right.code)
    puts = [PutUnit(replace(one, hours=Hours(guided=24.0), guessed=False)) for one in (first, second)]
    edit(filled.cast.bram, made, *puts, Shorten(second.id, key))
    return made


def edit(by: Membership, route: Route, *changes: object, seen: int = 0, touched: tuple[str, ...] = ()) -> RouteVersion:
    number = seen or newest(route).number
    return actions.edit(by, route, *changes, seen=number, what="route.unit_changed", touched=touched)  # type: ignore[arg-type]
