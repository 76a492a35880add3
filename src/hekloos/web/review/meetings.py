"""Meetings: planning one, and what part of a comparison it is about."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format

from hekloos.core.formats.characters import clean_text
from hekloos.web.accounts.models import Person
from hekloos.web.curriculum.models import Item
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.labs.queries import people_of
from hekloos.web.overlap.models import Comparison, part_name
from hekloos.web.overlap.queries import groups_of
from hekloos.web.review.folding import Place, places_of_matches
from hekloos.web.review.models import Meeting


def meetings_of(member: Membership) -> QuerySet[Meeting]:
    """Newest first."""
    require(member, Verb.SEE)
    found = Meeting.objects.filter(lab_id=member.lab_id, removed_at=None, comparison__removed_at=None)
    by_name = Prefetch("people", Person.objects.order_by("name", "pk"))
    return found.select_related("comparison", "made_by").prefetch_related(by_name)


def next_meeting_of(member: Membership) -> Meeting | None:
    """The first that is today or later."""
    coming = meetings_of(member).filter(on__gte=timezone.localdate()).prefetch_related(None)
    return coming.order_by("on", "pk").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a MeetingForm asks for."""

    title: str
    on: datetime.date
    parts: Sequence[str]
    people: Sequence[Person]


@transaction.atomic
def plan(by: Membership, comparison: Comparison, asked: Plan) -> Meeting:
    require(by, Verb.MEET)
    if comparison.lab_id != by.lab_id:
        raise Http404
    meeting = Meeting(lab_id=by.lab_id, comparison=comparison, made_by_id=by.person_id)
    _fill(by, meeting, asked)
    log(by, "meeting.planned", meeting, date_format(meeting.on, "j F Y"))
    return meeting


@transaction.atomic
def change(by: Membership, meeting: Meeting, asked: Plan) -> None:
    require(by, Verb.MEET)
    _check(by, meeting)
    _fill(by, meeting, asked)
    log(by, "meeting.changed", meeting)


@transaction.atomic
def remove(by: Membership, meeting: Meeting) -> None:
    """Out of sight; what was said there stays."""
    require(by, Verb.MEET)
    _check(by, meeting)
    if Meeting.objects.filter(pk=meeting.pk, removed_at=None).update(removed_at=timezone.now()):
        log(by, "meeting.removed", meeting)


def _check(by: Membership, meeting: Meeting) -> None:
    if meeting.lab_id != by.lab_id:
        raise Http404


def _fill(by: Membership, meeting: Meeting, asked: Plan) -> None:
    people = people_of(by).filter(person__in=[person.pk for person in asked.people])
    meeting.title, meeting.on, meeting.parts = clean_text(asked.title) or "-", asked.on, list(asked.parts)
    meeting.save()
    meeting.people.set(people.values_list("person", flat=True))


def places_in(comparison: Comparison, meeting: Meeting | None) -> Collection[Place]:
    """The matches that a meeting is about, or all; chosen parts of both sides narrow each other."""
    places = places_of_matches(comparison)
    if meeting is None or not meeting.parts:
        return places
    groups = {group for place in places for group in (place.left_group, place.right_group) if group}
    rows = Item.objects.filter(pk__in=groups).values_list("pk", "version__framework", "key")
    chosen = {pk for pk, framework, key in rows if part_name(framework, key) in set(meeting.parts)}
    left, right = ({getattr(place, column) for place in places} & chosen for column in ("left_group", "right_group"))
    return [
        place
        for place in places
        if (not left or place.left_group in left) and (not right or place.right_group in right)
    ]


def parts_in_words(meeting: Meeting) -> list[str]:
    """What the meeting is about, as people call it; nothing when it is about everything."""
    if not meeting.parts:
        return []
    groups = [group for side in groups_of(meeting.comparison) for group in side if group.id]
    keys = {group.id: group.name for group in groups}
    rows = Item.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "version__framework", "key")
    chosen = {str(pk) for pk, framework, key in rows if part_name(framework, key) in set(meeting.parts)}
    return [name for key, name in keys.items() if key in chosen]
