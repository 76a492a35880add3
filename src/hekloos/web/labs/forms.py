"""Forms of a lab: what it is, who takes part, and who is invited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import organisations_to_invite_for
from hekloos.web.labs.models import Kind, Lab, Line, Membership, Organisation, Role, Start
from hekloos.web.labs.permissions import roles_to_give
from hekloos.web.labs.queries import people_ever


class LabForm(forms.ModelForm[Lab]):
    line = forms.ChoiceField(
        label=_("Welke lijn?"),
        help_text=_("Samenwerking: elkaar leren kennen. Doorlopende leerroute: samen een programma maken."),
        choices=Line.choices,
        widget=forms.RadioSelect,
    )
    start = forms.ChoiceField(label=_("Hoe begon het?"), choices=Start.choices, widget=forms.RadioSelect)

    class Meta:
        model = Lab
        fields = ("name", "line", "start")
        labels = {"name": _("Naam van het leerlab")}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if Lab.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Er is al een leerlab met deze naam. Kies een andere."))
        return name


class NewLabForm(LabForm):
    organisation = forms.CharField(label=_("Uw organisatie"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor organisatie is dat?"), choices=Kind.choices, widget=forms.RadioSelect)
    role = forms.ChoiceField(
        label=_("Uw rol"), choices=[(r.value, r.label) for r in (Role.PROJECT_LEADER, Role.FACILITATOR)]
    )


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("Naam"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor organisatie is het?"), choices=Kind.choices)


class InvitationForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Namens wie"), empty_label=_("kies"))
    role = forms.ChoiceField(
        label=_("Als wat"),
        help_text=_(
            "Een docent, teamleider of projectleider van een school oordeelt. Een projectleider en procesbegeleider "
            "regelen alles. De anderen kijken mee."
        ),
    )
    for_whom = forms.CharField(
        label=_("Voor wie"), max_length=120, help_text=_("Een naam, zodat u ziet wie de uitnodiging al gebruikte.")
    )

    def __init__(self, member: Membership, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        organisations = organisations_to_invite_for(member)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["role"].choices = [(r.value, r.label) for r in roles_to_give(member)]  # type: ignore[attr-defined]


class LogFilterForm(forms.Form):
    """What of the log is shown; everything stands in the address of the page."""

    wie = forms.ModelChoiceField(Person.objects.none(), label=_("Wie"), required=False, empty_label=_("iedereen"))
    vanaf = forms.DateField(label=_("Vanaf"), required=False, widget=forms.DateInput({"type": "date"}))
    tot = forms.DateField(label=_("Tot en met"), required=False, widget=forms.DateInput({"type": "date"}))
    zoek = forms.CharField(label=_("Zoek"), max_length=100, required=False)

    def __init__(self, member: Membership, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["wie"].queryset = people_ever(member)  # type: ignore[attr-defined]
