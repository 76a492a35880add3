"""Pages of judging: one pair after the other, in the order of somebody's queue."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.agreement import State
from hekloos.core.turns import Reason
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap.models import RELATIONS, Comparison, Match
from hekloos.web.overlap.queries import finished_comparisons, matches_of
from hekloos.web.review import actions, queries
from hekloos.web.review.folding import spoken_of
from hekloos.web.review.forms import MEANINGS, VerdictForm, in_words, said_before
from hekloos.web.review.meetings import meetings_of, places_in
from hekloos.web.review.models import Meeting, Verdict
from hekloos.web.review.queue import Queue, queue_of

REASONS = {
    Reason.OTHER_SIDE: gettext_lazy("De andere kant oordeelde al. Met uw oordeel weet u samen of u het eens bent."),
    Reason.CHANGED: gettext_lazy("Dit paar is eerder beoordeeld, maar een tekst is veranderd."),
    Reason.NEW: gettext_lazy("Nog niemand beoordeelde dit paar. Zo komt elk onderdeel van het programma aan de beurt."),
    Reason.COLLEAGUE: gettext_lazy("Een collega van uw kant oordeelde al. Uw oordeel telt mee."),
}


@dataclass(frozen=True)
class Told:
    """What the reader said of a pair, with what they may know then: what the other side says, and how to undo it."""

    verdict: Verdict
    match: Match
    undo: str
    is_agreed: bool
    others: tuple[Verdict, ...]


@dataclass(frozen=True)
class Sitting:
    """Somebody who judges a comparison, or the part of it that a meeting is about."""

    request: LabRequest
    comparison: Comparison
    meeting: Meeting | None
    everything: bool

    def queue(self) -> Queue:
        return queue_of(self.request.member, self.comparison, self.meeting, everything=self.everything)

    def address(self, name: str, *args: int, **more: object) -> str:
        """Of a page of this sitting, with what belongs to it in the query."""
        query = {
            "bijeenkomst": self.meeting.pk if self.meeting else "",
            "alles": "ja" if self.everything else "",
            **more,
        }
        kept = urlencode({key: value for key, value in query.items() if value})
        path = reverse(name, args=[self.request.member.lab.slug, self.comparison.pk, *args])
        return f"{path}?{kept}" if kept else path

    @property
    def then(self) -> int:
        """The pair of the queue from which the reader went back; 0 when they did not."""
        return _number(self.request.GET.get("daarna", ""))

    def judged_last_first(self) -> list[int]:
        """What the reader judged of this, the last first; what they took back is not in it."""
        member = self.request.member
        there = places_in(self.comparison, self.meeting)
        held = spoken_of(self.comparison, member.person_id).held
        match_of = {place.pair: place.match for place in there if place.match in held}
        given = Verdict.objects.filter(person=member.person_id, pair__lab=member.lab_id).order_by("-pk")
        pairs = dict.fromkeys(given.values_list("pair", flat=True))
        return [match_of[pair] for pair in pairs if pair in match_of]

    def match(self, pk: int) -> Match:
        found = matches_of(self.comparison).select_related("left", "right", "left_group", "right_group", "pair")
        return get_object_or_404(found, pk=pk)


def sitting(request: LabRequest, pk: int) -> Sitting:
    """Raises Http404 for a meeting that is not about this comparison."""
    comparison = get_object_or_404(finished_comparisons(request.member), pk=pk)
    meeting = None
    if asked := request.GET.get("bijeenkomst", ""):
        number = _number(asked)
        meeting = meetings_of(request.member).filter(pk=number, comparison=comparison).first()
        if meeting is None and request.method != "POST":  # what somebody sends is kept, also when the meeting just went
            raise Http404
    return Sitting(request, comparison, meeting, request.GET.get("alles") == "ja")


def _number(text: str) -> int:
    """0 for what is no number; no row has that."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@member_view(Verb.JUDGE)
@require_safe
def queue(request: LabRequest, pk: int) -> HttpResponse:
    """The first pair of the queue; when there is none, what was done and what remains."""
    here = sitting(request, pk)
    waiting = here.queue()
    if waiting.turns:
        return _render_turn(here, here.match(waiting.turns[0].key), VerdictForm(), waiting)
    states = queries.states_of([here.comparison])[here.comparison.pk]
    just = _just(here)
    context = _context(here) | {
        "later": waiting.later,
        "before": here.address("turn", just.match.pk) if just else "",
        "everything": here.address("queue", alles="ja"),
        "counts": in_words(states),
        "just": just,
    }
    return render(request, "review/queue.html", context)


def _context(here: Sitting) -> dict[str, object]:
    return {"section": "comparisons", "comparison": here.comparison, "meeting": here.meeting}


@member_view(Verb.JUDGE)
@require_safe
def turn(request: LabRequest, pk: int, match: int) -> HttpResponse:
    here = sitting(request, pk)
    return _render_turn(here, here.match(match), VerdictForm(), here.queue())


def _render_turn(here: Sitting, match: Match, form: VerdictForm, waiting: Queue, *, status: int = 200) -> HttpResponse:
    """A pair of the queue, or one that the reader judged and comes back to."""
    found = waiting.find(match.pk)
    (seen,) = queries.seen_by(here.request.member, [match])
    if found is None and seen.own is None:  # both sides judged it: it is for the table
        return redirect("pair", here.request.member.lab.slug, here.comparison.pk, match.pk)
    just = _told_of(here, match, seen, seen.own) if seen.own else _just(here)
    context = _context(here) | {
        "match": match,
        "form": form if form.is_bound or not seen.own else VerdictForm(initial=said_before(seen)),
        "own": seen.own,
        "why_now": REASONS[found.reason] if found else "",
        "earlier": seen.earlier,
        "text_changes": () if seen.state is State.OPEN else queries.changes_since_verdicts(match),
        "left_to_do": len(waiting.turns),
        "awaited": waiting.awaited,
        "judge": here.address("turn_judge", match.pk, daarna=here.then),
        "before": _address_before(here, waiting, match, just if not seen.own else None),
        "after": _address_after(here, waiting, match),
        "relations": [
            (number, value, word, MEANINGS[value]) for number, (value, word) in enumerate(RELATIONS, start=1)
        ],
        "stroke": uuid.uuid4(),
        "just": just,
    }
    return render(here.request, "review/turn.html", context, status=status)


def _address_before(here: Sitting, waiting: Queue, match: Match, just: Told | None) -> str:
    """The pair that was just judged; else the one before in the queue; before the first, and of what was judged, what
    the reader judged before it. Whoever goes back keeps where they came from."""
    then = here.then or (match.pk if waiting.find(match.pk) else 0)
    if just is not None:
        return here.address("turn", just.match.pk, daarna=then)
    if before := waiting.before(match.pk):
        return here.address("turn", before)
    held = here.judged_last_first()
    earlier = held[held.index(match.pk) + 1 :] if match.pk in held else held
    return here.address("turn", earlier[0], daarna=then) if earlier else ""


def _address_after(here: Sitting, waiting: Queue, match: Match) -> str:
    """The next in the queue; of a pair that was judged already where the reader came from, or the queue."""
    if waiting.find(match.pk):
        after = waiting.after(match.pk)
        return here.address("turn", after) if after else ""
    return here.address("turn", here.then) if waiting.find(here.then) else here.address("queue")


def _just(here: Sitting) -> Told | None:
    """What the reader just said, when the address names it."""
    own = Verdict.objects.filter(person=here.request.member.person_id).exclude(relation="")
    verdict = own.filter(pk=_number(here.request.GET.get("net", ""))).first()
    if verdict is None:
        return None
    texts = {"left__digest": verdict.left_digest, "right__digest": verdict.right_digest}
    match = matches_of(here.comparison).select_related("left", "right").filter(pair=verdict.pair_id, **texts).first()
    if match is None:
        return None
    (seen,) = queries.seen_by(here.request.member, [match])
    return _told_of(here, match, seen, verdict)


def _told_of(here: Sitting, match: Match, seen: queries.Seen, verdict: Verdict) -> Told:
    others = tuple(one for one in seen.others if one.side != verdict.side) if seen.state is State.DIFFERS else ()
    is_agreed = seen.agreed_relation == verdict.relation
    return Told(verdict, match, here.address("turn_undo", match.pk), is_agreed=is_agreed, others=others)


@member_view(Verb.JUDGE)
@require_POST
def turn_judge(request: LabRequest, pk: int, match: int) -> HttpResponse:
    """Keep the verdict, and on to the next pair."""
    here = sitting(request, pk)
    found, form = here.match(match), VerdictForm(request.POST)
    if not form.is_valid():
        return _render_turn(here, found, form, here.queue(), status=422)
    before = here.queue()
    after = here.then if before.find(here.then) else before.after(match)
    try:
        verdict = actions.judge(
            request.member, found, form.said(), digests=form.digests, stroke=form.cleaned_data["stroke"]
        )
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect(here.address("turn", match))
    left = len(here.queue().turns)
    told = ngettext("Bewaard: {word}. Nog {count} paar.", "Bewaard: {word}. Nog {count} paren.", left)
    if not left:
        told = _("Bewaard: {word}. Dat was het laatste paar.")
    messages.success(request, told.format(word=verdict.get_relation_display(), count=left))
    return redirect(here.address("turn", after, net=verdict.pk) if after else here.address("queue", net=verdict.pk))


@member_view(Verb.JUDGE)
@require_POST
def turn_undo(request: LabRequest, pk: int, match: int) -> HttpResponse:
    """Undo the last verdict on a pair, and show that pair again."""
    here = sitting(request, pk)
    found = here.match(match)
    if actions.undo(request.member, found, _number(request.POST.get("verdict", ""))):
        messages.success(request, _("Uw oordeel is teruggenomen. Hier is het paar opnieuw."))
    else:
        messages.info(request, _("Er is niets meer om terug te nemen."))
    return redirect(here.address("turn", match))
