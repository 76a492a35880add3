"""How allauth logs people in: who becomes a person, and what it says to them."""

from typing import Any, ClassVar, NoReturn
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hekloos.web.accounts.actions import prove_address
from hekloos.web.accounts.models import Person

INVITED = "invited"  # in the session of whoever opened an invitation that can still be used

WRONG_CODE = gettext_lazy("Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en probeer het opnieuw.")
WRONG_PASSWORD = gettext_lazy("Dit wachtwoord klopt niet.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Met dit account kunt u niet meer inloggen."),
        "email_password_mismatch": gettext_lazy("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
        "email_taken": gettext_lazy("Met dit adres is al iemand bekend. Log in om verder te gaan."),
        "enter_current_password": WRONG_PASSWORD,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": WRONG_PASSWORD,
        "invalid_login": gettext_lazy("Hiermee kunt u niet inloggen."),
        "invalid_password_reset": gettext_lazy("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "too_many_login_attempts": gettext_lazy(
            "Dit ging te vaak fout. Wacht vijf minuten en probeer het dan opnieuw."
        ),
        "rate_limited": gettext_lazy("Dit ging te vaak achter elkaar. Wacht vijf minuten en probeer het dan opnieuw."),
    }
    ways_to_confirm: ClassVar[dict[str, object]] = {
        "reauthenticate": gettext_lazy("Met uw wachtwoord"),
        "mfa_reauthenticate": gettext_lazy("Met een code"),
        "mfa_reauthenticate:webauthn": gettext_lazy("Met een beveiligingssleutel"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """People have no name to log in with but their address."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": str(self.ways_to_confirm[way["id"]])} for way in ways]

    def forget_failures(self, request: HttpRequest, person: Person) -> None:
        """Whoever has a new password need not wait for the wrong ones before it."""
        self._delete_login_attempts_cached_email(request, email=person.email)


class SchoolLoginAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Log in with the account of the school: of somebody who is known by that address, or who follows an invitation.

    Only an address that the school vouches for counts: else anybody could write the address of a colleague in the
    account of a school, and so become that colleague here.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(redirect("account"))  # there is no page to connect accounts at
        if sociallogin.is_existing:
            return
        email = _proved_address(sociallogin)
        if not email:
            self._refuse_unproved(request, sociallogin)
        person = Person.objects.filter(email=email).first()
        if person is not None:
            self._connect(request, sociallogin, person)
        elif not self.is_open_for_signup(request, sociallogin):
            self._refuse_unknown(request, email)

    def _connect(self, request: HttpRequest, sociallogin: SocialLogin, person: Person) -> None:
        if person.is_active and prove_address(person):
            told = _(
                "Vanaf nu logt u in met uw school. Uw oude wachtwoord en tokens werken niet meer. "
                "Een nieuw wachtwoord kiest u bij uw account."
            )
            messages.warning(request, told)
        sociallogin.connect(request, person)

    def _refuse_unproved(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        if self.is_open_for_signup(request, sociallogin):
            told = _("Uw school bevestigt uw e-mailadres niet. Maak hieronder een account met een wachtwoord.")
            _refuse(request, told, sociallogin.state["next"])
        _refuse(request, _("Uw school bevestigt uw e-mailadres niet. Log in met uw wachtwoord."))

    def _refuse_unknown(self, request: HttpRequest, email: str) -> NoReturn:
        if request.session.get(INVITED):
            _refuse(request, _("Open eerst de link van uw uitnodiging nog eens. Log daar in met uw school."))
        told = _("U bent nog niet uitgenodigd met {email}. Vraag de projectleider van uw leerlab om een uitnodiging.")
        _refuse(request, told.format(email=email))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever opened an invitation, and goes back to it: there the new person joins the lab."""
        return bool(request.session.get(INVITED)) and _is_invitation(sociallogin.state.get("next") or "")

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """A school that gives no name makes us ask for it."""
        return bool(sociallogin.user.name)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, str]) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        name = data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        person.name = name.strip()[:120]
        return person

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        if form is not None:
            sociallogin.user.name = form.cleaned_data["name"]
        person: Person = super().save_user(request, sociallogin, form)
        return person


def _proved_address(sociallogin: SocialLogin) -> str:
    """The address of the account, when the school says that it is theirs; else empty."""
    email = (sociallogin.user.email or "").lower()
    proved = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
    return email if email in proved else ""


def _is_invitation(address: str) -> bool:
    try:
        return resolve(urlsplit(address).path).url_name == "invitation"
    except Resolver404:
        return False


def _refuse(request: HttpRequest, told: str, place: str = "account_login") -> NoReturn:
    messages.error(request, told)
    raise ImmediateHttpResponse(redirect(place))


class TwoStepsAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, object]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("Dit kunt u niet uitzetten."),
        "cannot_generate_recovery_codes": gettext_lazy("Zet eerst inloggen in twee stappen aan."),
        "incorrect_code": WRONG_CODE,
    }

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Sleutel {number}").format(number=number)
