"""What people of a lab may read of its programmes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hekloos.core import curriculum as core
from hekloos.core.changes import Changes, compare_versions
from hekloos.core.formats.reading import Problem
from hekloos.web.curriculum import convert
from hekloos.web.curriculum.models import Framework, Item, Upload, Version
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require


def frameworks_of(member: Membership) -> QuerySet[Framework]:
    """The programmes in use, vmbo first."""
    require(member, Verb.SEE)
    return Framework.objects.filter(lab_id=member.lab_id, removed_at=None).select_related("current", "owner")


def uploads_of(member: Membership) -> QuerySet[Upload]:
    """Files that wait: to be read, or for somebody to look at what was read."""
    require(member, Verb.BRING)
    waiting = Upload.objects.filter(lab_id=member.lab_id, adopted_at=None, discarded_at=None)
    return waiting.select_related("by").defer("content", "problems")


def every_upload_of(member: Membership) -> QuerySet[Upload]:
    """Also those that were adopted or thrown away, so that an old address can say so."""
    require(member, Verb.BRING)
    return Upload.objects.filter(lab_id=member.lab_id).select_related("by")


@dataclass(frozen=True)
class Proposal:
    """A programme that was read, beside the version in use that it may follow."""

    number: int
    framework: core.Framework
    candidates: tuple[Framework, ...]
    follows: Framework | None

    @cached_property
    def changes(self) -> Changes:
        version = self.follows.current if self.follows else None
        return compare_versions(convert.to_core(version) if version else None, self.framework)

    @property
    def is_known(self) -> bool:
        """Nothing would change."""
        return self.follows is not None and self.changes.is_none

    @property
    def tree(self) -> Sequence[tuple[core.Item, int]]:
        return [(item, len(self.framework.ancestors(item))) for item in self.framework.items]


def proposals(member: Membership, upload: Upload, chosen: Mapping[int, int | None] | None = None) -> list[Proposal]:
    """What was read, each with the programme it seems to be, unless `chosen` says by number which one, or None."""
    known = list(frameworks_of(member).select_related("current__framework"))
    read = [convert.from_data(data) for data in upload.content]
    said = _digests_of(known) if len(read) > len(chosen or {}) else {}
    return [_proposal(number, framework, known, said, chosen or {}) for number, framework in enumerate(read)]


def _digests_of(known: Iterable[Framework]) -> Mapping[int, set[str]]:
    """What the version in use of each programme says, as fingerprints, by the number of the version."""
    found: dict[int, set[str]] = defaultdict(set)
    versions = [framework.current_id for framework in known]
    rows = Item.objects.filter(version__in=versions).order_by().values_list("version_id", "digest")
    for version, digest in rows:
        found[version].add(digest)
    return found


def _proposal(
    number: int,
    framework: core.Framework,
    known: Iterable[Framework],
    said: Mapping[int, set[str]],
    chosen: Mapping[int, int | None],
) -> Proposal:
    candidates = tuple(other for other in known if framework.side in other.sides)
    if number in chosen:
        follows = next((other for other in candidates if other.pk == chosen[number]), None)
    else:
        follows = next((other for other in candidates if _seems_the_same(other, framework)), None)
        mostly = (
            other for other in candidates if _is_mostly_the_same(said.get(other.current_id or 0, set()), framework)
        )
        follows = follows or next(mostly, None)
    return Proposal(number, framework, candidates, follows)


def _seems_the_same(known: Framework, read: core.Framework) -> bool:
    if read.kind not in known.kinds:
        return False
    if read.crebo and known.current is not None and known.current.crebo:
        return known.current.crebo == read.crebo
    return known.key == read.key or known.title.casefold() == read.title.casefold()


MOSTLY = 0.6  # share of the items that two versions of one programme have in common at least


def _is_mostly_the_same(theirs: set[str], read: core.Framework) -> bool:
    """The same programme under another name: most of what it says is said there."""
    ours = {item.digest for item in read.items}
    return len(ours & theirs) >= MOSTLY * max(len(ours), len(theirs), 1)


def problems_of(stored: Iterable[Mapping[str, str]]) -> list[Problem]:
    return convert.to_problems(stored)


def versions_of(framework: Framework) -> QuerySet[Version]:
    return framework.versions.select_related("adopted_by")


def changes_of(version: Version) -> tuple[Version | None, Changes]:
    """The version before this one, and what this one changed of it."""
    earlier = Version.objects.filter(framework=version.framework_id, number__lt=version.number)
    before = earlier.select_related("framework").first()
    return before, compare_versions(convert.to_core(before) if before else None, convert.to_core(version))


def lines_of(version: Version, *, words: str = "", level: str = "", group: str = "") -> list[Item]:
    """The items of a version in order, with these words, for this level, in this module or core task."""
    items = version.items.all()
    if group:
        items = items.filter(group_key=group)
    if words:
        items = items.filter(Q(text__icontains=words) | Q(description__icontains=words) | Q(code__icontains=words))
    found = list(items)
    return [item for item in found if not level or not item.levels or level in item.levels]


def groups_of(version: Version) -> list[Item]:
    """The modules, core tasks or lessons in which the items of a version stand, in order."""
    return groups_of_each([version.pk])[version.pk]


def groups_of_each(versions: Collection[int]) -> Mapping[int, list[Item]]:
    """The same of several versions in one question, by the number of their row."""
    found: dict[int, list[Item]] = {version: [] for version in versions}
    for item in Item.objects.filter(version__in=versions, is_group=True):
        found[item.version_id].append(item)
    return found


def item_of(member: Membership, pk: int) -> Item:
    """An item of a programme of the lab. Raises Http404 when there is none."""
    require(member, Verb.SEE)
    items = Item.objects.filter(version__framework__lab=member.lab_id).select_related("version__framework")
    return get_object_or_404(items, pk=pk)


def group_of(item: Item) -> Item | None:
    """The module or core task in which an item stands."""
    return Item.objects.filter(version=item.version_id, key=item.group_key).first() if item.group_key else None
