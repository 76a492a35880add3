"""Between a route of the method and its rows: what it stands on, and what a version of it says."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hekloos.core import curriculum as core
from hekloos.core.curriculum import Side
from hekloos.core.route.coverage import Proof
from hekloos.core.route.drafting import items_of, programme_of
from hekloos.core.route.lesson_units import keyed
from hekloos.core.route.route import Agreed, Calendar, Limits, Plan, Programme, Route, RouteItem, as_it_is
from hekloos.core.route.route_file import from_data, to_data
from hekloos.core.route.schools import prove_each
from hekloos.web.curriculum.convert import to_core
from hekloos.web.curriculum.models import Version
from hekloos.web.labs.models import Membership
from hekloos.web.overlap.models import Comparison, part_name
from hekloos.web.review.agreed import AgreedPair, agreed_pairs
from hekloos.web.route.models import RouteVersion

OF_THE_GROUND = ("programmes", "items", "agreed")
type_of_version = tuple[Route, Plan]


def prefix_of(side: Side, framework: int) -> str:
    """What the keys of the items of a programme begin with: it is the same for all its versions."""
    return f"{side.value}{framework}:"


def prefixes_of(versions: Iterable[Version]) -> Mapping[int, str]:
    """By the number of the version."""
    return {one.pk: prefix_of(Side(one.framework.side), one.framework_id) for one in versions}


@dataclass(frozen=True)
class Ground:
    """What a route may stand on, with the programmes by the prefix of the keys of their items."""

    programmes: tuple[Programme, ...]
    items: tuple[RouteItem, ...]
    agreed: tuple[Agreed, ...]
    frameworks: Mapping[str, core.Framework]

    def content(self) -> dict[str, Any]:
        """As JSON, in the way a route file has it."""
        calendar = Calendar(years=1, periods=1, vmbo_years=0, exam_slot=0)
        data = to_data(*self.bare(title="", calendar=calendar, limits=Limits()))
        return {name: data[name] for name in OF_THE_GROUND}

    def bare(self, *, title: str, calendar: Calendar, limits: Limits) -> type_of_version:
        """A route on this ground that has no units yet."""
        route = Route(
            title=title,
            calendar=calendar,
            programmes=self.programmes,
            items=self.items,
            units=(),
            agreed=self.agreed,
            limits=limits,
        )
        return route, as_it_is(route)


def ground_of(member: Membership, comparison: Comparison) -> Ground:
    """Both programmes as they were compared, and what was agreed of them by now."""
    versions = _versions(comparison)
    prefixes = prefixes_of(versions)
    frameworks = _frameworks(comparison, versions)
    programmes: list[Programme] = []
    items: list[RouteItem] = []
    for prefix, framework in frameworks.items():
        programmes.append(programme_of(framework))
        items.extend(items_of(framework, prefix=prefix))
    keys = {item.key for item in items}
    agreed = [agreed_to_core(pair, prefixes) for pair in agreed_pairs(member, comparison)]
    known = [pair for pair in agreed if {pair.left, pair.right} <= keys]
    return Ground(tuple(programmes), tuple(items), tuple(known), frameworks)


def _frameworks(comparison: Comparison, versions: Iterable[Version]) -> Mapping[str, core.Framework]:
    """Of each programme what was compared: for these levels, and in these modules or core tasks. A side of which none
    was chosen has all of them."""
    chosen = frozenset(comparison.groups)
    whole = [(version, at_levels(to_core(version), comparison.levels)) for version in versions]
    parts = [(version, in_parts(framework, version.framework_id, chosen)) for version, framework in whole]
    named = {version.framework.side for version, part in parts if part is not None}
    return {
        prefix_of(Side(version.framework.side), version.framework_id): part or framework
        for (version, framework), (_version, part) in zip(whole, parts, strict=True)
        if part is not None or version.framework.side not in named
    }


def programme_under(version: RouteVersion, side: Side) -> core.Framework:
    """What a route stands on of one side, as one programme whose ids are the keys of the route."""
    comparison = version.ground.comparison
    there = _frameworks(comparison, [one for one in _versions(comparison) if one.framework.side == side.value])
    return keyed(there)


def _versions(comparison: Comparison) -> list[Version]:
    sides = (comparison.left, comparison.right)
    return [version for side in sides for version in side.select_related("framework").order_by("pk")]


def at_levels(framework: core.Framework, levels: Iterable[str]) -> core.Framework:
    """Only what is meant for those of these levels that the programme knows; all of it when it knows none of them."""
    own = {level for item in framework.items for level in item.levels}
    wanted = frozenset(map(core.Level, levels)) & own
    return core.at_levels(framework, wanted) if wanted else framework


def in_parts(framework: core.Framework, number: int, chosen: Collection[str]) -> core.Framework | None:
    """Only what stands in these modules or core tasks, named by `part_name`; None when it has none of them."""
    groups = {item.id: framework.group_of(item) for item in framework.items}
    inside = [item for item in framework.items if (at := groups[item.id]) and part_name(number, at.id) in chosen]
    return core.keep(framework, inside) if inside else None


def agreed_to_core(pair: AgreedPair, prefixes: Mapping[int, str]) -> Agreed:
    """With the keys that a route has, by the prefix of each version."""
    return Agreed(
        left=prefixes[pair.left.version_id] + pair.left.key,
        right=prefixes[pair.right.version_id] + pair.right.key,
        relation=pair.relation,
        remainder=pair.remainder,
        taken_up_by=pair.taken_up_by,
    )


def version_content(route: Route, plan: Plan) -> dict[str, Any]:
    """What a version adds to its ground, as JSON."""
    return {name: value for name, value in to_data(route, plan).items() if name not in (*OF_THE_GROUND, "title")}


def joined(ground: dict[str, Any], content: dict[str, Any], title: str) -> type_of_version:
    return from_data({**ground, **content, "title": title})


def read_version(version: RouteVersion) -> type_of_version:
    """The route and plan of a version; a process remembers the latest few, since a version never changes."""
    return _read(version.pk, version.at, version.route.title)


@lru_cache(maxsize=32)
def _read(pk: int, _at: datetime.datetime, title: str) -> type_of_version:
    """By its time as well: a number may be given again when what had it was undone."""
    version = RouteVersion.objects.select_related("ground").get(pk=pk)
    return joined(version.ground.content, version.content, title)


def prove_version(version: RouteVersion) -> Mapping[str, Proof]:
    """The proof of each school by its name."""
    return _prove(version.pk, version.at, version.route.title)


@lru_cache(maxsize=32)
def _prove(pk: int, at: datetime.datetime, title: str) -> Mapping[str, Proof]:
    return prove_each(*_read(pk, at, title))
