"""The question how far the route runs, one part at a time."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hekloos.web.route.models import EXTENTS
from hekloos.web.route.models.scope import school_year
from hekloos.web.ui.converters import LARGEST_ROW

YEARS_AHEAD = 6
FIRST_MONTH = 8  # of a school year


class ExtentForm(forms.Form):
    extent = forms.ChoiceField(
        label=_("Tot hoever loopt onze route?"),
        choices=EXTENTS,
        error_messages={"required": _("Kies een van de drie.")},
    )
    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ROW)


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("Waarom tot daar?"),
        help_text=_("Een of twee zinnen zijn genoeg. Wat heeft een leerling eraan? Wat kan uw school waarmaken?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


class ForWhomForm(forms.Form):
    for_whom = forms.CharField(
        label=_("Voor wie is de route?"),
        help_text=_("Noem groepen, geen namen. Bijvoorbeeld: BB en KB techniek, naar niveau 2 en 3."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )


class FromYearForm(forms.Form):
    from_year = forms.TypedChoiceField(
        label=_("Vanaf welk schooljaar?"),
        help_text=_("Een route maakt u niet in één jaar. Kies een jaar waarin het echt kan."),
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        first = this_school_year()
        years = {*range(first, first + YEARS_AHEAD + 1), *filter(None, [self.initial.get("from_year")])}
        self.fields["from_year"].choices = [(year, school_year(year)) for year in sorted(years)]  # type: ignore[attr-defined]


class TakeOverForm(forms.Form):
    why = forms.CharField(
        label=_("Waarom staat uw school hierachter?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    after = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_ROW, widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    answer = forms.IntegerField(min_value=0, max_value=LARGEST_ROW)


def this_school_year() -> int:
    """The year in which the school year of today began."""
    today = timezone.localdate()
    return today.year if today.month >= FIRST_MONTH else today.year - 1
