"""Pages of programmes: the list, bringing files in, what was read of them, and a programme itself."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hekloos.web.curriculum import actions, queries
from hekloos.web.curriculum.forms import BringForm, OwnerForm, SearchForm
from hekloos.web.curriculum.uploading import TOO_LARGE, WEB_LIMITS
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb, may

ITEMS = 100  # of a programme on a page


@member_view(Verb.SEE)
@require_safe
def programmes(request: LabRequest) -> HttpResponse:
    brings = may(request.member, Verb.BRING)
    context = {
        "section": "programmes",
        "frameworks": queries.frameworks_of(request.member),
        "uploads": queries.uploads_of(request.member) if brings else (),
        "form": BringForm() if brings else None,
    }
    return render(request, "curriculum/programmes.html", context)


@member_view(Verb.BRING)
@require_POST
def bring(request: LabRequest) -> HttpResponse:
    form = BringForm(request.POST, request.FILES)
    if request.META.get(TOO_LARGE):
        message = _("Dit is samen meer dan {limit} MB. Splits de bestanden, of lees ze een voor een in.")
        messages.error(request, message.format(limit=WEB_LIMITS.bytes // 1024**2))
        return redirect("programmes", request.member.lab.slug)
    if not form.is_valid():
        context = {
            "section": "programmes",
            "frameworks": queries.frameworks_of(request.member),
            "uploads": queries.uploads_of(request.member),
            "form": form,
        }
        return render(request, "curriculum/programmes.html", context, status=422)
    files = [(file.name or "", file.read()) for file in form.cleaned_data["documents"]]
    upload = actions.bring(request.member, files)
    return redirect("upload", request.member.lab.slug, upload.pk)


@member_view(Verb.BRING)
@require_safe
def upload(request: LabRequest, pk: int) -> HttpResponse:
    """While it is read a page that asks again; then what was read."""
    found = get_object_or_404(queries.uploads_of(request.member).defer(None), pk=pk)
    context = {"section": "programmes", "upload": found}
    if found.is_waiting:
        return render(request, "curriculum/reading.html", context)
    chosen = {
        number: _number(value) or None
        for number in range(len(found.content))
        if (value := request.GET.get(f"wordt-{number}")) is not None
    }
    context |= {
        "proposals": queries.proposals(request.member, found, chosen),
        "problems": queries.problems_of(found.problems),
        "owner_form": OwnerForm(request.member),
    }
    response = render(request, "curriculum/preview.html", context)
    if request.htmx and "wacht" in request.GET:  # it asked whether reading is done: the whole page is new
        response["HX-Refresh"] = "true"
    return response


@member_view(Verb.BRING)
@require_POST
def adopt(request: LabRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.uploads_of(request.member).defer(None), pk=pk)
    form = OwnerForm(request.member, request.POST)
    known = {framework.pk: framework for framework in queries.frameworks_of(request.member)}
    choices = [
        actions.Choice(
            number,
            known.get(_number(request.POST.get(f"wordt-{number}", ""))),
            request.POST.get(f"titel-{number}", ""),
        )
        for number in range(len(found.content))
        if request.POST.get(f"neem-{number}")
    ]
    try:
        versions = actions.adopt(
            request.member, found, choices, owner=form.cleaned_data["owner"] if form.is_valid() else None
        )
    except NotPossibleError as error:
        messages.error(request, str(error))
        return redirect("upload", request.member.lab.slug, pk)
    told = ngettext("{count} programma is overgenomen.", "{count} programma's zijn overgenomen.", len(versions))
    messages.success(request, told.format(count=len(versions)))
    if len(versions) == 1:
        return redirect("programme", request.member.lab.slug, versions[0].framework_id)
    return redirect("programmes", request.member.lab.slug)


def _number(text: str) -> int:
    """0 for what is no number; no row has that."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@member_view(Verb.BRING)
@require_POST
def discard(request: LabRequest, pk: int) -> HttpResponse:
    actions.discard(request.member, get_object_or_404(queries.uploads_of(request.member), pk=pk))
    messages.success(request, _("Het ingelezen bestand is weggegooid. Er is niets veranderd."))
    return redirect("programmes", request.member.lab.slug)


@member_view(Verb.SEE)
@require_safe
def programme(request: LabRequest, pk: int) -> HttpResponse:
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    version = framework.current
    groups = queries.groups_of(version) if version else []
    form = SearchForm(version.levels if version else [], groups, request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    items = (
        queries.lines_of(
            version, words=asked.get("zoek", ""), level=asked.get("niveau", ""), group=asked.get("onderdeel", "")
        )
        if version
        else []
    )
    context = {
        "section": "programmes",
        "framework": framework,
        "version": version,
        "versions": queries.versions_of(framework),
        "form": form,
        "page": Paginator(items, ITEMS).get_page(request.GET.get("pagina")),
        "is_searched": any(asked.values()),
    }
    return render(request, "curriculum/programme.html", context)


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
@require_POST
def remove(request: LabRequest, pk: int) -> HttpResponse:
    framework = get_object_or_404(queries.frameworks_of(request.member), pk=pk)
    actions.remove(request.member, framework)
    messages.success(
        request, _("{title} is weggehaald. Oordelen die erop rusten blijven bewaard.").format(title=framework)
    )
    return redirect("programmes", request.member.lab.slug)
