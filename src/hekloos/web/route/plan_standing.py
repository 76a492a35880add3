"""How the routes of a lab stand, in a few figures each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hekloos.core.route.hours import all_freed
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route.exemption_queries import awaited_of, may_sign
from hekloos.web.route.models import AskedExemption, Route, RouteProposal
from hekloos.web.route.plan_convert import prove_version, read_version

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Waiting(TypedDict):
    """How many exceptions wait for the reader, and how many proposals for anybody."""

    awaited: int
    ready: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`freed` are hours, `holes` items without a place at any school, `proposals` those that nobody took over yet."""

    route: Route
    freed: float
    holes: int
    proposals: int


def routes_at_hand(member: Membership) -> "list[WithAnnotations[Route, Waiting]]":
    """Newest first, without what they say; for a page on which several parts look at them: asked once for this row of
    the lab."""
    require(member, Verb.SEE)
    known = vars(member.lab)
    if "routes_at_hand" not in known:
        ready = RouteProposal.objects.filter(
            version=OuterRef("current"), result__outcome="found", adopted_at=None, cancelled_at=None
        )
        waits = awaited_of(member).filter(route=OuterRef("pk")) if may_sign(member) else AskedExemption.objects.none()
        there = Route.objects.filter(lab_id=member.lab_id, removed_at=None).exclude(current=None)
        counted = there.annotate(awaited=_count(waits, "route"), ready=_count(ready, "version"))
        known["routes_at_hand"] = list(counted.select_related("current").defer("current__content").order_by("-pk"))
    found: list[WithAnnotations[Route, Waiting]] = known["routes_at_hand"]
    return found


def _count(rows: "QuerySet[AskedExemption] | QuerySet[RouteProposal]", group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def standings(routes: "Iterable[WithAnnotations[Route, Waiting]]") -> Sequence[Standing]:
    """Asks a question for each that this process did not read yet."""
    return [_standing(route) for route in routes]


def _standing(route: "WithAnnotations[Route, Waiting]") -> Standing:
    version = route.current
    if version is None:
        raise RuntimeError("a route without a version is shown to nobody")
    version.route = route
    holes = {hole.item for proof in prove_version(version).values() for hole in proof.holes}
    freed = sum(one.hours.total for one in all_freed(*read_version(version)))
    return Standing(route=route, freed=freed, holes=len(holes), proposals=route.ready)
