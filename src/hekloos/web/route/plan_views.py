"""Pages of a route: all of them, beginning one, the map, and its periods and limits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.route.changing import Move
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.route import Calendar
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap.queries import comparisons_of, finished_comparisons
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.exemption_queries import awaited_in
from hekloos.web.route.linking import linked, why_not
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_board import draw_board
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_forms import ChangeFrameForm, StartForm
from hekloos.web.route.plan_queries import is_outdated, newest_comparison, routes_of
from hekloos.web.route.plan_words import period, rule_sentences
from hekloos.web.ui.confirming import confirm

PRESSED = {"-": "eerder", "+": "later", "=": "blok"}  # what a page points at after a move
AT_ONCE = 200  # units; of more, the map begins with its first year


def the_route(request: LabRequest, pk: int) -> tuple[Route, RouteVersion]:
    """The route and its newest version. Raises Http404."""
    route = get_object_or_404(routes_of(request.member), pk=pk)
    version = route.current
    if version is None:
        raise RuntimeError("a route without a version is shown to nobody")
    version.route = route
    return route, version


def seen_by_form(request: LabRequest, version: RouteVersion) -> int:
    """The number of the version that the reader looked at when they filled in a form."""
    number = request.POST.get("seen", "")
    return int(number) if number.isdecimal() and len(number) < 9 else version.number


@member_view(Verb.SEE)
@require_safe
def routes(request: LabRequest) -> HttpResponse:
    current = [one for one in comparisons_of(request.member) if one.finished_at and not one.successor]
    context = {"section": "routes", "routes": routes_of(request.member), "comparisons": current}
    return render(request, "route/routes.html", context)


def warn_of_late_exam(request: LabRequest, calendar: Calendar) -> None:
    """The law leaves that to routes that are reported."""
    if calendar.vmbo_years and calendar.year_of(calendar.exam_slot) >= calendar.vmbo_years:
        told = _("Het vmbo-examen loopt door na de vo-fase. Dat mag alleen in een doorlopende leerroute die is gemeld.")
        messages.warning(request, told)


@member_view(Verb.PLAN)
def start(request: LabRequest, comparison: int) -> HttpResponse:
    found = get_object_or_404(finished_comparisons(request.member), pk=comparison)
    form = StartForm(request.POST or None, initial={"title": _("Onze route")})
    if request.method == "POST" and form.is_valid():
        hours = (form.cleaned_data["vmbo_hours"], form.cleaned_data["mbo_hours"])
        try:
            route = actions.start(request.member, found, form.frame(), hours=hours)
        except NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De route staat er, met blokken uit de programma's. De uren zijn nog geschat."))
            warn_of_late_exam(request, form.frame().calendar)
            return redirect("route", request.member.lab.slug, route.pk)
    context = {"section": "routes", "comparison": found, "form": form}
    return render(request, "route/start.html", context, status=422 if form.errors else 200)


@member_view(Verb.SEE)
@require_safe
def route(request: LabRequest, pk: int) -> HttpResponse:
    """The map, with what it frees, what does not fit, and whether anything is lost."""
    found, version = the_route(request, pk)
    core, plan = read_version(version)
    proofs = prove_version(version)
    board, year = draw_board(core, plan), year_asked(request)
    if "jaar" not in request.GET and len(core.units) > AT_ONCE:
        year = core.calendar.first_year
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "board": board,
        "shown": board.of_year(year),
        "year": year,
        "core": core,
        "holes": sum(len(proof.holes) for proof in proofs.values()),
        "proofs": proofs,
        "broken": [linked(request, found, core, told) for told in rule_sentences(core, Everywhere(core).broken(plan))],
        "awaited": [(found, waits)] if (waits := awaited_in(request.member, found)) else [],
        "outdated": is_outdated(request.member, found),
    }
    return render(request, "route/board.html", context)


def year_asked(request: LabRequest) -> int:
    """The year of which the map is asked; 0 for all."""
    asked = request.GET.get("jaar", "")
    return int(asked) if asked.isdecimal() and len(asked) < 3 else 0


@member_view(Verb.PLAN)
@require_POST
def move(request: LabRequest, pk: int) -> HttpResponse:
    """A unit to another period: `move` is "unit:+1", "unit:-1" or "unit:=3"."""
    found, version = the_route(request, pk)
    unit_id, _colon, where = request.POST.get("move", "").rpartition(":")
    core, plan = read_version(version)
    unit = core.unit_by_id.get(unit_id)
    if unit is None or where[:1] not in ("+", "-", "=") or not where[1:].isdecimal() or len(where) > 4:
        messages.error(request, _("Dat blok is er niet meer. Bekijk de route opnieuw."))
        return _back_on_map(request, pk, year_asked(request), "kaart")
    place = f"{PRESSED[where[0]]}-{core.units.index(unit)}"
    number = int(where[1:])
    slot = number if where[0] == "=" else plan.slots[unit_id] + (number if where[0] == "+" else -number)
    if not 0 <= slot < core.calendar.slots:
        messages.error(request, _("Verder kan niet: daar begint of eindigt de route."))
        return _back_on_map(request, pk, year_asked(request), place)
    told = _("{unit}: naar {period}").format(unit=unit.title, period=period(core.calendar, slot))
    seen = seen_by_form(request, version)
    try:
        actions.edit(
            request.member,
            found,
            Move(unit_id, slot),
            seen=seen,
            what="route.unit_moved",
            detail=told,
            touched=[unit_id],
        )
    except NotPossibleError as error:
        messages.error(request, why_not(request, found, core, error))
        return _back_on_map(request, pk, year_asked(request), place)
    messages.success(request, f"{told}.")
    year = core.calendar.year_of(slot) + core.calendar.first_year if year_asked(request) else 0
    return _back_on_map(request, pk, year, place)


def _back_on_map(request: LabRequest, pk: int, year: int, place: str) -> HttpResponse:
    """Where somebody was: browsers give the focus to what the address points at."""
    shown = f"?jaar={year}" if year else ""
    return redirect(f"{reverse('route', args=[request.member.lab.slug, pk])}{shown}#{place}")


@member_view(Verb.PLAN)
def change_frame(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    form = ChangeFrameForm(core, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reframe(request.member, found, form.frame(), seen=seen_by_form(request, version))
        except NotPossibleError as error:
            form.add_error(None, why_not(request, found, core, error))
        else:
            messages.success(request, _("De perioden en grenzen zijn bewaard."))
            warn_of_late_exam(request, form.frame().calendar)
            return redirect("route", request.member.lab.slug, pk)
    context = {"section": "routes", "route": found, "version": version, "form": form}
    return render(request, "route/frame.html", context, status=422 if form.errors else 200)


@member_view(Verb.PLAN)
@require_POST
def refresh(request: LabRequest, pk: int) -> HttpResponse:
    """On what is agreed by now."""
    found, _version = the_route(request, pk)
    actions.refresh(request.member, found, newest_comparison(request.member, found))
    messages.success(request, _("De route staat weer op wat er nu is afgesproken."))
    return redirect("route", request.member.lab.slug, pk)


@member_view(Verb.ARRANGE)
def remove(request: LabRequest, pk: int) -> HttpResponse:
    found, _version = the_route(request, pk)
    if request.method != "POST":
        back = reverse("route", args=[request.member.lab.slug, pk])
        question = _("Haalt u de route {title} weg?").format(title=found)
        return confirm(request, question, _("Niemand ziet de route dan nog."), section="routes", back=back)
    actions.remove(request.member, found)
    messages.success(request, _("De route is weggehaald."))
    return redirect("routes", request.member.lab.slug)
