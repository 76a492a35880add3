"""Pages of how far the route runs: answering, the answers beside each other, and where the rules stand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.route.meaning import meaning_of
from hekloos.core.route.norms import KINDS_OF_HOURS, Topic, norms_on, route_norm
from hekloos.core.route.scope import Aspect, Extent
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import scope_actions as actions
from hekloos.web.route.models import EXTENTS
from hekloos.web.route.scope_forms import ConfirmForm, ExtentForm, ForWhomForm, FromYearForm, TakeOverForm, WhyForm
from hekloos.web.route.scope_queries import Seen, scope_of
from hekloos.web.route.wording import ASPECTS, CLASSES, STATES, STOPS, TOPICS

STEPS: Mapping[str, type[forms.Form]] = MappingProxyType(
    {"extent": ExtentForm, "why": WhyForm, "for_whom": ForWhomForm, "from_year": FromYearForm}
)
NEXT = dict(zip(STEPS, [*list(STEPS)[1:], ""], strict=True))
YEARS_OF_A_ROUTE = range(3, 7)
HISTORY = 50  # answers that a page shows


@member_view(Verb.SEE)
@require_safe
def scope(request: LabRequest) -> HttpResponse:
    """How far the schools are with the question, and what the reader can do now."""
    seen = scope_of(request.member)
    context = told(seen) | {"section": "routes", "meanings": _meanings(), "history": seen.history[:HISTORY]}
    return render(request, "route/scope.html", context)


@member_view(Verb.SEE)
@require_safe
def beside(request: LabRequest) -> HttpResponse:
    """The answers beside each other, for the large screen and on paper."""
    context = told(scope_of(request.member)) | {"section": "routes", "meanings": _meanings()}
    return render(request, "route/beside.html", context)


def told(seen: Seen) -> dict[str, object]:
    """What of the question is shown, with its words."""
    order = list(STOPS)
    return {
        "seen": seen,
        "state": seen.state,
        "state_word": STATES[seen.state],
        "state_class": CLASSES.get(seen.state, ""),
        "reach": [
            (one, [(word, order.index(stop) <= order.index(Extent(one.answer.extent))) for stop, word in STOPS.items()])
            for one in seen.schools
            if one.answer
        ],
        "differing": [
            (ASPECTS[one.aspect], [(_value(one.aspect, answer), schools) for answer, schools in one.held])
            for one in seen.differing
        ],
    }


def _value(aspect: Aspect, answer: Any) -> str:
    words = {
        Aspect.EXTENT: answer.get_extent_display,
        Aspect.FOR_WHOM: lambda: answer.for_whom,
        Aspect.FROM_YEAR: lambda: answer.school_year,
    }
    return str(words[aspect]())


def _meanings() -> list[tuple[str, object, object]]:
    return [(value, word, meaning_of(Extent(value))) for value, word in EXTENTS]


@member_view(Verb.ANSWER)
def answer(request: LabRequest, step: str) -> HttpResponse:
    """One part of the question; what was said before is kept in the session until the last part."""
    own = scope_of(request.member).own
    draft = _draft(request)
    known = {name: draft.get(name, getattr(own, name, None)) for name in STEPS}
    form = STEPS[step](request.POST or None, initial=known | {"after": own.pk if own else None})
    if request.method == "POST" and form.is_valid():
        draft = draft | form.cleaned_data
        request.session[_draft_name(request)] = draft
        return redirect(f"scope_{NEXT[step]}", request.member.lab.slug) if NEXT[step] else _finish(request, draft)
    place = list(STEPS).index(step)
    context = {
        "section": "routes",
        "form": form,
        "own": own,
        "number": place + 1,
        "count": len(STEPS),
        "back": f"scope_{list(STEPS)[place - 1]}" if place else "scope",
        "is_last": not NEXT[step],
        "meanings": _meanings(),
    }
    if known["extent"]:
        chosen = Extent(known["extent"])
        context |= {"chosen": dict(EXTENTS)[chosen.value], "meaning": meaning_of(chosen)}
    template = "route/answer_extent.html" if step == "extent" else "route/answer_step.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _draft_name(request: LabRequest) -> str:
    return f"scope of {request.member.organisation_id} in {request.member.lab_id}"


def _draft(request: LabRequest) -> dict[str, Any]:
    return dict(request.session.get(_draft_name(request), {}))


def _finish(request: LabRequest, draft: Mapping[str, Any]) -> HttpResponse:
    slug = request.member.lab.slug
    missing = next((name for name in STEPS if not draft.get(name)), None)
    if missing:
        messages.error(request, _("Deze vraag hebt u nog niet beantwoord."))
        return redirect(f"scope_{missing}", slug)
    said = actions.Said(
        extent=Extent(draft["extent"]),
        why=draft["why"],
        for_whom=draft["for_whom"],
        from_year=draft["from_year"],
    )
    try:
        actions.answer(request.member, said, after=draft.get("after"))
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        del request.session[_draft_name(request)]
        done = _("Het antwoord van {school} is bewaard.")
        messages.success(request, done.format(school=request.member.organisation))
    return redirect("scope", slug)


@member_view(Verb.ANSWER)
def take_over(request: LabRequest, pk: int) -> HttpResponse:
    seen = scope_of(request.member)
    other = next((one.answer for one in seen.schools if one.answer and one.answer.pk == pk), None)
    if other is None or other == seen.own:
        raise Http404
    form = TakeOverForm(request.POST or None, initial={"after": seen.own.pk if seen.own else None})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.take_over(request.member, pk, why=data["why"], after=data["after"])
        except NotPossibleError as error:
            messages.error(request, str(error))
        else:
            done = _("{school} zegt nu hetzelfde als {other}.")
            messages.success(request, done.format(school=request.member.organisation, other=other.school))
        return redirect("scope", request.member.lab.slug)
    context = {"section": "routes", "form": form, "other": other, "own": seen.own}
    return render(request, "route/take_over.html", context, status=422 if form.is_bound else 200)


@member_view(Verb.ANSWER)
@require_POST
def confirm(request: LabRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        actions.confirm(request.member, form.cleaned_data["answer"])
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("{school} staat hierachter.").format(school=request.member.organisation))
    return redirect("scope", request.member.lab.slug)


@member_view(Verb.SEE)
@require_safe
def rules(request: LabRequest) -> HttpResponse:
    """Where the rules stand, as they hold today; the hours of routes together in a table."""
    today = timezone.localdate()
    hours = [found for years in YEARS_OF_A_ROUTE if (found := route_norm(years, today))]
    in_table = {f"route.hours.{row.years}.{kind}" for row in hours for kind in KINDS_OF_HOURS}
    listed = [norm for norm in norms_on(today) if norm.key not in in_table or norm.is_verified]
    by_topic = [(TOPICS[topic], [norm for norm in listed if norm.topic is topic]) for topic in Topic]
    context = {"section": "routes", "topics": by_topic, "hours": hours, "hours_word": TOPICS[Topic.ROUTE_HOURS]}
    return render(request, "route/rules.html", context)
