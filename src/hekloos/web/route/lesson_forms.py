"""What units out of lesson material ask for: the files, and of each lesson what it becomes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from hekloos.core.curriculum import Side
from hekloos.core.route.drafting import own_slots
from hekloos.core.route.lesson_units import MOST_HOURS, ProposedUnit, Seeming
from hekloos.core.route.route import Calendar, Route, RouteItem
from hekloos.core.route.units import QUARTER
from hekloos.web.curriculum.forms import ManyFilesField
from hekloos.web.labs.models import Kind, Membership, Partner
from hekloos.web.route.lesson_actions import Asked, Chosen
from hekloos.web.route.plan_forms import HoursField, slot_choices
from hekloos.web.route.plan_words import period

ON_A_PAGE = 20  # lessons
LINES = 130  # items on a page, about


class BringLessonsForm(forms.Form):
    documents = ManyFilesField(
        label=_("Bestanden"),
        help_text=_("Lesmateriaal (docx, pptx, pdf, md, txt). Samen hoogstens 32 MB; een zip mag ook."),
        allow_empty_file=True,
        error_messages={"required": _("Kies een of meer bestanden.")},
    )
    whose = forms.ChoiceField(label=_("Van wie zijn deze lessen?"))
    per = forms.ChoiceField(
        label=_("Wat wordt een blok?"),
        choices=[("lesson", _("elke les (elk bestand)")), ("folder", _("elke map in een zip"))],
        widget=forms.RadioSelect,
        initial="lesson",
    )
    first = forms.TypedChoiceField(
        label=_("Vanaf welke periode geeft u ze?"), required=False, coerce=int, empty_value=None,
        help_text=_("Kiest u niets, dan verdeelt Hekloos ze over alle perioden van het vmbo of van het mbo."),
    )  # fmt: skip
    last = forms.TypedChoiceField(
        label=_("Tot en met welke periode?"), required=False, coerce=int, empty_value=None
    )  # fmt: skip

    def __init__(self, calendar: Calendar, member: Membership, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        there = schools_that_bring(member)
        self.fields["whose"].choices = [(value, words) for value, words, _name in there]  # type: ignore[attr-defined]
        self.fields["whose"].initial = next((v for v, _words, name in there if name == member.organisation.name), None)
        for name in ("first", "last"):
            self.fields[name].choices = [("", _("dat maakt niet uit")), *slot_choices(calendar)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first is not None and last is not None and last < first:
            self.add_error("last", _("Dit is voor de periode waarin ze beginnen. Kies een latere periode."))
        return data

    def asked(self) -> Asked:
        """What was filled in. Only for a valid form."""
        data = self.cleaned_data
        side, school = data["whose"].split("|", 1)
        by_folder = data["per"] == "folder"
        return Asked(side=Side(side), school=school, first=data["first"], last=data["last"], by_folder=by_folder)


def schools_that_bring(member: Membership) -> list[tuple[str, str, str]]:
    """Value, words and name of who lessons can be of. What the only school of a side brings is of all its schools:
    another one that joins later shares it then."""
    rows = Partner.objects.filter(lab=member.lab_id, organisation__kind__in=(Kind.VMBO, Kind.MBO))
    there = list(rows.order_by("organisation__name").values_list("organisation__name", "organisation__kind"))
    found = []
    for side in (Side.VMBO, Side.MBO):
        names = [name for name, kind in there if kind == side.value]
        if len(names) == 1:
            found.append((f"{side.value}|", f"{names[0]} ({side.value})", names[0]))
            continue
        found.append((f"{side.value}|", _("alle scholen van het {side}").format(side=side.value), ""))
        found += [(f"{side.value}|{name}", f"{name} ({side.value})", name) for name in names]
    return found


class LessonForm(forms.Form):
    """One lesson as a unit. It has always been filled in: by people, or by what Hekloos makes of it."""

    use_required_attribute = False  # nothing is required of a lesson that becomes no unit

    make = forms.BooleanField(label=_("Maak hier een blok van"), required=False)
    title = forms.CharField(label=_("Hoe heet het blok?"), max_length=200)
    hours = HoursField(label=_("Uren met een docent"), min_value=QUARTER, max_value=MOST_HOURS)
    slot = forms.TypedChoiceField(label=_("Wanneer?"), required=False, coerce=int, empty_value=None)
    items = forms.MultipleChoiceField(label=_("Wat behandelt deze les?"), required=False)
    more = forms.CharField(label=_("Andere codes, met komma's ertussen"), required=False, max_length=2000)
    assesses = forms.BooleanField(label=_("Dit blok toetst ook wat het behandelt"), required=False)

    def __init__(self, number: int, unit: ProposedUnit, route: Route, side: Side, *, data: Mapping[str, Any]) -> None:
        self.number, self.unit, self.route, self.side = number, unit, route, side
        super().__init__(MultiValueDict(data), prefix=f"les{number}")
        self.fields["items"].choices = [(one.item, one.item) for one in unit.items]  # type: ignore[attr-defined]
        self.fields["slot"].choices = self._periods()  # type: ignore[attr-defined]

    def _periods(self) -> list[tuple[str, str]]:
        """Those of its own side, and where it seems to stand."""
        calendar = self.route.calendar
        own = {*own_slots(calendar, self.side), self.slot_as_proposed}
        return [(str(slot), period(calendar, slot)) for slot in sorted(own)]

    @property
    def slot_as_proposed(self) -> int:
        return min(self.unit.slot, self.route.calendar.slots - 1)

    @property
    def is_wrong(self) -> bool:
        """Of what becomes no unit, nothing has to be right."""
        return bool(self["make"].value()) and not self.is_valid()

    @property
    def has_namesake(self) -> bool:
        return _has_namesake(self.route, self.side, self.unit.title)

    @property
    def sure(self) -> list[tuple[Seeming, RouteItem, bool]]:
        return [line for line in self._lines() if line[0].is_sure]

    @property
    def possible(self) -> list[tuple[Seeming, RouteItem, bool]]:
        return [line for line in self._lines() if not line[0].is_sure]

    def _lines(self) -> Iterator[tuple[Seeming, RouteItem, bool]]:
        ticked = set(self["items"].value() or ())
        return ((one, self.route.item_by_key[one.item], one.item in ticked) for one in self.unit.items)

    def clean_more(self) -> list[str]:
        """Keys of items of this side."""
        named = [part.strip() for part in self.cleaned_data["more"].replace(";", ",").split(",") if part.strip()]
        keys: list[str] = []
        for name in named:
            wanted = name.casefold()
            own = (item for item in self.route.items if item.side is self.side)
            found = [item.key for item in own if wanted in (item.code.casefold(), item.key.casefold())]
            if not found:
                message = _("{code} is geen onderdeel van het {side} in deze route. Kijk de code na.")
                raise forms.ValidationError(str(message).format(code=name[:60], side=self.side.value))
            keys.extend(found)
        return keys

    def chosen(self) -> Chosen:
        """The unit that was filled in. Only for a valid form."""
        data = self.cleaned_data
        return Chosen(
            title=data["title"],
            hours=data["hours"],
            guessed=self.unit.guessed and data["hours"] == self.unit.hours,
            slot=self.slot_as_proposed if data["slot"] is None else data["slot"],
            treats=tuple(dict.fromkeys((*data["items"], *data["more"]))),
            assesses=data["assesses"],
        )


FIELDS = tuple(LessonForm.base_fields)


def lesson_forms(
    units: Sequence[ProposedUnit], route: Route, side: Side, choices: Mapping[str, Sequence[str]]
) -> list[LessonForm]:
    """A form for each of them, as far as their items are still in the route, with what was filled in so far."""
    forms_ = []
    for number, unit in enumerate(units):
        items = [one.item for one in unit.items]
        saved = {name: list(choices[name]) for name in names_of(number) if name in choices}
        data = saved or _as_proposed(number, unit, route, side)
        data[f"les{number}-items"] = [item for item in data.get(f"les{number}-items", ()) if item in items]
        forms_.append(LessonForm(number, unit, route, side, data=data))
    return forms_


def names_of(number: int) -> list[str]:
    """Of the fields of one lesson."""
    return [f"les{number}-{field}" for field in FIELDS]


def _as_proposed(number: int, unit: ProposedUnit, route: Route, side: Side) -> dict[str, list[str]]:
    return {
        f"les{number}-make": [] if _has_namesake(route, side, unit.title) else ["on"],
        f"les{number}-title": [unit.title],
        f"les{number}-hours": [f"{unit.hours:g}"],
        f"les{number}-slot": [str(min(unit.slot, route.calendar.slots - 1))],
        f"les{number}-items": [one.item for one in unit.items if one.is_sure],
    }


def _has_namesake(route: Route, side: Side, title: str) -> bool:
    """Whether these lessons seem to be in the route already."""
    return any(unit.side is side and unit.title == title and unit.id.startswith("les") for unit in route.units)


def pages_of(lessons: Sequence[LessonForm]) -> list[list[LessonForm]]:
    """Not so many on a page that nobody reads on."""
    pages: list[list[LessonForm]] = []
    lines = 0
    for lesson in lessons:
        lines += len(lesson.unit.items)
        if not pages or len(pages[-1]) == ON_A_PAGE or lines > LINES:
            pages.append([])
            lines = len(lesson.unit.items)
        pages[-1].append(lesson)
    return pages
