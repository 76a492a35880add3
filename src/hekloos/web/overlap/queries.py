"""What people of a lab may read of its comparisons."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery

from hekloos.core import curriculum as core
from hekloos.core.curriculum import Relation
from hekloos.core.report.content import Group, Ribbon, in_reading_order
from hekloos.core.report.overlap_map import OverlapMap, draw_map
from hekloos.web.curriculum import convert
from hekloos.web.curriculum.models import Item, Version
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison, Match, part_name
from hekloos.web.overlap.remembering import remembered

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Standing(TypedDict):
    successor: int | None  # the newest comparison of the same, when that is another one


OVERLAP = (Relation.SAME.value, Relation.BUILDS_ON.value)


def comparisons_of(member: Membership) -> "QuerySet[WithAnnotations[Comparison, Standing]]":
    """Newest first; each with its versions, and what came in its place."""
    require(member, Verb.SEE)
    later = Comparison.objects.filter(
        lab_id=member.lab_id,
        signature=OuterRef("signature"),
        pk__gt=OuterRef("pk"),
        removed_at=None,
        finished_at__isnull=False,
    ).order_by("-pk")
    return (
        Comparison.objects.filter(lab_id=member.lab_id, removed_at=None)
        .select_related("by", "refit")
        .prefetch_related(*(Prefetch(side, Version.objects.select_related("framework")) for side in ("left", "right")))
        .annotate(successor=Subquery(later.values("pk")[:1]))
    )


def comparisons_at_hand(member: Membership) -> "list[WithAnnotations[Comparison, Standing]]":
    """All of `comparisons_of` for a page on which several parts look at them: asked once for this row of the lab."""
    known = vars(member.lab)
    if "comparisons_at_hand" not in known:
        known["comparisons_at_hand"] = list(comparisons_of(member))
    found: list[WithAnnotations[Comparison, Standing]] = known["comparisons_at_hand"]
    return found


def finished_comparisons(member: Membership) -> QuerySet[Comparison]:
    """Those whose pairs can be seen, and no more of them than that."""
    require(member, Verb.SEE)
    return Comparison.objects.filter(lab_id=member.lab_id, removed_at=None).exclude(finished_at=None)


def matches_of(comparison: Comparison) -> QuerySet[Match]:
    """Its matches once it is finished; until then none."""
    if comparison.finished_at is None:
        return Match.objects.none()
    return Match.objects.filter(comparison=comparison, attempt=comparison.attempts)


def matches_of_lab(member: Membership) -> QuerySet[Match]:
    """The matches of all finished comparisons, also of those that were removed: what was judged stays."""
    require(member, Verb.SEE)
    finished = Match.objects.filter(comparison__lab=member.lab_id, attempt=F("comparison__attempts"))
    return finished.exclude(comparison__finished_at=None)


@dataclass(frozen=True)
class MapOfComparison:
    """An overlap map: bars for modules and core tasks, ribbons for pairs that overlap, or seem to."""

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


@remembered
def map_of(comparison: Comparison) -> MapOfComparison:
    overlapping = matches_of(comparison).filter(relation__in=OVERLAP).order_by()
    counts = overlapping.values_list("left_group", "right_group", "relation").annotate(Count("pk"))
    return map_from(comparison, counts)


type_of_counts = Iterable[tuple[int | None, int | None, str, int]]  # left and right group, relation, how many


def map_from(comparison: Comparison, counts: type_of_counts) -> MapOfComparison:
    """The map of these numbers of overlapping pairs."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for left, right, relation, number in counts:
        counted.setdefault((str(left or ""), str(right or "")), Counter())[relation] += number
    left_groups, right_groups = _groups_of(comparison, used={key for two in counted for key in two})
    here, there = ({group.id: group for group in side} for side in (left_groups, right_groups))
    order = {id_: place for place, id_ in enumerate([*here, *there])}
    ribbons = [
        Ribbon(here[left], there[right], number[Relation.SAME.value], number[Relation.BUILDS_ON.value])
        for (left, right), number in sorted(counted.items(), key=lambda entry: [order[key] for key in entry[0]])
    ]
    return MapOfComparison(left_groups, right_groups, tuple(ribbons))


@remembered
def groups_of(comparison: Comparison) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The modules, core tasks and lessons of both sides, of which the id is the number of their row."""
    return _groups_of(comparison, used=frozenset())


def _groups_of(comparison: Comparison, *, used: Collection[str]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Of a side of which somebody chose some these only. What several versions share occurs once: the row that is in
    `used`, or else the first, which is the row that matches hang on.
    """
    both = comparison.left, comparison.right
    frameworks = [{version.pk: version.framework_id for version in side.all()} for side in both]
    versions = frameworks[0] | frameworks[1]
    rows = Item.objects.filter(version__in=versions, is_group=True).order_by("version_id", "position")
    by_side = [[row for row in rows if row.version_id in side] for side in frameworks]
    left, right = (_once(_chosen(side, versions, comparison.groups, used), used) for side in by_side)
    if "" in used:  # what stands under no module
        left, right = [*left, Group(None, ())], [*right, Group(None, ())]
    return in_reading_order(left), in_reading_order(right)


def _chosen(
    rows: Sequence[Item], frameworks: Mapping[int, int], parts: Collection[str], used: Collection[str]
) -> Sequence[Item]:
    """Those that somebody chose, in whichever of their programmes, and those of `used`; all when none was chosen."""
    chosen = {(row.key, row.digest) for row in rows if part_name(frameworks[row.version_id], row.key) in parts}
    if not chosen:
        return rows
    return [row for row in rows if (row.key, row.digest) in chosen or str(row.pk) in used]


def _once(rows: Sequence[Item], used: Collection[str]) -> list[Group]:
    unique: dict[tuple[str, str], Item] = {}
    for row in rows:
        if str(row.pk) in used or (row.key, row.digest) not in unique:
            unique[row.key, row.digest] = row
    return [Group(_named(row), ()) for row in unique.values()]


def _named(row: Item) -> core.Item:
    return replace(convert.item_to_core(row), id=str(row.pk), parent=None)


def part_names(comparison: Comparison) -> set[str]:
    """The modules and core tasks of both sides, as people choose them."""
    rows = [int(group.id) for side in groups_of(comparison) for group in side if group.id]
    found = Item.objects.filter(pk__in=rows).values_list("version__framework", "key")
    return {part_name(framework, key) for framework, key in found}
