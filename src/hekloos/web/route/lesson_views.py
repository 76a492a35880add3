"""Pages of units out of lesson material: bringing files, and choosing what each lesson becomes."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hekloos.core.curriculum import Side
from hekloos.core.route.lesson_changes import BroughtIn
from hekloos.core.route.route import Route as CoreRoute
from hekloos.web.curriculum.queries import problems_of
from hekloos.web.curriculum.uploading import TOO_LARGE, too_large
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import lesson_actions as actions
from hekloos.web.route.lesson_forms import BringLessonsForm, LessonForm, lesson_forms, names_of, pages_of
from hekloos.web.route.linking import why_not
from hekloos.web.route.models import LessonReading, Route, RouteVersion
from hekloos.web.route.models.lessons import from_data
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_queries import lesson_readings_of
from hekloos.web.route.plan_views import seen_by_form, the_route

MOST_NAMED = 40  # items that no lesson treats, by name
PAGE, GIVES = "blad", "geeft"


@member_view(Verb.PLAN)
def bring(request: LabRequest, pk: int) -> HttpResponse:
    """Choose files; what was brought before and still waits stands below."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    is_sent = request.method == "POST"
    form = BringLessonsForm(core.calendar, request.member, *((request.POST, request.FILES) if is_sent else ()))
    if request.META.get(TOO_LARGE):
        form.is_valid()
        form.errors["documents"] = form.error_class([too_large()])
    elif is_sent and form.is_valid():
        files = [(file.name or "", file.read()) for file in form.cleaned_data["documents"]]
        try:
            reading = actions.bring(request.member, found, files, form.asked())
        except NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("lessons", request.member.lab.slug, pk, reading.pk)
    there = lesson_readings_of(request.member, found).filter(adopted_at=None, discarded_at=None)
    context = {"section": "routes", "route": found, "version": version, "form": form, "readings": there}
    return render(request, "route/bring_lessons.html", context, status=422 if form.errors else 200)


def _reading(request: LabRequest, route: Route, number: int) -> LessonReading:
    return get_object_or_404(lesson_readings_of(request.member, route).defer(None), pk=number)


@member_view(Verb.PLAN)
def lessons(request: LabRequest, pk: int, number: int) -> HttpResponse:
    """While it is read a page that asks again; then every lesson, with what it would become."""
    found, version = the_route(request, pk)
    reading = _reading(request, found, number)
    if reading.adopted_at or reading.discarded_at:
        told = _("Deze lessen staan al in de route.") if reading.adopted_at else _("Wat was ingelezen, is weggegooid.")
        messages.info(request, told)
        return redirect("route_units", request.member.lab.slug, pk)
    context = {"section": "routes", "route": found, "version": version, "reading": reading}
    if reading.is_waiting:
        return render(request, "route/reading_lessons.html", context)
    if reading.is_unreadable:
        context |= {"problems": problems_of(reading.problems)}
        return _instead_of_waiting(request, render(request, "route/no_lessons.html", context))
    if request.method == "POST":
        return _filled_in(request, found, version, reading)
    return _preview(request, found, version, reading, at=_number(request.GET.get(PAGE)))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 1


def _forms(core: CoreRoute, reading: LessonReading) -> list[LessonForm]:
    """Items that left the route meanwhile are no choice any more."""
    units = [from_data(data) for data in reading.content]
    known = [replace(u, items=tuple(one for one in u.items if one.item in core.item_by_key)) for u in units]
    return lesson_forms(known, core, Side(reading.side), reading.choices)


def _preview(
    request: LabRequest, found: Route, version: RouteVersion, reading: LessonReading, *, at: int, status: int = 200
) -> HttpResponse:
    core, _plan = read_version(version)
    every = _forms(core, reading)
    pages = pages_of(every)
    at = min(max(1, at), len(pages))
    shown = {one.item for lesson in every for one in lesson.unit.items if one.is_sure}
    left = [item for item in core.items if item.side.value == reading.side and item.key not in shown]
    is_last = at == len(pages)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "reading": reading,
        "lessons": pages[at - 1],
        "wrong": [lesson for lesson in pages[at - 1] if lesson.is_wrong],
        "count": len(every),
        "at": at,
        "pages": len(pages),
        "is_last": is_last,
        "gives": reading.choices.get(GIVES, ["on"]) == ["on"],
        "problems": problems_of(reading.problems) if at == 1 else (),
        "left": left[:MOST_NAMED] if is_last else (),
        "left_count": len(left),
        "more_left": max(0, len(left) - MOST_NAMED),
    }
    return _instead_of_waiting(request, render(request, "route/lessons.html", context, status=status))


def _instead_of_waiting(request: LabRequest, response: HttpResponse) -> HttpResponse:
    """To a page that asks whether reading is done, all of this is new."""
    if request.htmx and "wacht" in request.GET:
        response["HX-Refresh"] = "true"
    return response


def _filled_in(request: LabRequest, found: Route, version: RouteVersion, reading: LessonReading) -> HttpResponse:
    """Keep what was filled in, whatever is wrong with it; then another page, or the units into the route."""
    core, _plan = read_version(version)
    at = _number(request.POST.get(PAGE))
    try:
        actions.save(request.member, reading, _choices(request.POST, reading))
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("route_units", request.member.lab.slug, found.pk)
    reading.refresh_from_db()
    goes_to = request.POST.get("naar", "")
    if goes_to != "klaar":
        messages.success(request, _("Bewaard. Er is nog niets veranderd aan de route."))
        address = reverse("lessons", args=[request.member.lab.slug, found.pk, reading.pk])
        return redirect(f"{address}?{PAGE}={_number(goes_to)}")
    every = _forms(core, reading)
    wrong = [number for number, page in enumerate(pages_of(every), start=1) if any(one.is_wrong for one in page)]
    if wrong:
        return _preview(request, found, version, reading, at=at if at in wrong else wrong[0], status=422)
    chosen = [lesson.chosen() for lesson in every if lesson["make"].value() and lesson.is_valid()]
    gives = reading.choices.get(GIVES, ["on"]) == ["on"]
    seen = seen_by_form(request, version)
    try:
        brought = actions.adopt(request.member, reading, chosen, giving_up=gives, seen=seen)
    except NotPossibleError as error:
        messages.error(request, why_not(request, found, core, error))
        return _preview(request, found, version, reading, at=at, status=422)
    messages.success(request, " ".join(_told(len(chosen), brought)))
    if empty := sum(not one.treats for one in chosen):
        told = ngettext(
            "{count} blok behandelt nog niets. Open het en kies wat het behandelt, anders telt het nergens mee.",
            "{count} blokken behandelen nog niets. Open ze en kies wat ze behandelen, anders tellen ze nergens mee.",
            empty,
        )
        messages.warning(request, told.format(count=empty))
    return redirect("route_units", request.member.lab.slug, found.pk)


def _choices(sent: QueryDict, reading: LessonReading) -> dict[str, list[str]]:
    """Of the lessons that were on the page: what was not ticked is not sent, and counts as well."""
    there = [number for number in range(reading.found) if f"les{number}-title" in sent]
    found = {name: sent.getlist(name) for number in there for name in names_of(number)}
    if f"{GIVES}-getoond" in sent:
        found[GIVES] = ["on"] if GIVES in sent else []
    return found


def _told(count: int, brought: BroughtIn) -> Sequence[str]:
    """What happened."""
    shrunk, gone, later, kept = (len(x) for x in (brought.shrunk, brought.gone, brought.later, brought.kept))
    split = len(brought.split)
    sentences = [
        (count, ngettext("Er staat {count} blok bij.", "Er staan {count} blokken bij.", count)),
        (shrunk, ngettext("{count} geschat blok doet nu minder.", "{count} geschatte blokken doen nu minder.", shrunk)),
        (
            later,
            ngettext(
                "{count} daarvan staat later, want het toetst pas na de lessen.",
                "{count} daarvan staan later, want ze toetsen pas na de lessen.",
                later,
            ),
        ),
        (gone, ngettext("{count} geschat blok is weg.", "{count} geschatte blokken zijn weg.", gone)),
        (
            split,
            ngettext(
                "De andere scholen houden {count} daarvan zoals het was.",
                "De andere scholen houden er {count} zoals ze waren.",
                split,
            ),
        ),
        (
            kept,
            ngettext(
                "{count} onderdeel bleef ook in het oude blok, anders raakte het zijn plek of toets kwijt.",
                "{count} onderdelen bleven ook in hun oude blok, anders raakten ze hun plek of toets kwijt.",
                kept,
            ),
        ),
        (1, _("Terug kan bij Geschiedenis.")),
    ]
    return [sentence.format(count=number) for number, sentence in sentences if number]


@member_view(Verb.PLAN)
@require_POST
def discard(request: LabRequest, pk: int, number: int) -> HttpResponse:
    found, _version = the_route(request, pk)
    actions.discard(request.member, _reading(request, found, number))
    messages.success(request, _("Wat was ingelezen, is weggegooid. Er is niets veranderd."))
    return redirect("bring_lessons", request.member.lab.slug, pk)
