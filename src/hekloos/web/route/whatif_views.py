"""The page where people try what would become of a route; looking changes nothing."""

from dataclasses import dataclass
from hashlib import blake2b

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import plan_whatif as whatif
from hekloos.web.route.models import RouteVersion
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_views import the_route
from hekloos.web.route.plan_whatif import Options
from hekloos.web.route.plan_whatif_words import show

ASKED = ("onderdeel", "niveau", "school", "programma")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, as a title and a sentence, and the route as it would be."""

    title: str
    told: str
    after: whatif.type_of_both


@member_view(Verb.SEE)
@require_safe
def what_if(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    options = whatif.options_of(version)
    answer = _answer(request, version, options)
    outcomes = whatif.outcomes(version, answer.after) if answer else ()
    wanted = request.GET.get("voor", "")
    shown = next((one for one in outcomes if one.school == wanted), outcomes[0] if outcomes else None)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "options": options,
        "groups": [(_mark(*one), one[1]) for one in options.groups],
        "asked": request.GET,
        "units_url": reverse("route_units", args=[request.member.lab.slug, pk]),
        "is_unknown": not answer and any(request.GET.get(name) for name in ASKED),
        "answer": answer,
        "schools": [one.school for one in outcomes],
        "shown": shown and show(shown),
        "hidden": [(name, request.GET[name]) for name in ASKED if request.GET.get(name)],
    }
    return render(request, "route/what_if.html", context)


def _mark(programme: str, group: str) -> str:
    """Short, and the same as long as the group is."""
    return blake2b(f"{programme}\n{group}".encode(), digest_size=5).hexdigest()


def _answer(request: LabRequest, version: RouteVersion, options: Options) -> Answer | None:
    """The first thing that was asked and can be; None when there is none."""
    asked = {name: request.GET.get(name, "") for name in ASKED}
    for programme, group in options.groups:
        if _mark(programme, group) == asked["onderdeel"]:
            told = _("Wat erbij hoort vervalt, en de blokken worden zoveel korter.")
            return Answer(_("Zonder {name}").format(name=group), told, whatif.without_group(version, programme, group))
    if asked["niveau"] in options.levels:
        level = asked["niveau"]
        told = _("Alleen wat voor dit niveau bedoeld is blijft over. Wat geen niveau noemt, is voor iedereen.")
        return Answer(_("Alleen {level}").format(level=level), told, whatif.at_level(version, level))
    if asked["school"] in options.schools:
        school = asked["school"]
        units = sum(unit.school == school for unit in read_version(version)[0].units)
        told = _("De blokken van deze school ({count}) gaan mee. Wat moet, blijft: u ziet wie het kan overnemen.")
        after = whatif.without_school(version, school)
        return Answer(_("Zonder {name}").format(name=school), told.format(count=units), after)
    for newest in options.newer:
        if str(newest.pk) == asked["programma"]:
            told = _("Wat u afsprak over teksten die nu anders zijn, telt niet meer mee tot u het opnieuw afspreekt.")
            title = _("Met versie {number} van {name}").format(number=newest.number, name=newest.framework)
            return Answer(title, told, whatif.with_newest(request.member, version, newest))
    return None
