"""The part of the page of hours in which people of a school confirm what their own blocks keep."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hekloos.core.route.route import Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.units import MOST_HOURS
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.route.confirm_actions import Shorter, confirm, may_confirm, shorter_units
from hekloos.web.route.plan_views import seen_by_form, the_route

A_PAGE = 60  # blocks


def confirming(request: LabRequest, core: CoreRoute, plan: Plan) -> dict[str, object]:
    """For the template: the blocks that the reader can confirm, a page at a time, those of which the hours are a guess
    themselves, and what waits for others."""
    there = shorter_units(core, plan)
    own = [one for one in there if may_confirm(request.member, one.unit)]
    mine = {one.unit.id for one in own}
    return {
        "shorter": there,
        "own": Paginator([one for one in own if not one.unit.guessed], A_PAGE).get_page(request.GET.get("pagina")),
        "unfilled": [one for one in own if one.unit.guessed],
        "waiting": _waiting(one for one in there if one.unit.id not in mine and not one.is_confirmed),
        "confirmed": sum(one.is_confirmed and one.unit.id not in mine for one in there),
    }


def _waiting(others: Iterable[Shorter]) -> list[tuple[str, int, float]]:
    """By school, or by side where a block is of all its schools: how many blocks, and what they would free."""
    found: dict[str, list[float]] = {}
    for one in others:
        found.setdefault(one.unit.school or one.unit.side.value, []).append(one.freed)
    return [(whose, len(hours), sum(hours)) for whose, hours in found.items()]


@member_view(Verb.PLAN)
@require_POST
def confirm_hours(request: LabRequest, pk: int) -> HttpResponse:
    """`offered` are the blocks that stood in the form with their hours, as "block=12.5"; `yes` those that are right."""
    found, version = the_route(request, pk)
    yes = set(request.POST.getlist("yes"))
    asked = ((*_block_and_hours(one), one in yes) for one in request.POST.getlist("offered"))
    said = {unit: hours if is_right else None for unit, hours, is_right in asked}
    try:
        stored = confirm(request.member, found, said, seen=seen_by_form(request, version))
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Bewaard.") if stored.pk != version.pk else _("Er is niets veranderd."))
    page = request.POST.get("pagina", "")
    query = f"?pagina={page}" if page.isdecimal() and len(page) < 6 else ""
    address = reverse("route_hours", args=[request.member.lab.slug, pk])
    return HttpResponseRedirect(f"{address}{query}#kloppen")


def _block_and_hours(offered: str) -> tuple[str, float]:
    """-1 for hours that are no number: no block keeps so many."""
    unit, _is, number = offered.rpartition("=")
    try:
        hours = float(number)
    except ValueError:
        return unit, -1.0
    return unit, hours if 0 <= hours <= MOST_HOURS else -1.0
