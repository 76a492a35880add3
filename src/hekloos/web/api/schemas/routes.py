"""Routes as calls give and take them; a route itself is given as the file that `hekloos prove` reads."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from hekloos.core.route.coverage import Lack
from hekloos.web.api.schemas.common import NUMBER, Asked, Key, Name, SentBool, SentRow, Told
from hekloos.web.route import models

Number = Annotated[int, Field(ge=1, le=1_000_000), NUMBER]
Slot = Annotated[int, Field(ge=0, le=200), NUMBER]
Quarter = Annotated[float, Field(ge=0, le=10_000), NUMBER]


class RouteFrame(Asked):
    """`exam_year` is the year of the route in which the vmbo exam ends; `practice` are periods counted from 0."""

    title: Name
    years: Annotated[int, Field(ge=1, le=8), NUMBER]
    periods: Annotated[int, Field(ge=1, le=8), NUMBER]
    vmbo_years: Annotated[int, Field(ge=0, le=8), NUMBER]
    exam_year: Annotated[int, Field(ge=1, le=8), NUMBER]
    first_year: Annotated[int, Field(ge=1, le=6), NUMBER] = 1
    practice: list[Slot] = Field(default=[], max_length=64)
    hours_per_period: Quarter | None = None
    vmbo_hours_per_period: Quarter | None = None
    hours_per_year: Quarter | None = None
    shortening: Annotated[float, Field(ge=0.1, le=0.9), NUMBER] = 0.5
    early_hours: Annotated[float, Field(ge=0, le=10_000, multiple_of=0.25), NUMBER] = 80
    mbo_early: SentBool = False


class NewRoute(RouteFrame):
    """On what is agreed of a finished comparison; hours are those of each side in all, divided over its units."""

    comparison: SentRow
    vmbo_hours: Quarter = 480
    mbo_hours: Quarter = 1200


class RouteChange(Asked):
    """One change of a plan. `slot` is for `move`; `item` for the others but `drop`."""

    kind: Literal["move", "leave_out", "shorten", "restore", "drop"]
    unit: Key
    slot: Slot | None = None
    item: Key | None = None


class RouteChanges(Asked):
    """Changes that happen together or not at all; `seen` is the version that they are about."""

    seen: Number
    changes: list[RouteChange] = Field(min_length=1, max_length=200)


class Route(Told):
    id: int
    title: str
    comparison: int
    version: int
    changed_by: str
    changed_at: datetime.datetime

    @classmethod
    def of(cls, route: models.Route) -> "Route":
        version = route.current
        if version is None:
            raise ValueError("this route has no version")
        return cls(
            id=route.pk,
            title=route.title,
            comparison=route.comparison_id,
            version=version.number,
            changed_by=str(version.by),
            changed_at=version.at,
        )


class RouteHole(Told):
    """An item without a place at a school, what it lacks, and the units that could take it."""

    school: str
    item: str
    lack: Lack
    could: list[str]


class RouteProof(Told):
    """`freed` and `guessed` are hours; `broken` are sentences about periods, order and practice."""

    version: int
    holds: bool
    items: int
    holes: list[RouteHole]
    double: int
    freed: float
    guessed: float
    broken: list[str]


class EarlierVersion(Asked):
    number: Number
