"""What a route comes to, as calls give it: exits, and what would change if something were otherwise."""

from typing import Annotated

from pydantic import StringConstraints

from hekloos.core.curriculum import Side
from hekloos.core.route import difference, exits
from hekloos.web.api.schemas.common import ONE_LINE, Asked, Key, Told
from hekloos.web.api.schemas.routes import RouteHole

GroupName = Annotated[str, StringConstraints(max_length=2000, pattern=ONE_LINE)]


class RouteMissing(Told):
    """Items of one module or core task that are still to come, in which units, and how many hours these take."""

    group: str
    items: list[str]
    units: list[str]
    hours: float


class RouteReached(Told):
    """How far a programme is: of so many items how many are done and exempt. `programme` is its key."""

    programme: str
    title: str
    side: Side
    is_whole: bool
    done: int
    exempt: int
    of: int
    hours: float
    missing: list[RouteMissing]

    @classmethod
    def told_by(cls, reached: exits.Reached) -> "RouteReached":
        programme = reached.programme
        return cls(
            programme=programme.key,
            title=programme.title,
            side=programme.side,
            is_whole=reached.is_whole,
            done=reached.done,
            exempt=reached.exempt,
            of=reached.of,
            hours=reached.hours,
            missing=[RouteMissing.model_validate(one) for one in reached.missing],
        )


class RouteExit(Told):
    """Leaving at the end of a year, as the school calls it; `school` is empty when it is the same for all."""

    school: str
    year: int
    programmes: list[RouteReached]


class RouteQuestion(Asked):
    """One of these. `programme` says of which programme a group is, where several have it; `newest` is the key of a
    programme that gets its newest version."""

    group: GroupName | None = None
    programme: Key | None = None
    level: Key | None = None
    school: Key | None = None
    newest: Key | None = None


class RouteMoved(Told):
    """Periods are counted from 0."""

    unit: str
    before: int
    after: int


class RouteDifference(Told):
    """What would change for pupils of a vmbo school, in hours and by keys; `school` is empty when it is the same for
    all. `at_school` is by period."""

    school: str
    freed: float
    at_school: list[float]
    opened: list[RouteHole]
    closed: list[str]
    items_added: list[str]
    items_gone: list[str]
    added: list[str]
    gone: list[str]
    moved: list[RouteMoved]
    shortened: list[str]
    lengthened: list[str]

    @classmethod
    def told_by(cls, school: str, found: difference.Difference) -> "RouteDifference":
        names = set(cls.model_fields) - {"school", "opened", "moved"}
        opened = [RouteHole(school=school, item=h.item, lack=h.lack, could=list(h.could)) for h in found.opened]
        moved = [RouteMoved.model_validate(one) for one in found.moved]
        return cls.model_validate({name: getattr(found, name) for name in names} | {
            "school": school, "opened": opened, "moved": moved,
        })  # fmt: skip
