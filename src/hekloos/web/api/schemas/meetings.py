"""Queues and meetings as calls give and take them."""

import datetime
import uuid
from typing import Annotated

from pydantic import Field

from hekloos.core.curriculum import Relation
from hekloos.core.turns import Reason
from hekloos.web.api.schemas.common import Asked, Digest, Key, Name, Paging, Remark, Row, SentDate, SentRow, Told
from hekloos.web.api.schemas.labs import Person
from hekloos.web.review import models
from hekloos.web.review.models import TakenUpBy


class QueueFilter(Paging):
    """`meeting` narrows the queue to what a meeting is about; `everything` adds the less probable pairs."""

    meeting: Row | None = None
    everything: bool = False


class AgreedFilter(Paging):
    meeting: Row | None = None


class Turn(Told):
    """A pair that waits for your verdict, and why it stands where it stands."""

    pair: int
    reason: Reason


class Queue(Told):
    """`later` is how many less probable pairs come after these."""

    count: int
    later: int
    turns: list[Turn]


class Undo(Asked):
    """`verdict` is the number of the verdict to undo; nothing happens when it is not your last one."""

    verdict: SentRow


class Meeting(Told):
    """`parts` are modules and core tasks by the names that comparisons know them by; none means all."""

    id: int
    comparison: int
    title: str
    on: datetime.date
    parts: list[str]
    people: list[Person]

    @classmethod
    def of(cls, meeting: models.Meeting) -> "Meeting":
        return cls(
            id=meeting.pk,
            comparison=meeting.comparison_id,
            title=meeting.title,
            on=meeting.on,
            parts=meeting.parts,
            people=[Person.model_validate(person) for person in meeting.people.all()],
        )


class Plan(Asked):
    """`people` are persons of the lab."""

    title: Name
    on: SentDate
    parts: Annotated[list[Key], Field(max_length=200)] = []
    people: Annotated[list[SentRow], Field(min_length=1, max_length=200)]


class NewMeeting(Plan):
    comparison: SentRow


class Record(Asked):
    """What people of a meeting said of a pair, by the number of their membership."""

    members: Annotated[list[SentRow], Field(min_length=1, max_length=20)]
    relation: Relation
    reason: Remark = ""
    remainder: Remark = ""
    taken_up_by: TakenUpBy | None = None
    left_digest: Digest
    right_digest: Digest
    stroke: uuid.UUID
