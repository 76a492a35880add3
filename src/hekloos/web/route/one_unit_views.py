"""The page of one unit: what it treats and assesses, and forms to change that, the unit itself, and what a school does
otherwise."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hekloos.core.route.changing import Change, Deviate, LeaveOut, PutUnit, Restore, Shorten
from hekloos.core.route.coverage import Proof
from hekloos.core.route.route import Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.units import Unit
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.confirm_actions import may_confirm, shorter
from hekloos.web.route.linking import why_not
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_forms import DeviationForm, UnitForm
from hekloos.web.route.plan_views import seen_by_form, the_route
from hekloos.web.route.unit_actions import may_take_away, of_the_other_side
from hekloos.web.route.unit_views import schools_of_lab, the_unit, unit_row, vmbo_schools

MOST_NAMED = 8  # units that treat the same
WAYS: dict[str, type[Restore | Shorten | LeaveOut]] = {"full": Restore, "part": Shorten, "out": LeaveOut}


@member_view(Verb.SEE)
def unit(request: LabRequest, pk: int, unit: str) -> HttpResponse:
    """One unit: what it treats and why it may be shorter; and for who may, a form to change it."""
    found, version = the_route(request, pk)
    core, plan = read_version(version)
    one = the_unit(core, unit)
    if request.method == "POST":
        return _change(request, found, version, one)
    return render(request, "route/unit.html", _of_unit(request, found, version, one))


def _of_unit(
    request: LabRequest,
    found: Route,
    version: RouteVersion,
    one: Unit,
    *,
    form: UnitForm | None = None,
    deviation_form: DeviationForm | None = None,
    chosen: QueryDict | None = None,
    refused: str = "",
) -> dict[str, object]:
    """What somebody filled in, and was `refused`, stands there still; `chosen` is that of items."""
    core, plan = read_version(version)
    proof = next(iter(prove_version(version).values()))
    return {
        "section": "routes",
        "route": found,
        "version": version,
        "unit": one,
        "row": unit_row(core, plan, one),
        "items": [_item(core, plan, one, key, proof, chosen) for key in dict.fromkeys((*one.treats, *one.assesses))],
        "refused_items": refused if chosen is not None else "",
        "now": form.differing() if form and refused else [],
        "needs": [core.unit_by_id[need] for need in one.needs],
        "form": form or UnitForm(core, schools_of_lab(request), unit=one),
        "shorter": shorter(core, plan, one),
        "may_confirm": may_confirm(request.member, one),
        "may_take_away": may_take_away(request.member, one),
        "not_yours": of_the_other_side(one),
        "deviations": [deviation for deviation in core.deviations if deviation.unit == one.id],
        "deviation_form": deviation_form or DeviationForm(core.calendar, vmbo_schools(request), auto_id="other_%s"),
    }


def _item(
    core: CoreRoute, plan: Plan, one: Unit, key: str, proof: Proof, chosen: QueryDict | None
) -> dict[str, object]:
    pair = (one.id, key)
    way = "out" if pair in plan.left_out else "part" if pair in plan.shortened else "full"
    assesses = key in one.assesses
    if chosen is not None:
        way, assesses = chosen.get(f"way-{key}", way), f"assess-{key}" in chosen
    partners = [(core.item_by_key[other], agreed) for other, agreed in core.partners.get(key, ())]
    cover = proof.covers.get(key)
    return {
        "item": core.item_by_key[key],
        "treats": key in one.treats,
        "assesses": assesses,
        "way": way if key in one.treats else "",
        "partners": partners,
        "ways": [
            ("full", _("in zijn geheel"), True),
            ("part", _("alleen wat overblijft"), bool(partners)),
            ("out", _("niet hier"), True),
        ],
        "elsewhere": [
            core.unit_by_id[t.unit] for t in (cover.treated if cover else ()) if t.unit != one.id
        ][:MOST_NAMED],
    }  # fmt: skip


def _change(request: LabRequest, found: Route, version: RouteVersion, one: Unit) -> HttpResponse:
    """The form of the unit, or that of its items, which stand on one page."""
    require(request.member, Verb.PLAN)
    core, plan = read_version(version)
    seen = seen_by_form(request, version)
    if "items" in request.POST:
        changes = _changes_of_items(request, core, plan, one)
        refused = _try(request, found, one, changes, seen=seen, what="route.item_changed", told=one.title)
        if not refused:
            return _back(request, found, one)
        return _again(request, _of_unit(request, found, version, one, chosen=request.POST, refused=refused))
    form, refused = UnitForm(core, schools_of_lab(request), request.POST, unit=one), ""
    if form.is_valid():
        put, told = PutUnit(_pinned_here(form.filled_in(one.id), one, plan)), form.cleaned_data["title"]
        refused = _try(request, found, one, [put], seen=seen, what="route.unit_changed", told=told)
        if not refused:
            return _back(request, found, one)
        form.add_error(None, refused)
    return _again(request, _of_unit(request, found, version, one, form=form, refused=refused))


def _pinned_here(unit: Unit, before: Unit, plan: Plan) -> Unit:
    """Who pins a unit means where it stands now, also when the school has it elsewhere."""
    is_new = unit.pinned and not before.pinned and unit.slot == before.slot
    return replace(unit, slot=plan.slots[before.id]) if is_new else unit


def _again(request: LabRequest, context: dict[str, object]) -> HttpResponse:
    """The page with what was filled in, and what is wrong with it."""
    return render(request, "route/unit.html", context, status=422)


def _back(request: LabRequest, found: Route, one: Unit) -> HttpResponse:
    return redirect("route_unit", request.member.lab.slug, found.pk, one.id)


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
) -> str:
    """Why it did not happen; empty when it did."""
    try:
        actions.edit(request.member, found, *changes, seen=seen, what=what, detail=told, touched=[one.id])
    except NotPossibleError as error:
        return why_not(request, found, read_version(actions.current_version(found))[0], error)
    messages.success(request, _("Het blok {title} is bewaard.").format(title=told))
    return ""


@member_view(Verb.PLAN)
@require_POST
def deviate(request: LabRequest, pk: int, unit: str) -> HttpResponse:
    """What one school does otherwise; with nothing filled in it does as the others again."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    one = the_unit(core, unit)
    form = DeviationForm(core.calendar, vmbo_schools(request), request.POST, auto_id="other_%s")
    if form.is_valid():
        deviation = form.filled_in(one)
        told, seen = f"{one.title} ({deviation.school})", seen_by_form(request, version)
        refused = _try(request, found, one, [Deviate(deviation)], seen=seen, what="route.deviated", told=told)
        if not refused:
            return _back(request, found, one)
        form.add_error(None, refused)
    return _again(request, _of_unit(request, found, version, one, deviation_form=form))
