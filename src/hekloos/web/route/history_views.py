"""Pages of the versions of a route: all of them, one from before beside what holds now, and going back to it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.plan_board import draw_board
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_queries import version_of, versions_of
from hekloos.web.route.plan_views import the_route
from hekloos.web.route.plan_whatif import outcomes
from hekloos.web.route.plan_whatif_words import show

SHOWN = 200


@member_view(Verb.SEE)
@require_safe
def history(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    context = {"section": "routes", "route": found, "version": version, "versions": versions_of(found)[:SHOWN]}
    return render(request, "route/history.html", context)


@member_view(Verb.SEE)
@require_safe
def one_version(request: LabRequest, pk: int, number: int) -> HttpResponse:
    """The map as it was, and what going back there would change."""
    found, version = the_route(request, pk)
    old = version_of(found, number)
    if old is None:
        raise Http404
    changes = outcomes(version, read_version(old))
    wanted = request.GET.get("voor", "")
    shown = next((one for one in changes if one.school == wanted), changes[0])
    core, plan = read_version(old)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "old": old,
        "is_now": old.pk == version.pk,
        "schools": [one.school for one in changes],
        "shown_school": shown.school,
        "changes": show(shown),
        "is_same": all(one.difference.is_none for one in changes),
        "core": core,
        "board": draw_board(core, plan),
    }
    return render(request, "route/one_version.html", context)


@member_view(Verb.PLAN)
@require_POST
def go_back(request: LabRequest, pk: int, number: int) -> HttpResponse:
    found, _version = the_route(request, pk)
    try:
        actions.go_back(request.member, found, number)
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De route is weer zoals in versie {number}.").format(number=number))
    return redirect("route", request.member.lab.slug, pk)
