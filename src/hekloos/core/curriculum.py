"""The words everything else uses: a framework is a tree of items.

A framework is one exam programme, one qualification, one school's programme or one pile of
lesson material. Its items point up with `parent`; the order of `items` is the order in which
they are read, parents before children. All values are frozen: a change is a new framework.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class Side(StrEnum):
    """On which side of the fence something is taught."""

    VMBO = "vmbo"
    MBO = "mbo"


class FrameworkKind(StrEnum):
    EXAM_PROGRAMME = "exam_programme"
    QUALIFICATION_DOSSIER = "qualification_dossier"
    SCHOOL_PROGRAMME = "school_programme"
    LESSON_MATERIAL = "lesson_material"


class Level(StrEnum):
    """Vmbo learning tracks and mbo levels, in ascending order within a side."""

    BB = "BB"
    KB = "KB"
    GL = "GL"
    TL = "TL"
    MBO_1 = "mbo-1"
    MBO_2 = "mbo-2"
    MBO_3 = "mbo-3"
    MBO_4 = "mbo-4"


def in_order(levels: Iterable[Level]) -> tuple[Level, ...]:
    """Levels from low to high."""
    order = list(Level)
    return tuple(sorted(levels, key=order.index))


class Relation(StrEnum):
    """What an mbo item is to a vmbo item, from most to least overlap."""

    SAME = "same"  # dubbel
    BUILDS_ON = "builds_on"  # bouwt voort: the mbo item builds on the vmbo item
    RELATED = "related"  # verwant
    NONE = "none"  # geen


class ItemKind(StrEnum):
    """What an item is; the Dutch terms stand in docs/glossary.md."""

    CORE = "core"  # kern
    CORE_PART = "core_part"  # kerndeel
    MODULE = "module"  # profielmodule
    ELECTIVE = "elective"  # keuzevak
    TASK = "task"  # deeltaak
    TERM = "term"  # eindterm
    CORE_TASK = "core_task"  # kerntaak
    WORK_PROCESS = "work_process"  # werkproces
    KNOWLEDGE = "knowledge"  # vakkennis of vaardigheid
    OPTIONAL_UNIT = "optional_unit"  # keuzedeel
    LESSON = "lesson"  # les
    FRAGMENT = "fragment"  # fragment van lesmateriaal
    GROUP = "group"  # anything that only holds other items


COMPARABLE_KINDS = frozenset({ItemKind.TERM, ItemKind.WORK_PROCESS, ItemKind.KNOWLEDGE, ItemKind.FRAGMENT})
"""Kinds that state content to learn, so that they can overlap; the others give them their place."""


GROUP_KINDS = frozenset({ItemKind.MODULE, ItemKind.ELECTIVE, ItemKind.CORE_TASK, ItemKind.LESSON})
"""Kinds under which people look for an item, and between which the overlap map draws its ribbons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a programme.

    `id` is stable and unique in its framework; `code` is what people call it and may occur
    twice (SLO publishes a few codes twice). `result` and `behaviour` are what a dossier says
    besides the description of a work process. `reference` says where lesson material stands
    ("dia 4"), of a lesson the folder of its file. `remark` is for the reader, such as "gelezen van een plaatje".
    """

    id: str
    code: str
    kind: ItemKind
    text: str
    parent: str | None = None
    description: str = ""
    result: str = ""
    behaviour: tuple[str, ...] = ()
    levels: frozenset[Level] = frozenset()
    hours: float | None = None
    reference: str = ""
    remark: str = ""
    replaces: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Fingerprint of the content (32 hex digits): equal when a teacher would read the same."""
        content = [self.text, self.description, self.result, list(self.behaviour), sorted(self.levels)]
        return hashlib.blake2b(json.dumps(content, ensure_ascii=False).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One programme with its items, parents before children.

    `key` is how people point at it after a colon (``slo:PIE``, ``dossier.xml:25498``).
    Raises ValueError when an id occurs twice or a parent does not stand before its child.
    """

    key: str
    title: str
    kind: FrameworkKind
    side: Side
    items: tuple[Item, ...]
    crebo: str = ""
    source: str = ""
    version: str = ""
    valid_from: str = ""
    valid_until: str = ""
    levels: frozenset[Level] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for item in self.items:
            if item.id in seen:
                raise ValueError(f"id {item.id!r} occurs twice in {self.key!r}")
            if item.parent is not None and item.parent not in seen:
                raise ValueError(f"parent {item.parent!r} of {item.id!r} does not stand before it in {self.key!r}")
            seen.add(item.id)

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return MappingProxyType({item.id: item for item in self.items})

    @cached_property
    def children(self) -> Mapping[str | None, tuple[Item, ...]]:
        """Items by parent id, in order; the roots stand under None."""
        found: dict[str | None, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.parent, []).append(item)
        return MappingProxyType({parent: tuple(items) for parent, items in found.items()})

    @cached_property
    def digest(self) -> str:
        """Fingerprint of the tree and all content (32 hex digits)."""
        content = "\n".join(f"{item.id}\t{item.parent or ''}\t{item.kind}\t{item.digest}" for item in self.items)
        return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()

    def ancestors(self, item: Item) -> tuple[Item, ...]:
        """The items above, nearest first."""
        above: list[Item] = []
        while item.parent is not None:
            item = self.by_id[item.parent]
            above.append(item)
        return tuple(above)

    def group_of(self, item: Item) -> Item | None:
        """The nearest module, elective, core task or lesson above an item, or else what stands highest above it."""
        above = self.ancestors(item)
        return next((other for other in above if other.kind in GROUP_KINDS), above[-1] if above else None)

    def find(self, code: str) -> tuple[Item, ...]:
        """Items that people mean with this code: usually one, none, or a few when a code is used twice."""
        wanted = code.strip().casefold()
        return tuple(item for item in self.items if wanted in (item.code.casefold(), item.id.casefold()))

    def comparable(self) -> tuple[Item, ...]:
        """Items that state content to learn, without the vmbo core: that is never examined by itself."""
        core = {item.id for item in self.items if item.kind is ItemKind.CORE}
        return tuple(
            item
            for item in self.items
            if item.kind in COMPARABLE_KINDS and not any(above.id in core for above in self.ancestors(item))
        )


def keep(framework: Framework, wanted: Iterable[Item]) -> Framework:
    """The framework with only these items and everything above them."""
    ids: set[str] = set()
    for item in wanted:
        ids.add(item.id)
        ids.update(above.id for above in framework.ancestors(item))
    return replace(framework, items=tuple(item for item in framework.items if item.id in ids))


def at_levels(framework: Framework, levels: frozenset[Level]) -> Framework:
    """Only what is meant for one of these levels; items without a level are meant for all."""
    return keep(framework, (i for i in framework.items if not i.levels or i.levels & levels)) if levels else framework


def below(framework: Framework, codes: Iterable[str]) -> Framework:
    """Only the items with these codes, what hangs below them, and what stands above them."""
    roots = {item.id for code in codes for item in framework.find(code)}
    return keep(framework, (i for i in framework.items if i.id in roots or _is_under(framework, i, roots)))


def _is_under(framework: Framework, item: Item, roots: set[str]) -> bool:
    return any(above.id in roots for above in framework.ancestors(item))


def merge(frameworks: Iterable[Framework]) -> Framework:
    """One framework with the items of all; what they share (same id, same content) occurs once.

    Qualifications of one dossier share their basis part; profiles of SLO share nothing.
    Raises ValueError without frameworks, or when they stand on different sides.
    """
    all_of_them = list(frameworks)
    if not all_of_them:
        raise ValueError("nothing to merge")
    first = all_of_them[0]
    if len(all_of_them) == 1:
        return first
    if len({f.side for f in all_of_them}) > 1:
        raise ValueError("frameworks of both sides cannot be merged")
    items = _merged_items(all_of_them)
    return Framework(
        key="+".join(f.key for f in all_of_them),
        title=" / ".join(dict.fromkeys(f.title for f in all_of_them)),
        kind=first.kind,
        side=first.side,
        items=items,
        source=first.source,
        version=first.version,
        levels=frozenset().union(*(f.levels for f in all_of_them)),
    )


def _merged_items(frameworks: Iterable[Framework]) -> tuple[Item, ...]:
    """Items of all frameworks; a second item with a used id but other content gets a new id."""
    kept: dict[str, Item] = {}
    for framework in frameworks:
        new_id: dict[str | None, str | None] = {None: None}
        for item in framework.items:
            moved = replace(item, parent=new_id[item.parent])
            number = 1
            while kept.get(moved.id, moved) != moved:
                suffix = f"-{number}" if number > 1 else ""
                moved, number = replace(moved, id=f"{framework.key}:{item.id}{suffix}"), number + 1
            new_id[item.id] = moved.id
            kept.setdefault(moved.id, moved)
    return tuple(kept.values())
