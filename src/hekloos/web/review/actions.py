"""Judging a pair."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from hekloos.core.curriculum import Relation
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Match
from hekloos.web.review.models import Verdict


@transaction.atomic
def judge(
    by: Membership,
    match: Match,
    *,
    relation: Relation | None,
    reason: str = "",
    remainder: str = "",
    digests: tuple[str, str],
    stroke: uuid.UUID,
) -> Verdict:
    """Say what a pair is, or take it back (no relation).

    `digests` are of the texts that were on the screen. Raises NotPossibleError when these are not the texts of the
    match, so that nobody judges what they did not read. The same `stroke` again changes nothing; raises
    NotPossibleError when it was of another verdict.
    """
    require(by, Verb.JUDGE)
    if match.pair.lab_id != by.lab_id:
        raise Http404
    if digests != (match.left.digest, match.right.digest):
        raise NotPossibleError(_("De tekst is intussen veranderd. Lees hem hieronder opnieuw, en oordeel dan."))
    verdict = Verdict(
        pair_id=match.pair_id,
        person_id=by.person_id,
        side=by.side,
        relation=relation.value if relation else "",
        reason=reason,
        remainder=remainder,
        left_digest=match.left.digest,
        right_digest=match.right.digest,
        was_blind=not _said(by, match).exists(),
        stroke=stroke,
    )
    try:
        with transaction.atomic():
            verdict.save(force_insert=True)
    except IntegrityError as error:
        return _same_press(verdict, error)
    verb = "verdict.given" if relation else "verdict.taken_back"
    log(by, verb, f"{match.left.code or match.left.text} - {match.right.code or match.right.text}")
    return verdict


def _said(by: Membership, match: Match) -> QuerySet[Verdict]:
    """What this person said of the texts of now. Who said something has seen what the others said."""
    said = Verdict.objects.filter(pair=match.pair_id, person=by.person_id)
    return said.filter(left_digest=match.left.digest, right_digest=match.right.digest)


def _same_press(verdict: Verdict, error: IntegrityError) -> Verdict:
    """The verdict that this press stored before."""
    own = Verdict.objects.filter(stroke=verdict.stroke, person=verdict.person_id, pair=verdict.pair_id)
    if known := own.first():
        return known
    raise NotPossibleError(_("Dit kenmerk is al voor iets anders gebruikt. Probeer het opnieuw.")) from error


def take_back(by: Membership, match: Match, *, digests: tuple[str, str], stroke: uuid.UUID) -> None:
    """What this person said of these texts no longer counts; who said nothing of them changes nothing."""
    require(by, Verb.JUDGE)
    last = _said(by, match).last()
    if last is not None and last.relation:
        judge(by, match, relation=None, digests=digests, stroke=stroke)
