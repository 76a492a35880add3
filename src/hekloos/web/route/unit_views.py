"""Pages of the units of a route: all of them, one of them, and a table of the school."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.formats.opening import Document, Limits
from hekloos.core.route.changing import Change, Deviate, LeaveOut, PutUnit, RemoveUnit, Restore, Shorten
from hekloos.core.route.hours import freed_by, kept_by
from hekloos.core.route.route import Deviation, Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.unit_table import read_units, write_unit_csv, write_unit_workbook
from hekloos.core.route.units import Hours, Unit
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Kind, Partner
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_forms import DeviationForm, UnitForm, UnitTableForm
from hekloos.web.route.plan_views import seen_by_form, the_route
from hekloos.web.route.plan_words import period

# A page waits for it, so it has to be small; that is all that it unpacks to as well.
TABLE_LIMITS = Limits(bytes=2 * 1024**2, rows=2_000, seconds=10.0)
WAYS: dict[str, type[Restore | Shorten | LeaveOut]] = {"full": Restore, "part": Shorten, "out": LeaveOut}


def schools_of_lab(request: LabRequest) -> list[str]:
    """The names of the schools that build this route."""
    there = Partner.objects.filter(lab=request.member.lab_id, organisation__kind__in=(Kind.VMBO, Kind.MBO))
    return list(there.values_list("organisation__name", flat=True))


def _vmbo_schools(request: LabRequest) -> list[str]:
    there = Partner.objects.filter(lab=request.member.lab_id, organisation__kind=Kind.VMBO)
    return list(there.values_list("organisation__name", flat=True))


@member_view(Verb.SEE)
@require_safe
def units(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    core, plan = read_version(version)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "rows": [_row(core, plan, unit) for unit in core.units],
        "form": UnitTableForm(),
    }
    return render(request, "route/units.html", context)


def _row(core: CoreRoute, plan: Plan, unit: Unit) -> dict[str, object]:
    return {
        "unit": unit,
        "period": period(core.calendar, plan.slots[unit.id]),
        "kept": kept_by(core, plan, unit).total,
        "freed": freed_by(core, plan, unit).total,
        "is_gone": plan.drops(unit),
    }


def _unit(core: CoreRoute, unit_id: str) -> Unit:
    if unit_id not in core.unit_by_id:
        raise Http404
    return core.unit_by_id[unit_id]


@member_view(Verb.SEE)
def unit(request: LabRequest, pk: int, unit: str) -> HttpResponse:
    """One unit: what it treats and why it may be shorter; and for who may, a form to change it."""
    found, version = the_route(request, pk)
    core, plan = read_version(version)
    one = _unit(core, unit)
    if request.method == "POST":
        return _change(request, found, version, one)
    return render(request, "route/unit.html", _of_unit(request, found, version, one))


def _of_unit(
    request: LabRequest, found: Route, version: RouteVersion, one: Unit, form: UnitForm | None = None
) -> dict[str, object]:
    core, plan = read_version(version)
    proof = next(iter(prove_version(version).values()))
    return {
        "section": "routes",
        "route": found,
        "version": version,
        "unit": one,
        "row": _row(core, plan, one),
        "items": [_item(core, plan, one, key, proof) for key in dict.fromkeys((*one.treats, *one.assesses))],
        "needs": [core.unit_by_id[need] for need in one.needs],
        "form": form or UnitForm(core, schools_of_lab(request), unit=one),
        "deviations": [deviation for deviation in core.deviations if deviation.unit == one.id],
        "deviation_form": DeviationForm(core.calendar, _vmbo_schools(request), auto_id="other_%s"),
    }


def _item(core: CoreRoute, plan: Plan, one: Unit, key: str, proof: object) -> dict[str, object]:
    pair = (one.id, key)
    way = "out" if pair in plan.left_out else "part" if pair in plan.shortened else "full"
    partners = [(core.item_by_key[other], agreed) for other, agreed in core.partners.get(key, ())]
    cover = proof.covers.get(key)  # type: ignore[attr-defined]
    return {
        "item": core.item_by_key[key],
        "treats": key in one.treats,
        "assesses": key in one.assesses,
        "way": way if key in one.treats else "",
        "partners": partners,
        "ways": [
            ("full", _("in zijn geheel"), True),
            ("part", _("alleen wat overblijft"), bool(partners)),
            ("out", _("niet hier"), True),
        ],
        "elsewhere": [
            core.unit_by_id[t.unit] for t in (cover.treated if cover else ()) if t.unit != one.id
        ],
    }  # fmt: skip


def _change(request: LabRequest, found: Route, version: RouteVersion, one: Unit) -> HttpResponse:
    """The form of the unit, or that of its items, which stand on one page."""
    require(request.member, Verb.PLAN)
    core, plan = read_version(version)
    seen = seen_by_form(request, version)
    if "items" in request.POST:
        changes, told = _changes_of_items(request, core, plan, one), one.title
        return _try(request, found, one, changes, seen=seen, what="route.item_changed", told=told)
    form = UnitForm(core, schools_of_lab(request), request.POST, unit=one)
    if not form.is_valid():
        return render(request, "route/unit.html", _of_unit(request, found, version, one, form), status=422)
    changes = [PutUnit(form.filled_in(one.id))]
    return _try(request, found, one, changes, seen=seen, what="route.unit_changed", told=form.cleaned_data["title"])


def _changes_of_items(request: LabRequest, core: CoreRoute, plan: Plan, one: Unit) -> list[Change]:
    """What was chosen of every item: in full, in part, not here; assessed here or not; or taken out of the unit."""
    gone = {key for key in one.treats if request.POST.get(f"way-{key}") == "gone"}
    assessed = tuple(key for key in dict.fromkeys((*one.treats, *one.assesses)) if f"assess-{key}" in request.POST)
    kept = tuple(key for key in one.treats if key not in gone)
    changes: list[Change] = []
    if kept != one.treats or assessed != one.assesses:
        order = [*one.assesses, *(key for key in assessed if key not in one.assesses)]
        changes.append(PutUnit(replace(one, treats=kept, assesses=tuple(key for key in order if key in assessed))))
    for key in kept:
        way = WAYS.get(request.POST.get(f"way-{key}", ""))
        if way is not None:
            changes.append(way(one.id, key))
    return changes


def _try(
    request: LabRequest, found: Route, one: Unit, changes: Sequence[Change], *, seen: int, what: str, told: str
) -> HttpResponse:
    try:
        actions.edit(request.member, found, *changes, seen=seen, what=what, detail=told, touched=[one.id])
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Het blok {title} is bewaard.").format(title=told))
    return redirect("route_unit", request.member.lab.slug, found.pk, one.id)


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
            form.add_error(None, str(error))
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
    one = _unit(core, unit)
    try:
        actions.edit(
            request.member, found, RemoveUnit(one.id), seen=seen_by_form(request, version), what="route.unit_removed",
            detail=one.title, touched=[one.id],
        )  # fmt: skip
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("route_unit", request.member.lab.slug, pk, one.id)
    messages.success(request, _("Het blok {title} is weg.").format(title=one.title))
    return redirect("route_units", request.member.lab.slug, pk)


@member_view(Verb.PLAN)
@require_POST
def deviate(request: LabRequest, pk: int, unit: str) -> HttpResponse:
    """What one school does otherwise; with nothing filled in it does as the others again."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    one = _unit(core, unit)
    form = DeviationForm(core.calendar, _vmbo_schools(request), request.POST)
    if not form.is_valid():
        messages.error(request, _("Dat past niet in deze route. Kijk na wat u invulde."))
        return redirect("route_unit", request.member.lab.slug, pk, one.id)
    data = form.cleaned_data
    hours = None
    if data["guided"] is not None:
        hours = Hours(guided=data["guided"], practice=one.hours.practice, self_study=one.hours.self_study)
    deviation = Deviation(school=data["school"], unit=one.id, slot=data["slot"], hours=hours, reason=data["reason"])
    told = f"{one.title} ({data['school']})"
    seen = seen_by_form(request, version)
    return _try(request, found, one, [Deviate(deviation)], seen=seen, what="route.deviated", told=told)


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
        actions.put_units(request.member, found, read.units, seen=seen_by_form(request, version), detail=str(file.name))
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De blokken uit {name} staan erin.").format(name=file.name))
    return redirect("route_units", request.member.lab.slug, pk)
