"""Labs as calls give and take them."""

from datetime import date, datetime
from typing import Literal

from hekloos.web.api.schemas.common import Asked, Name, Paging, Row, Search, SentRow, Told
from hekloos.web.labs import models
from hekloos.web.labs.log import sentence
from hekloos.web.labs.models import Kind, Line, Membership, Role, Start
from hekloos.web.labs.permissions import Verb, may


class Organisation(Told):
    id: int
    name: str
    kind: Kind
    side: Literal["vmbo", "mbo", ""]


class Person(Told):
    id: int
    name: str


class Member(Told):
    """Somebody in a lab; `id` is of the membership."""

    id: int
    person: Person
    organisation: Organisation
    role: Role
    since: datetime


class MyLab(Told):
    """A lab of the caller, with what the caller may do there; `name` is for people, `slug` stands in addresses."""

    slug: str
    name: str
    organisation: Organisation
    role: Role
    rights: list[Verb]

    @classmethod
    def of(cls, member: Membership) -> "MyLab":
        return cls(
            slug=member.lab.slug,
            name=member.lab.name,
            organisation=Organisation.model_validate(member.organisation),
            role=Role(member.role),
            rights=[verb for verb in Verb if may(member, verb)],
        )


class Lab(MyLab):
    line: Line
    start: Start
    partners: list[Organisation]
    people: list[Member]


class ChangedLab(Asked):
    name: Name
    line: Line
    start: Start


class NewPartner(Asked):
    """An organisation that is known by this name joins as it is."""

    name: Name
    kind: Kind


class NewRole(Asked):
    role: Role


class Invitation(Told):
    id: int
    for_whom: str
    organisation: Organisation
    role: Role
    made_by: Person
    made_at: datetime
    expires_at: datetime


class NewInvitation(Asked):
    organisation: SentRow
    role: Role
    for_whom: Name


class Link(Told):
    """Is told once; who opens it joins the lab."""

    link: str


class LogFilter(Paging):
    person: Row | None = None
    since: date | None = None
    until: date | None = None
    search: Search = ""


class LogLine(Told):
    """What somebody did: a Dutch sentence to be read after the name."""

    at: datetime
    person: Person | None
    sentence: str

    @classmethod
    def of(cls, entry: models.LogEntry) -> "LogLine":
        person = Person.model_validate(entry.person) if entry.person else None
        return cls(at=entry.at, person=person, sentence=sentence(entry))
