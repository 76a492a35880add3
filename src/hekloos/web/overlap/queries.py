"""What people of a lab may read of its comparisons."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from hekloos.core import curriculum as core
from hekloos.core.curriculum import Relation
from hekloos.core.report.content import Group, Ribbon, in_reading_order
from hekloos.core.report.overlap_map import OverlapMap, draw_map
from hekloos.web.curriculum import convert
from hekloos.web.curriculum.models import Item, Version
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison, Match

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Standing(TypedDict):
    is_old: bool  # a programme has got another version since
    successor: int | None  # the newest comparison of the same, when that is another one


OVERLAP = (Relation.SAME.value, Relation.BUILDS_ON.value)


def comparisons_of(member: Membership) -> "QuerySet[WithAnnotations[Comparison, Standing]]":
    """Newest first; each with whether it is old, and what came in its place."""
    require(member, Verb.SEE)
    newer = Version.objects.filter(
        Q(pk__in=Comparison.left.through.objects.filter(comparison=OuterRef(OuterRef("pk"))).values("version"))
        | Q(pk__in=Comparison.right.through.objects.filter(comparison=OuterRef(OuterRef("pk"))).values("version"))
    ).exclude(framework__current=F("pk"))
    later = Comparison.objects.filter(
        lab_id=member.lab_id,
        signature=OuterRef("signature"),
        pk__gt=OuterRef("pk"),
        removed_at=None,
        finished_at__isnull=False,
    ).order_by("-pk")
    return (
        Comparison.objects.filter(lab_id=member.lab_id, removed_at=None)
        .select_related("by")
        .prefetch_related("left", "right")
        .annotate(is_old=Exists(newer), successor=Subquery(later.values("pk")[:1]))
    )


def matches_of(comparison: Comparison) -> QuerySet[Match]:
    """Its matches once it is finished; until then none."""
    if comparison.finished_at is None:
        return Match.objects.none()
    return Match.objects.filter(comparison=comparison, attempt=comparison.attempts)


@dataclass(frozen=True)
class MapOfComparison:
    """The overlap map of what is proposed: bars for modules and core tasks, ribbons for pairs that seem to overlap."""

    left: tuple[Group, ...]
    right: tuple[Group, ...]
    ribbons: tuple[Ribbon, ...]

    @cached_property
    def drawing(self) -> OverlapMap:
        return draw_map(self.left, self.right, self.ribbons)

    @property
    def total(self) -> int:
        return sum(ribbon.total for ribbon in self.ribbons)

    @property
    def widest(self) -> int:
        return max((ribbon.total for ribbon in self.ribbons), default=0)


def map_of(comparison: Comparison) -> MapOfComparison:
    counted: dict[tuple[str, str], Counter[str]] = {}
    overlapping = matches_of(comparison).filter(relation__in=OVERLAP).order_by()
    counts = overlapping.values_list("left_group", "right_group", "relation").annotate(Count("pk"))
    for left, right, relation, number in counts:
        counted.setdefault((str(left or ""), str(right or "")), Counter())[relation] += number
    left_groups, right_groups = groups_of(comparison, used={key for two in counted for key in two})
    here, there = ({group.id: group for group in side} for side in (left_groups, right_groups))
    order = {id_: place for place, id_ in enumerate([*here, *there])}
    ribbons = [
        Ribbon(here[left], there[right], number[Relation.SAME.value], number[Relation.BUILDS_ON.value])
        for (left, right), number in sorted(counted.items(), key=lambda entry: [order[key] for key in entry[0]])
    ]
    return MapOfComparison(left_groups, right_groups, tuple(ribbons))


def groups_of(
    comparison: Comparison, *, used: Collection[str] = frozenset()
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The modules, core tasks and lessons of both sides, of which the id is the number of their row.

    What several versions share occurs once: the row that is in `used`, or else the first.
    """
    versions = [[version.pk for version in side.all()] for side in (comparison.left, comparison.right)]
    rows = Item.objects.filter(version__in=versions[0] + versions[1], is_group=True).order_by("version", "position")
    found = [row for row in rows if not comparison.groups or row.key in comparison.groups or str(row.pk) in used]
    left, right = (_once([row for row in found if row.version_id in side], used) for side in versions)
    if "" in used:  # what stands under no module
        left, right = [*left, Group(None, ())], [*right, Group(None, ())]
    return in_reading_order(left), in_reading_order(right)


def _once(rows: Sequence[Item], used: Collection[str]) -> list[Group]:
    unique: dict[tuple[str, str], Item] = {}
    for row in rows:
        if str(row.pk) in used or (row.key, row.digest) not in unique:
            unique[row.key, row.digest] = row
    return [Group(_named(row), ()) for row in unique.values()]


def _named(row: Item) -> core.Item:
    return replace(convert.item_to_core(row), id=str(row.pk), parent=None)
