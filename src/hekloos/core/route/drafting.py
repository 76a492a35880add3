"""A first set of units out of a programme, for a school that has none on paper yet.

Blocks follow the programme: a unit per deeltaak, per werkproces, per handful of vakkennis, per lesson. Their hours are
a guess: what the whole programme takes, divided by what stands in it. They stand in the order of the programme, spread
over the years of their side.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Framework, Item, ItemKind, Side, in_order
from hekloos.core.language import _
from hekloos.core.route.route import Calendar, Programme, RouteItem
from hekloos.core.route.units import QUARTER, Hours, Unit

WEIGHT = {ItemKind.WORK_PROCESS: 6.0}  # a werkproces takes about as long as six terms or lines of vakkennis: a guess
MOST_TOGETHER = 6  # lines of vakkennis in one unit
LONGEST_TITLE = 120
WHOLE_FROM = 4.0  # hours


@dataclass(frozen=True, slots=True)
class _Block:
    title: str
    items: tuple[Item, ...]
    hours: float | None = None  # what the source says

    @property
    def weight(self) -> float:
        return sum(WEIGHT.get(item.kind, 1.0) for item in self.items)


def programme_of(framework: Framework) -> Programme:
    return Programme(
        side=framework.side,
        key=framework.key,
        title=framework.title,
        version=framework.version,
        digest=framework.digest,
    )


def items_of(framework: Framework, *, prefix: str = "") -> tuple[RouteItem, ...]:
    """What has to keep its place: every exam term or mbo item of the programme."""
    groups = ((item, framework.group_of(item)) for item in framework.comparable())
    return tuple(
        RouteItem(
            key=prefix + item.id,
            side=framework.side,
            code=item.code,
            text=item.text,
            digest=item.digest,
            group=f"{group.code} {group.text}".strip() if group else "",
            programme=framework.key,
            levels=tuple(level.value for level in in_order(item.levels)),
        )
        for item, group in groups
    )


def draft_units(
    framework: Framework, calendar: Calendar, *, hours: float, school: str = "", prefix: str = ""
) -> tuple[Unit, ...]:
    """Units that together treat and assess every item once; `hours` is what the whole programme takes in class.

    What a source tells of its own hours stands; the rest is divided over what has none. Ids begin with `prefix`.
    """
    blocks = [block for blocks in _blocks(framework) for block in blocks]
    told = sum(block.hours or 0.0 for block in blocks)
    weight = sum(block.weight for block in blocks if block.hours is None) or 1.0
    each = max(0.0, hours - told) / weight
    lasting = [block.hours if block.hours is not None else each * block.weight for block in blocks]
    slots = spread(lasting, own_slots(calendar, framework.side))
    return tuple(
        Unit(
            id=f"{prefix}{number}",
            title=shortened(block.title),
            side=framework.side,
            school=school,
            hours=Hours(guided=_rounded(long) if block.hours is None else round(long / QUARTER) * QUARTER),
            slot=slot,
            treats=tuple(prefix + item.id for item in block.items),
            assesses=tuple(prefix + item.id for item in block.items),
            guessed=block.hours is None,
        )
        for number, (block, long, slot) in enumerate(zip(blocks, lasting, slots, strict=True), start=1)
    )


def _rounded(hours: float) -> float:
    """A guess is no more precise than whole hours, but for what takes few."""
    return float(round(hours)) if hours >= WHOLE_FROM else round(hours / QUARTER) * QUARTER


def shortened(title: str) -> str:
    """A title of at most LONGEST_TITLE characters, cut after a word."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _blocks(framework: Framework) -> Iterator[list[_Block]]:
    by_parent: dict[str | None, list[Item]] = {}
    for item in framework.comparable():
        by_parent.setdefault(item.parent, []).append(item)
    for parent, items in by_parent.items():
        above = framework.by_id[parent] if parent is not None else None
        yield list(_blocks_under(above, items, title=above.text if above else framework.title))


def _blocks_under(above: Item | None, items: Sequence[Item], *, title: str) -> Iterator[_Block]:
    """Every werkproces by itself, then the vakkennis by handfuls, then the rest together."""
    processes = [item for item in items if item.kind is ItemKind.WORK_PROCESS]
    knowledge = [item for item in items if item.kind is ItemKind.KNOWLEDGE]
    rest = [item for item in items if item.kind not in (ItemKind.WORK_PROCESS, ItemKind.KNOWLEDGE)]
    yield from (_Block(item.text, (item,), item.hours) for item in processes)
    handfuls = [knowledge[start : start + MOST_TOGETHER] for start in range(0, len(knowledge), MOST_TOGETHER)]
    for number, handful in enumerate(handfuls, start=1):
        named = _("Vakkennis: {title}") if len(handfuls) == 1 else _("Vakkennis {number}: {title}")
        yield _Block(named.format(number=number, title=title), tuple(handful))
    if rest:
        yield _Block(title, tuple(rest), above.hours if above else None)


def own_slots(calendar: Calendar, side: Side) -> range:
    """The periods in which a side usually teaches: the vmbo up to its exam, the mbo after the vo-fase."""
    if side is Side.VMBO:
        return range(calendar.exam_slot + 1)
    start = calendar.vmbo_years * calendar.periods
    return range(start, calendar.slots) if start < calendar.slots else range(calendar.slots)


def spread(lasting: Iterable[float], slots: range) -> list[int]:
    """A period for each, in order, so that the hours are about equally divided."""
    hours = list(lasting)
    total, passed, chosen = sum(hours) or 1.0, 0.0, []
    for one in hours:
        middle = (passed + one / 2) / total
        chosen.append(slots[min(int(middle * len(slots)), len(slots) - 1)])
        passed += one
    return chosen
