"""Units of a route out of lesson material: send files, read what they suggest, and put units in."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import FileEx, P, Query, Router, UploadedFile

from hekloos.core.curriculum import Side
from hekloos.core.route.lesson_units import ProposedUnit
from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError, TooLargeError
from hekloos.web.api.routes import ROUTE
from hekloos.web.api.schemas.common import LabName, Row
from hekloos.web.api.schemas.route_lessons import ChosenUnit, ChosenUnits, Lessons, WhoseLessons
from hekloos.web.api.schemas.routes import Route
from hekloos.web.curriculum.uploading import TOO_LARGE
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import lesson_actions as actions
from hekloos.web.route import models
from hekloos.web.route.lesson_forms import schools_that_bring
from hekloos.web.route.models.lessons import from_data
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_queries import lesson_readings_of, routes_of

router = Router(tags=["routes"])
ONE = ROUTE + "/lessons/{row:lessons}"


def _route(request: MemberRequest, pk: int) -> models.Route:
    return get_object_or_404(routes_of(request.auth), pk=pk)


def _reading(request: MemberRequest, route: int, pk: int) -> models.LessonReading:
    """What waits to be put in the route."""
    rows = lesson_readings_of(request.auth, _route(request, route)).defer(None)
    return get_object_or_404(rows.filter(adopted_at=None, discarded_at=None), pk=pk)


@router.post(ROUTE + "/lessons", response={202: Lessons}, auth=Token(Verb.PLAN))
def bring_lessons(
    request: MemberRequest,
    lab: LabName,
    route: Row,
    asked: Query[WhoseLessons],
    documents: FileEx[list[UploadedFile], P(min_length=1)],
) -> Lessons:
    """Send lessons to make units of; ask for them until `is_waiting` is false."""
    found = _route(request, route)
    if request.META.get(TOO_LARGE):
        raise TooLargeError
    files = [(document.name or "", document.read()) for document in documents]
    return Lessons.of(actions.bring(request.auth, found, files, _whose(request, found, asked)))


def _whose(request: MemberRequest, route: models.Route, asked: WhoseLessons) -> actions.Asked:
    """The only school of a side is all of the side."""
    there = schools_that_bring(request.auth)
    value = next((v for v, _words, name in there if name == asked.school and v.startswith(asked.side.value)), None)
    wrong = {}
    if asked.school and value is None:
        wrong["school"] = [_("Deze school is geen partner van het leerlab.")]
    slots = read_version(_current(route))[0].calendar.slots
    if any(slot is not None and slot >= slots for slot in (asked.first, asked.last)):
        wrong["last"] = [_("Deze periode valt buiten de route.")]
    if wrong:
        raise NotValidError(wrong)
    school = value.split("|", 1)[1] if value else ""
    return actions.Asked(
        side=asked.side, school=school, first=asked.first, last=asked.last, by_folder=asked.by_folder
    )  # fmt: skip


def _current(route: models.Route) -> models.RouteVersion:
    if route.current is None:
        raise RuntimeError("a route without a version is shown to nobody")
    route.current.route = route
    return route.current


@router.get(ONE, response=Lessons, auth=Token(Verb.PLAN))
def lessons(request: MemberRequest, lab: LabName, route: Row, lessons: Row) -> Lessons:
    """How far reading is, and then the units that the lessons suggest."""
    return Lessons.of(_reading(request, route, lessons))


@router.post(ONE + "/adoption", response=Route, auth=Token(Verb.PLAN))
def adopt_lessons(request: MemberRequest, lab: LabName, route: Row, lessons: Row, asked: ChosenUnits) -> Route:
    """Put units in the route. When `giving_up`, units with guessed hours stop doing the same, as far as nothing loses
    its place or its assessment."""
    found = _reading(request, route, lessons)
    core, _plan = read_version(_current(_route(request, route)))
    known = {item.key for item in core.items if item.side is Side(found.side)}
    suggested = [from_data(data) for data in found.content]
    wrong = {}
    if any(one.number >= len(suggested) for one in asked.units):
        wrong["number"] = [_("Deze les is er niet.")]
    if not {item for one in asked.units for item in one.treats} <= known:
        wrong["treats"] = [_("Dit onderdeel staat niet in de route.")]
    if wrong:
        raise NotValidError(wrong)
    chosen = [_chosen(one, suggested[one.number]) for one in asked.units]
    actions.adopt(request.auth, found, chosen, giving_up=asked.giving_up, seen=asked.seen)
    return Route.of(_route(request, route))


def _chosen(asked: ChosenUnit, unit: ProposedUnit) -> actions.Chosen:
    return actions.Chosen(
        title=asked.title or unit.title,
        hours=asked.hours or unit.hours,
        guessed=unit.guessed and asked.hours is None,
        slot=unit.slot,
        treats=tuple(dict.fromkeys(asked.treats)),
        assesses=asked.assesses,
    )


@router.delete(ONE, response={204: None}, auth=Token(Verb.PLAN))
def discard_lessons(request: MemberRequest, lab: LabName, route: Row, lessons: Row) -> None:
    """Throw away what was brought."""
    actions.discard(request.auth, _reading(request, route, lessons))
