"""Pages of pairs: the list, one pair with its why and its verdicts, and an item with all its pairs."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap.models import RELATIONS, Comparison, Match
from hekloos.web.overlap.queries import comparisons_of, groups_of, matches_of
from hekloos.web.review import actions, queries
from hekloos.web.review.forms import MEANINGS, PairFilterForm, VerdictForm

PAIRS = 25  # on a page


def _comparison(request: LabRequest, pk: int) -> Comparison:
    return get_object_or_404(comparisons_of(request.member).exclude(finished_at=None), pk=pk)


def _match(request: LabRequest, comparison: Comparison, pk: int) -> Match:
    found = matches_of(comparison).select_related("left", "right", "left_group", "right_group", "pair")
    return get_object_or_404(found, pk=pk)


@member_view(Verb.SEE)
@require_safe
def pairs(request: LabRequest, pk: int) -> HttpResponse:
    comparison = _comparison(request, pk)
    form = PairFilterForm(request.member, groups_of(comparison), request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.pairs_of(request.member, comparison, asked), PAIRS).get_page(request.GET.get("pagina"))
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "form": form,
        "page": page,
        "seen": queries.seen_by(request.member, page),
    }
    return render(request, "review/pairs.html", context)


@member_view(Verb.SEE)
@require_safe
def pair(request: LabRequest, pk: int, match: int) -> HttpResponse:
    comparison = _comparison(request, pk)
    return _render_pair(request, comparison, _match(request, comparison, match))


def _render_pair(
    request: LabRequest, comparison: Comparison, match: Match, form: VerdictForm | None = None, *, status: int = 200
) -> HttpResponse:
    (seen,) = queries.seen_by(request.member, [match])
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "seen": seen,
        "match": match,
        "form": form or VerdictForm(initial=_said(seen)),
        "relations": [(value, word, MEANINGS[value]) for value, word in RELATIONS],
        "stroke": uuid.uuid4(),
        "text_changes": queries.changes_since_verdicts(match) if seen.state is State.CHANGED else (),
    }
    return render(request, "review/pair.html", context, status=status)


def _said(seen: queries.Seen) -> dict[str, Any]:
    """What the form starts with: what the reader said before."""
    if seen.own is None:
        return {}
    return {name: getattr(seen.own, name) for name in ("relation", "reason", "remainder")}


@member_view(Verb.JUDGE)
@require_POST
def judge(request: LabRequest, pk: int, match: int) -> HttpResponse:
    comparison = _comparison(request, pk)
    found = _match(request, comparison, match)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _render_pair(request, comparison, found, form, status=422)
    data = form.cleaned_data
    try:
        actions.judge(
            request.member,
            found,
            relation=Relation(data["relation"]),
            reason=data["reason"],
            remainder=data["remainder"],
            digests=(data["left_digest"], data["right_digest"]),
            stroke=data["stroke"],
        )
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Uw oordeel is bewaard."))
    return redirect("pair", request.member.lab.slug, pk, match)


@member_view(Verb.JUDGE)
@require_POST
def take_back(request: LabRequest, pk: int, match: int) -> HttpResponse:
    comparison = _comparison(request, pk)
    found = _match(request, comparison, match)
    digests = (found.left.digest, found.right.digest)
    actions.judge(request.member, found, relation=None, digests=digests, stroke=uuid.uuid4())
    messages.success(request, _("Uw oordeel is teruggenomen."))
    return redirect("pair", request.member.lab.slug, pk, match)


@member_view(Verb.SEE)
@require_safe
def item(request: LabRequest, pk: int, item: int) -> HttpResponse:
    """An item of one of the programmes with all its pairs, best first."""
    comparison = _comparison(request, pk)
    found = queries.item_of(request.member, item)
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "item": found,
        "group": queries.group_of(found),
        "seen": queries.seen_by(request.member, queries.pairs_of_item(comparison, found)),
    }
    return render(request, "review/item.html", context)
