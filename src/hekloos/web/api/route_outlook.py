"""What a route comes to: for who leaves it early, and if something were otherwise."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router

from hekloos.core.route.exits import plan_exits
from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError
from hekloos.web.api.routes import ROUTE
from hekloos.web.api.schemas.common import LabName, Row
from hekloos.web.api.schemas.route_outlook import RouteDifference, RouteExit, RouteQuestion, RouteReached
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import plan_whatif as whatif
from hekloos.web.route.models import RouteVersion
from hekloos.web.route.plan_convert import prove_version
from hekloos.web.route.plan_queries import routes_of

router = Router(tags=["routes"])


def _version(request: MemberRequest, pk: int) -> RouteVersion:
    """The newest one. Raises Http404."""
    found = get_object_or_404(routes_of(request.auth), pk=pk)
    if found.current is None:
        raise Http404
    found.current.route = found
    return found.current


@router.get(ROUTE + "/exits", response=list[RouteExit], auth=Token(Verb.SEE))
def route_exits(request: MemberRequest, lab: LabName, route: Row) -> list[RouteExit]:
    """What of each programme has been treated and assessed at the end of every year. It does not say that somebody gets
    a diploma: that also hangs on other subjects, marks and rules."""
    version = _version(request, route)
    return [
        RouteExit(
            school=school,
            year=one.year + proof.route.calendar.first_year,
            programmes=[RouteReached.told_by(reached) for reached in one.reached],
        )
        for school, proof in prove_version(version).items()
        for one in plan_exits(proof.route, proof.plan, proof)
    ]


@router.get(ROUTE + "/what-if", response=list[RouteDifference], auth=Token(Verb.SEE))
def route_what_if(
    request: MemberRequest, lab: LabName, route: Row, asked: Query[RouteQuestion]
) -> list[RouteDifference]:
    """What would change without a group or a school, at another level, or with the newest version of a programme.
    Nothing is stored."""
    version = _version(request, route)
    after = _after(request, version, asked)
    return [RouteDifference.told_by(one.school, one.difference) for one in whatif.outcomes(version, after)]


def _after(request: MemberRequest, version: RouteVersion, asked: RouteQuestion) -> whatif.type_of_both:
    """Raises NotValidError when it is not one question, or about something that is not in the route."""
    options = whatif.options_of(version)
    given = [name for name in ("group", "level", "school", "newest") if getattr(asked, name) is not None]
    if len(given) != 1:
        raise NotValidError({"group": [_("Kies een van group, level, school en newest.")]})
    if asked.group is not None:
        found = [one for one in options.groups if one[1] == asked.group and asked.programme in (None, one[0])]
        if len(found) == 1:
            return whatif.without_group(version, *found[0])
    if asked.level in options.levels:
        return whatif.at_level(version, str(asked.level))
    if asked.school in options.schools:
        return whatif.without_school(version, str(asked.school))
    for newest in options.newer:
        if newest.framework.key == asked.newest:
            return whatif.with_newest(request.auth, version, newest)
    raise NotValidError({given[0]: [_("Dit staat niet in de route, of in meer programma's. Noem iets anders.")]})
