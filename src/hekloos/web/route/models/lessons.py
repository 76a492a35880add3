"""Lesson material that somebody brought to make units of: read, looked at, and then gone.

What the lessons say is not kept. `content` has of each unit that they suggest the title, hours, period, and the keys of
the items it seems to treat with their place ("dia 4", or a heading); `choices` has what people filled in so far. Both
go when the units are in the route, when somebody throws them away, and with the row after `KEPT`.
"""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from hekloos.core.route.lesson_units import ProposedUnit, Seeming
from hekloos.web.curriculum.models import SIDES, Stored
from hekloos.web.labs.work import Work
from hekloos.web.route.models.plan import Route

KEPT = timedelta(days=7)


class LessonReading(Work):
    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="lesson_readings")
    by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    side = models.CharField(max_length=4, choices=SIDES)
    school = models.CharField(max_length=200, blank=True)  # none: all of the side
    first_slot = models.PositiveSmallIntegerField(null=True)
    last_slot = models.PositiveSmallIntegerField(null=True)
    by_folder = models.BooleanField(default=False)
    content = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    found = models.PositiveIntegerField(default=0)  # units in it
    problems = models.JSONField(default=list)
    adopted_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["LessonReading"]] = models.Manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_unreadable(self) -> bool:
        return not self.is_waiting and not self.found

    @property
    def expires_at(self) -> Any:
        return self.asked_at + KEPT

    @classmethod
    def open(cls) -> models.Q:
        return super().open() & models.Q(discarded_at=None)

    @staticmethod
    def expired() -> models.Q:
        return models.Q(asked_at__lt=timezone.now() - KEPT)


class LessonFile(Stored):
    reading = models.ForeignKey(LessonReading, on_delete=models.CASCADE, related_name="files")


def to_data(unit: ProposedUnit) -> dict[str, Any]:
    return {
        "title": unit.title,
        "hours": unit.hours,
        "guessed": unit.guessed,
        "slot": unit.slot,
        "lessons": list(unit.lessons),
        "items": [[one.item, one.chance, one.is_sure, one.place] for one in unit.items],
    }


def from_data(data: dict[str, Any]) -> ProposedUnit:
    items = tuple(Seeming(*one) for one in data["items"])
    return ProposedUnit(**{**data, "lessons": tuple(data["lessons"]), "items": items})
