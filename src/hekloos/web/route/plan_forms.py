"""What a route asks for: its periods and limits, one unit, an exception, and what freed hours are given to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hekloos.core.curriculum import Side
from hekloos.core.route.route import Calendar, Deviation, Limits, Purpose, Route
from hekloos.core.route.units import QUARTER, Hours, Unit
from hekloos.web.curriculum.models import SIDES
from hekloos.web.route.plan_actions import Frame
from hekloos.web.route.plan_words import hours, period, purpose_words

MOST_HOURS = 10_000


class HoursField(forms.DecimalField):
    """A number of hours, also with a comma; up to whole quarters."""

    def __init__(self, **options: Any) -> None:
        options = {"min_value": 0, "max_value": MOST_HOURS, "max_digits": 7, "decimal_places": 2, **options}
        super().__init__(localize=False, **options)
        self.widget.attrs["step"] = "0.25"

    def prepare_value(self, value: Any) -> Any:
        """12 and not 12.0."""
        return f"{value:g}" if isinstance(value, float) else value

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> float | None:
        number = super().clean(value)
        return None if number is None else round(float(number) / QUARTER) * QUARTER


class FrameForm(forms.Form):
    title = forms.CharField(label=_("Hoe heet de route?"), max_length=120)
    first_year = forms.IntegerField(label=_("In welk leerjaar begint de route?"), min_value=1, max_value=6, initial=3)
    vmbo_years = forms.IntegerField(
        label=_("Hoeveel jaren horen bij het vmbo (de vo-fase)?"), min_value=0, max_value=6, initial=2
    )
    years = forms.IntegerField(
        label=_("Hoeveel jaren duurt de route in totaal?"), min_value=1, max_value=8, initial=4,
        help_text=_("Bijvoorbeeld 4: leerjaar 3 en 4 van het vmbo, en twee jaar mbo."),
    )  # fmt: skip
    periods = forms.IntegerField(label=_("Hoeveel perioden heeft een jaar?"), min_value=1, max_value=8, initial=4)
    exam_year = forms.IntegerField(
        label=_("Na hoeveel jaar van de route is het vmbo-examen klaar?"), min_value=1, max_value=8, initial=2,
        help_text=_("In een gemelde route mag het examen over drie jaren gespreid worden. Dan vult u hier 3 in."),
    )  # fmt: skip
    hours_per_period = HoursField(
        label=_("Hoeveel uren passen er in een periode?"), required=False,
        help_text=_("Les en praktijk van een leerling, in dit profielvak en deze opleiding samen. Leeg: geen grens."),
    )  # fmt: skip
    vmbo_hours_per_period = HoursField(
        label=_("Hoeveel uren passen er in een periode van de vo-fase?"), required=False,
        help_text=_("Daar heeft een leerling meer andere vakken. Leeg: evenveel als in andere perioden."),
    )  # fmt: skip
    hours_per_year = HoursField(label=_("Hoeveel uren passen er in een jaar?"), required=False)
    mbo_early = forms.BooleanField(
        label=_("Mbo-onderdelen mogen al in de vo-fase"), required=False,
        help_text=_("Alleen in een doorlopende leerroute die is gemeld. Zie de pagina over hoe ver de route loopt."),
    )  # fmt: skip
    early_hours = HoursField(
        label=_("Na hoeveel uren mbo in de vo-fase kennen leerlingen het mbo genoeg?"), required=False, initial=80,
        help_text=_("Een voorstel voor vroeg kennismaken zet niet meer mbo naar voren dan dit."),
    )  # fmt: skip
    shortening = forms.IntegerField(
        label=_("Hoeveel procent korter wordt iets als de ander een deel al deed?"), min_value=10, max_value=90,
        initial=50,
        help_text=_(
            "Zoveel procent gaat af van het deel van een blok dat bij dit onderdeel hoort. Nooit meer uren dan de "
            "andere kant aan hetzelfde besteedt. Zulke uren zijn geschat tot de school ze bevestigt."
        ),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        years = data.get("years")
        if years and (data.get("vmbo_years") or 0) > years:
            self.add_error("vmbo_years", _("Dit is meer dan de hele route. Vul een kleiner getal in."))
        if years and (data.get("exam_year") or 1) > years:
            self.add_error("exam_year", _("Dit is na het einde van de route. Vul een kleiner getal in."))
        return data

    def frame(self) -> Frame:
        """What was filled in. Only for a valid form."""
        data = self.cleaned_data
        calendar = Calendar(
            years=data["years"],
            periods=data["periods"],
            vmbo_years=data["vmbo_years"],
            exam_slot=data["exam_year"] * data["periods"] - 1,
            practice_slots=self.practice_slots(data["years"] * data["periods"]),
            first_year=data["first_year"],
        )
        limits = Limits(
            hours_per_period=data["hours_per_period"],
            vmbo_hours_per_period=data["vmbo_hours_per_period"],
            early_hours=80.0 if data["early_hours"] is None else data["early_hours"],
            hours_per_year=data["hours_per_year"],
            mbo_early=data["mbo_early"],
            shortening=data["shortening"] / 100,
        )
        return Frame(title=data["title"], calendar=calendar, limits=limits)

    def practice_slots(self, slots: int) -> frozenset[int]:
        chosen = {int(slot) for slot in self.cleaned_data.get("practice", ())}
        return frozenset(slot for slot in chosen if slot < slots)


class StartForm(FrameForm):
    """With hours in all, of which those of each unit are guessed."""

    vmbo_hours = HoursField(
        label=_("Hoeveel klokuren kost het vmbo-programma in totaal?"), initial=480,
        help_text=_("Een schatting is goed. Zes lesuren van 50 minuten zijn 5 klokuren."),
    )  # fmt: skip
    mbo_hours = HoursField(label=_("En het mbo-programma?"), initial=1200)


class ChangeFrameForm(FrameForm):
    practice = forms.MultipleChoiceField(
        label=_("In welke perioden kan praktijk (stage, bpv)?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kiest u niets, dan mag praktijk overal."),
    )  # fmt: skip

    def __init__(self, route: Route, *args: Any, **more: Any) -> None:
        calendar, limits = route.calendar, route.limits
        more.setdefault(
            "initial",
            {
                "title": route.title,
                "first_year": calendar.first_year,
                "vmbo_years": calendar.vmbo_years,
                "years": calendar.years,
                "periods": calendar.periods,
                "exam_year": calendar.year_of(calendar.exam_slot) + 1,
                "hours_per_period": limits.hours_per_period,
                "vmbo_hours_per_period": limits.vmbo_hours_per_period,
                "early_hours": limits.early_hours,
                "hours_per_year": limits.hours_per_year,
                "mbo_early": limits.mbo_early,
                "shortening": round(100 * limits.shortening),
                "practice": [str(slot) for slot in calendar.practice_slots],
            },
        )
        super().__init__(*args, **more)
        self.fields["practice"].choices = slot_choices(calendar)  # type: ignore[attr-defined]


def slot_choices(calendar: Calendar) -> list[tuple[str, str]]:
    return [(str(slot), period(calendar, slot)) for slot in range(calendar.slots)]


class UnitForm(forms.Form):
    """A unit without its items: those have a form of their own on the page."""

    title = forms.CharField(label=_("Hoe heet het blok?"), max_length=200)
    side = forms.ChoiceField(label=_("Van welke kant?"), choices=SIDES)
    school = forms.ChoiceField(label=_("Van welke school?"), required=False)
    slot = forms.TypedChoiceField(label=_("Wanneer heeft de school het nu?"), coerce=int)
    guided = HoursField(
        label=_("Klokuren met een docent"), initial=0, help_text=_("Zes lesuren van 50 minuten zijn 5 klokuren.")
    )
    practice = HoursField(label=_("Klokuren praktijk (stage, bpv)"), initial=0)
    self_study = HoursField(label=_("Klokuren zelfstandig"), initial=0)
    guessed = forms.BooleanField(label=_("Deze uren zijn een schatting"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Wat moet eerst?"), required=False, widget=forms.SelectMultiple({"size": 6}),
        help_text=_("Blokken die in een eerdere periode horen. Houd Ctrl ingedrukt om er meer te kiezen."),
    )  # fmt: skip
    pinned = forms.BooleanField(
        label=_("Dit blok staat vast"), required=False, help_text=_("Een voorstel laat het dan zoals het is.")
    )
    more = forms.CharField(
        label=_("Codes van onderdelen die erbij komen"), required=False, max_length=2000,
        help_text=_("Met komma's ertussen. Het blok behandelt en toetst ze dan."),
    )  # fmt: skip

    def __init__(self, route: Route, schools: Sequence[str], *args: Any, unit: Unit | None = None, **more: Any) -> None:
        self.route, self.unit = route, unit
        if unit:
            more.setdefault("initial", _as_filled_in(unit))
        super().__init__(*args, **more)
        names = sorted({*schools, *(one.school for one in route.units if one.school)})
        self.fields["school"].choices = [("", _("gedeeld: alle scholen van deze kant")), *((n, n) for n in names)]  # type: ignore[attr-defined]
        self.fields["slot"].choices = slot_choices(route.calendar)  # type: ignore[attr-defined]
        others = [(one.id, one.title) for one in route.units if unit is None or one.id != unit.id]
        self.fields["needs"].choices = others  # type: ignore[attr-defined]

    def clean_more(self) -> list[str]:
        """Keys of items."""
        named = [part.strip() for part in self.cleaned_data["more"].replace(";", ",").split(",") if part.strip()]
        keys = []
        for name in named:
            found = [i.key for i in self.route.items if name.casefold() in (i.code.casefold(), i.key.casefold())]
            if not found:
                message = _("{code} staat niet in de programma's van deze route. Kijk de code na.")
                raise forms.ValidationError(str(message).format(code=name[:60]))
            keys.extend(found)
        return list(dict.fromkeys(keys))

    def differing(self) -> list[tuple[str, str]]:
        """What stands in the unit now and is otherwise in this form: the question, and the answer of now."""
        return [(str(self.fields[name].label), self._now(name)) for name in self.changed_data if name != "more"]

    def _now(self, name: str) -> str:
        now, field = self.initial.get(name), self.fields[name]
        if isinstance(field, forms.ChoiceField):
            words = dict(field.choices)  # type: ignore[arg-type]
            chosen = now if isinstance(now, list) else [now]
            return ", ".join(str(words.get(one, one)) for one in chosen) or str(_("niets"))
        if isinstance(now, bool):
            return str(_("ja") if now else _("nee"))
        return hours(now) if isinstance(now, float) else str(now)

    def filled_in(self, number: str) -> Unit:
        """The unit as it would be. Only for a valid form."""
        data, old = self.cleaned_data, self.unit
        treats = dict.fromkeys((*(old.treats if old else ()), *data["more"]))
        assesses = dict.fromkeys((*(old.assesses if old else ()), *data["more"]))
        return Unit(
            id=number,
            title=data["title"],
            side=Side(data["side"]),
            school=data["school"],
            hours=Hours(guided=data["guided"], practice=data["practice"], self_study=data["self_study"]),
            slot=data["slot"],
            treats=tuple(treats),
            assesses=tuple(assesses),
            needs=tuple(data["needs"]),
            guessed=data["guessed"],
            pinned=data["pinned"],
        )


def _as_filled_in(unit: Unit) -> dict[str, object]:
    same = ("title", "school", "slot", "guessed", "pinned")
    return {
        **{name: getattr(unit, name) for name in same},
        "side": unit.side.value,
        "guided": unit.hours.guided,
        "practice": unit.hours.practice,
        "self_study": unit.hours.self_study,
        "needs": list(unit.needs),
    }


class UnitTableForm(forms.Form):
    table = forms.FileField(
        label=_("Een tabel met blokken"),
        help_text=_("Excel, LibreOffice of csv. Haal hierboven eerst de blokken van nu op: die kolommen kent Hekloos."),
    )


class ExemptForm(forms.Form):
    """What one side asks."""

    reason = forms.CharField(
        label=_("Waarom hoeft dit in deze route niet?"), max_length=500, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Zeg nog waarom dit niet hoeft. Dat staat later bij het bewijs.")},
    )  # fmt: skip


class GivenForm(forms.Form):
    title = forms.CharField(label=_("Waar gaan de uren naartoe?"), max_length=120)
    purpose = forms.TypedChoiceField(label=_("Wat is dat?"), coerce=Purpose, choices=purpose_words)
    slot = forms.TypedChoiceField(label=_("Wanneer?"), coerce=int)
    hours = HoursField(label=_("Hoeveel uren?"), min_value=QUARTER, max_value=2000)

    def __init__(self, calendar: Calendar, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["slot"].choices = slot_choices(calendar)  # type: ignore[attr-defined]


class DeviationForm(forms.Form):
    school = forms.ChoiceField(label=_("Welke school doet dit anders?"))
    slot = forms.TypedChoiceField(label=_("Wanneer doet die school het?"), required=False, coerce=int, empty_value=None)
    guided = HoursField(label=_("In hoeveel uren met een docent?"), required=False)
    reason = forms.CharField(label=_("Waarom?"), required=False, max_length=300)

    def __init__(self, calendar: Calendar, schools: Sequence[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].choices = [(school, school) for school in schools]  # type: ignore[attr-defined]
        self.fields["slot"].choices = [("", _("net als de anderen")), *slot_choices(calendar)]  # type: ignore[attr-defined]

    def filled_in(self, unit: Unit) -> Deviation:
        """Only for a valid form; with nothing filled in the school does as the others again."""
        data, hours = self.cleaned_data, None
        if data["guided"] is not None:
            hours = replace(unit.hours, guided=data["guided"])
        return Deviation(school=data["school"], unit=unit.id, slot=data["slot"], hours=hours, reason=data["reason"])
