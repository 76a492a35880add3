"""What a report says, before it takes a form: the same content for HTML, xlsx, csv and JSON."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hekloos.core.curriculum import Framework, Item, ItemKind, Relation
from hekloos.core.formats.reading import Problem
from hekloos.core.language import _
from hekloos.core.overlap.compare import Comparison, Match
from hekloos.core.overlap.explain import LIKELY, Explanation, explain
from hekloos.core.overlap.lesson_cover import Cover, covers_programme, find_cover
from hekloos.core.overlap.repeats import LessonRepeat, compares_lessons, find_repeats, share_repeated

FIRST = 15  # pairs that fit in a first meeting
PARTS = {"B": 0, "P": 1, "D": 2, "C": 3}  # of a dossier: basis, profile, keuzedeel, certificate (B1-K1, P2-K1, D1-K1)
OVERLAP = frozenset({Relation.SAME, Relation.BUILDS_ON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the reader asked for, and when (`date` as people read it, may be empty)."""

    top: int = 5
    at_least: float = 0.2
    levels: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True)
class Row:
    """One vmbo item with its best matches; `path` is what stands above it, highest first."""

    comparison: Comparison
    item: Item
    path: tuple[Item, ...]
    matches: tuple[Match, ...]

    @property
    def overlaps(self) -> bool:
        return any(_overlaps(match) for match in self.matches)

    @cached_property
    def found(self) -> tuple[Explanation, ...]:
        """The matches with their why; made when somebody asks, since not every form tells it."""
        return tuple(explain(self.comparison, match) for match in self.matches)


@dataclass(frozen=True, slots=True)
class Group:
    """A module of the vmbo, or a core task of the mbo, with its comparable items."""

    item: Item | None  # None holds what stands under no module
    items: tuple[Item, ...]

    @property
    def code(self) -> str:
        return self.item.code if self.item else ""

    @property
    def id(self) -> str:
        return self.item.id if self.item else ""

    @property
    def name(self) -> str:
        """As people call it: with its code, but a lesson by its title alone."""
        if self.item is None:
            return _("Zonder module")
        return self.item.text if self.item.kind is ItemKind.LESSON else f"{self.item.code} {self.item.text}".strip()


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Between a vmbo group and an mbo group: how many probable overlaps, of which how many double."""

    left: Group
    right: Group
    same: int
    builds_on: int

    @property
    def total(self) -> int:
        return self.same + self.builds_on


@dataclass(frozen=True)
class Content:
    """One comparison as its readers see it."""

    comparison: Comparison
    choices: Choices
    problems: tuple[Problem, ...]
    rows: tuple[Row, ...]
    left_groups: tuple[Group, ...]
    right_groups: tuple[Group, ...]
    ribbons: tuple[Ribbon, ...]

    @property
    def left(self) -> Framework:
        return self.comparison.left

    @property
    def right(self) -> Framework:
        return self.comparison.right

    @cached_property
    def best_relations(self) -> Counter[Relation]:
        """Of every vmbo item the relation of its most probable shown match; none when nothing is shown."""
        strongest = (max(row.matches, key=_strength, default=None) for row in self.rows)
        return Counter(match.relation if match else Relation.NONE for match in strongest)

    @cached_property
    def without_match(self) -> tuple[Row, ...]:
        """Vmbo items for which nothing is shown."""
        return tuple(row for row in self.rows if not row.matches)

    @cached_property
    def overlapping(self) -> tuple[Match, ...]:
        """The strongest overlap of every vmbo item that has one, strongest first."""
        # The matches of a row stand best first.
        best = (next(match for match in row.matches if _overlaps(match)) for row in self.rows if row.overlaps)
        return tuple(sorted(best, key=lambda match: -match.probability))

    @cached_property
    def bare_titles(self) -> int:
        """Of how many mbo items only the title is known, so that what is usually done there stands in its place."""
        return sum(bool(texts.usual) for texts in self.comparison.right_texts)

    @cached_property
    def likely(self) -> int:
        """How many vmbo items have overlap that is likely, and not just possible."""
        return sum(match.probability >= LIKELY for match in self.overlapping)

    @cached_property
    def first_to_discuss(self) -> tuple[Explanation, ...]:
        """The strongest pairs, each mbo item at most twice: what a first meeting can start with."""
        used: Counter[str] = Counter()
        said: set[tuple[str, str]] = set()
        chosen = []
        for match in self.overlapping:
            same_words = match.left.text, match.right.id
            if used[match.right.id] < 2 and same_words not in said:
                chosen.append(match)
                used[match.right.id] += 1
                said.add(same_words)
        return tuple(explain(self.comparison, match) for match in chosen[:FIRST])

    @property
    def is_lessons(self) -> bool:
        """Are lessons laid beside lessons?"""
        return compares_lessons(self.left, self.right)

    @property
    def is_coverage(self) -> bool:
        """Are lessons laid beside the programme that they should treat?"""
        return covers_programme(self.comparison)

    @cached_property
    def cover(self) -> tuple[Cover, ...]:
        """Every item of the programme with the lessons that seem to treat it."""
        return find_cover(self.comparison)

    @cached_property
    def repeats(self) -> tuple[LessonRepeat, ...]:
        """Mbo lessons that repeat a vmbo lesson, the largest share first."""
        return find_repeats(self.comparison)

    @cached_property
    def repeated_by_lesson(self) -> tuple[tuple[Item, float], ...]:
        """Every mbo lesson with the share of it that the vmbo lessons already have, in the order of the material."""
        shares = share_repeated(self.comparison, self.repeats)
        lessons = (item for item in self.right.items if item.id in shares)
        return tuple((lesson, shares[lesson.id]) for lesson in lessons)

    @cached_property
    def core_terms(self) -> int:
        """Terms of the vmbo core, which are not compared."""
        compared = {item.id for item in self.comparison.left_items}
        return sum(item.kind is ItemKind.TERM and item.id not in compared for item in self.left.items)

    @cached_property
    def untouched(self) -> tuple[Item, ...]:
        """Mbo items that no vmbo item probably overlaps with."""
        touched = {match.right.id for row in self.rows for match in row.matches if _overlaps(match)}
        return tuple(item for item in self.comparison.right_items if item.id not in touched)

    @cached_property
    def pairs_shown(self) -> int:
        return sum(len(row.matches) for row in self.rows)

    def rows_of(self, group: Group) -> tuple[Row, ...]:
        return tuple(self._row_of[item.id] for item in group.items if item.id in self._row_of)

    @cached_property
    def _row_of(self) -> Mapping[str, Row]:
        return {row.item.id: row for row in self.rows}

    @cached_property
    def left_places(self) -> Mapping[str, int]:
        """The place of each vmbo group by its id, counted from 1."""
        return {group.id: place for place, group in enumerate(self.left_groups, start=1)}


def _overlaps(match: Match) -> bool:
    return match.relation in OVERLAP


def _strength(match: Match) -> tuple[int, float]:
    order = (Relation.NONE, Relation.RELATED, Relation.BUILDS_ON, Relation.SAME)
    return order.index(match.relation), match.probability


def build_content(comparison: Comparison, choices: Choices, *, problems: Sequence[Problem] = ()) -> Content:
    """Choose the matches to show and count them per module and core task."""
    rows = tuple(_row(comparison, item, choices) for item in comparison.left_items)
    left_groups = _groups(comparison.left, comparison.left_items)
    right_groups = _groups(comparison.right, comparison.right_items)
    return Content(
        comparison=comparison,
        choices=choices,
        problems=tuple(problems),
        rows=rows,
        left_groups=left_groups,
        right_groups=right_groups,
        ribbons=_ribbons(rows, left_groups, right_groups),
    )


def _row(comparison: Comparison, item: Item, choices: Choices) -> Row:
    matches = comparison.best(item, limit=choices.top, at_least=choices.at_least)
    path = tuple(reversed(comparison.left.ancestors(item)))
    return Row(comparison, item, path, tuple(matches))


def _groups(framework: Framework, items: Sequence[Item]) -> tuple[Group, ...]:
    """Items by the nearest module, elective, core task or lesson above them.

    By kind and code: SLO does not always publish 11 before 12.
    """
    gathered: dict[str | None, list[Item]] = {}
    for item in items:
        owner = framework.group_of(item)
        gathered.setdefault(owner.id if owner else None, []).append(item)
    groups = [Group(framework.by_id[id_] if id_ else None, tuple(found)) for id_, found in gathered.items()]
    return in_reading_order(groups)


def in_reading_order(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Modules before electives, the basis of a dossier before its profiles before keuzedelen; then by code.

    Files do not always have them in this order. What stands under no module comes last.
    """
    return tuple(sorted(groups, key=lambda group: (*_part(group), _natural(group.code))))


def _part(group: Group) -> tuple[int, int]:
    """The place of its kind, and of the part of a dossier that a core task is of."""
    if group.item is None:
        return len(ItemKind), 0
    letter = re.match(r"[BPDC](?=\d)", group.code) if group.item.kind is ItemKind.CORE_TASK else None
    return list(ItemKind).index(group.item.kind), PARTS.get(letter[0], 0) if letter else 0


def _natural(code: str) -> list[tuple[int, str]]:
    """A code for sorting: 2 before 11."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", code)]


def _ribbons(rows: Sequence[Row], left: Sequence[Group], right: Sequence[Group]) -> tuple[Ribbon, ...]:
    left_of = {item.id: group for group in left for item in group.items}
    right_of = {item.id: group for group in right for item in group.items}
    counted: dict[tuple[str, str], Counter[Relation]] = {}
    for row in rows:
        for match in row.matches:
            if _overlaps(match):
                key = left_of[row.item.id].id, right_of[match.right.id].id
                counted.setdefault(key, Counter())[match.relation] += 1
    left_place, right_place = ({group.id: place for place, group in enumerate(side)} for side in (left, right))
    places = {(left_place[ours], right_place[theirs]): found for (ours, theirs), found in counted.items()}
    return tuple(
        Ribbon(left[ours], right[theirs], found[Relation.SAME], found[Relation.BUILDS_ON])
        for (ours, theirs), found in sorted(places.items(), key=lambda pair: pair[0])
    )
