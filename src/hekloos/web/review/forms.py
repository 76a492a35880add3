"""Choosing pairs, and judging one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.core.report.content import Group
from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.labs.queries import people_ever
from hekloos.web.overlap.models import RELATIONS
from hekloos.web.review.actions import SAID, Said
from hekloos.web.review.choosing import DISPUTED, MINE, NOT_BY_ME
from hekloos.web.review.models import TakenUpBy
from hekloos.web.review.queries import Seen

STATES = [
    (State.OPEN.value, _("nog niemand oordeelde")),
    (State.WAITS_FOR_VMBO.value, _("wacht op vmbo")),
    (State.WAITS_FOR_MBO.value, _("wacht op mbo")),
    (State.DIFFERS.value, _("verschilt")),
    (State.AGREED.value, _("eens")),
    (State.CHANGED.value, _("tekst is veranderd")),
]


def in_words(counted: Mapping[State, int]) -> list[tuple[str, str, int]]:
    """State, its words and how many pairs are in it, for the states that occur."""
    return [(value, str(word), counted[State(value)]) for value, word in STATES if counted[State(value)]]


MEANINGS = {
    Relation.SAME.value: _("wie dit op het vmbo leerde, kan al (bijna) alles wat het mbo hier vraagt"),
    Relation.BUILDS_ON.value: _("het mbo vraagt meer, maar kan beginnen bij wat de leerling al kent"),
    Relation.RELATED.value: _("hetzelfde onderwerp, maar de les wordt er niet korter van"),
    Relation.NONE.value: _("ze hebben niets gemeen"),
}


class PairFilterForm(forms.Form):
    """Which pairs of a comparison are shown; everything stands in the address of the page."""

    verband = forms.ChoiceField(
        label=_("Wat Hekloos denkt"),
        required=False,
        choices=[("", _("alle")), ("overlap", _("dubbel of bouwt voort")), *RELATIONS],
    )
    kans = forms.ChoiceField(
        label=_("Kans op overlap vanaf"),
        required=False,
        choices=[("", _("alle")), *((str(n), f"{n} %") for n in (30, 50, 70, 90))],
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("alle")),
            (MINE, _("ligt voor mij klaar")),
            (NOT_BY_ME, _("nog niet door mij beoordeeld")),
            *STATES,
            (DISPUTED, _("eens, maar iemand denkt er anders over")),
        ],
    )
    afspraak = forms.ChoiceField(
        label=_("Wat is afgesproken"),
        required=False,
        choices=[("", _("maakt niet uit")), ("overlap", _("dubbel of bouwt voort")), *RELATIONS],
    )
    vmbo = forms.TypedChoiceField(label=_("Vmbo-module"), required=False, coerce=int, empty_value=None)
    mbo = forms.TypedChoiceField(label=_("Mbo-kerntaak"), required=False, coerce=int, empty_value=None)
    wie = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Beoordeeld door"),
        required=False,
        empty_label=_("maakt niet uit"),
    )
    volgorde = forms.ChoiceField(
        label=_("Volgorde"), required=False, choices=[("", _("van het programma")), ("kans", _("hoogste kans eerst"))]
    )
    zoek = forms.CharField(label=_("Zoek"), required=False, max_length=100)

    def __init__(self, member: Membership, groups: Sequence[Sequence[Group]], data: Any) -> None:
        super().__init__(data)
        for name, side in zip(("vmbo", "mbo"), groups, strict=True):
            named = [(group.id, group.name[:80]) for group in side if group.id]
            self.fields[name].choices = [("", _("alle")), *named]  # type: ignore[attr-defined]
        if not may(member, Verb.JUDGE):
            state: Any = self.fields["stand"]
            state.choices = [choice for choice in state.choices if choice[0] not in (MINE, NOT_BY_ME)]
        self.fields["wie"].queryset = people_ever(member)  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    relation = forms.ChoiceField(choices=RELATIONS)
    reason = forms.CharField(label=_("Waarom?"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    remainder = forms.CharField(
        label=_("Wat blijft er over?"),
        help_text=_("Alleen bij bouwt voort: wat moet het mbo nog leren?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    taken_up_by = forms.ChoiceField(
        label=_("Wie pakt dat op?"), required=False, choices=[("", _("nog niet afgesproken")), *TakenUpBy.choices]
    )
    left_digest = forms.CharField(widget=forms.HiddenInput, max_length=32)
    right_digest = forms.CharField(widget=forms.HiddenInput, max_length=32)
    stroke = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def digests(self) -> tuple[str, str]:
        """Of the texts that were on the screen. Only for a valid form."""
        return self.cleaned_data["left_digest"], self.cleaned_data["right_digest"]

    def said(self) -> Said:
        """What was filled in. Only for a valid form."""
        data = self.cleaned_data
        return Said(Relation(data["relation"]), data["reason"], data["remainder"], data["taken_up_by"])


def said_before(seen: Seen) -> dict[str, Any]:
    """What the form starts with: what the reader said before, also of the text that it was then."""
    said = seen.own or seen.earlier
    return {name: getattr(said, name) for name in SAID} if said else {}
