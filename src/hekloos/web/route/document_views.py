"""The page that says what can be taken along of a route, and the files."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.permissions import Verb
from hekloos.web.route.plan_convert import prove_version
from hekloos.web.route.plan_documents import FORMS, document_of, file_name
from hekloos.web.route.plan_views import the_route


@member_view(Verb.SEE)
@require_safe
def documents(request: LabRequest, pk: int) -> HttpResponse:
    found, version = the_route(request, pk)
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "files": [(form, *told, file_name(version, form)) for form, told in _words().items()],
        "json_name": file_name(version, "json"),
        "map_url": reverse("route", args=[request.member.lab.slug, pk]),
        "holes": sum(len(proof.holes) for proof in prove_version(version).values()),
    }
    return render(request, "route/documents.html", context)


def _words() -> dict[str, tuple[str, str, str]]:
    """By form: its title, what it is for, and what the link says."""
    return {
        "pdf": (
            _("Het document"),
            _(
                "Om te lezen en op te hangen: de kaart op A3, alle blokken, wat korter wordt en waarom, en het bewijs. "
                "Ook voor wie met een schermlezer leest."
            ),
            _("Haal de pdf op"),
        ),
        "docx": (
            _("Voor de overeenkomst"),
            _(
                "Een Word-bestand met wat de route al weet, vakken om samen in te vullen, en een blad voor PTA en OER. "
                "Een eigen opzet, geen officieel format."
            ),
            _("Haal het Word-bestand op"),
        ),
        "xlsx": (
            _("Om te plannen"),
            _(
                "Een werkblad met blokken, uren, paren, uitzonderingen en wat er per jaar af is, om te filteren en te "
                "tellen."
            ),
            _("Haal het werkblad op"),
        ),
        "json": (
            _("De hele route"),
            _("Alles wat nodig is om het bewijs na te rekenen, of om de route elders verder te gebruiken."),
            _("Haal de route op"),
        ),
        "oeapi": (
            _("Voor een cursuscatalogus"),
            _("De route, de blokken en de leeruitkomsten in de woorden van OEAPI 6, voor uw studentinformatiesysteem."),
            _("Haal het OEAPI-bestand op"),
        ),
        "case": (
            _("Voor een skillsraamwerk"),
            _("De programma's, de blokken en wat er dubbel is als CASE 1.1, voor programma's die dat lezen."),
            _("Haal het CASE-bestand op"),
        ),
    }


@member_view(Verb.SEE)
@require_safe
def document(request: LabRequest, pk: int, form: str) -> HttpResponse:
    """Raises Http404 for a form that there is not."""
    if form not in FORMS:
        raise Http404
    _found, version = the_route(request, pk)
    content = document_of(request.member, version, form)
    disposition = content_disposition_header(as_attachment=True, filename=file_name(version, form))
    headers = {"Content-Disposition": str(disposition)}
    return HttpResponse(content, content_type=FORMS[form].content_type, headers=headers)
