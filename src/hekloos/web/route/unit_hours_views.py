"""A page to fill in the hours of many units at once: what a school knows better than the guess it began with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.curriculum import Side
from hekloos.core.route.changing import PutUnit
from hekloos.core.route.units import Hours, Unit
from hekloos.web.labs.access import LabRequest, member_view
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb
from hekloos.web.route import plan_actions as actions
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_forms import HoursField
from hekloos.web.route.plan_views import seen_by_form, the_route

A_PAGE = 40  # units
KINDS = ("guided", "practice", "self_study")


class UnitHoursForm(forms.Form):
    """Three numbers for each unit, and whether they are still a guess."""

    def __init__(self, units: Sequence[Unit], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.units = units
        labels = (
            _("Uren met een docent van {title}"),
            _("Uren praktijk van {title}"),
            _("Uren zelfstandig van {title}"),
        )
        for unit in units:
            for kind, label, hours in zip(KINDS, labels, unit.hours.each, strict=True):
                self.fields[f"{kind}-{unit.id}"] = HoursField(initial=hours, label=label.format(title=unit.title))
            guess = _("De uren van {title} zijn een schatting").format(title=unit.title)
            self.fields[f"guessed-{unit.id}"] = forms.BooleanField(required=False, initial=unit.guessed, label=guess)
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = field.label
            if not name.startswith("guessed-"):
                field.widget.attrs["class"] = "hours-of"

    def rows(self) -> Iterator[tuple[Unit, list[forms.BoundField], forms.BoundField]]:
        for unit in self.units:
            yield unit, [self[f"{kind}-{unit.id}"] for kind in KINDS], self[f"guessed-{unit.id}"]

    def changed_units(self) -> list[Unit]:
        """As they would be; hours that somebody filled in are no guess any more. Only for a valid form."""
        changed = []
        for unit in self.units:
            hours = Hours(**{kind: self.cleaned_data[f"{kind}-{unit.id}"] for kind in KINDS})
            guessed = self.cleaned_data[f"guessed-{unit.id}"] and hours == unit.hours
            if (hours, guessed) != (unit.hours, unit.guessed):
                changed.append(replace(unit, hours=hours, guessed=guessed))
        return changed


@member_view(Verb.PLAN)
def unit_hours(request: LabRequest, pk: int) -> HttpResponse:
    """Hours of the units of one side, or of all, a page at a time; what is changed is stored in one go."""
    found, version = the_route(request, pk)
    core, _plan = read_version(version)
    side = request.GET.get("kant", "")
    there = [unit for unit in core.units if side not in list(Side) or unit.side == side]
    page = Paginator(there, A_PAGE).get_page(request.GET.get("pagina"))
    form = UnitHoursForm(list(page), request.POST or None)
    if request.method == "POST" and form.is_valid() and _store(request, found, form, seen_by_form(request, version)):
        return redirect(request.get_full_path())
    context = {
        "section": "routes",
        "route": found,
        "version": version,
        "page": page,
        "form": form,
        "side": side,
        "sides": [("", _("alles")), (Side.VMBO.value, _("vmbo")), (Side.MBO.value, _("mbo"))],
        "guessed": sum(unit.guessed for unit in there),
    }
    return render(request, "route/unit_hours.html", context, status=422 if form.errors else 200)


def _store(request: LabRequest, found: Route, form: UnitHoursForm, seen: int) -> bool:
    """Whether it is as the form says now. What could not be done stands above the form."""
    units = form.changed_units()
    if not units:
        messages.success(request, _("Er is niets veranderd."))
        return True
    told = ngettext("{count} blok", "{count} blokken", len(units)).format(count=len(units))
    touched = [unit.id for unit in units]
    try:
        actions.edit(
            request.member, found, *map(PutUnit, units), seen=seen, what="route.unit_hours", detail=told,
            touched=touched,
        )  # fmt: skip
    except NotPossibleError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("De uren van {units} zijn bewaard.").format(units=told))
    return True
