"""Units out of lesson material: per lesson, or per folder of lessons, a unit with the items that it seems to treat.

Which lesson treats what is said by `overlap.lesson_cover`, the same that lays lessons beside a programme. Here nothing
is decided: people see what it seems to be and tick what is true. Hours that no source tells are guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side, merge
from hekloos.core.formats.lessons import tidy_name
from hekloos.core.route.drafting import own_slots, shortened, spread
from hekloos.core.route.route import Calendar, Route
from hekloos.core.route.units import QUARTER

if TYPE_CHECKING:
    from hekloos.core.overlap.compare import Comparison
    from hekloos.core.overlap.lesson_cover import Treatment

POSSIBLE = 0.15  # chance from which an item is worth showing
MOST_POSSIBLE, MOST_SURE = 6, 60  # items of one unit: those that are only possible fill it up to so many
LEAST_HOURS, MOST_HOURS = QUARTER, 2_000.0  # of one unit
A_LESSON = 1.0  # hours, when nothing tells or hints at how long it lasts


@dataclass(frozen=True, slots=True)
class Seeming:
    """An item that a unit seems to treat, by its key; when not `is_sure`, that is only possible.

    `place` is where: "dia 4", or which lesson of the folder.
    """

    item: str
    chance: float
    is_sure: bool
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedUnit:
    """A unit as lessons suggest it. `hours` are those in class, and `guessed` when not all lessons tell theirs."""

    title: str
    hours: float
    guessed: bool
    slot: int
    lessons: tuple[str, ...]  # their titles
    items: tuple[Seeming, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    title: str
    lessons: tuple[Item, ...]


def keyed(frameworks: Mapping[str, Framework]) -> Framework:
    """One programme out of those of one side, whose ids are the keys of a route: `prefix` and the id of the item.

    Raises ValueError when there is none.
    """
    return merge(_prefixed(framework, prefix) for prefix, framework in frameworks.items())


def _prefixed(framework: Framework, prefix: str) -> Framework:
    items = tuple(
        replace(item, id=prefix + item.id, parent=None if item.parent is None else prefix + item.parent)
        for item in framework.items
    )
    return replace(framework, items=items)


def lessons_of(frameworks: Iterable[Framework], side: Side) -> Framework | None:
    """The lesson material of a reading as one framework of this side; None when there is none."""
    material = [replace(f, side=side) for f in frameworks if f.kind is FrameworkKind.LESSON_MATERIAL]
    return merge(material) if material else None


def propose_units(
    lessons: Framework, programme: Framework, route: Route, *, slots: range | None = None, by_folder: bool = False
) -> tuple[ProposedUnit, ...]:
    """A unit for every lesson, or for every folder of lessons, in their order, spread over `slots`.

    `programme` is what `keyed` gives: of it only items of the route count. Without `slots` they are the periods in
    which the side usually teaches.
    """
    groups = _groups(lessons, by_folder=by_folder)
    seeming = _seeming(lessons, programme, groups, {item.key for item in route.items if item.side is lessons.side})
    hours = _hours(groups, seeming, route, lessons.side)
    places = spread([told for told, _guessed in hours], slots or own_slots(route.calendar, lessons.side))
    return tuple(
        ProposedUnit(
            title=shortened(group.title),
            hours=told,
            guessed=guessed,
            slot=slot,
            lessons=tuple(lesson.text for lesson in group.lessons),
            items=items,
        )
        for group, items, (told, guessed), slot in zip(groups, seeming, hours, places, strict=True)
    )


def slots_between(calendar: Calendar, side: Side, first: int | None, last: int | None) -> range:
    """The periods of a side from `first` to `last`, each as the side usually has it when it is not told."""
    usual = own_slots(calendar, side)
    start = usual.start if first is None else first
    return range(start, max(start, usual.stop - 1 if last is None else last) + 1)


def _groups(lessons: Framework, *, by_folder: bool) -> list[_Group]:
    """Lessons that stand in no folder are units of their own."""
    found: dict[str, list[Item]] = {}
    for item in lessons.items:
        if item.kind is ItemKind.LESSON:
            found.setdefault(item.reference if by_folder and item.reference else f"/{item.id}", []).append(item)
    return [
        _Group(some[0].text if name.startswith("/") else _name_of_folder(name), tuple(some))
        for name, some in found.items()
    ]


def _name_of_folder(path: str) -> str:
    return tidy_name(PurePosixPath(path).name) or path


def _seeming(
    lessons: Framework, programme: Framework, groups: Sequence[_Group], wanted: set[str]
) -> list[tuple[Seeming, ...]]:
    """Of every group what it seems to treat, the surest first, and equally sure items in the order of the programme."""
    from hekloos.core.overlap.lesson_cover import TREATED, find_cover

    group_of = {lesson.id: number for number, group in enumerate(groups) for lesson in group.lessons}
    found: list[dict[str, Seeming]] = [{} for _group in groups]
    for cover in find_cover(_compared(lessons, programme), at_least=POSSIBLE):
        if cover.item.id not in wanted:
            continue
        for treatment in cover.lessons:
            number = group_of.get(treatment.lesson.id)
            if number is None:
                continue
            place = _place(treatment) if len(groups[number].lessons) == 1 else treatment.lesson.text
            seeming = Seeming(cover.item.id, round(treatment.chance, 3), treatment.chance >= TREATED, place[:120])
            found[number].setdefault(cover.item.id, seeming)
    return [_strongest(some.values()) for some in found]


def _place(treatment: "Treatment") -> str:
    passage = next(i for i in (treatment.match.left, treatment.match.right) if i.kind is ItemKind.FRAGMENT)
    return passage.reference


def _strongest(some: Iterable[Seeming]) -> tuple[Seeming, ...]:
    in_order = sorted(some, key=lambda one: -one.chance)
    sure = [one for one in in_order if one.is_sure][:MOST_SURE]
    return (*sure, *in_order[len(sure) : max(len(sure), MOST_POSSIBLE)])


def _compared(lessons: Framework, programme: Framework) -> "Comparison":
    """Of the vmbo the programme comes first, of the mbo last, as in a comparison of both."""
    from hekloos.core.overlap.compare import compare

    return compare(programme, lessons) if lessons.side is Side.VMBO else compare(lessons, programme)


def _hours(
    groups: Sequence[_Group], seeming: Sequence[Sequence[Seeming]], route: Route, side: Side
) -> list[tuple[float, bool]]:
    """What each lasts, and whether that is a guess.

    A lesson that does not tell takes as long as those beside it that do; when none does, a unit takes its part of the
    hours that were guessed for its items.
    """
    told = [lesson.hours for group in groups for lesson in group.lessons if lesson.hours]
    usual = sum(told) / len(told) if told else None
    hinted = _hinted(seeming, route, side)
    found = []
    for group, hint in zip(groups, hinted, strict=True):
        guessed = not all(lesson.hours for lesson in group.lessons)
        hours = sum(lesson.hours or usual or 0.0 for lesson in group.lessons) or hint or A_LESSON * len(group.lessons)
        in_quarters = round(hours / QUARTER) * QUARTER
        found.append((min(MOST_HOURS, max(LEAST_HOURS, in_quarters)), guessed))
    return found


def _hinted(seeming: Sequence[Sequence[Seeming]], route: Route, side: Side) -> list[float]:
    """Of the hours that guessed units have for an item, every lesson that surely treats it gets an equal share."""
    sure = [[one.item for one in some if one.is_sure] for some in seeming]
    shared_by: dict[str, int] = {}
    for items in sure:
        for item in items:
            shared_by[item] = shared_by.get(item, 0) + 1
    of_item = {
        item: sum(unit.hours.at_school / unit.parts for unit in route.treating.get(item, ()) if unit.guessed)
        for item in shared_by
        if route.item_by_key[item].side is side
    }
    return [sum(of_item.get(item, 0.0) / shared_by[item] for item in items) for items in sure]
