"""The page of hours: what a route frees and where that goes, and what it takes in every year."""

from collections.abc import Mapping
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from hekloos.core.curriculum import Side
from hekloos.core.route.hours import all_freed
from hekloos.core.route.route import Given, Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.schools import as_in, schools_of
from hekloos.core.route.totals import Beside, YearTotal, beside_norm, in_all, totals
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.confirm_views import confirming
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_forms import GivenForm
from hekloos.web.route.plan_views import seen_by_form, the_route
from hekloos.web.route.plan_words import period

T = TypeVar("T")


@member_view(Verb.SEE)
def hours(request: LabRequest, pk: int) -> HttpResponse:
    """What is freed per school, year and period, guesses apart; what it is given to; and what every year takes."""
    found, version = the_route(request, pk)
    core, plan = read_version(version)
    form = GivenForm(core.calendar, request.POST or None)
    if request.method == "POST":
        require(request.member, Verb.PLAN)
        given = _given_after(request, core, form)
        if given is not None:
            try:
                actions.give(request.member, found, given, seen=seen_by_form(request, version))
            except NotPossibleError as error:
                if "remove" in request.POST:  # nothing was filled in that could be lost
                    messages.error(request, str(error))
                    return redirect("route_hours", request.member.lab.slug, pk)
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Bewaard."))
                return redirect("route_hours", request.member.lab.slug, pk)
    freed, spent = sum(one.hours.total for one in all_freed(core, plan)), sum(one.hours for one in core.given)
    each = {school: as_in(core, plan, school) for school in schools_of(core)}
    years_of = [(names, *years) for names, years in _alike({school: _years(*own) for school, own in each.items()})]
    norms = [beside.norm for *_rest, beside in years_of if beside]
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "form": form,
        "tables": [
            (names, *table) for names, table in _alike({school: _freed_table(*own) for school, own in each.items()})
        ],
        "given": [(number, one, period(core.calendar, one.slot)) for number, one in enumerate(core.given)],
        "freed": freed,
        "spent": spent,
        "over": max(0.0, spent - freed),
        "years_of": years_of,
        "norm_years": core.calendar.years,
        "has_norm": bool(norms),
        "has_unverified": any(not norm.is_verified for norm in norms),
        **confirming(request, core, plan),
    }
    return render(request, "route/hours.html", context, status=422 if form.is_bound else 200)


def _alike(each: Mapping[str, T]) -> list[tuple[str, T]]:
    """What schools have, with the names of those that have the same; no name where all have."""
    found: list[tuple[list[str], T]] = []
    for school, what in each.items():
        names = next((names for names, other in found if other == what), None)
        if names is None:
            found.append(([school], what))
        else:
            names.append(school)
    told = [get_text_list([name or _("de andere scholen") for name in names], _("en")) for names, _what in found]
    return [(capfirst(name) if len(found) > 1 else "", what) for name, (_names, what) in zip(told, found, strict=True)]


def _years(core: CoreRoute, plan: Plan) -> tuple[list[tuple[int, YearTotal]], YearTotal, Beside | None]:
    """Every year by the number that schools give it, all together, and what the law asks of a route so long."""
    found = totals(core, plan)
    numbered = [(one.year + core.calendar.first_year, one) for one in found]
    return numbered, in_all(found), beside_norm(core, plan, timezone.localdate())


def _given_after(request: LabRequest, core: CoreRoute, form: GivenForm) -> list[Given] | None:
    """The list with one added or taken away; None when the form is not right."""
    gone = request.POST.get("remove", "")
    if gone.isdecimal() and len(gone) < 6:
        return [one for number, one in enumerate(core.given) if number != int(gone)]
    if not form.is_valid():
        return None
    data = form.cleaned_data
    new = Given(title=data["title"], purpose=data["purpose"], slot=data["slot"], hours=data["hours"])
    return [*core.given, new]


def _freed_table(core: CoreRoute, plan: Plan) -> tuple[list[str], list[tuple[str, list[tuple[str, float]]]]]:
    """Sure hours and guessed ones of each side, per period in which anything is freed; no column without any."""
    words = {
        (Side.VMBO, False): _("Vmbo, zeker"),
        (Side.VMBO, True): _("Vmbo, geschat"),
        (Side.MBO, False): _("Mbo, zeker"),
        (Side.MBO, True): _("Mbo, geschat"),
    }
    sums: dict[int, dict[tuple[Side, bool], float]] = {}
    for one in all_freed(core, plan):
        kind = core.unit_by_id[one.unit].side, one.is_guess
        sums.setdefault(plan.slots[one.unit], dict.fromkeys(words, 0.0))[kind] += one.hours.total
    kinds = [kind for kind in words if any(row[kind] for row in sums.values())]
    named = {slot: [(words[kind], row[kind]) for kind in kinds] for slot, row in sorted(sums.items())}
    rows = [(period(core.calendar, slot), cells) for slot, cells in named.items()]
    return [words[kind] for kind in kinds], rows
