"""Forms for programmes: bringing files, choosing what to adopt, and searching."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hekloos.core.curriculum import Framework, Level
from hekloos.web.curriculum.models import KINDS, SIDES, Item
from hekloos.web.labs.models import Membership, Organisation


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        chosen = list(data) if isinstance(data, (list, tuple)) else [data]
        if not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFilesField, self).clean(one, initial) for one in chosen]


class BringForm(forms.Form):
    documents = ManyFilesField(
        label=_("Bestanden"),
        help_text=_(
            "Een examenprogramma, kwalificatiedossier, OER, tabel (xlsx, ods, csv) of lesmateriaal (docx, pptx, pdf, "
            "md, txt). Samen hoogstens 32 MB; een zip mag ook."
        ),
        allow_empty_file=True,
        error_messages={"required": _("Kies een of meer bestanden.")},
    )


class WhatForm(forms.Form):
    """What a new programme is, filled with what Hekloos took it for."""

    soort = forms.ChoiceField(label=_("Wat is het?"), choices=KINDS)
    kant = forms.ChoiceField(label=_("Van welke kant?"), choices=SIDES)

    def __init__(self, number: int, read: Framework, sent: QueryDict) -> None:
        """`sent` may be of a moment at which this was to become a version of a known programme."""
        super().__init__(
            sent if f"{number}-kant" in sent else None,
            prefix=str(number),
            initial={"soort": read.kind.value, "kant": read.side.value},
        )


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Van wie is het?"),
        help_text=_(
            "Wie van deze organisatie is, mag de naam veranderen en een eerdere versie weer in gebruik nemen. "
            "Wie het leerlab regelt, mag dat altijd."
        ),
        required=False,
        empty_label=_("landelijk, van niemand"),
    )

    def __init__(self, member: Membership, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial or {"owner": member.organisation_id if member.side else None})
        self.fields["owner"].queryset = Organisation.objects.filter(labs=member.lab_id)  # type: ignore[attr-defined]


class RenameForm(OwnerForm):
    title = forms.CharField(label=_("Naam"), max_length=300)
    field_order = ("title", "owner")


class SearchForm(forms.Form):
    """Which items of a programme are shown; everything stands in the address of the page."""

    zoek = forms.CharField(label=_("Zoek"), max_length=100, required=False)
    niveau = forms.ChoiceField(label=_("Niveau"), required=False)
    onderdeel = forms.ChoiceField(label=_("Module of kerntaak"), required=False)

    def __init__(self, levels: list[str], groups: list[Item], data: Any) -> None:
        super().__init__(data)
        shown = [level for level in Level if level.value in levels]
        self.fields["niveau"].choices = [("", _("alle")), *((level.value, level.value) for level in shown)]  # type: ignore[attr-defined]
        self.fields["onderdeel"].choices = [  # type: ignore[attr-defined]
            ("", _("alle")),
            *((item.key, f"{item.code} {item.text}".strip()[:80]) for item in groups),
        ]
