"""Pages of meetings: planning one, its cards, its table, and what came of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
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
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.labs.queries import people_of
from hekloos.web.overlap.models import RELATIONS, Comparison, Match
from hekloos.web.overlap.queries import comparisons_of, finished_comparisons, groups_of
from hekloos.web.review import actions, meetings, queries
from hekloos.web.review.folding import Place, order_of_matches, states_of_matches
from hekloos.web.review.forms import MEANINGS, in_words
from hekloos.web.review.meeting_forms import CardsForm, DecisionForm, MeetingForm, judging
from hekloos.web.review.models import Meeting
from hekloos.web.review.qr import qr_code
from hekloos.web.review.queries import held_by
from hekloos.web.review.queue import WORTH_IT
from hekloos.web.ui.confirming import confirm

MOST_CARDS = 120  # that are printed at once: thirty sheets


@dataclass(frozen=True)
class Card:
    """A pair of a meeting with its number, which is that of the whole comparison: it is the same at every meeting."""

    number: int
    place: Place
    state: State


def _cards(meeting: Meeting) -> list[Card]:
    states = states_of_matches(meeting.comparison)
    numbers = {match: number for number, match in enumerate(order_of_matches(meeting.comparison), start=1)}
    places = meetings.places_in(meeting.comparison, meeting)
    return [Card(numbers[place.match], place, states.get(place.match, State.OPEN)) for place in places]


def _worth_a_look(cards: Sequence[Card]) -> list[Card]:
    return [card for card in cards if card.place.probability >= WORTH_IT or card.state is not State.OPEN]


def _to_do(cards: Sequence[Card]) -> list[Card]:
    """Those that are worth the paper: on the others both sides agree."""
    return [card for card in _worth_a_look(cards) if card.state is not State.AGREED]


def _rows(cards: Sequence[Card]) -> dict[int, Match]:
    rows = Match.objects.select_related("left", "right", "left_group", "right_group", "pair")
    return rows.in_bulk([card.place.match for card in cards])


def _meeting(request: LabRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings.meetings_of(request.member), pk=pk)


def _people(request: LabRequest, meeting: Meeting) -> list[Membership]:
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
    by_title: dict[str, list[Item]] = {}
    for key in keys:
        by_title.setdefault(items[key].version.title, []).append(items[key])
    people = list(people_of(request.member))
    return MeetingForm(people, list(by_title.items()), request.POST or None, initial=initial)


@member_view(Verb.MEET)
def change_meeting(request: LabRequest, pk: int) -> HttpResponse:
    meeting = _meeting(request, pk)
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
    meeting = _meeting(request, pk)
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
    found = _meeting(request, pk)
    cards = _cards(found)
    to_do = _to_do(cards)
    counted = {state: sum(card.state is state for card in cards) for state in State}
    agreed = [card for card in cards if card.state is State.AGREED]
    rows = _rows(agreed)
    context = {
        "section": "meetings",
        "meeting": found,
        "people": _people(request, found),
        "parts": meetings.parts_in_words(found),
        "counts": in_words(counted),
        "to_do": len(to_do),
        "differs": counted[State.DIFFERS],
        "agreed": queries.seen_by(request.member, [rows[card.place.match] for card in agreed]),
        "is_overlap": ("same", "builds_on"),
    }
    return render(request, "review/meeting.html", context)


@member_view(Verb.SEE)
@require_safe
def cards(request: LabRequest, pk: int) -> HttpResponse:
    """Pairs on paper, four on a sheet, each with a code that leads to its page."""
    found = _meeting(request, pk)
    every = _to_do(_cards(found))
    shown = every[:MOST_CARDS]
    rows = _rows(shown)
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
    found = _meeting(request, pk)
    there = [one for side in Side for one in judging(_people(request, found), side)]
    who = next((one for one in there if str(one.pk) == request.GET.get("wie", "")), None)
    context = {"section": "meetings", "meeting": found, "people": there, "who": who}
    if who is None:
        return render(request, "review/enter_cards.html", context)
    every = _cards(found)
    shown = _worth_a_look(every)[:MOST_CARDS]
    rows = _rows(every if request.method == "POST" else shown)
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


@member_view(Verb.SEE)
def table(request: LabRequest, pk: int) -> HttpResponse:
    """One pair on which both sides differ, large; whoever leads the meeting writes down what the table decides."""
    found = _meeting(request, pk)
    if request.method == "POST":
        require(request.member, Verb.RECORD)
    every = _cards(found)
    differing = [card for card in every if card.state is State.DIFFERS]
    asked = request.GET.get("kaart", "")
    can_look_back = may(request.member, Verb.RECORD)  # and change what was written down
    spoken = [card for card in every if card.state in queries.SPOKEN] if can_look_back else differing
    named = [card for card in (every if request.method == "POST" else spoken) if str(card.number) == asked]
    if request.method == "POST" and not named:
        raise Http404
    card = next(iter(named or differing), None)
    context = {"section": "meetings", "meeting": found, "left_to_do": len(differing)}
    context["just"] = next((one.number for one in spoken if str(one.number) == request.GET.get("net", "")), None)
    if card is None:
        return render(request, "review/table_done.html", context)
    (seen,) = queries.seen_by(request.member, [_rows([card])[card.place.match]])
    people = _people(request, found)
    can_decide = may(request.member, Verb.RECORD) and all(judging(people, side) for side in Side)
    form = DecisionForm(people, request.POST or None, initial=_who_judged(people, seen)) if can_decide else None
    if request.method == "POST" and form and form.is_valid():
        return _decide(request, found, card, seen.match, form)
    context |= {"card": card, "seen": seen, "match": seen.match, "form": form} | _on_screen(card, differing, seen)
    return render(request, "review/table.html", context, status=422 if request.method == "POST" else 200)


def _on_screen(card: Card, differing: Sequence[Card], seen: queries.Seen) -> dict[str, object]:
    """What stands around the pair on the table: what was said, what can be chosen, and the cards beside it."""
    place = differing.index(card) if card in differing else 0
    return {
        "stroke": uuid.uuid4(),
        "said": sorted((one for one in (seen.own, *seen.others) if one), key=lambda one: one.side, reverse=True),
        "relations": [
            (number, value, word, MEANINGS[value]) for number, (value, word) in enumerate(RELATIONS, start=1)
        ],
        "before": differing[place - 1].number if place else None,
        "after": differing[place + 1].number if place + 1 < len(differing) else None,
    }


def _who_judged(people: Sequence[Membership], seen: queries.Seen) -> dict[str, str]:
    """The teacher of each side who judged it is the one who is asked at the table."""
    judged = {verdict.person_id for verdict in (seen.own, *seen.others) if verdict}
    chosen = {}
    for side in Side:
        first = next((member for member in judging(people, side) if member.person_id in judged), None)
        if first:
            chosen[side.value] = str(first.pk)
    return chosen


def _decide(request: LabRequest, found: Meeting, card: Card, match: Match, form: DecisionForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        actions.record(request.member, found, match, form.of_both(), digests=form.digests, stroke=data["stroke"])
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        word = dict(RELATIONS)[data["relation"]]
        told = _("Kaart {number}, afgesproken: {word}.")
        messages.success(request, told.format(number=card.number, word=word))
    return redirect(f"{reverse('table', args=[request.member.lab.slug, found.pk])}?net={card.number}")
