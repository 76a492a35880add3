"""Routes: what they prove, and changing them."""

import json
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from hekloos.core.route import changing
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.hours import all_freed
from hekloos.core.route.route import Calendar, Limits
from hekloos.core.route.route_file import write_route
from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError
from hekloos.web.api.overlap import finished
from hekloos.web.api.schemas.common import LabName, Row
from hekloos.web.api.schemas.routes import (
    EarlierVersion,
    NewRoute,
    Route,
    RouteChange,
    RouteChanges,
    RouteFrame,
    RouteHole,
    RouteProof,
)
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import models
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_queries import newest_comparison, routes_of
from hekloos.web.route.plan_words import rule_sentences

router = Router(tags=["routes"])
ROUTE = "/labs/{slug:lab}/routes/{row:route}"


def _route(request: MemberRequest, pk: int) -> tuple[models.Route, models.RouteVersion]:
    found = get_object_or_404(routes_of(request.auth), pk=pk)
    if found.current is None:
        raise RuntimeError("a route without a version is shown to nobody")
    found.current.route = found
    return found, found.current


def _again(request: MemberRequest, pk: int) -> Route:
    return Route.of(_route(request, pk)[0])


def _frame(asked: RouteFrame) -> actions.Frame:
    try:
        calendar = Calendar(
            years=asked.years,
            periods=asked.periods,
            vmbo_years=asked.vmbo_years,
            exam_slot=asked.exam_year * asked.periods - 1,
            practice_slots=frozenset(asked.practice),
            first_year=asked.first_year,
        )
    except ValueError as error:
        raise NotValidError({"years": [_("Deze jaren en perioden passen niet bij elkaar.")]}) from error
    limits = Limits(
        hours_per_period=asked.hours_per_period,
        vmbo_hours_per_period=asked.vmbo_hours_per_period,
        hours_per_year=asked.hours_per_year,
        mbo_early=asked.mbo_early,
        early_hours=asked.early_hours,
        shortening=asked.shortening,
    )
    return actions.Frame(title=asked.title, calendar=calendar, limits=limits)


@router.get("/labs/{slug:lab}/routes", response=list[Route], auth=Token(Verb.SEE))
def routes(request: MemberRequest, lab: LabName) -> list[Route]:
    """The routes of a lab, newest first."""
    return [Route.of(route) for route in routes_of(request.auth)]


@router.post("/labs/{slug:lab}/routes", response={201: Route}, auth=Token(Verb.PLAN))
def start_route(request: MemberRequest, lab: LabName, asked: NewRoute) -> Route:
    """Begin a route with units out of both programmes."""
    hours = (asked.vmbo_hours, asked.mbo_hours)
    made = actions.start(request.auth, finished(request, asked.comparison), _frame(asked), hours=hours)
    return _again(request, made.pk)


@router.get(ROUTE, response=Route, auth=Token(Verb.SEE))
def route(request: MemberRequest, lab: LabName, route: Row) -> Route:
    return _again(request, route)


@router.delete(ROUTE, response={204: None}, auth=Token(Verb.ARRANGE))
def remove_route(request: MemberRequest, lab: LabName, route: Row) -> None:
    """Take a route out of sight; its versions stay."""
    actions.remove(request.auth, _route(request, route)[0])


@router.get(ROUTE + "/file", response=dict[str, Any], auth=Token(Verb.SEE))
def route_file(request: MemberRequest, lab: LabName, route: Row) -> dict[str, Any]:
    """The whole route with its plan, as `hekloos prove` reads it."""
    content: dict[str, Any] = json.loads(write_route(*read_version(_route(request, route)[1])))
    return content


@router.get(ROUTE + "/proof", response=RouteProof, auth=Token(Verb.SEE))
def route_proof(request: MemberRequest, lab: LabName, route: Row) -> RouteProof:
    """Whether anything is lost at any school, what still does not fit, and what comes free."""
    _found, version = _route(request, route)
    core, plan = read_version(version)
    proofs = prove_version(version)
    freed = all_freed(core, plan)
    return RouteProof(
        version=version.number,
        holds=all(proof.holds for proof in proofs.values()),
        items=len(core.items),
        holes=[
            RouteHole(school=school, item=hole.item, lack=hole.lack, could=list(hole.could))
            for school, proof in proofs.items()
            for hole in proof.holes
        ],
        double=max(sum(cover.is_double for cover in proof.covers.values()) for proof in proofs.values()),
        freed=sum(one.hours.total for one in freed),
        guessed=sum(one.hours.total for one in freed if one.is_guess),
        broken=rule_sentences(core, Everywhere(core).broken(plan)),
    )


@router.post(ROUTE + "/changes", response=Route, auth=Token(Verb.PLAN))
def change_route(request: MemberRequest, lab: LabName, route: Row, asked: RouteChanges) -> Route:
    """Change where units stand and what they treat. What would lose an item is refused, and then nothing changes."""
    found, _version = _route(request, route)
    changes = [_change(one) for one in asked.changes]
    touched = {one.unit for one in asked.changes}
    actions.edit(request.auth, found, *changes, seen=asked.seen, what="route.unit_changed", touched=touched)
    return _again(request, route)


def _change(asked: RouteChange) -> changing.Change:
    if asked.kind == "move":
        if asked.slot is None:
            raise NotValidError({"slot": [_("Zeg naar welke periode.")]})
        return changing.Move(asked.unit, asked.slot)
    if asked.kind == "drop":
        return changing.Drop(asked.unit)
    if asked.item is None:
        raise NotValidError({"item": [_("Zeg om welk onderdeel het gaat.")]})
    kinds: dict[str, type[changing.LeaveOut | changing.Shorten | changing.Restore]] = {
        "leave_out": changing.LeaveOut,
        "shorten": changing.Shorten,
        "restore": changing.Restore,
    }
    return kinds[asked.kind](asked.unit, asked.item)


@router.put(ROUTE, response=Route, auth=Token(Verb.PLAN))
def reframe_route(request: MemberRequest, lab: LabName, route: Row, asked: RouteFrame) -> Route:
    """Other periods or limits for the version of now."""
    found, version = _route(request, route)
    actions.reframe(request.auth, found, _frame(asked), seen=version.number)
    return _again(request, route)


@router.post(ROUTE + "/refresh", response=Route, auth=Token(Verb.PLAN))
def refresh_route(request: MemberRequest, lab: LabName, route: Row) -> Route:
    """Put the route on what is agreed by now."""
    found, _version = _route(request, route)
    actions.refresh(request.auth, found, newest_comparison(request.auth, found))
    return _again(request, route)


@router.post(ROUTE + "/back", response=Route, auth=Token(Verb.PLAN))
def put_route_back(request: MemberRequest, lab: LabName, route: Row, asked: EarlierVersion) -> Route:
    """An earlier version once more, as a new one."""
    actions.go_back(request.auth, _route(request, route)[0], asked.number)
    return _again(request, route)
