"""What pages of other apps tell of comparisons: what a programme was laid beside, and what it can be laid beside."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from hekloos.web.curriculum.models import Framework
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.overlap.queries import comparisons_of

SHOWN = 3  # programmes of the other side


def next_step(subject: tuple[Membership, Framework]) -> Mapping[str, object] | None:
    """After a programme was adopted: the comparison that it is in, or what to lay it beside."""
    member, framework = subject
    current = framework.current_id
    compared = (
        comparisons_of(member).filter(Q(left=current) | Q(right=current), failure="").prefetch_related(None).first()
    )
    if compared is not None:
        return {"compared": compared}
    if not may(member, Verb.COMPARE):
        return None
    same_kind_first = sorted(
        frameworks_of(member).exclude(side=framework.side).exclude(current=None),
        key=lambda other: (other.kind == "lesson_material") != (framework.kind == "lesson_material"),
    )
    ask = reverse("ask", args=[member.lab.slug])
    beside = [
        (other, f"{ask}?{urlencode({'met': [framework.pk, other.pk]}, doseq=True)}")
        for other in same_kind_first[:SHOWN]
    ]
    return {"beside": beside, "has_more": len(same_kind_first) > SHOWN, "framework": framework}
