"""Which routes somebody may see, and whether what they stand on is still what is agreed."""

from django.db.models import QuerySet

from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison
from hekloos.web.review.folding import stamp_of_agreed
from hekloos.web.route.models import LessonReading, Route, RouteProposal, RouteVersion


def routes_of(member: Membership) -> QuerySet[Route]:
    """Newest first."""
    require(member, Verb.SEE)
    there = Route.objects.filter(lab_id=member.lab_id, removed_at=None).exclude(current=None)
    return there.select_related("current__ground", "current__by", "comparison")


def versions_of(route: Route) -> QuerySet[RouteVersion]:
    """Newest first, without what they say."""
    return route.versions.select_related("by").defer("content")


def version_of(route: Route, number: int) -> RouteVersion | None:
    """The version with this number, with all it says."""
    found = route.versions.select_related("by", "ground__comparison").filter(number=number).first()
    if found:
        found.route = route
    return found


def proposals_of(route: Route) -> QuerySet[RouteProposal]:
    """Newest first."""
    return route.proposals.select_related("by", "version")


def lesson_readings_of(member: Membership, route: Route) -> QuerySet[LessonReading]:
    """Lessons that were brought to make units of, newest first, without what they suggest; gone after a week."""
    require(member, Verb.PLAN)
    there = LessonReading.objects.filter(route=route, route__lab_id=member.lab_id).exclude(LessonReading.expired())
    return there.select_related("by", "route").defer("content", "choices", "problems")


def newest_comparison(member: Membership, route: Route) -> Comparison:
    """Of the same programmes, and with the newest texts."""
    require(member, Verb.SEE)
    same = Comparison.objects.filter(lab_id=member.lab_id, signature=route.comparison.signature, removed_at=None)
    return same.exclude(finished_at=None).order_by("-pk").first() or route.comparison


def is_outdated(member: Membership, route: Route) -> bool:
    """Whether pairs were agreed, or texts changed, since the route was put on its ground."""
    return route.current is not None and route.current.ground.stamp != stamp_of_agreed(newest_comparison(member, route))
