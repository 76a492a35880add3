"""What people of a lab may read of its comparisons."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

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


class IsOld(TypedDict):
    is_old: bool


OVERLAP = (Relation.SAME.value, Relation.BUILDS_ON.value)


def comparisons_of(member: Membership) -> "QuerySet[WithAnnotations[Comparison, IsOld]]":
    """Newest first; `is_old` when a programme has got another version since."""
    require(member, Verb.SEE)
    newer = Version.objects.filter(
        Q(pk__in=Comparison.left.through.objects.filter(comparison=OuterRef(OuterRef("pk"))).values("version"))
        | Q(pk__in=Comparison.right.through.objects.filter(comparison=OuterRef(OuterRef("pk"))).values("version"))
    ).exclude(framework__current=F("pk"))
    return (
        Comparison.objects.filter(lab_id=member.lab_id, removed_at=None)
        .select_related("by")
        .annotate(is_old=Exists(newer))
    )


def matches_of(comparison: Comparison) -> QuerySet[Match]:
    """Its matches once it is finished; until then none."""
    if comparison.finished_at is None:
        return Match.objects.none()
    return Match.objects.filter(comparison=comparison)


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


def map_of(comparison: Comparison) -> MapOfComparison:
    found = matches_of(comparison)
    counted: dict[tuple[int | None, int | None], Counter[str]] = {}
    counts = found.filter(relation__in=OVERLAP).order_by().values_list("left_group", "right_group", "relation")
    for left, right, relation, number in counts.annotate(Count("pk")):
        counted.setdefault((left, right), Counter())[relation] += number
    sides = [
        _groups(list(versions), {pair[place] for pair in counted}, comparison)
        for place, versions in enumerate((comparison.left.all(), comparison.right.all()))
    ]
    at = [{group.id: place for place, group in enumerate(side)} for side in sides]
    ribbons = [
        Ribbon(
            sides[0][at[0][str(left or "")]],
            sides[1][at[1][str(right or "")]],
            number[Relation.SAME.value],
            number[Relation.BUILDS_ON.value],
        )
        for (left, right), number in counted.items()
    ]
    ribbons.sort(key=lambda ribbon: (at[0][ribbon.left.id], at[1][ribbon.right.id]))
    return MapOfComparison(sides[0], sides[1], tuple(ribbons))


def _groups(versions: Sequence[Version], used: set[int | None], comparison: Comparison) -> tuple[Group, ...]:
    """Groups that hold compared items; their id is the number of their row."""
    holding = Item.objects.filter(version__in=versions, is_compared=True).exclude(group_key="")
    keys = set(holding.order_by().values_list("group_key", flat=True).distinct())
    if comparison.groups:
        keys = keys & set(comparison.groups) or keys
    rows = Item.objects.filter(version__in=versions, key__in=keys).order_by("version", "position")
    unique: dict[tuple[str, str], Item] = {}
    for row in rows:
        if row.pk in used or (row.key, row.digest) not in unique:
            unique[row.key, row.digest] = row
    groups = [Group(_named(row), ()) for row in unique.values()]
    if None in used:
        groups.append(Group(None, ()))
    return in_reading_order(groups)


def _named(row: Item) -> core.Item:
    return replace(convert.item_to_core(row), id=str(row.pk), parent=None)
