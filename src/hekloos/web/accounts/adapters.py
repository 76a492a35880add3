"""How allauth makes people: only by invitation, and at the first start of a site."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hekloos.web.accounts.models import Person

INVITED = "invited_email"  # in the session: who follows an invitation may log in with the school account for it


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """People have no name to log in with but their address."""


class SchoolLoginAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Log in with the account of the school: of somebody who is known by that address, or who follows an invitation."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        email = (sociallogin.user.email or "").lower()
        verified = any(address.email.lower() == email and address.verified for address in sociallogin.email_addresses)
        person = Person.objects.filter(email=email, is_active=True).first() if email and verified else None
        if person is not None:
            sociallogin.connect(request, person)
        elif not self.is_open_for_signup(request, sociallogin):
            message = _(
                "U bent nog niet uitgenodigd met {email}. Vraag de projectleider van uw leerlab om een uitnodiging."
            )
            messages.error(request, message.format(email=email or _("dit account")))
            raise ImmediateHttpResponse(redirect("account_login"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return bool(request.session.get(INVITED))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        person.email = person.email.lower()
        person.name = data.get("name") or f"{data.get('first_name', '')} {data.get('last_name', '')}".strip()
        return person
