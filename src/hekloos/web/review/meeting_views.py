"""Pages of meetings: planning one, its cards, its table, and what came of it."""

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hekloos.core.agreement import State
from hekloos.core.curriculum import Side
from hekloos.web.curriculum.models import Item
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.labs.queries import people_of
from hekloos.web.overlap.models import RELATIONS, Comparison, Match
from hekloos.web.overlap.queries import comparisons_of, finished_comparisons, groups_of
from hekloos.web.review import actions, meetings, queries
from hekloos.web.review.cards import cards_of, rows_of, to_do, to_do_by_group, worth_a_look
from hekloos.web.review.forms import MEANINGS, in_words
from hekloos.web.review.meeting_forms import CardsForm, MeetingForm, Part, judging
from hekloos.web.review.models import Meeting
from hekloos.web.review.qr import qr_code
from hekloos.web.review.queries import held_by
from hekloos.web.review.queue import queue_of
from hekloos.web.ui.confirming import confirm

MOST_CARDS = 120  # that are printed at once: thirty sheets


def meeting_of(request: LabRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings.meetings_of(request.member), pk=pk)


def people_at(request: LabRequest, meeting: Meeting) -> list[Membership]:
    """Who sits at the table, of those who are still in the lab."""
    return list(people_of(request.member).filter(person__in=meeting.people.all()))


@member_view(Verb.SEE)
@require_safe
def all_meetings(request: LabRequest) -> HttpResponse:
    current = [one for one in comparisons_of(request.member) if one.finished_at and not one.successor]
    context = {
        "section": "meetings",
        "meetings": meetings.meetings_of(request.member),
        "comparisons": current if may(request.member, Verb.MEET) else [],
    }
    return render(request, "review/meetings.html", context)


@member_view(Verb.MEET)
def plan(request: LabRequest, comparison: int) -> HttpResponse:
    found = get_object_or_404(finished_comparisons(request.member), pk=comparison)
    form = _meeting_form(request, found)
    if request.method == "POST" and form.is_valid():
        meeting = meetings.plan(request.member, found, form.plan())
        messages.success(request, _("De bijeenkomst is gepland."))
        return redirect("meeting", request.member.lab.slug, meeting.pk)
    return render(request, "review/plan.html", {"section": "meetings", "comparison": found, "form": form})


def _meeting_form(request: LabRequest, comparison: Comparison, initial: dict[str, object] | None = None) -> MeetingForm:
    keys = [int(group.id) for side in groups_of(comparison) for group in side if group.id]
    items = Item.objects.filter(pk__in=keys).select_related("version").in_bulk()
    pairs = to_do_by_group(comparison)
    people = list(people_of(request.member))
    parts = [Part(items[key], pairs[key]) for key in keys]
    return MeetingForm(people, parts, request.POST or None, initial=initial)


@member_view(Verb.MEET)
def change_meeting(request: LabRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    people = [str(person.pk) for person in meeting.people.all()]
    initial = {"title": meeting.title, "on": meeting.on, "parts": meeting.parts, "people": people}
    form = _meeting_form(request, meeting.comparison, initial)
    if request.method == "POST" and form.is_valid():
        meetings.change(request.member, meeting, form.plan())
        messages.success(request, _("De bijeenkomst is bewaard."))
        return redirect("meeting", request.member.lab.slug, pk)
    context = {"section": "meetings", "comparison": meeting.comparison, "meeting": meeting, "form": form}
    return render(request, "review/plan.html", context)


@member_view(Verb.MEET)
def remove_meeting(request: LabRequest, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    if request.method != "POST":
        back = reverse("meeting", args=[request.member.lab.slug, pk])
        question = _("Haalt u de bijeenkomst {title} weg?").format(title=meeting)
        return confirm(request, question, _("Wat mensen oordeelden blijft bewaard."), section="meetings", back=back)
    meetings.remove(request.member, meeting)
    messages.success(request, _("De bijeenkomst is weggehaald."))
    return redirect("meetings", request.member.lab.slug)


@member_view(Verb.SEE)
@require_safe
def meeting(request: LabRequest, pk: int) -> HttpResponse:
    """What the meeting is about, what to do, and what came of it so far."""
    found = meeting_of(request, pk)
    cards = cards_of(found)
    counted = {state: sum(card.state is state for card in cards) for state in State}
    agreed = [card for card in cards if card.state is State.AGREED]
    rows = rows_of(agreed)
    context = {
        "section": "meetings",
        "meeting": found,
        "people": people_at(request, found),
        "parts": meetings.parts_in_words(found),
        "counts": in_words(counted),
        "to_do": len(to_do(cards)),
        "mine": len(queue_of(request.member, found.comparison, found).turns) if may(request.member, Verb.JUDGE) else 0,
        "differs": counted[State.DIFFERS],
        "disputed": sum(card.is_disputed for card in cards),
        "agreed": queries.seen_by(request.member, [rows[card.place.match] for card in agreed]),
        "is_overlap": ("same", "builds_on"),
    }
    return render(request, "review/meeting.html", context)


@member_view(Verb.SEE)
@require_safe
def cards(request: LabRequest, pk: int) -> HttpResponse:
    """Pairs on paper, four on a sheet, each with a code that leads to its page."""
    found = meeting_of(request, pk)
    every = to_do(cards_of(found))
    shown = every[:MOST_CARDS]
    rows = rows_of(shown)
    base = f"{request.scheme}://{request.get_host()}/lab/{request.member.lab.slug}/vergelijkingen/{found.comparison_id}"
    context = {
        "section": "meetings",
        "meeting": found,
        "relations": [(word, MEANINGS[value]) for value, word in RELATIONS],
        "too_many": len(every) > MOST_CARDS,
        "cards": [
            {
                "number": card.number,
                "match": rows[card.place.match],
                "code": qr_code(f"{base}/paren/{card.place.match}/"),
            }
            for card in shown
        ],
    }
    return render(request, "review/cards.html", context)


@member_view(Verb.RECORD)
def enter_cards(request: LabRequest, pk: int) -> HttpResponse:
    """Type in what somebody wrote on their cards: all of it, or nothing when something is wrong."""
    found = meeting_of(request, pk)
    there = [one for side in Side for one in judging(people_at(request, found), side)]
    who = next((one for one in there if str(one.pk) == request.GET.get("wie", "")), None)
    context = {"section": "meetings", "meeting": found, "people": there, "who": who}
    if who is None:
        return render(request, "review/enter_cards.html", context)
    every = cards_of(found)
    shown = worth_a_look(every)[:MOST_CARDS]
    rows = rows_of(every if request.method == "POST" else shown)
    form = CardsForm(held_by(who, rows.values()), request.POST or None)
    if request.method == "POST" and form.is_valid() and _take_over(request, found, form, who, rows):
        return redirect(f"{reverse('enter_cards', args=[request.member.lab.slug, pk])}?wie={who.pk}")
    context |= {
        "form": form,
        "stroke": uuid.uuid4(),
        "relations": [word for _value, word in RELATIONS],
        "cards": [
            (card.number, rows[card.place.match], form[f"card-{card.place.match}"], card.place.digests)
            for card in shown
        ],
    }
    return render(request, "review/enter_cards.html", context, status=422 if form.is_bound else 200)


def _take_over(
    request: LabRequest, found: Meeting, form: CardsForm, who: Membership, rows: Mapping[int, Match]
) -> bool:
    """Whether all cards were stored; else the form says what is wrong."""
    written = form.written()
    try:
        with transaction.atomic():
            for key, (said, digests) in written.items():
                stroke = uuid.uuid5(form.cleaned_data["stroke"], str(key))
                actions.record(request.member, found, rows[key], {who: said}, digests=digests, stroke=stroke)
    except NotPossibleError as error:
        form.add_error(None, str(error))
        return False
    count = len(written)
    told = ngettext("{count} kaart van {who} is bewaard.", "{count} kaarten van {who} zijn bewaard.", count)
    if not count:
        told = _("Er is niets veranderd aan de kaarten van {who}.")
    messages.success(request, told.format(count=count, who=who.person))
    return True
