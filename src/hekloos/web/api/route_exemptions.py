"""Exceptions of a route: one side asks, the other side confirms."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError
from hekloos.web.api.routes import ROUTE
from hekloos.web.api.schemas.common import LabName, Row
from hekloos.web.api.schemas.route_exemptions import AskedExemption, ExemptionAnswer, NewExemption
from hekloos.web.api.schemas.routes import Route
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import exemption_actions as actions
from hekloos.web.route import models
from hekloos.web.route.exemption_queries import asked_of
from hekloos.web.route.plan_actions import current_version
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_queries import routes_of

router = Router(tags=["routes"])
ONE = ROUTE + "/exemptions/{row:exemption}"


def _route(request: MemberRequest, pk: int) -> models.Route:
    return get_object_or_404(routes_of(request.auth), pk=pk)


def _asked(request: MemberRequest, route: int, pk: int) -> models.AskedExemption:
    return get_object_or_404(asked_of(request.auth, _route(request, route)), pk=pk)


@router.get(ROUTE + "/exemptions", response=list[AskedExemption], auth=Token(Verb.SEE))
def asked_exemptions(request: MemberRequest, lab: LabName, route: Row) -> list[AskedExemption]:
    """What was asked and waits for the other side; exceptions that count stand in the file of the route."""
    rows = asked_of(request.auth, _route(request, route)).filter(answered_at=None)
    return [AskedExemption.of(row) for row in rows]


@router.post(ROUTE + "/exemptions", response={201: AskedExemption}, auth=Token(Verb.PLAN))
def exempt(request: MemberRequest, lab: LabName, route: Row, asked: NewExemption) -> AskedExemption:
    """Ask for your side that an item need not be in this route. It counts once the other side confirms it."""
    found = _route(request, route)
    if asked.item not in read_version(current_version(found))[0].item_by_key:
        raise NotValidError({"item": [_("Dit onderdeel staat niet in de route.")]})
    return AskedExemption.of(actions.ask(request.auth, found, asked.item, reason=asked.reason))


@router.post(ONE + "/answer", response=Route, auth=Token(Verb.PLAN))
def answer_exemption(request: MemberRequest, lab: LabName, route: Row, exemption: Row, asked: ExemptionAnswer) -> Route:
    """Confirm what the other side asked, so that it counts with both names, or refuse it."""
    row = _asked(request, route, exemption)
    if asked.accepted:
        actions.confirm(request.auth, row, reason=asked.reason)
    else:
        actions.refuse(request.auth, row)
    return Route.of(_route(request, route))


@router.delete(ONE, response={204: None}, auth=Token(Verb.PLAN))
def withdraw_exemption(request: MemberRequest, lab: LabName, route: Row, exemption: Row) -> None:
    """Take back what you asked, while nobody answered."""
    actions.withdraw(request.auth, _asked(request, route, exemption))
