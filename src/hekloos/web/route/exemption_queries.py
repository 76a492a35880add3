"""Exceptions that wait for an answer, and who may give it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hekloos.core.curriculum import Side
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.route import RouteItem
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.labs.queries import people_of
from hekloos.web.route.exemption_words import what_is_wrong
from hekloos.web.route.models import AskedExemption, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question as the reader sees it. `item` is None when it is in the route no more; `wrong` is a sentence about why
    it cannot be confirmed, or empty."""

    asked: AskedExemption
    item: RouteItem | None
    wrong: str
    may_answer: bool
    may_withdraw: bool

    @property
    def other(self) -> str:
        return other_side(self.asked.side)


def other_side(side: str) -> str:
    return Side.MBO.value if side == Side.VMBO.value else Side.VMBO.value


def may_sign(member: Membership) -> bool:
    """Whether somebody speaks for a side in this lab; who only looks, or is of no school, does not."""
    return bool(member.side) and may(member, Verb.PLAN)


def people_who_sign(member: Membership, side: str) -> list[Membership]:
    return [one for one in people_of(member) if one.side == side and may_sign(one)]


def waiting_in(route: Route) -> QuerySet[AskedExemption]:
    """Oldest first."""
    return AskedExemption.objects.filter(route=route, answered_at=None).select_related("by")


def asked_of(member: Membership, route: Route) -> QuerySet[AskedExemption]:
    """All that was asked of this route, answered or not."""
    require(member, Verb.SEE)
    return AskedExemption.objects.filter(route=route, route__lab_id=member.lab_id).select_related("by", "route")


def seen_by(member: Membership, route: Route, core: CoreRoute) -> Sequence[Waiting]:
    """What waits in this route, oldest first."""
    rows = list(asked_of(member, route).filter(answered_at=None))
    people = {one.person_id: one for one in people_of(member) if may_sign(one)} if rows else {}
    return [
        Waiting(
            asked=row,
            item=core.item_by_key.get(row.item),
            wrong=what_is_wrong(row, core, {p for p, one in people.items() if one.side == row.side}),
            may_answer=may_sign(member) and member.side != row.side and member.person_id != row.by_id,
            may_withdraw=may(member, Verb.PLAN) and member.person_id == row.by_id,
        )
        for row in rows
    ]


def awaited_in(member: Membership, route: Route) -> int:
    """How much this member may answer in this route; nothing for who does not sign."""
    if not may_sign(member):
        return 0
    return awaited_of(member).filter(route=route).count()


def awaited_of(member: Membership) -> QuerySet[AskedExemption]:
    """What waits for the side of this member, who signs, and was asked by somebody else."""
    there = AskedExemption.objects.filter(route__lab_id=member.lab_id, route__removed_at=None, answered_at=None)
    return there.exclude(side=member.side).exclude(by_id=member.person_id)
