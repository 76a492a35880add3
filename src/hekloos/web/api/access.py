"""Who calls: the person of a token, and in a lab a member who may do what is called.

This comes before anything of the call is read, so that who has no rights hears 404 whatever was sent.
"""

from django.http import HttpRequest
from ninja.security import HttpBearer

from hekloos.web.accounts.models import Person
from hekloos.web.accounts.tokens import person_of
from hekloos.web.labs.access import membership_of
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require


class PersonRequest(HttpRequest):
    auth: Person


class MemberRequest(HttpRequest):
    auth: Membership


class Token(HttpBearer):
    """`Authorization: Bearer hekloos_...`. Calls get the person as `request.auth`; with a verb, the membership."""

    def __init__(self, verb: Verb | None = None) -> None:
        super().__init__()
        self.verb = verb

    def authenticate(self, request: HttpRequest, token: str) -> Person | Membership | None:
        """Raises Http404 when the person is not in the lab, or may not do this."""
        person = person_of(token)
        if person is None or self.verb is None or request.resolver_match is None:
            return person
        member = membership_of(person, request.resolver_match.kwargs["lab"])
        require(member, self.verb)
        return member
