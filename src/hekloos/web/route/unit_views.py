"""Pages of the units of a route: all of them, one of them, and a table of the school."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.formats.opening import Document, Limits
from hekloos.core.route.changing import PutUnit
from hekloos.core.route.everywhere import Everywhere
from hekloos.core.route.hours import freed_by, kept_by
from hekloos.core.route.route import Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.rules import RuleKind
from hekloos.core.route.unit_table import read_units, write_unit_csv, write_unit_workbook
from hekloos.core.route.units import Unit
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Kind, Partner
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.linking import why_not
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_forms import UnitForm, UnitTableForm
from hekloos.web.route.plan_views import seen_by_form, the_route
from hekloos.web.route.plan_words import period
from hekloos.web.route.row_groups import group_of_unit, in_groups, type_of_row
from hekloos.web.route.unit_actions import take_away

A_PAGE = 150  # units
OF_UNITS = frozenset({RuleKind.NEEDS, RuleKind.PRACTICE, RuleKind.VMBO_YEARS, RuleKind.PINNED})
# A page waits for it, so it has to be small; that is all that it unpacks to as well.
TABLE_LIMITS = Limits(bytes=2 * 1024**2, rows=2_000, seconds=10.0)


def schools_of_lab(request: LabRequest) -> list[str]:
    """The names of the schools that build this route."""
    there = Partner.objects.filter(lab=request.member.lab_id, organisation__kind__in=(Kind.VMBO, Kind.MBO))
    return list(there.values_list("organisation__name", flat=True))


def vmbo_schools(request: LabRequest) -> list[str]:
    there = Partner.objects.filter(lab=request.member.lab_id, organisation__kind=Kind.VMBO)
    return list(there.values_list("organisation__name", flat=True))


@member_view(Verb.SEE)
@require_safe
def units(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    core, plan = read_version(version)
    broken = {about for rule in Everywhere(core).broken(plan) if rule.kind in OF_UNITS for about in rule.about[:1]}
    page = Paginator(core.units, A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "page": page,
        "grouped": in_groups(
            [{**unit_row(core, plan, unit), "is_broken": unit.id in broken} for unit in page],
            lambda row: group_of_unit(core, row["unit"]),
            marks=lambda row: row["is_broken"] or not row["unit"].treats,
            opens=bool,
        ),
        "form": UnitTableForm(),
    }
    return render(request, "route/units.html", context)


def unit_row(core: CoreRoute, plan: Plan, unit: Unit) -> type_of_row:
    return {
        "unit": unit,
        "period": period(core.calendar, plan.slots[unit.id]),
        "kept": kept_by(core, plan, unit).total,
        "freed": freed_by(core, plan, unit).total,
        "is_gone": plan.drops(unit),
    }


def the_unit(core: CoreRoute, unit_id: str) -> Unit:
    if unit_id not in core.unit_by_id:
        raise Http404
    return core.unit_by_id[unit_id]


@member_view(Verb.PLAN)
def add_unit(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    form = UnitForm(core, schools_of_lab(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.filled_in(_free_id(core))
        try:
            actions.edit(
                request.member, found, PutUnit(new), seen=seen_by_form(request, version), what="route.unit_added",
                detail=new.title, touched=[new.id],
            )  # fmt: skip
        except NotPossibleError as error:
            form.add_error(None, why_not(request, found, core, error))
        else:
            messages.success(request, _("Het blok {title} staat erbij.").format(title=new.title))
            return redirect("route_unit", request.member.lab.slug, pk, new.id)
    context = {"section": "routes", "route": found, "version": version, "form": form}
    return render(request, "route/add_unit.html", context, status=422 if form.errors else 200)


def _free_id(core: CoreRoute) -> str:
    number = len(core.units) + 1
    while f"blok{number}" in core.unit_by_id:
        number += 1
    return f"blok{number}"


@member_view(Verb.PLAN)
@require_POST
def remove_unit(request: LabRequest, pk: int, unit: str) -> HttpResponse:
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    one = the_unit(core, unit)
    try:
        take_away(request.member, found, one, seen=seen_by_form(request, version))
    except NotPossibleError as error:
        messages.error(request, why_not(request, found, core, error))
        return redirect("route_unit", request.member.lab.slug, pk, one.id)
    messages.success(request, _("Het blok {title} is weg.").format(title=one.title))
    return redirect("route_units", request.member.lab.slug, pk)


@member_view(Verb.SEE)
@require_safe
def unit_table(request: LabRequest, pk: int, kind: str) -> HttpResponse:
    """The units as a table, to change and bring back."""
    _found, version = the_route(request, pk)
    core, _plan = read_version(version)
    workbook = kind == "xlsx"
    content = write_unit_workbook(core) if workbook else write_unit_csv(core)
    types = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    headers = {"Content-Disposition": f'attachment; filename="blokken.{kind}"'}
    return HttpResponse(content, content_type=types["xlsx" if workbook else "csv"], headers=headers)


@member_view(Verb.PLAN)
@require_POST
def bring_units(request: LabRequest, pk: int) -> HttpResponse:
    """A table with all units. Nothing is stored when a row could not be understood."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    form = UnitTableForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Kies eerst een bestand."))
        return redirect("route_units", request.member.lab.slug, pk)
    file: UploadedFile[Any] = form.cleaned_data["table"]
    if (file.size or 0) > TABLE_LIMITS.bytes:
        messages.error(request, _("{name} is te groot voor een tabel met blokken.").format(name=file.name))
        return redirect("route_units", request.member.lab.slug, pk)
    document = Document(str(file.name), file.read())
    read = read_units(document, items=core.items, calendar=core.calendar, limits=TABLE_LIMITS)
    context = {"section": "routes", "route": found, "version": version, "name": file.name, "read": read}
    if read.problems or not read.units:
        return render(request, "route/table_problems.html", context, status=422)
    try:
        seen = seen_by_form(request, version)
        actions.put_units(request.member, found, read.units, seen=seen, detail=str(file.name))
    except NotPossibleError as error:
        messages.error(request, why_not(request, found, core, error))
    else:
        messages.success(request, _("De blokken uit {name} staan erin.").format(name=file.name))
    return redirect("route_units", request.member.lab.slug, pk)
