"""What went wrong, as problem+json (RFC 9457): Dutch sentences that say what to do now."""

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.signals import got_request_exception
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from hekloos.web.curriculum.uploading import TOO_LARGE
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.ui import errors as pages

CONTENT_TYPE = "application/problem+json"
MOST_ERRORS = 100  # in one answer
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
logger = logging.getLogger(__name__)


class FieldProblem(BaseModel):
    """What is wrong with one value; `field` is its name, with dots and numbers for what stands inside others."""

    field: str
    detail: str


class Problem(BaseModel):
    """RFC 9457. `detail` is a Dutch sentence for people; `errors` is empty unless values were wrong (422)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]


class NotValidError(Exception):
    """Values that only the lab can tell to be wrong: by name, each with Dutch sentences."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(errors)
        self.errors = errors

    @classmethod
    def of(cls, form: BaseForm) -> "NotValidError":
        return cls({name: [str(error) for error in errors] for name, errors in form.errors.items()})


class TooLargeError(Exception):
    """More was sent than is taken in."""


def problem(status: int, detail: str, errors: Sequence[FieldProblem] = ()) -> HttpResponse:
    title = HTTPStatus(status).phrase
    told = Problem(type="about:blank", title=title, status=status, detail=detail, errors=list(errors))
    return HttpResponse(json.dumps(told.model_dump()), status=status, content_type=CONTENT_TYPE)


def add_handlers(api: NinjaAPI) -> None:
    """Let every error of a call come out as a problem."""
    handlers: dict[type[Exception], Any] = {
        AuthenticationError: _not_known,
        Http404: _not_there,
        NotPossibleError: _not_possible,
        ValidationError: _not_valid,
        NotValidError: _not_valid_here,
        HttpError: _refused,
        **dict.fromkeys((TooLargeError, *TOO_MUCH), _too_large),
        **dict.fromkeys((BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError), _unreadable),
        Exception: _failed,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses before any call or page is reached: a problem for programs, a page for people."""
    if not request.path_info.startswith("/api/"):
        return pages.bad_request(request, exception)
    return _too_large(request, exception) if isinstance(exception, TOO_MUCH) else _unreadable(request, exception)


def _not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    message = _("Er is geen geldig token meegestuurd. Maak er een bij uw account, en stuur het mee als Bearer-token.")
    response = problem(401, message)
    response["WWW-Authenticate"] = "Bearer"
    return response


def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, _("Dit is er niet, of u mag er niet bij. Kijk het adres en de nummers na."))


def _not_possible(request: HttpRequest, error: NotPossibleError) -> HttpResponse:
    return problem(409, str(error))


def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 429:
        return problem(429, _("U vraagt te veel achter elkaar. Wacht even, en probeer het dan opnieuw."))
    return _unreadable(request, error)


def _unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(400, _("Wat u stuurde is niet te lezen. Stuur JSON in UTF-8, en bestanden als formulier."))


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(413, _("Dit is te veel in één keer. Splits het, en stuur de delen één voor één."))


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Told to whoever runs the site, and not to the caller."""
    got_request_exception.send(sender=None, request=request)
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, _("Er ging iets mis aan onze kant. Probeer het later opnieuw, of vraag het de beheerder."))


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if request.META.get(TOO_LARGE):  # the files are missing since they were left out
        return _too_large(request, error)
    told = error.errors[:MOST_ERRORS]
    return _wrong_values([FieldProblem(field=_field(found["loc"]), detail=_sentence(found)) for found in told])


def _not_valid_here(request: HttpRequest, error: NotValidError) -> HttpResponse:
    return _wrong_values(
        [FieldProblem(field=name, detail=detail) for name, details in error.errors.items() for detail in details]
    )


def _wrong_values(errors: Sequence[FieldProblem]) -> HttpResponse:
    return problem(422, _("Niet alle waarden kloppen. Verbeter wat hieronder staat, en probeer het opnieuw."), errors)


def _field(place: Sequence[str | int]) -> str:
    """A body is one value of a call, whose own name says nothing to who calls."""
    inside = place[2:] if place[0] == "body" else place[1:]
    return ".".join(str(part)[:100] for part in inside) or str(place[0])


def _sentence(found: Mapping[str, Any]) -> str:
    limits = found.get("ctx", {})
    kind = str(found["type"])
    sentences = {
        "missing": _("Dit ontbreekt. Vul het in."),
        "extra_forbidden": _("Dit veld is niet bekend. Laat het weg, of verbeter de naam."),
        "string_too_long": _("Dit is te lang: hoogstens {limit} tekens.").format(limit=limits.get("max_length")),
        "string_too_short": _("Dit is leeg. Vul het in."),
        "string_pattern_mismatch": _("Hier staan tekens in die niet mogen, of het is leeg. Verbeter de tekst."),
        "string_unicode": _("Dit is geen tekst in UTF-8. Verbeter de tekst."),
        "too_long": _("Dit zijn er te veel: hoogstens {limit}.").format(limit=limits.get("max_length")),
        "too_short": _("Dit zijn er te weinig: minstens {limit}.").format(limit=limits.get("min_length")),
        "greater_than_equal": _("Dit is te klein: minstens {limit}.").format(limit=limits.get("ge")),
        "less_than_equal": _("Dit is te groot: hoogstens {limit}.").format(limit=limits.get("le")),
    }
    if kind in {"enum", "literal_error"}:
        return _("Dit kan niet. Kies uit {choices}.").format(choices=limits.get("expected"))
    return sentences.get(kind) or _("Dit is niet de goede soort waarde. Kijk in de beschrijving wat hier hoort.")
