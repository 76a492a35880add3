"""From a request to a membership: who asks, and in which lab."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

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
        Membership.objects.select_related("lab", "organisation", "person")
        .filter(person=person, lab__slug=lab, left_at=None)
        .first()
    )
    if member is None:
        raise Http404
    return member


def member_view(verb: Verb) -> Callable[[Callable[Concatenate[LabRequest, P], HttpResponseBase]], type_of_view]:
    """A page of a lab, for members who may do `verb`; it gets the membership with its request."""

    def decorate(view: Callable[Concatenate[LabRequest, P], HttpResponseBase]) -> type_of_view:
        @login_required
        @wraps(view)
        def checked(request: LabRequest, lab: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.member = membership_of(request.user, lab)
            require(request.member, verb)
            return view(request, *args, **kwargs)

        return checked

    return decorate
