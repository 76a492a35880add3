"""The page of a table: one pair on which both sides differ, and what those who sit there decide."""

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hekloos.core.agreement import State
from hekloos.core.curriculum import Side
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.overlap.models import RELATIONS, Match
from hekloos.web.review import actions, queries
from hekloos.web.review.cards import Card, cards_of, rows_of
from hekloos.web.review.forms import MEANINGS
from hekloos.web.review.meeting_forms import DecisionForm, judging
from hekloos.web.review.meeting_views import meeting_of, people_at
from hekloos.web.review.models import Meeting


@member_view(Verb.SEE)
def table(request: LabRequest, pk: int) -> HttpResponse:
    """One pair on which both sides differ, large; whoever leads the meeting writes down what the table decides.

    What was agreed while somebody thinks otherwise comes after that, for whoever wants to talk about it again.
    """
    found = meeting_of(request, pk)
    if request.method == "POST":
        require(request.member, Verb.RECORD)
    every = cards_of(found)
    differing = [card for card in every if card.state is State.DIFFERS]
    disputed = [card for card in every if card.is_disputed]
    to_discuss = [*differing, *disputed]
    asked = request.GET.get("kaart", "")
    can_look_back = may(request.member, Verb.RECORD)  # and change what was written down
    spoken = [card for card in every if card.state in queries.SPOKEN] if can_look_back else to_discuss
    named = [card for card in (every if request.method == "POST" else spoken) if str(card.number) == asked]
    if request.method == "POST" and not named:
        raise Http404
    card = next(iter(named or differing), None)
    context = {"section": "meetings", "meeting": found, "left_to_do": len(differing), "disputed": disputed}
    context["just"] = next((one.number for one in spoken if str(one.number) == request.GET.get("net", "")), None)
    if card is None:
        return render(request, "review/table_done.html", context)
    (seen,) = queries.seen_by(request.member, [rows_of([card])[card.place.match]])
    people = people_at(request, found)
    can_decide = may(request.member, Verb.RECORD) and all(judging(people, side) for side in Side)
    form = DecisionForm(people, request.POST or None, initial=_who_judged(people, seen)) if can_decide else None
    if request.method == "POST" and form and form.is_valid():
        return _decide(request, found, card, seen.match, form)
    context |= {"card": card, "seen": seen, "match": seen.match, "form": form} | _on_screen(card, to_discuss, seen)
    return render(request, "review/table.html", context, status=422 if request.method == "POST" else 200)


def _on_screen(card: Card, to_discuss: Sequence[Card], seen: queries.Seen) -> dict[str, object]:
    """What stands around the pair on the table: what was said, what can be chosen, and the cards beside it."""
    place = to_discuss.index(card) if card in to_discuss else 0
    return {
        "stroke": uuid.uuid4(),
        "relations": [
            (number, value, word, MEANINGS[value]) for number, (value, word) in enumerate(RELATIONS, start=1)
        ],
        "before": to_discuss[place - 1].number if place else None,
        "after": to_discuss[place + 1].number if place + 1 < len(to_discuss) else None,
    }


def _who_judged(people: Sequence[Membership], seen: queries.Seen) -> dict[str, str]:
    """The teacher of each side who judged it is the one who is asked at the table; first who thinks otherwise."""
    judged = {verdict.person_id for verdict in (seen.own, *seen.others) if verdict}
    otherwise = {verdict.person_id for verdict in seen.dissenting}
    chosen = {}
    for side in Side:
        there = [member for member in judging(people, side) if member.person_id in judged]
        if there:
            chosen[side.value] = str(min(there, key=lambda member: member.person_id not in otherwise).pk)
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
