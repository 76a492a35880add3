"""How far the route runs, and the norms, as calls give and take them."""

import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from hekloos.core.route import norms
from hekloos.core.route.norms import Topic
from hekloos.core.route.scope import Aspect, Extent, ScopeState
from hekloos.web.api.schemas.common import NOT_EMPTY, NUMBER, Asked, Remark, SentRow, Told
from hekloos.web.api.schemas.labs import Organisation, Person
from hekloos.web.route import models
from hekloos.web.route.scope_queries import Differing, Seen

ForWhom = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=NOT_EMPTY)]


class ScopeConfirmation(Told):
    person: Person
    at: datetime.datetime


class ScopeAnswer(Told):
    """What a school answers. `from_year` is the year in which the first school year starts. `was_blind` is false when
    the school could read what others answered."""

    id: int
    school: int
    person: Person
    extent: Extent
    why: str
    for_whom: str
    from_year: int
    was_blind: bool
    at: datetime.datetime
    confirmation: ScopeConfirmation | None

    @classmethod
    def of(cls, row: models.ScopeAnswer) -> "ScopeAnswer":
        return cls(
            id=row.pk,
            school=row.school_id,
            person=Person.model_validate(row.person),
            extent=Extent(row.extent),
            why=row.why,
            for_whom=row.for_whom,
            from_year=row.from_year,
            was_blind=row.was_blind,
            at=row.at,
            confirmation=ScopeConfirmation.model_validate(row.confirmed) if row.confirmed else None,
        )


class SchoolOfScope(Told):
    """`answer` is null as long as you may not read it, also when `has_answered` is true."""

    school: Organisation
    has_answered: bool
    answer: ScopeAnswer | None


class HeldByScope(Told):
    """Schools that hold the same; `answer` is the answer of one of them."""

    answer: int
    schools: list[int]


class DifferenceOfScope(Told):
    aspect: Aspect
    held: list[HeldByScope]

    @classmethod
    def of(cls, found: Differing) -> "DifferenceOfScope":
        held = [HeldByScope(answer=row.pk, schools=[school.pk for school in who]) for row, who in found.held]
        return cls(aspect=found.aspect, held=held)


class Scope(Told):
    """How far the schools are. Until both sides answered, and your own school did, there are only your own answers."""

    state: ScopeState
    is_open: bool
    schools: list[SchoolOfScope]
    differences: list[DifferenceOfScope]
    history: list[ScopeAnswer]

    @classmethod
    def of(cls, seen: Seen) -> "Scope":
        return cls(
            state=seen.state,
            is_open=seen.is_open,
            schools=[
                SchoolOfScope(
                    school=Organisation.model_validate(one.school),
                    has_answered=one.has_answered,
                    answer=ScopeAnswer.of(one.answer) if one.answer else None,
                )
                for one in seen.schools
            ],
            differences=[DifferenceOfScope.of(found) for found in seen.differing],
            history=[ScopeAnswer.of(row) for row in seen.history],
        )


class NewScopeAnswer(Asked):
    """`after` is the answer of your own school that you read last; null when there was none."""

    extent: Extent
    why: Remark = ""
    for_whom: ForWhom
    from_year: Annotated[int, Field(ge=2000, le=2100), NUMBER]
    after: SentRow | None = None


class NewScopeConfirmation(Asked):
    """`answer` is the last answer of your own school."""

    answer: SentRow


class NormFilter(Asked):
    """The day of which you want to know the norms; today when left out."""

    on: datetime.date | None = None


class Norm(Told):
    """`valid_from` is null when it is not known since when. What is not verified may not hold: do not build on it."""

    key: str
    topic: Topic
    value: int | bool | str
    unit: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    source: str
    is_verified: bool
    sentence: str

    @classmethod
    def of(cls, norm: norms.Norm) -> "Norm":
        return cls.model_validate(norm)
