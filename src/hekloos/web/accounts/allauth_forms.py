"""Allauth's forms in our words. A password is asked for once: browsers and password managers show what was typed."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as socialaccount
from django import forms
from django.utils.translation import gettext_lazy as _

from hekloos.web.accounts.forms import PASSWORD_HELP

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
CODE_HELP = _("De zes cijfers uit uw app, of een van uw herstelcodes.")


def say(form: forms.Form, name: str, label: object, help_text: object = "", **attrs: str) -> None:
    """Ask for a field in our words, and never inside the field itself."""
    field = form.fields[name]
    field.label, field.help_text = str(label), str(help_text)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", _("E-mailadres"), autocomplete="username")
        say(self, "password", _("Wachtwoord"))
        say(self, "remember", _("Ingelogd blijven"), _("Doe dit niet op een computer die anderen ook gebruiken."))


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Wachtwoord"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Uw wachtwoord van nu"))
        say(self, "password1", _("Nieuw wachtwoord"), PASSWORD_HELP)


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password1", _("Nieuw wachtwoord"), PASSWORD_HELP)


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("E-mailadres"), _("Het adres waarmee u inlogt."))


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password1", _("Nieuw wachtwoord"), PASSWORD_HELP)


class AuthenticateForm(mfa.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"), CODE_HELP, **CODE)


class ReauthenticateByCodeForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code"), CODE_HELP, **CODE)


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", _("Code uit de app"), _("Zes cijfers, die elke halve minuut veranderen."), **CODE)


class AddKeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Naam van de sleutel"), _("Zodat u hem herkent als u er meer heeft."))


class EditKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", _("Naam van de sleutel"))


class SchoolSignupForm(socialaccount.SignupForm):  # type: ignore[misc]
    """For whoever's school gives no name. The address is of the school, so nobody may change it here."""

    name = forms.CharField(label=_("Uw naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("Uw e-mailadres"), _("Dit adres heeft uw school doorgegeven."))
        self.fields["email"].disabled = True
