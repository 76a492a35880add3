"""Pages of what a route proves: every item with its place, and exceptions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import Cover, Proof, Way
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.route import RouteItem
from hekloos.core.route.wording import lack_sentence
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.labs.queries import people_of
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.plan_forms import ExemptForm
from hekloos.web.route.plan_views import seen_by_form, the_route
from hekloos.web.route.plan_words import period

A_PAGE = 60  # items


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
    page = Paginator(covers, A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "core": core,
        "schools": [name for name in proofs if name],
        "school": school if school in proofs else "",
        "holds": {name or _("de route"): one.holds for name, one in proofs.items()},
        "page": page,
        "rows": [_row(core, shown, cover) for cover in page],
        "groups": list(dict.fromkeys(item.group for item in core.items if item.group)),
        "group": group,
        "only": only,
        "count": len(shown.covers),
        "holes": len(shown.holes),
        "exemptions": [(core.item_by_key[one.item], one) for one in core.exemptions],
        "double": sum(cover.is_double for cover in shown.covers.values()),
    }
    return render(request, "route/proof.html", context)


def _wanted(item: RouteItem, cover: Cover, only: str, group: str) -> bool:
    if group and item.group != group:
        return False
    return {"gaten": cover.lack is not None, "dubbel": cover.is_double, "vrijgesteld": cover.is_exempt}.get(only, True)


def _row(core: CoreRoute, shown: Proof, cover: Cover) -> dict[str, object]:
    words = {Way.FULL: "", Way.PART: _("alleen wat overblijft"), Way.BY_THE_OTHER: _("bij de ander, want dubbel")}
    calendar = core.calendar
    could = [core.unit_by_id[unit] for hole in shown.holes if hole.item == cover.item for unit in hole.could[:4]]
    return {
        "item": core.item_by_key[cover.item],
        "cover": cover,
        "lack": lack_sentence(core, cover.item, cover.lack) if cover.lack else "",
        "could": [unit for unit in could if unit.id in core.unit_by_id],
        "treated": [
            (core.unit_by_id[one.unit], period(calendar, one.slot), words[one.way]) for one in cover.treated
        ],
        "assessed": [(core.unit_by_id[unit], period(calendar, slot)) for unit, slot in cover.assessed],
    }  # fmt: skip


@member_view(Verb.PLAN)
def exempt(request: LabRequest, pk: int, item: str) -> HttpResponse:
    """An item that need not be in this route, with why, and a name of each side."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    if item not in core.item_by_key:
        raise Http404
    members = list(people_of(request.member))
    names = {side: [str(one.person) for one in members if one.side == side.value] for side in Side}
    form = ExemptForm(names[Side.VMBO], names[Side.MBO], request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names_of_both = (data["vmbo_name"], data["mbo_name"])
        seen = seen_by_form(request, version)
        try:
            actions.exempt(request.member, found, item, reason=data["reason"], names=names_of_both, seen=seen)
        except NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("De uitzondering staat erin."))
            return redirect("route_proof", request.member.lab.slug, pk)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "form": form,
        "item": core.item_by_key[item],
        "can": all(names.values()),
    }
    return render(request, "route/exempt.html", context, status=422 if form.errors else 200)


@member_view(Verb.PLAN)
@require_POST
def require_again(request: LabRequest, pk: int, item: str) -> HttpResponse:
    found, version = the_route(request, pk)
    try:
        actions.require_again(request.member, found, item, seen=seen_by_form(request, version))
    except NotPossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De uitzondering is teruggenomen."))
    return redirect("route_proof", request.member.lab.slug, pk)
