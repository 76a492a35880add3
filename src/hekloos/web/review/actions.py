"""Judging a pair: by oneself, or typed in for people who sat at a table."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hekloos.core.curriculum import Relation, Side
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Lab, Membership
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.overlap.models import Match
from hekloos.web.review.meetings import meetings_of, places_in
from hekloos.web.review.models import Meeting, Verdict

SAID = ("relation", "reason", "remainder", "taken_up_by")  # what makes the same press the same


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a pair; without a relation they take back what they said."""

    relation: Relation | None
    reason: str = ""
    remainder: str = ""
    taken_up_by: str = ""


@transaction.atomic
def judge(by: Membership, match: Match, said: Said, *, digests: tuple[str, str], stroke: uuid.UUID) -> Verdict:
    """Say what a pair is, or take it back.

    `digests` are of the texts that were on the screen. Raises NotPossibleError when these are not the texts of the
    match, so that nobody judges what they did not read. The same `stroke` again changes nothing; raises
    NotPossibleError when it was of another verdict.
    """
    require(by, Verb.JUDGE)
    _one_at_a_time(by)
    verdict, is_new = _store(_verdict(by, match, said, digests=digests, stroke=stroke))
    if is_new:
        log(by, "verdict.given" if said.relation else "verdict.taken_back", _name(match))
    return verdict


@transaction.atomic
def record(
    by: Membership,
    meeting: Meeting,
    match: Match,
    said: Mapping[Membership, Said],
    *,
    digests: tuple[str, str],
    stroke: uuid.UUID,
) -> list[Verdict]:
    """Write down what people of a meeting said of a pair. Who typed it stays with it, and they can change it.

    Raises NotPossibleError when one of them was not there or may not judge, for texts that are not those of now, and
    for somebody who still has to judge this pair: they would read what is said by typing it.
    """
    require(by, Verb.RECORD)
    _one_at_a_time(by)
    found = get_object_or_404(meetings_of(by), pk=meeting.pk, comparison=match.comparison_id)
    if match.pk not in {place.match for place in places_in(found.comparison, found)}:
        raise Http404
    present = {person.pk for person in found.people.all()}
    if any(person.person_id not in present or not may(person, Verb.JUDGE) for person in said):
        raise NotPossibleError(_("Kies mensen die bij de bijeenkomst waren en die mogen oordelen."))
    if may(by, Verb.JUDGE) and by not in said and _is_blind(by, match):
        raise NotPossibleError(_("Oordeel eerst zelf over dit paar. Daarna schrijft u op wat anderen ervan vinden."))
    stored = []
    for person, what in sorted(said.items(), key=lambda one: one[0].person_id):
        own_stroke = uuid.uuid5(stroke, str(person.person_id))
        verdict = _verdict(person, match, what, digests=digests, stroke=own_stroke)
        verdict.meeting, verdict.entered_by_id = meeting, by.person_id
        stored.append(_store(verdict))
    if any(is_new for _verdict_, is_new in stored):
        log(by, "verdict.recorded", _name(match), _(" en ").join(str(person.person) for person in said))
    return [verdict for verdict, _is_new in stored]


def _one_at_a_time(by: Membership) -> None:
    """Verdicts of a lab are stored one after the other, so that the order of their numbers is the order in which others
    see them; what a process remembers of the states rests on that."""
    Lab.objects.select_for_update().only("pk").get(pk=by.lab_id)


def _verdict(person: Membership, match: Match, said: Said, *, digests: tuple[str, str], stroke: uuid.UUID) -> Verdict:
    if match.pair.lab_id != person.lab_id:
        raise Http404
    if digests != (match.left.digest, match.right.digest):
        raise NotPossibleError(_("De tekst is intussen veranderd. Lees hem hieronder opnieuw, en oordeel dan."))
    return Verdict(
        pair_id=match.pair_id,
        person_id=person.person_id,
        side=person.side,
        relation=said.relation.value if said.relation else "",
        reason=said.reason,
        remainder=said.remainder,
        taken_up_by=said.taken_up_by,
        left_digest=match.left.digest,
        right_digest=match.right.digest,
        was_blind=_is_blind(person, match),
        stroke=stroke,
    )


def _store(verdict: Verdict) -> tuple[Verdict, bool]:
    """The verdict, and whether it is new: the same press may have stored it before."""
    try:
        with transaction.atomic():
            verdict.save(force_insert=True)
    except IntegrityError as error:
        own = Verdict.objects.filter(person=verdict.person_id, pair=verdict.pair_id)
        known = own.filter(stroke=verdict.stroke).first()
        if known is None:
            raise NotPossibleError(_("Dit kenmerk is al voor iets anders gebruikt. Probeer het opnieuw.")) from error
        if any(getattr(known, name) != getattr(verdict, name) for name in SAID) or own.last() != known:
            text = _(
                "U hebt dit paar intussen al beoordeeld. Kijk hieronder wat er staat, en verander het als dat moet."
            )
            raise NotPossibleError(text) from error
        return known, False
    return verdict, True


def _on_these_texts(match: Match) -> QuerySet[Verdict]:
    return Verdict.objects.filter(
        pair=match.pair_id, left_digest=match.left.digest, right_digest=match.right.digest
    ).order_by("pk")


def _is_blind(person: Membership, match: Match) -> bool:
    """Whether this person was never shown what others said of these texts: neither for having judged them, nor
    because both sides had."""
    said = list(_on_these_texts(match).values_list("person", "side"))
    return person.person_id not in {who for who, _side in said} and {side for _who, side in said} < set(Side)


def _name(match: Match) -> str:
    return f"{match.left.code or match.left.text} - {match.right.code or match.right.text}"


@transaction.atomic
def take_back(by: Membership, match: Match) -> None:
    """What this person said of these texts no longer counts; who said nothing of them changes nothing."""
    require(by, Verb.JUDGE)
    _one_at_a_time(by)
    last = _on_these_texts(match).filter(person=by.person_id).last()
    if last is not None and last.relation:
        _say_after(by, match, last, Said(None))


@transaction.atomic
def undo(by: Membership, match: Match, verdict: int) -> Verdict | None:
    """A new verdict that says what this person said before `verdict`, or takes it back when they said nothing.

    Does nothing when `verdict` is not their last on these texts: it was undone already.
    """
    require(by, Verb.JUDGE)
    _one_at_a_time(by)
    own = list(_on_these_texts(match).filter(person=by.person_id))
    if not own or own[-1].pk != verdict:
        return None
    before = own[-2] if len(own) > 1 and own[-2].relation else None
    said = (
        Said(Relation(before.relation), before.reason, before.remainder, before.taken_up_by) if before else Said(None)
    )
    return _say_after(by, match, own[-1], said)


def _say_after(by: Membership, match: Match, last: Verdict, said: Said) -> Verdict:
    """A verdict that follows on `last` once, however often it is asked for."""
    digests = (match.left.digest, match.right.digest)
    return judge(by, match, said, digests=digests, stroke=uuid.uuid5(last.stroke, "undo"))
