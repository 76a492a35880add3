"""Programmes as calls give and take them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from hekloos.core import changes as method
from hekloos.core import curriculum as core
from hekloos.core.curriculum import FrameworkKind, ItemKind, Level, Side, in_order
from hekloos.core.formats.reading import Severity
from hekloos.web.api.schemas.common import NUMBER, Asked, Key, Paging, Row, Search, SentRow, Title, Told
from hekloos.web.api.schemas.labs import Organisation, Person
from hekloos.web.curriculum import models, queries


class Note(Told):
    """What a person should know of a file: where, what, and what to do about it, in Dutch."""

    severity: Severity
    place: str
    message: str


class Group(Told):
    """A module, core task or lesson; `key` is what `group` asks for. A comparison asks for `programme:key`."""

    key: str
    code: str
    kind: ItemKind
    text: str


class Programme(Told):
    """`version` is the number of the version in use."""

    id: int
    side: Side
    kind: FrameworkKind
    key: str
    title: str
    owner: Organisation | None
    version: int | None
    levels: list[Level]
    item_count: int

    @classmethod
    def of(cls, framework: models.Framework) -> "Programme":
        return cls(**programme_fields(framework))


def programme_fields(framework: models.Framework) -> dict[str, Any]:
    version = framework.current
    return {
        **{name: getattr(framework, name) for name in ("id", "side", "kind", "key", "title")},
        "owner": Organisation.model_validate(framework.owner) if framework.owner else None,
        "version": version.number if version else None,
        "levels": version.levels if version else [],
        "item_count": version.item_count if version else 0,
    }


class ProgrammeWithGroups(Programme):
    groups: list[Group]


class Item(Told):
    """A line of a version. `key` is the same in every version; `parent_key` is of the line above it, or `""`."""

    id: int
    key: str
    parent_key: str
    group_key: str
    depth: int
    is_compared: bool
    code: str
    kind: ItemKind
    text: str
    description: str
    result: str
    behaviour: list[str]
    levels: list[Level]
    hours: float | None
    reference: str
    remark: str
    digest: str


class ItemFilter(Paging):
    search: Search = ""
    level: Level | None = None
    group: Key = ""


class Version(Told):
    number: int
    title: str
    source: str
    stated_version: str
    crebo: str
    valid_from: str
    valid_until: str
    levels: list[Level]
    item_count: int
    digest: str
    adopted_at: datetime
    adopted_by: Person
    problems: list[Note]


class ReadItem(Told):
    """A line as it was read; `key` is that of the item it is, or would become."""

    key: str
    code: str
    kind: ItemKind
    text: str
    parent_key: str
    description: str
    result: str
    behaviour: list[str]
    levels: list[Level]
    hours: float | None
    reference: str
    remark: str

    @classmethod
    def of(cls, item: core.Item) -> "ReadItem":
        names = ("code", "kind", "text", "description", "result", "hours", "reference", "remark")
        return cls(
            **{name: getattr(item, name) for name in names},
            key=item.id,
            parent_key=item.parent or "",
            behaviour=list(item.behaviour),
            levels=list(in_order(item.levels)),
        )


class Change(Told):
    was: ReadItem
    now: ReadItem


class Changes(Told):
    """What became of the lines of the version before; `same` counts those with the same text."""

    added: list[ReadItem]
    changed: list[Change]
    gone: list[ReadItem]
    same: int

    @classmethod
    def of(cls, found: method.Changes) -> "Changes":
        return cls(
            added=[ReadItem.of(item) for item in found.added],
            changed=[Change(was=ReadItem.of(was), now=ReadItem.of(now)) for was, now in found.changed],
            gone=[ReadItem.of(item) for item in found.gone],
            same=len(found.same),
        )


class VersionWithChanges(Version):
    changes: Changes


class Upload(Told):
    """Files that were brought; `is_waiting` until a worker has read them, or it failed (`failure`)."""

    id: int
    name: str
    by: Person
    asked_at: datetime
    is_waiting: bool
    progress: float
    finished_at: datetime | None
    failure: str


class Proposal(Told):
    """A programme that was read. `follows` is the programme of which it seems to be a new version."""

    number: int
    side: Side
    kind: FrameworkKind
    key: str
    title: str
    crebo: str
    version: str
    levels: list[Level]
    item_count: int
    follows: int | None
    candidates: list[int]
    is_known: bool
    changes: Changes

    @classmethod
    def of(cls, proposal: queries.Proposal) -> "Proposal":
        read = proposal.framework
        return cls(
            **{name: getattr(read, name) for name in ("side", "kind", "key", "title", "crebo", "version")},
            number=proposal.number,
            levels=list(in_order(read.levels)),
            item_count=len(read.items),
            follows=proposal.follows.pk if proposal.follows else None,
            candidates=[framework.pk for framework in proposal.candidates],
            is_known=proposal.is_known,
            changes=Changes.of(proposal.changes),
        )


class ReadUpload(Upload):
    proposals: list[Proposal]
    problems: list[Note]


class Choice(Asked):
    """Adopt the proposal with this number as a new programme by this `title`, or as a new version of `into`.

    Say what a new programme is with `side` and `kind` where it was read wrongly; a version follows its programme.
    `against` is the version of it that you laid the proposal beside: when there is a newer one, nothing is adopted.
    """

    number: Annotated[int, Field(ge=0, le=100_000), NUMBER]
    into: SentRow | None = None
    title: Title = ""
    side: Side | None = None
    kind: FrameworkKind | None = None
    against: Annotated[int, Field(ge=0, le=1_000_000), NUMBER] | None = None


class Adoption(Asked):
    """All of these, or none. `owner` is a partner; without one a programme is national."""

    choices: Annotated[list[Choice], Field(min_length=1, max_length=2000)]
    owner: SentRow | None = None


class Adopted(Told):
    programme: int
    version: int
    title: str


class Renaming(Asked):
    """`owner` is a partner of the lab; without one the programme is of the lab."""

    title: Annotated[Title, StringConstraints(min_length=1)]
    owner: SentRow | None = None


class Against(Asked):
    """`into` is the programme that it follows; without it, it is shown as a new one."""

    into: Row | None = None
