"""Pages of pairs: the list, one pair with its why and its verdicts, and an item with all its pairs."""

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.agreement import State
from hekloos.web.curriculum.queries import group_of, item_of
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap.models import RELATIONS, Comparison, Match
from hekloos.web.overlap.queries import comparisons_of, finished_comparisons, groups_of, matches_of
from hekloos.web.review import actions, choosing, queries
from hekloos.web.review.forms import MEANINGS, PairFilterForm, VerdictForm, said_before

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
    found = choosing.pairs_of(request.member, comparison, asked)
    page = page_of(request, found.keys)
    query = _short_query(request.GET)
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "form": form,
        "page": page,
        "query": query,
        "seen": queries.seen_by(request.member, found.read(list(page))),
    }
    response = render(request, "review/pairs.html", context)
    if request.htmx:  # an address that can be sent to somebody
        response["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    return response


def page_of(request: LabRequest, keys: Sequence[int]) -> "Page[int]":
    """The page that the address asks for, of matches by their number."""
    return Paginator(keys, PAIRS).get_page(request.GET.get("pagina"))


def _short_query(asked: QueryDict) -> str:
    """What was asked, without what was left empty."""
    return urlencode([(name, value) for name, value in asked.items() if value and name in PairFilterForm.base_fields])


@member_view(Verb.SEE)
@require_safe
def pair(request: LabRequest, pk: int, match: int) -> HttpResponse:
    comparison = _comparison(request, pk)
    return _render_pair(request, comparison, _match(request, comparison, match))


def _render_pair(
    request: LabRequest, comparison: Comparison, match: Match, form: VerdictForm | None = None, *, status: int = 200
) -> HttpResponse:
    (seen,) = queries.seen_by(request.member, [match])
    query = _short_query(QueryDict(request.GET.get("uit", "")))
    before, after = _neighbours(request, comparison, match, query)
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "seen": seen,
        "match": match,
        "form": form or VerdictForm(initial=said_before(seen)),
        "relations": [(value, word, MEANINGS[value]) for value, word in RELATIONS],
        "stroke": uuid.uuid4(),
        "text_changes": queries.changes_since_verdicts(match) if seen.state is State.CHANGED else (),
        "query": query,
        "before": before,
        "after": after,
    }
    return render(request, "review/pair.html", context, status=status)


def _neighbours(request: LabRequest, comparison: Comparison, match: Match, query: str) -> tuple[int | None, int | None]:
    """The pairs before and after this one in the list that the reader came from."""
    asked: dict[str, Any] = {}
    if query:
        form = PairFilterForm(request.member, groups_of(comparison), QueryDict(query))
        asked = form.cleaned_data if form.is_valid() else {}
    return choosing.pairs_of(request.member, comparison, asked).around(match.pk)


def _to_pair(request: LabRequest, pk: int, match: int) -> HttpResponse:
    """Back to the pair, which still knows the list that the reader came from."""
    address = reverse("pair", args=[request.member.lab.slug, pk, match])
    came_from = request.GET.get("uit", "")
    return redirect(f"{address}?{urlencode({'uit': came_from})}" if came_from else address)


@member_view(Verb.JUDGE)
@require_POST
def judge(request: LabRequest, pk: int, match: int) -> HttpResponse:
    found = _match(request, get_object_or_404(finished_comparisons(request.member), pk=pk), match)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _render_pair(request, _comparison(request, pk), found, form, status=422)
    try:
        actions.judge(request.member, found, form.said(), digests=form.digests, stroke=form.cleaned_data["stroke"])
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Uw oordeel is bewaard."))
    return _to_pair(request, pk, match)


@member_view(Verb.JUDGE)
@require_POST
def take_back(request: LabRequest, pk: int, match: int) -> HttpResponse:
    found = _match(request, get_object_or_404(finished_comparisons(request.member), pk=pk), match)
    actions.take_back(request.member, found)
    messages.success(request, _("Uw oordeel is teruggenomen."))
    return _to_pair(request, pk, match)


@member_view(Verb.SEE)
@require_safe
def item(request: LabRequest, pk: int, item: int) -> HttpResponse:
    """An item of one of the programmes with all its pairs, best first."""
    comparison = _comparison(request, pk)
    found = item_of(request.member, item)
    pairs_of_it = choosing.pairs_of_item(comparison, found)
    page = page_of(request, pairs_of_it.keys)
    context = {
        "section": "comparisons",
        "comparison": comparison,
        "item": found,
        "group": group_of(found),
        "page": page,
        "seen": queries.seen_by(request.member, pairs_of_it.read(list(page))),
    }
    return render(request, "review/item.html", context)
