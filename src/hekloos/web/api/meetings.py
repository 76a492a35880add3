"""Queues, meetings, and what was agreed."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router

from hekloos.core.curriculum import Relation
from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError
from hekloos.web.api.overlap import finished
from hekloos.web.api.review import PAIRS, match_of, tell_pair
from hekloos.web.api.schemas.common import LabName, Page, Row
from hekloos.web.api.schemas.meetings import (
    AgreedFilter,
    Meeting,
    NewMeeting,
    Plan,
    Queue,
    QueueFilter,
    Record,
    Turn,
    Undo,
)
from hekloos.web.api.schemas.review import Pair, PairWithWhy
from hekloos.web.labs.permissions import Verb
from hekloos.web.labs.queries import people_of
from hekloos.web.overlap import models as overlap
from hekloos.web.overlap.queries import part_names
from hekloos.web.review import actions, meetings, models
from hekloos.web.review.agreed import agreed_matches
from hekloos.web.review.choosing import rows_of
from hekloos.web.review.queries import seen_by
from hekloos.web.review.queue import queue_of

router = Router(tags=["judging"])
COMPARISON = "/labs/{slug:lab}/comparisons/{row:comparison}"


def _meeting(request: MemberRequest, pk: int) -> models.Meeting:
    return get_object_or_404(meetings.meetings_of(request.auth), pk=pk)


def _meeting_about(request: MemberRequest, comparison: overlap.Comparison, pk: int | None) -> models.Meeting | None:
    if pk is None:
        return None
    return get_object_or_404(meetings.meetings_of(request.auth), pk=pk, comparison=comparison)


@router.get(COMPARISON + "/queue", response=Queue, auth=Token(Verb.JUDGE))
def queue(request: MemberRequest, lab: LabName, comparison: Row, asked: Query[QueueFilter]) -> Queue:
    """The pairs that wait for your verdict, the most useful first."""
    found = finished(request, comparison)
    meeting = _meeting_about(request, found, asked.meeting)
    waiting = queue_of(request.auth, found, meeting, everything=asked.everything)
    part = waiting.turns[asked.offset : asked.offset + asked.limit]
    turns = [Turn(pair=turn.key, reason=turn.reason) for turn in part]
    return Queue(count=len(waiting.turns), later=waiting.later, turns=turns)


@router.post(PAIRS + "/{row:pair}/undo", response=PairWithWhy, auth=Token(Verb.JUDGE))
def undo(request: MemberRequest, lab: LabName, comparison: Row, pair: Row, asked: Undo) -> PairWithWhy:
    """Say again what you said before a verdict, or take it back when you had said nothing."""
    match = match_of(request, comparison, pair)
    actions.undo(request.auth, match, asked.verdict)
    return tell_pair(request.auth, match)


@router.get(COMPARISON + "/agreed", response=Page[Pair], auth=Token(Verb.SEE))
def agreed(request: MemberRequest, lab: LabName, comparison: Row, asked: Query[AgreedFilter]) -> Page[Pair]:
    """The pairs on which both sides agree."""
    found = finished(request, comparison)
    keys = agreed_matches(found, _meeting_about(request, found, asked.meeting))
    part = keys[asked.offset : asked.offset + asked.limit]
    rows = rows_of(found, complete=True).in_bulk(part)
    seen = seen_by(request.auth, [rows[key] for key in part])
    return Page[Pair](count=len(keys), items=[Pair.of(one) for one in seen])


@router.get("/labs/{slug:lab}/meetings", response=list[Meeting], auth=Token(Verb.SEE))
def all_meetings(request: MemberRequest, lab: LabName) -> list[Meeting]:
    """The meetings of a lab, newest first."""
    return [Meeting.of(meeting) for meeting in meetings.meetings_of(request.auth)]


@router.post("/labs/{slug:lab}/meetings", response={201: Meeting}, auth=Token(Verb.MEET))
def plan_meeting(request: MemberRequest, lab: LabName, asked: NewMeeting) -> Meeting:
    """Plan a meeting about a part of a finished comparison."""
    comparison = finished(request, asked.comparison)
    return Meeting.of(meetings.plan(request.auth, comparison, _plan(request, comparison, asked)))


def _plan(request: MemberRequest, comparison: overlap.Comparison, asked: Plan) -> meetings.Plan:
    people = {member.person_id: member.person for member in people_of(request.auth)}
    wrong = {}
    if not set(asked.people) <= set(people):
        wrong["people"] = [_("Kies mensen van dit leerlab.")]
    if not set(asked.parts) <= part_names(comparison):
        wrong["parts"] = [_("Kies modules en kerntaken van deze vergelijking.")]
    if wrong:
        raise NotValidError(wrong)
    chosen = [people[number] for number in dict.fromkeys(asked.people)]
    return meetings.Plan(title=asked.title, on=asked.on, parts=asked.parts, people=chosen)


@router.get("/labs/{slug:lab}/meetings/{row:meeting}", response=Meeting, auth=Token(Verb.SEE))
def meeting(request: MemberRequest, lab: LabName, meeting: Row) -> Meeting:
    return Meeting.of(_meeting(request, meeting))


@router.put("/labs/{slug:lab}/meetings/{row:meeting}", response=Meeting, auth=Token(Verb.MEET))
def change_meeting(request: MemberRequest, lab: LabName, meeting: Row, asked: Plan) -> Meeting:
    """Change what a meeting is about, when it is or who sits at the table."""
    found = _meeting(request, meeting)
    meetings.change(request.auth, found, _plan(request, found.comparison, asked))
    return Meeting.of(_meeting(request, meeting))


@router.delete("/labs/{slug:lab}/meetings/{row:meeting}", response={204: None}, auth=Token(Verb.MEET))
def remove_meeting(request: MemberRequest, lab: LabName, meeting: Row) -> None:
    """Take a meeting out of sight; what was said there stays."""
    meetings.remove(request.auth, _meeting(request, meeting))


@router.post(
    "/labs/{slug:lab}/meetings/{row:meeting}/pairs/{row:pair}/verdicts", response=PairWithWhy, auth=Token(Verb.RECORD)
)
def record(request: MemberRequest, lab: LabName, meeting: Row, pair: Row, asked: Record) -> PairWithWhy:
    """Write down what people of a meeting said of a pair."""
    found = _meeting(request, meeting)
    match = match_of(request, found.comparison_id, pair)
    members = list(people_of(request.auth).filter(pk__in=asked.members))
    if len(members) != len(set(asked.members)):
        raise NotValidError({"members": [_("Kies mensen van dit leerlab.")]})
    what = actions.Said(Relation(asked.relation), asked.reason, asked.remainder, asked.taken_up_by or "")
    digests = (asked.left_digest, asked.right_digest)
    actions.record(request.auth, found, match, dict.fromkeys(members, what), digests=digests, stroke=asked.stroke)
    return tell_pair(request.auth, match)
