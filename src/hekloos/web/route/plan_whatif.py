"""What if: what can be asked of a route, and what the answer would change for whom. Nothing of it is stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from hekloos.core.curriculum import Level, Side
from hekloos.core.route import whatif
from hekloos.core.route.difference import Difference, difference
from hekloos.core.route.drafting import items_of, programme_of
from hekloos.core.route.route import Plan
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.schools import as_in, schools_of
from hekloos.web.curriculum.convert import to_core
from hekloos.web.curriculum.models import Version
from hekloos.web.labs.models import Membership
from hekloos.web.overlap.models import Comparison
from hekloos.web.review.agreed import agreed_pairs
from hekloos.web.route.models import RouteVersion
from hekloos.web.route.plan_convert import agreed_to_core, at_levels, in_parts, prefix_of, prefixes_of, read_version
from hekloos.web.route.plan_queries import newest_comparison

type_of_both = tuple[CoreRoute, Plan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What can be asked: groups with their programme, levels, schools, and programmes with a newer version. Of the
    levels only the `telling_levels` would change anything."""

    groups: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]
    telling_levels: tuple[str, ...]
    schools: tuple[str, ...]
    newer: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What changes for the pupils of one vmbo school; without a name when it is the same for all."""

    school: str
    before: type_of_both
    after: type_of_both
    difference: Difference


def options_of(version: RouteVersion) -> Options:
    core, _plan = read_version(version)
    levels = _levels(core, _ground(version))
    return Options(
        groups=tuple(dict.fromkeys((item.programme, item.group) for item in core.items if item.group)),
        levels=levels,
        telling_levels=tuple(level for level in levels if not whatif.is_of_all(core, level)),
        schools=tuple(sorted({unit.school for unit in core.units} - {""})),
        newer=_newer(core, _ground(version)),
    )


def _levels(core: CoreRoute, comparison: Comparison) -> tuple[str, ...]:
    """Those that items name. Where a route was made for some levels, what is only for another is not in it: so of that
    side no other level can be told anything of."""
    named = {(item.side, level) for item in core.items for level in item.levels}
    chosen = {(side, level) for side, level in named if level in comparison.levels}
    narrowed = {side for side, _level in chosen}
    told = {level for side, level in named if side not in narrowed or (side, level) in chosen}
    return tuple(level.value for level in Level if level.value in told)


def _newer(core: CoreRoute, comparison: Comparison) -> tuple[Version, ...]:
    """The versions that are in use now, of programmes of which the route has another. What cannot be told apart by its
    key is left out."""
    keys = Counter(programme.key for programme in core.programmes)
    found = []
    for version in _versions(comparison):
        framework, newest = version.framework, version.framework.current
        if newest and newest.pk != version.pk and not framework.removed_at and keys[framework.key] == 1:
            newest.framework = framework
            found.append(newest)
    return tuple(found)


def _versions(comparison: Comparison) -> QuerySet[Version]:
    """Of both sides."""
    used = Version.objects.filter(Q(pk__in=comparison.left.all()) | Q(pk__in=comparison.right.all()))
    return used.select_related("framework__current").order_by("framework__title", "pk")


def _ground(version: RouteVersion) -> Comparison:
    """What the version stands on: nearly always what its route does, which was fetched already."""
    route, ground = version.route, version.ground
    return route.comparison if route.comparison_id == ground.comparison_id else ground.comparison


def without_group(version: RouteVersion, programme: str, group: str) -> type_of_both:
    return whatif.without_group(*read_version(version), programme=programme, group=group)


def at_level(version: RouteVersion, level: str) -> type_of_both:
    """Raises ValueError when no item names this level."""
    return whatif.at_level(*read_version(version), level)


def without_school(version: RouteVersion, school: str) -> type_of_both:
    return whatif.without_school(*read_version(version), school)


def with_newest(member: Membership, version: RouteVersion, newest: Version) -> type_of_both:
    """With the texts of this version, and what was agreed of them already."""
    core, plan = read_version(version)
    framework = at_levels(to_core(newest), _ground(version).levels)
    framework = in_parts(framework, newest.framework_id, _ground(version).groups) or framework
    items = items_of(framework, prefix=prefix_of(Side(newest.framework.side), newest.framework_id))
    after, plan = whatif.with_version(core, plan, programme_of(framework), items)
    return _agreed_since(member, version, after), plan


def _agreed_since(member: Membership, version: RouteVersion, after: CoreRoute) -> CoreRoute:
    """Also what both sides agreed of these very texts since the route was put on its ground."""
    comparison = newest_comparison(member, version.route)
    prefixes = prefixes_of(_versions(comparison))
    digests = {item.key: item.digest for item in after.items}
    known = {(pair.left, pair.right) for pair in after.agreed}
    found = []
    for row in agreed_pairs(member, comparison):
        pair = agreed_to_core(row, prefixes)
        texts = (digests.get(pair.left), digests.get(pair.right))
        if (pair.left, pair.right) not in known and texts == (row.left.digest, row.right.digest):
            found.append(pair)
    return replace(after, agreed=(*after.agreed, *found))


def outcomes(version: RouteVersion, after: type_of_both) -> tuple[Outcome, ...]:
    """What this changes, for the pupils of every vmbo school that stays."""
    before = read_version(version)
    return tuple(_outcomes(before, after, schools_of(after[0])))


def _outcomes(before: type_of_both, after: type_of_both, schools: Iterable[str]) -> Iterable[Outcome]:
    for school in schools:
        both = as_in(*before, school), as_in(*after, school)
        yield Outcome(school=school, before=both[0], after=both[1], difference=difference(*both))
