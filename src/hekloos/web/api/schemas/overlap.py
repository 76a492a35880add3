"""Comparisons as calls give and take them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from hekloos.core.curriculum import Level
from hekloos.core.report import content
from hekloos.web.api.schemas.common import ONE_LINE, Asked, Row, Told
from hekloos.web.api.schemas.labs import Person
from hekloos.web.curriculum import models
from hekloos.web.overlap.queries import MapOfComparison

# As `part_name` of the models makes it: a row and a key.
Part = Annotated[str, StringConstraints(max_length=320, pattern=rf"^[0-9]{{1,18}}:{ONE_LINE[1:]}")]
Programmes = Annotated[list[Row], Field(min_length=1, max_length=100)]


class Comparison(Told):
    """`progress` goes from 0 to 1; there are pairs when `finished_at` is there.

    `is_old` when a programme has got another version since.
    """

    id: int
    title: str
    by: Person
    asked_at: datetime
    is_waiting: bool
    progress: float
    failure: str
    finished_at: datetime | None
    is_old: bool
    levels: list[Level]
    groups: list[str]
    engine: str
    left_count: int
    right_count: int
    match_count: int


class ComparedVersion(Told):
    programme: int
    version: int
    title: str

    @classmethod
    def of(cls, version: models.Version) -> "ComparedVersion":
        return cls(programme=version.framework_id, version=version.number, title=version.title)


class ComparisonWithVersions(Comparison):
    left: list[ComparedVersion]
    right: list[ComparedVersion]


class NewComparison(Asked):
    """Programmes of each side; `groups` are modules and core tasks as `programme:key`, none means all."""

    left: Programmes
    right: Programmes
    levels: Annotated[list[Level], Field(max_length=len(Level))] = []
    groups: Annotated[list[Part], Field(max_length=500)] = []


class MapGroup(Told):
    """A module or core task. `id` is the row of its item; none holds what stands under no group."""

    id: int | None
    code: str
    name: str

    @classmethod
    def of(cls, group: content.Group) -> "MapGroup":
        return cls(id=_row(group), code=group.code, name=group.name)


def _row(group: content.Group) -> int | None:
    return int(group.id) if group.id else None


class Ribbon(Told):
    """How many pairs between two groups seem to be `same` or `builds_on`."""

    left: int | None
    right: int | None
    same: int
    builds_on: int

    @classmethod
    def of(cls, ribbon: content.Ribbon) -> "Ribbon":
        return cls(left=_row(ribbon.left), right=_row(ribbon.right), same=ribbon.same, builds_on=ribbon.builds_on)


class Map(Told):
    left: list[MapGroup]
    right: list[MapGroup]
    ribbons: list[Ribbon]

    @classmethod
    def of(cls, found: MapOfComparison) -> "Map":
        return cls(
            left=[MapGroup.of(group) for group in found.left],
            right=[MapGroup.of(group) for group in found.right],
            ribbons=[Ribbon.of(ribbon) for ribbon in found.ribbons],
        )
