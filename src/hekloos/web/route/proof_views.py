"""Pages of what a route proves: every item with its place, and exceptions with those that wait."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.route.coverage import Cover, Proof, Way
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.route import RouteItem
from hekloos.core.route.wording import lack_sentence
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import exemption_actions as exemptions
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.exemption_queries import asked_of, other_side, people_who_sign, seen_by, waiting_in
from hekloos.web.route.exemption_words import no_side
from hekloos.web.route.linking import why_not
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_forms import ExemptForm
from hekloos.web.route.plan_views import seen_by_form, the_route
from hekloos.web.route.plan_words import period
from hekloos.web.route.row_groups import in_groups, type_of_row

A_PAGE = 100  # items
MOST_NAMED = 8  # units of one item


@member_view(Verb.SEE)
@require_safe
def proof(request: LabRequest, pk: int) -> HttpResponse:
    """For every exam term and mbo item where it is treated and assessed; what lacks a place stands first."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    proofs = prove_version(version)
    school = request.GET.get("school", "")
    shown = proofs.get(school) or next(iter(proofs.values()))
    only = request.GET.get("toon", "")
    group = request.GET.get("onderdeel", "")
    covers = [cover for cover in shown.covers.values() if _wanted(core.item_by_key[cover.item], cover, only, group)]
    covers.sort(key=lambda cover: cover.lack is None)
    waiting = seen_by(request.member, found, core)
    page = Paginator(covers, A_PAGE).get_page(request.GET.get("pagina"))
    rows = [_row(core, shown, cover) for cover in page]
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "core": core,
        "schools": list(proofs),
        "school": school if school in proofs else "",
        "holds": {name: one.holds for name, one in proofs.items()},
        "page": page,
        "lacking": [row for row in rows if row["lack"]],
        "grouped": in_groups(
            [row for row in rows if not row["lack"]],
            lambda row: row["item"].group,
            marks=lambda row: row["cover"].is_double,
            opens=lambda _marked: bool(only or group),
        ),
        "groups": list(dict.fromkeys(item.group for item in core.items if item.group)),
        "group": group,
        "only": only,
        "count": len(shown.covers),
        "exempted": (exempted := sum(cover.is_exempt for cover in shown.covers.values())),
        "placed": len(shown.covers) - exempted,
        "holes": len(shown.holes),
        "exemptions": [(core.item_by_key[one.item], one) for one in core.exemptions],
        "waiting": waiting,
        "asked": {one.asked.item for one in waiting},
        "double": sum(cover.is_double for cover in shown.covers.values()),
    }
    return render(request, "route/proof.html", context)


def _wanted(item: RouteItem, cover: Cover, only: str, group: str) -> bool:
    if group and item.group != group:
        return False
    return {"gaten": cover.lack is not None, "dubbel": cover.is_double, "vrijgesteld": cover.is_exempt}.get(only, True)


def _row(core: CoreRoute, shown: Proof, cover: Cover) -> type_of_row:
    words = {Way.FULL: "", Way.PART: _("alleen wat overblijft"), Way.BY_THE_OTHER: _("bij de ander, want dubbel")}
    calendar = core.calendar
    could = [core.unit_by_id[unit] for hole in shown.holes if hole.item == cover.item for unit in hole.could[:4]]
    return {
        "item": core.item_by_key[cover.item],
        "cover": cover,
        "lack": lack_sentence(core, cover.item, cover.lack) if cover.lack else "",
        "could": [unit for unit in could if unit.id in core.unit_by_id],
        "treated": [
            (core.unit_by_id[one.unit], period(calendar, one.slot), words[one.way])
            for one in cover.treated[:MOST_NAMED]
        ],
        "assessed": [(core.unit_by_id[unit], period(calendar, slot)) for unit, slot in cover.assessed[:MOST_NAMED]],
        "more": max(0, len(cover.treated) - MOST_NAMED) + max(0, len(cover.assessed) - MOST_NAMED),
    }  # fmt: skip


@member_view(Verb.PLAN)
def exempt(request: LabRequest, pk: int, item: str) -> HttpResponse:
    """Ask that an item need not be in this route; the other side has to confirm it."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    if item not in core.item_by_key:
        raise Http404
    member = request.member
    form = ExemptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            exemptions.ask(member, found, item, reason=form.cleaned_data["reason"])
        except NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            told = _("Uw vraag staat erin. Er verandert niets tot iemand van het {side} haar bevestigt.")
            messages.success(request, told.format(side=other_side(member.side)))
            return redirect("route_proof", member.lab.slug, pk)
    context = {
        "section": "routes",
        "route": found,
        "form": form,
        "item": core.item_by_key[item],
        "no_side": "" if member.side else no_side(),
        "other": other_side(member.side),
        "waiting": next((one for one in waiting_in(found) if one.item == item), None),
        "has_other": bool(people_who_sign(member, other_side(member.side))),
    }
    return render(request, "route/exempt.html", context, status=422 if form.errors else 200)


@member_view(Verb.PLAN)
@require_POST
def answer_exemption(request: LabRequest, pk: int, number: int) -> HttpResponse:
    """The other side confirms or refuses it, or who asked takes it back; `answer` says which."""
    found, _version = the_route(request, pk)
    asked = get_object_or_404(asked_of(request.member, found), pk=number)
    answer, told = request.POST.get("answer"), ""
    try:
        if answer == "confirm":
            exemptions.confirm(request.member, asked, reason=request.POST.get("reason", ""))
            told = _("De uitzondering geldt nu, met uw naam erbij.")
        elif answer == "refuse":
            exemptions.refuse(request.member, asked)
            told = _("U weigerde de uitzondering. De route blijft zoals die is.")
        elif answer == "withdraw":
            exemptions.withdraw(request.member, asked)
            told = _("Uw vraag is ingetrokken. De route blijft zoals die is.")
        else:
            raise Http404
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect("route_proof", request.member.lab.slug, pk)


@member_view(Verb.PLAN)
@require_POST
def require_again(request: LabRequest, pk: int, item: str) -> HttpResponse:
    found, version = the_route(request, pk)
    try:
        actions.require_again(request.member, found, item, seen=seen_by_form(request, version))
    except NotPossibleError as error:
        messages.error(request, why_not(request, found, read_version(version)[0], error))
    else:
        messages.success(request, _("De uitzondering is teruggenomen."))
    return redirect("route_proof", request.member.lab.slug, pk)
