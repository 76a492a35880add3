"""Hours of units that got shorter: their school confirms them."""

from django.shortcuts import get_object_or_404
from ninja import Router

from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.routes import ROUTE
from hekloos.web.api.schemas.common import LabName, Row
from hekloos.web.api.schemas.route_hours import ConfirmedHours
from hekloos.web.api.schemas.routes import Route
from hekloos.web.labs.permissions import Verb
from hekloos.web.route.confirm_actions import confirm
from hekloos.web.route.plan_queries import routes_of

router = Router(tags=["routes"])


@router.post(ROUTE + "/confirmed-hours", response=Route, auth=Token(Verb.PLAN))
def confirm_hours(request: MemberRequest, lab: LabName, route: Row, asked: ConfirmedHours) -> Route:
    """Say for your school that units which got shorter can be given in the hours that they keep now."""
    found = get_object_or_404(routes_of(request.auth), pk=route)
    confirm(request.auth, found, {one.unit: one.hours for one in asked.units}, seen=asked.seen)
    return Route.of(get_object_or_404(routes_of(request.auth), pk=route))
