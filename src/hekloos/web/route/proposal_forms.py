"""What to ask of the solver."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hekloos.core.route.proposal import Wish
from hekloos.core.route.route import Route
from hekloos.web.route.models import WISHES
from hekloos.web.route.proposal_actions import SECONDS


class ProposeForm(forms.Form):
    wishes = forms.MultipleChoiceField(
        label=_("Wat wilt u het liefst?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies er gerust meer: u krijgt van elke wens een route, en kiest daarna."),
    )
    seconds = forms.TypedChoiceField(
        label=_("Hoe lang mag het zoeken per wens duren?"),
        coerce=int,
        choices=[(seconds, _("{count} seconden").format(count=seconds)) for seconds in SECONDS],
        initial=20,
    )

    def __init__(self, route: Route, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        can = [
            (wish, word) for wish, word in WISHES if route.limits.mbo_early or Wish(wish) is not Wish.EARLY_ACQUAINTANCE
        ]
        self.fields["wishes"].choices = can  # type: ignore[attr-defined]
        self.fields["wishes"].initial = [wish for wish, _word in can]
