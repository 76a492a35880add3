"""Choosing what to lay beside what."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hekloos.core.curriculum import Level, Side
from hekloos.web.curriculum.models import Framework, Item
from hekloos.web.curriculum.queries import groups_of_each
from hekloos.web.overlap.models import framework_of_part, part_name
from hekloos.web.ui.converters import LARGEST_ROW


class FrameworksField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def clean(self, value: Any) -> "QuerySet[Framework]":
        """A number that no row can have is a choice that is not there; a database cannot even look for it."""
        for number in value or ():
            if len(str(number)) > len(str(LARGEST_ROW)):
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": number})
        return super().clean(value)


class AskForm(forms.Form):
    left = FrameworksField(
        Framework.objects.none(),
        label=_("Van het vmbo"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens een programma van het vmbo.")},
    )
    right = FrameworksField(
        Framework.objects.none(),
        label=_("Van het mbo"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens een programma van het mbo.")},
    )
    levels = forms.MultipleChoiceField(
        label=_("Alleen deze niveaus"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=_("Alleen deze modules of kerntaken"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, frameworks: Sequence[Framework], data: Any = None, *, chosen: Collection[str] = ()) -> None:
        """`chosen` are programmes by the number of their row, as an address gives them."""
        wanted = [framework for framework in frameworks if str(framework.pk) in chosen]
        super().__init__(data, initial=_only_choice(frameworks) | _of_sides(wanted))
        known = Framework.objects.filter(pk__in=[framework.pk for framework in frameworks])
        self.fields["left"].queryset = known.filter(side=Side.VMBO)  # type: ignore[attr-defined]
        self.fields["right"].queryset = known.filter(side=Side.MBO)  # type: ignore[attr-defined]
        there = {level for framework in frameworks if framework.current for level in framework.current.levels}
        self.fields["levels"].choices = [(level.value, level.value) for level in Level if level.value in there]  # type: ignore[attr-defined]
        parts = groups_of_each([framework.current_id for framework in frameworks if framework.current_id])
        self.fields["groups"].choices = [  # type: ignore[attr-defined]
            (framework.title, [(part_name(framework.pk, item.key), _short(item)) for item in parts[version]])
            for framework in frameworks
            if (version := framework.current_id)
        ]
        self.titles = {framework.pk: framework.title for framework in frameworks}

    def clean(self) -> dict[str, Any]:
        """A part without its programme would be forgotten, and all of the others compared."""
        cleaned = super().clean() or {}
        chosen = {framework.pk for name in ("left", "right") for framework in cleaned.get(name, ())}
        named = {framework_of_part(part) for part in cleaned.get("groups", ())}
        for framework in sorted(named - chosen):
            told = _("U koos een onderdeel van {title}. Kies ook dat programma zelf, of laat het onderdeel weg.")
            self.add_error("groups", told.format(title=self.titles[framework]))
        return cleaned


def _short(item: Item) -> str:
    return f"{item.code} {item.text}".strip()[:90]


def _only_choice(frameworks: Sequence[Framework]) -> dict[str, list[int]]:
    """Where a side has one programme, that one is chosen."""
    return {name: keys for name, keys in _of_sides(frameworks).items() if len(keys) == 1}


def _of_sides(frameworks: Sequence[Framework]) -> dict[str, list[int]]:
    sides = {"left": Side.VMBO, "right": Side.MBO}
    found = {name: [f.pk for f in frameworks if f.side == side] for name, side in sides.items()}
    return {name: keys for name, keys in found.items() if keys}
