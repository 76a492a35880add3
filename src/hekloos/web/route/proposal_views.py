"""Pages of proposals: asking for them, how far they are, looking at one, and taking it over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.route.clash_wording import too_full_sentences
from hekloos.core.route.difference import difference
from hekloos.core.route.fitting import too_large
from hekloos.core.route.fullness import too_full
from hekloos.core.route.proposal import Wish
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.route import as_it_is
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route import proposal_actions as actions
from hekloos.web.route.linking import linked, linked_clash, linked_too_large
from hekloos.web.route.models import Route, RouteProposal
from hekloos.web.route.plan_board import draw_board
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_queries import proposals_of
from hekloos.web.route.plan_views import the_route
from hekloos.web.route.proposal_beside import lighter_ones
from hekloos.web.route.proposal_forms import ProposeForm
from hekloos.web.route.proposal_words import change_groups, outcome_sentence, stage_sentences, stages_of

SHOWN = 30


def _proposal(request: LabRequest, route: Route, number: int) -> RouteProposal:
    found = get_object_or_404(proposals_of(route), pk=number)
    found.version.route = route
    return found


@member_view(Verb.SEE)
def proposals(request: LabRequest, pk: int) -> HttpResponse:
    """All proposals, newest first; for who may, a form to ask for more."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    form = ProposeForm(core, request.POST or None)
    if request.method == "POST":
        return _ask(request, found, form)
    there = list(proposals_of(found)[:SHOWN])
    lighter = lighter_ones(there)
    shown = [(one, outcome_sentence(one), lighter.get(one.pk)) for one in there]
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "form": form,
        "proposals": shown,
        "waits": any(one.is_waiting and not one.cancelled_at for one in there),
    }
    return render(request, "route/proposals.html", context)


def _ask(request: LabRequest, found: Route, form: ProposeForm) -> HttpResponse:
    require(request.member, Verb.PLAN)
    if form.is_valid():
        wishes = [Wish(wish) for wish in form.cleaned_data["wishes"]]
        try:
            actions.ask(request.member, found, wishes, seconds=form.cleaned_data["seconds"])
        except NotPossibleError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("Kies minstens een wens."))
    return redirect("route_proposals", request.member.lab.slug, found.pk)


@member_view(Verb.SEE)
@require_safe
def proposal(request: LabRequest, pk: int, number: int) -> HttpResponse:
    """One proposal: what it would change, how good it is, and the map as it would be; or what stands in its way."""
    found, version = the_route(request, pk)
    one = _proposal(request, found, number)
    core, now = read_version(one.version)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "proposal": one,
        "told": linked(request, found, core, outcome_sentence(one), items=one.result.get("items", ())),
        "core": core,
        "is_of_now": one.version_id == version.pk,
    }
    if one.result.get("outcome") == "found":
        plan = actions.plan_of(one)
        found_difference = difference((core, now), (core, plan))
        context |= {
            "board": draw_board(core, plan),
            "stages": stage_sentences(one),
            "is_best": all(stage.is_proved for stage in stages_of(one)),
            "difference": found_difference,
            "changes": change_groups(core, now, plan, found_difference),
            "lighter": lighter_ones(proposals_of(found).filter(version=one.version_id)).get(one.pk),
            "was_moved": now.slots != as_it_is(core).slots,
        }
    elif one.result.get("outcome") == "clash":
        context |= _clash(request, found, core, one.result)
    return render(request, "route/proposal.html", context)


def _clash(request: LabRequest, found: Route, core: CoreRoute, result: dict[str, Any]) -> dict[str, Any]:
    """What stands in the way, in words, and of which kind it is."""
    large = too_large(core) if result.get("is_too_large") else ()
    full = too_full(core) if result.get("is_too_full") else ()
    told = linked_too_large(request, found, core, large) or too_full_sentences(full)
    rules = actions.rules_of_clash(result)
    return {
        "too_large": bool(large),
        "too_full": bool(full),
        "clash": told or linked_clash(request, found, core, rules),
    }


@member_view(Verb.PLAN)
@require_POST
def adopt(request: LabRequest, pk: int, number: int) -> HttpResponse:
    found, _version = the_route(request, pk)
    try:
        actions.adopt(request.member, _proposal(request, found, number))
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("route_proposal", request.member.lab.slug, pk, number)
    messages.success(request, _("Het voorstel is overgenomen. Via de geschiedenis kunt u altijd terug."))
    return redirect("route", request.member.lab.slug, pk)


@member_view(Verb.PLAN)
@require_POST
def cancel(request: LabRequest, pk: int, number: int) -> HttpResponse:
    found, _version = the_route(request, pk)
    actions.cancel(request.member, _proposal(request, found, number))
    messages.success(request, _("Het zoeken is gestopt."))
    return redirect("route_proposals", request.member.lab.slug, pk)
