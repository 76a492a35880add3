"""Units out of lesson material, as calls give and take them."""

import datetime
from typing import Annotated

from pydantic import Field

from hekloos.core.curriculum import Side
from hekloos.core.route.lesson_units import LEAST_HOURS, MOST_HOURS
from hekloos.web.api.schemas.common import NUMBER, Asked, Key, Name, SentBool, SentRow, Title, Told
from hekloos.web.api.schemas.curriculum import Note
from hekloos.web.api.schemas.routes import Number
from hekloos.web.curriculum.queries import problems_of
from hekloos.web.route import models
from hekloos.web.route.models.lessons import from_data

Period = Annotated[int, Field(ge=0, le=200)]  # in an address


class WhoseLessons(Asked):
    """Of which side and school lessons are (no school: of all of the side), the first and last period in which they
    come, counted from 0, and whether a folder of a zip is one unit."""

    side: Side
    school: Title = ""
    first: Period | None = None
    last: Period | None = None
    by_folder: bool = False


class SeemingItem(Told):
    """An item that a unit seems to treat, by its key in the route; when not `is_sure`, that is only possible."""

    item: str
    chance: float
    is_sure: bool
    place: str


class LessonUnit(Told):
    number: int
    title: str
    hours: float
    guessed: bool
    slot: int
    lessons: list[str]
    items: list[SeemingItem]


class Lessons(Told):
    """Lessons that were brought; `is_waiting` until a worker has read them, or it failed (`failure`)."""

    id: int
    name: str
    side: Side
    school: str
    is_waiting: bool
    failure: str
    expires_at: datetime.datetime
    units: list[LessonUnit]
    problems: list[Note]

    @classmethod
    def of(cls, reading: models.LessonReading) -> "Lessons":
        units = [from_data(data) for data in reading.content]
        return cls(
            id=reading.pk,
            name=reading.name,
            side=Side(reading.side),
            school=reading.school,
            is_waiting=reading.is_waiting,
            failure=reading.failure,
            expires_at=reading.expires_at,
            units=[
                LessonUnit(
                    number=number,
                    title=unit.title,
                    hours=unit.hours,
                    guessed=unit.guessed,
                    slot=unit.slot,
                    lessons=list(unit.lessons),
                    items=[SeemingItem.model_validate(one) for one in unit.items],
                )
                for number, unit in enumerate(units)
            ],
            problems=[Note.model_validate(problem) for problem in problems_of(reading.problems)],
        )


class ChosenUnit(Asked):
    """A unit that was suggested, with what it really treats; without title or hours those that were suggested."""

    number: SentRow
    title: Name | None = None
    hours: Annotated[float, Field(ge=LEAST_HOURS, le=MOST_HOURS, multiple_of=0.25), NUMBER] | None = None
    treats: list[Key] = Field(default=[], max_length=300)
    assesses: SentBool = False


class ChosenUnits(Asked):
    """Units that come in together or not at all; `seen` is the version of the route that they are about."""

    seen: Number
    giving_up: SentBool = True
    units: list[ChosenUnit] = Field(min_length=1, max_length=150)
