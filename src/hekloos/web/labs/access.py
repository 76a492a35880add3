"""From a request to a membership: who asks, and in which lab."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require

P = ParamSpec("P")
type_of_view = Callable[..., HttpResponseBase]


class LabRequest(HttpRequest):
    """A request of somebody in a lab; templates find the membership as `request.member`."""

    user: Person
    member: Membership
    htmx: Any


def membership_of(person: Person, lab: str) -> Membership:
    """Raises Http404 when somebody is not in this lab, or there is no such lab."""
    member = (
        Membership.objects.select_related("lab", "organisation")
        .filter(person=person, lab__slug=lab, left_at=None)
        .order_by()
        .first()
    )
    if member is None:
        raise Http404
    member.person = person
    return member


METHOD_NOT_ALLOWED = 405


def _to_login(request: LabRequest, lab: str) -> HttpResponse:
    """To log in, and then back to the page: that of a form when it was sent, since what it sends to is no page."""
    back = request.get_full_path()
    if request.method != "GET" or request.htmx:
        page = urlsplit(request.headers.get("Referer", ""))
        is_ours = page.netloc == request.get_host()
        back = f"{page.path}?{page.query}" if is_ours and page.query else page.path if is_ours else f"/lab/{lab}/"
    to_login = redirect_to_login(back)
    if request.htmx:  # a part of a page cannot show the login
        return HttpResponse(headers={"HX-Redirect": to_login.url})
    return to_login


def member_view(verb: Verb) -> Callable[[Callable[Concatenate[LabRequest, P], HttpResponseBase]], type_of_view]:
    """A page of a lab, for members who may do `verb`; it gets the membership with its request."""

    def decorate(view: Callable[Concatenate[LabRequest, P], HttpResponseBase]) -> type_of_view:
        @wraps(view)
        def checked(request: LabRequest, lab: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_login(request, lab)
            request.member = membership_of(request.user, lab)
            require(request.member, verb)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)  # the next person at a computer of the school sees nothing of it
            if response.status_code == METHOD_NOT_ALLOWED and request.method == "GET":
                return redirect("lab", lab)  # somebody opened the address of a form by itself
            return response

        return checked

    return decorate
