"""Planning a meeting, deciding at the table, and typing in what stands on cards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hekloos.core.curriculum import Relation, Side
from hekloos.web.curriculum.models import Item
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.overlap.models import RELATIONS, part_name
from hekloos.web.review.actions import Said
from hekloos.web.review.forms import VerdictForm
from hekloos.web.review.meetings import Plan

ORDER = [relation for relation, _word in RELATIONS]  # 1 to 4 on keys and cards
DIGITS = {Relation(relation): str(number) for number, relation in enumerate(ORDER, start=1)}


@dataclass(frozen=True, slots=True)
class Part:
    """A module or core task that a meeting can be about, with how many of its pairs there are to talk about."""

    item: Item
    pairs: int

    @property
    def name(self) -> str:
        return part_name(self.item.version.framework_id, self.item.key)

    def __str__(self) -> str:
        told = ngettext("{name} ({count} paar)", "{name} ({count} paren)", self.pairs)
        return told.format(name=str(self.item)[:90], count=self.pairs)


class MeetingForm(forms.Form):
    title = forms.CharField(
        label=_("Waar gaat de bijeenkomst over?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: lassen op het vmbo en het mbo"),
    )
    on = forms.DateField(label=_("Wanneer?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    parts = forms.MultipleChoiceField(
        label=_("Welke modules en kerntaken?"),
        help_text=_(
            "Begin klein: een module is genoeg voor een middag. Kiest u van beide kanten iets, dan gaat het over "
            "de paren ertussen. Kiest u niets, dan gaat het over alles. Tussen haakjes staat hoeveel paren er nog te "
            "bespreken zijn: wat waarschijnlijk overlapt en nog niet is afgesproken."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.MultipleChoiceField(label=_("Wie zitten er aan tafel?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, people: Sequence[Membership], groups: Sequence[Part], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.known = {str(member.person_id): member.person for member in people}
        chosen: Any = self.fields["people"]
        chosen.choices = [(title, list(map(_named, some))) for title, some in _seats(people) if some]
        parts: dict[str, list[tuple[str, str]]] = {}
        for part in groups:
            parts.setdefault(part.item.version.title, []).append((part.name, str(part)))
        self.fields["parts"].choices = list(parts.items())  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate

    def plan(self) -> Plan:
        """What was filled in. Only for a valid form."""
        data = self.cleaned_data
        people = [self.known[number] for number in data["people"]]
        return Plan(title=data["title"], on=data["on"], parts=data["parts"], people=people)


def _named(member: Membership) -> tuple[str, str]:
    return str(member.person_id), f"{member.person}, {member.organisation}"


def _seats(people: Sequence[Membership]) -> Iterator[tuple[object, list[Membership]]]:
    """Who judges, by side; and who may come along."""
    yield _("Van het vmbo, oordeelt mee"), judging(people, Side.VMBO)
    yield _("Van het mbo, oordeelt mee"), judging(people, Side.MBO)
    yield _("Erbij, zonder te oordelen"), [member for member in people if not may(member, Verb.JUDGE)]


def judging(people: Sequence[Membership], side: Side) -> list[Membership]:
    return [member for member in people if member.side == side.value and may(member, Verb.JUDGE)]


def _of_somebody(label: Any, people: Sequence[Membership]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(str(member.pk), str(member.person)) for member in people])


class DecisionForm(VerdictForm):
    """What the table decided: the same verdict for a teacher of each side."""

    def __init__(self, people: Sequence[Membership], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {str(member.pk): member for member in people}
        self.fields["vmbo"] = _of_somebody(_("Wie spreekt voor het vmbo?"), judging(people, Side.VMBO))
        self.fields["mbo"] = _of_somebody(_("Wie spreekt voor het mbo?"), judging(people, Side.MBO))

    def of_both(self) -> dict[Membership, Said]:
        """What each of both says. Only for a valid form."""
        what = self.said()
        return {self.people[self.cleaned_data["vmbo"]]: what, self.people[self.cleaned_data["mbo"]]: what}


class CardsForm(forms.Form):
    """What one person wrote on cards: for every pair, by its number, 1 to 4 or nothing, and the texts of the card.

    `known` is what is stored of this person already; only what is another digit is written down.
    """

    def __init__(self, known: Mapping[int, Relation | None], *args: Any) -> None:
        super().__init__(*args)
        self.known = {pair: DIGITS[relation] if relation else "" for pair, relation in known.items()}
        self.fields["stroke"] = forms.UUIDField(widget=forms.HiddenInput)
        for pair, digit in self.known.items():
            self.fields[f"card-{pair}"] = forms.RegexField(
                r"^[1-4]$",
                required=False,
                max_length=1,
                initial=digit,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "digit"}),
                error_messages={"invalid": _("Kies 1, 2, 3 of 4, of laat het vak leeg.")},
            )

    def clean(self) -> dict[str, Any]:
        """A card that does not belong here any more would be forgotten."""
        cleaned = super().clean() or {}
        sent = {name for name, value in self.data.items() if name.startswith("card-") and value}
        if not sent <= set(self.fields):
            text = _("De bijeenkomst gaat intussen over een ander deel. Open deze pagina opnieuw; er is niets bewaard.")
            raise forms.ValidationError(text)
        return cleaned

    def written(self) -> dict[int, tuple[Said, tuple[str, str]]]:
        """By pair what was written, and the digests of the texts that stood beside it. Only for a valid form."""
        found = {}
        for pair, digit in self.known.items():
            value = self.cleaned_data.get(f"card-{pair}", "")
            if value and value != digit:
                left, _space, right = str(self.data.get(f"texts-{pair}", "")).partition(" ")
                found[pair] = Said(Relation(ORDER[int(value) - 1])), (left, right)
        return found
