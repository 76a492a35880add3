"""Pages for what went wrong: what it is, and what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Looks at nothing that was sent, since some of it cannot be read."""
    return HttpResponse(render_to_string("ui/bad_request.html"), status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/server_error.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _(
        "De pagina stond te lang open, of uw browser bewaart geen cookies. Ga terug, ververs, en probeer opnieuw."
    )
    return render(request, "ui/refused.html", {"message": message}, status=403)
