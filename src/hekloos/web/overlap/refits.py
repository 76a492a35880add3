"""What the verdicts of a lab taught the judge: which refit is used, using another, and going back."""

from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from hekloos.web.labs.actions import acting
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.convert import quality
from hekloos.web.overlap.models import Comparison, Refit

if TYPE_CHECKING:
    from hekloos.core.overlap.refitting import Learned


@cache
def shipped_judge() -> str:
    """The fingerprint of the judge that comes with Hekloos now."""
    from hekloos.core.overlap.judge import shipped

    return shipped().fingerprint


def adopted_refit(member: Membership) -> Refit | None:
    """What a lab learned and did not go back from, also when it no longer fits the shipped judge."""
    require(member, Verb.SEE)
    return Refit.objects.filter(lab_id=member.lab_id, ended_at=None).select_related("by").first()


def refit_to_use(lab: int) -> Refit | None:
    """What is used for comparisons that a lab asks for now; none when Hekloos was renewed since."""
    return Refit.objects.filter(lab_id=lab, ended_at=None, judge=shipped_judge()).first()


def has_other_judge(comparison: Comparison) -> bool:
    """Whether the same programmes would be judged by another judge now."""
    now = refit_to_use(comparison.lab_id)
    return (comparison.judge, comparison.refit_id) != (shipped_judge(), now.pk if now else None)


@transaction.atomic
def adopt(by: Membership, learned: "Learned", verdicts: int) -> Refit:
    """Use what was learned from now on; comparisons that are there do not change."""
    acting(by, Verb.TEACH)
    _end(by)
    refit = Refit.objects.create(
        lab_id=by.lab_id,
        judge=shipped_judge(),
        weights=dict(learned.refit.by_feature),
        shift=learned.refit.shift,
        verdict_count=verdicts,
        before=quality(learned.before),
        after=quality(learned.after),
        by_id=by.person_id,
    )
    log(by, "judge.taught", detail=ngettext("{count} oordeel", "{count} oordelen", verdicts).format(count=verdicts))
    return refit


@transaction.atomic
def go_back(by: Membership) -> None:
    """To the shipped judge; does nothing when it is used already."""
    acting(by, Verb.TEACH)
    if _end(by):
        log(by, "judge.put_back")


def _end(by: Membership) -> int:
    return Refit.objects.filter(lab_id=by.lab_id, ended_at=None).update(ended_at=timezone.now(), ended_by=by.person_id)
