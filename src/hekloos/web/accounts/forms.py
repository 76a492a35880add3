"""Forms of people: their name, address and password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hekloos.web.accounts.models import Person

PASSWORD_HELP = _("Minstens 10 tekens. Een zin van een paar woorden is het makkelijkst te onthouden.")


def new_password() -> forms.CharField:
    """What is typed is kept as it is: the form to log in takes no spaces away either."""
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(label=_("Wachtwoord"), help_text=PASSWORD_HELP, strip=False, widget=widget)


class NewPersonForm(forms.Form):
    name = forms.CharField(label=_("Uw naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"), help_text=_("Hiermee logt u in."), widget=forms.EmailInput({"autocomplete": "email"})
    )
    password = new_password()

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Person.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Met dit adres is al iemand bekend. Log in om verder te gaan."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            try:
                validate_password(password, Person(email=cleaned.get("email", ""), name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def save(self, *, is_superuser: bool = False) -> Person:
        data = self.cleaned_data
        return Person.objects.create_user(
            data["email"], data["password"], name=data["name"].strip(), is_superuser=is_superuser
        )


class NewPasswordForm(forms.Form):
    """A new password for somebody who is known already."""

    password = new_password()

    def __init__(self, person: Person, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password


class NameForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ("name",)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Waarvoor is het?"), max_length=80, help_text=_("Bijvoorbeeld: rooster van de school.")
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, auto_id="token_%s")  # type: ignore[arg-type]  # its page asks for another name as well


class SearchForm(forms.Form):
    zoek = forms.CharField(label=_("Zoek op naam of e-mailadres"), max_length=100, required=False)
