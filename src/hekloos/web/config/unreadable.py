"""Requests that nobody can read: they are told so, with everything around it that other answers get.

Django takes the encoding of a request from its content type, also when that is none of text (`charset=hex`), and may
read the address with it while the request is made. What goes wrong then does so before the first middleware, where
nothing of the site can answer any more. So such a request comes in without its content type, and with a mark.
"""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponseBase

UNREADABLE = "hekloos.unreadable"  # in `request.META`
OF_TEXT = {"utf-8", "ascii", "iso8859-1", "cp1252"}  # by Python's names; forms and JSON are in the first

type_of_application = Callable[[dict[str, Any], Any], Iterable[bytes]]
type_of_view = Callable[[HttpRequest], HttpResponseBase]


class Readable:
    """The site as a web server calls it."""

    def __init__(self, application: type_of_application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not _is_readable(environ):
            environ = {**environ, "CONTENT_TYPE": "", UNREADABLE: True}
        return self.application(environ, start_response)


def _is_readable(environ: dict[str, Any]) -> bool:
    try:
        request = WSGIRequest(dict(environ))  # which changes what it is made of
        return codecs.lookup(request.encoding or "utf-8").name in OF_TEXT
    except (LookupError, ValueError, SuspiciousOperation):  # ValueError: UnicodeError is one
        return False


def refuse_unreadable(get_response: type_of_view) -> type_of_view:
    """Middleware that lets nothing look at a request with the mark."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.META.get(UNREADABLE):
            raise BadRequest("the content type or the address cannot be read")
        return get_response(request)

    return middleware
