"""Pages of programmes: the list, bringing files in, what was read of them, and a programme itself."""

from collections.abc import Mapping
from typing import TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hekloos.core.curriculum import FrameworkKind, Side
from hekloos.web.curriculum import actions, queries
from hekloos.web.curriculum.forms import BringForm, OwnerForm, RenameForm, SearchForm, WhatForm
from hekloos.web.curriculum.models import KINDS, Upload
from hekloos.web.curriculum.uploading import TOO_LARGE, too_large
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.ui.confirming import confirm
from hekloos.web.ui.panels import links_of

Word = TypeVar("Word", Side, FrameworkKind)
ITEMS = 100  # of a programme on a page
FEW = 4  # programmes in one file: so many are not all meant


@member_view(Verb.SEE)
@require_safe
def programmes(request: LabRequest) -> HttpResponse:
    return _render_programmes(request, BringForm() if may(request.member, Verb.BRING) else None)


def _render_programmes(request: LabRequest, form: BringForm | None, *, status: int = 200) -> HttpResponse:
    frameworks = list(queries.frameworks_of(request.member))
    uploads = list(queries.uploads_of(request.member)) if form else []
    context = {
        "section": "programmes",
        "frameworks": frameworks,
        "can_compare": {framework.side for framework in frameworks} == set(Side),
        "uploads": [
            (_("Wordt nog gelezen"), [one for one in uploads if one.is_waiting]),
            (_("Ingelezen, nog niet overgenomen"), [one for one in uploads if one.found and not one.is_waiting]),
            (_("Niet te lezen"), [one for one in uploads if one.is_unreadable]),
        ],
        "form": form,
    }
    return render(request, "curriculum/programmes.html", context, status=status)


@member_view(Verb.BRING)
@require_POST
def bring(request: LabRequest) -> HttpResponse:
    form = BringForm(request.POST, request.FILES)
    if request.META.get(TOO_LARGE):
        messages.error(request, too_large())
        return redirect("programmes", request.member.lab.slug)
    if not form.is_valid():
        return _render_programmes(request, form, status=422)
    files = [(file.name or "", file.read()) for file in form.cleaned_data["documents"]]
    try:
        upload = actions.bring(request.member, files)
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("programmes", request.member.lab.slug)
    return redirect("upload", request.member.lab.slug, upload.pk)


@member_view(Verb.BRING)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: LabRequest, pk: int) -> HttpResponse:
    """While it is read a page that asks again; then what was read. POST looks again, with what was filled in."""
    found = get_object_or_404(queries.every_upload_of(request.member), pk=pk)
    if found.adopted_at or found.discarded_at:
        told = (
            _("Wat in {name} stond, is al overgenomen.")
            if found.adopted_at
            else _("Wat in {name} stond, is weggegooid.")
        )
        messages.info(request, told.format(name=found))
        return redirect("programmes", request.member.lab.slug)
    context = {"section": "programmes", "upload": found}
    if found.is_waiting:
        return render(request, "curriculum/reading.html", context)
    return _render_preview(request, found)


def _render_preview(request: LabRequest, found: Upload) -> HttpResponse:
    filled_in = request.POST
    chosen = {
        number: _number(value) or None
        for number in range(found.found)
        if (value := filled_in.get(f"wordt-{number}")) is not None
    }
    proposals = queries.proposals(request.member, found, chosen)
    context = {
        "section": "programmes",
        "upload": found,
        "proposals": proposals,
        "shown": [_shown(proposal, filled_in, takes=len(proposals) < FEW) for proposal in proposals],
        "can_adopt": any(not proposal.is_known for proposal in proposals),
        "has_new": any(proposal.follows is None for proposal in proposals),
        "problems": queries.problems_of(found.problems),
        "owner_form": OwnerForm(request.member, filled_in or None),
        "bring_form": BringForm(),
        "may_discard": found.by_id == request.member.person_id or may(request.member, Verb.ARRANGE),
    }
    response = render(request, "curriculum/preview.html", context)
    if request.htmx and "wacht" in request.GET:  # it asked whether reading is done: the whole page is new
        response["HX-Refresh"] = "true"
    return response


def _shown(proposal: queries.Proposal, filled_in: QueryDict, *, takes: bool) -> Mapping[str, object]:
    """A programme that was read, with what was filled in for it or else what Hekloos makes of it."""
    number, read = proposal.number, proposal.framework
    form = WhatForm(number, read, filled_in)
    return {
        "proposal": proposal,
        "title": filled_in.get(f"titel-{number}") or read.title,
        "is_taken": f"neem-{number}" in filled_in if filled_in else takes,
        "what_form": form,
        "guess": dict(KINDS)[read.kind],
        "side": proposal.follows.side if proposal.follows else form["kant"].value(),
    }


@member_view(Verb.BRING)
@require_POST
def adopt(request: LabRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.every_upload_of(request.member), pk=pk)
    form = OwnerForm(request.member, request.POST)
    owner = form.cleaned_data["owner"] if form.is_valid() else None
    try:
        versions = actions.adopt(request.member, found, _choices(request, found), owner=owner)
    except NotPossibleError as error:
        messages.error(request, str(error))
        found.refresh_from_db()
        if found.adopted_at or found.discarded_at or found.is_waiting:
            return redirect("upload", request.member.lab.slug, pk)
        return _render_preview(request, found)  # with all that was filled in
    told = ngettext("{count} programma is overgenomen.", "{count} programma's zijn overgenomen.", len(versions))
    messages.success(request, told.format(count=len(versions)))
    if len(versions) == 1:
        return redirect("programme", request.member.lab.slug, versions[0].framework_id)
    return redirect("programmes", request.member.lab.slug)


def _choices(request: LabRequest, found: Upload) -> list[actions.Choice]:
    """What was chosen on the preview, by the number of each programme in the upload."""
    known = {str(framework.pk): framework for framework in queries.frameworks_of(request.member)}
    sent = request.POST
    if any((target := sent.get(f"wordt-{number}")) and target not in known for number in range(found.found)):
        raise NotPossibleError(_("Een programma dat u koos is intussen weg. Kijk opnieuw wat u wilt overnemen."))
    taken = [number for number in range(found.found) if sent.get(f"neem-{number}")]
    return [
        actions.Choice(
            number,
            known.get(sent.get(f"wordt-{number}", "")),
            title=sent.get(f"titel-{number}", ""),
            side=_one_of(Side, sent.get(f"{number}-kant")),
            kind=_one_of(FrameworkKind, sent.get(f"{number}-soort")),
            against=_number(sent.get(f"tegen-{number}", "")),
        )
        for number in taken
    ]


def _one_of(words: type[Word], said: str | None) -> Word | None:
    """Raises NotPossibleError for a word that is not one of these."""
    if said is None:
        return None
    if said not in list(words):
        raise NotPossibleError(_("Kies wat het is, en van welke kant, uit de lijst."))
    return words(said)


def _number(text: str) -> int:
    """0 for what is no number; no row has that."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@member_view(Verb.BRING)
def discard(request: LabRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.uploads_of(request.member), pk=pk)
    if request.method != "POST":
        question = _("Gooit u {name} weg?").format(name=found)
        back = reverse("upload", args=[request.member.lab.slug, pk])
        happens = _("Wat Hekloos daaruit las, gaat weg. Uw programma's veranderen niet.")
        return confirm(request, question, happens, section="programmes", back=back)
    actions.discard(request.member, found)
    messages.success(request, _("Wat was ingelezen, is weggegooid. Er is niets veranderd."))
    return redirect("programmes", request.member.lab.slug)


@member_view(Verb.SEE)
@require_safe
def programme(request: LabRequest, pk: int) -> HttpResponse:
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    versions = list(queries.versions_of(framework))
    asked_version = _number(request.GET.get("versie", ""))
    version = next((v for v in versions if v.number == asked_version), framework.current)
    groups = queries.groups_of(version) if version else []
    form = SearchForm(version.levels if version else [], groups, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = {"words": asked.get("zoek", ""), "level": asked.get("niveau", ""), "group": asked.get("onderdeel", "")}
    items = queries.lines_of(version, **found) if version else []
    page = Paginator(items, ITEMS).get_page(request.GET.get("pagina"))
    links = links_of("programme", (request.member, version), list(page))
    context = {
        "section": "programmes",
        "framework": framework,
        "subject": (request.member, framework),
        "version": version,
        "versions": versions,
        "form": form,
        "page": page,
        "lines": [(item, links.of.get(item.pk) if links else None) for item in page],
        "links": links,
        "is_searched": any(asked.values()),
        "has_say": actions.has_say(request.member, framework),
    }
    return render(request, "curriculum/programme.html", context)


@member_view(Verb.BRING)
def rename(request: LabRequest, pk: int) -> HttpResponse:
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    if not actions.has_say(request.member, framework):
        raise Http404
    initial = {"title": framework.title, "owner": framework.owner_id}
    form = RenameForm(request.member, request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        actions.rename(request.member, framework, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("programme", request.member.lab.slug, pk)
    return render(request, "curriculum/rename.html", {"section": "programmes", "framework": framework, "form": form})


@member_view(Verb.BRING)
@require_POST
def use_again(request: LabRequest, pk: int, number: int) -> HttpResponse:
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    version = get_object_or_404(queries.versions_of(framework), number=number)
    actions.use_again(request.member, version)
    messages.success(request, _("Versie {number} is weer in gebruik.").format(number=number))
    return redirect("programme", request.member.lab.slug, pk)


@member_view(Verb.SEE)
@require_safe
def changes(request: LabRequest, pk: int, number: int) -> HttpResponse:
    """What a version changed against the one before it."""
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    version = get_object_or_404(queries.versions_of(framework).select_related("framework"), number=number)
    before, found = queries.changes_of(version)
    context = {
        "section": "programmes",
        "framework": framework,
        "version": version,
        "before": before,
        "changes": found,
        "problems": queries.problems_of(version.problems),
    }
    return render(request, "curriculum/changes.html", context)


@member_view(Verb.ARRANGE)
def remove(request: LabRequest, pk: int) -> HttpResponse:
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    if request.method != "POST":
        question = _("Haalt u {title} weg?").format(title=framework)
        back = reverse("programme", args=[request.member.lab.slug, pk])
        happens = _("Niemand ziet het programma dan nog. Oordelen die erop rusten, blijven bewaard.")
        return confirm(request, question, happens, section="programmes", back=back)
    actions.remove(request.member, framework)
    messages.success(request, _("{title} is weggehaald.").format(title=framework))
    return redirect("programmes", request.member.lab.slug)
