"""What if: a route as it would be without a group of items, at another level, with a new version of a programme, or
without a school. Unlike a change (`changing.py`) nothing is refused here: the holes are what people want to see.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from types import MappingProxyType

from hekloos.core.route.route import Plan, Programme, Route, RouteItem
from hekloos.core.route.units import Unit


def without_group(route: Route, plan: Plan, *, programme: str, group: str) -> tuple[Route, Plan]:
    """Without the items of a module or core task, and the part of the units that they took."""
    return _with_items(route, plan, lambda item: (item.programme, item.group) != (programme, group))


def at_level(route: Route, plan: Plan, level: str) -> tuple[Route, Plan]:
    """Only what is meant for this level, on the side that knows it; items without a level are meant for all.

    Raises ValueError when no item names this level.
    """
    sides = {item.side for item in route.items if level in item.levels}
    if not sides:
        raise ValueError(f"no item is meant for level {level!r}")
    return _with_items(route, plan, lambda item: item.side not in sides or not item.levels or level in item.levels)


def is_of_all(route: Route, level: str) -> bool:
    """Whether at this level the route stays as it is: all of its side is meant for it."""
    sides = {item.side for item in route.items if level in item.levels}
    return all(not item.levels or level in item.levels for item in route.items if item.side in sides)


def without_school(route: Route, plan: Plan, school: str) -> tuple[Route, Plan]:
    """Without the units of a school that leaves. Its items stay: who takes them over shows from the holes."""
    staying = replace(route, deviations=tuple(other for other in route.deviations if other.school != school))
    return _with_units(staying, plan, tuple(unit for unit in route.units if unit.school != school))


def with_version(route: Route, plan: Plan, programme: Programme, items: Sequence[RouteItem]) -> tuple[Route, Plan]:
    """With these items in the place of those that the route had of this programme, item by item by their key.

    What was agreed or exempted of an item whose text is another one now does not count any more: it has to be looked at
    again. Units keep treating what has the same key. Raises ValueError when an item is not of this programme.
    """
    if any(item.programme != programme.key for item in items):
        raise ValueError(f"items of another programme than {programme.key!r}")
    new = {item.key: item for item in items}
    route, plan = _with_items(route, plan, lambda item: item.programme != programme.key or item.key in new)
    changed = {item.key for item in route.items if item.key in new and _is_another_text(item, new[item.key])}
    before = tuple(other for other in route.programmes if other.key != programme.key)
    place = next((n for n, other in enumerate(route.programmes) if other.key == programme.key), len(before))
    kept = tuple(new.pop(item.key, item) for item in route.items)
    after = replace(
        route,
        programmes=(*before[:place], programme, *before[place:]),
        items=(*kept, *new.values()),
        agreed=tuple(pair for pair in route.agreed if not {pair.left, pair.right} & changed),
        exemptions=tuple(exemption for exemption in route.exemptions if exemption.item not in changed),
    )
    return after, plan


def _is_another_text(old: RouteItem, new: RouteItem) -> bool:
    """By digest, which is of more than the text; by text where one of them has none."""
    if old.digest and new.digest:
        return old.digest != new.digest
    return old.text != new.text


def _with_items(route: Route, plan: Plan, wanted: Callable[[RouteItem], bool]) -> tuple[Route, Plan]:
    """Only these items, units with less to do, and no unit that has nothing left to do."""
    kept = {item.key for item in route.items if wanted(item)}
    if len(kept) == len(route.items):
        return route, plan
    units = tuple(_narrowed(unit, kept) for unit in route.units)
    left = tuple(new for old, new in zip(route.units, units, strict=True) if new == old or new.treats or new.assesses)
    smaller, plan = _with_units(replace(route, units=units), plan, left)
    return replace(
        smaller,
        items=tuple(item for item in route.items if item.key in kept),
        agreed=tuple(pair for pair in route.agreed if {pair.left, pair.right} <= kept),
        exemptions=tuple(exemption for exemption in route.exemptions if exemption.item in kept),
    ), plan


def _narrowed(unit: Unit, kept: Collection[str]) -> Unit:
    """The unit with only these items. Every part of it that goes takes its share of the hours along."""
    treats = tuple(key for key in unit.treats if key in kept)
    assesses = tuple(key for key in unit.assesses if key in kept)
    gone = len(unit.treats) - len(treats) + (bool(unit.assesses) - bool(assesses))
    hours = unit.hours
    for _part in range(gone):
        hours -= unit.hours.part(unit.parts)
    return replace(unit, treats=treats, assesses=assesses, hours=hours)


def _with_units(route: Route, plan: Plan, units: Sequence[Unit]) -> tuple[Route, Plan]:
    """Only these units; what others needed of the rest they have to do without."""
    there = {unit.id for unit in units}
    tidy = tuple(replace(unit, needs=tuple(need for need in unit.needs if need in there)) for unit in units)
    pairs = {(unit.id, item) for unit in tidy for item in unit.treats}
    deviations = tuple(deviation for deviation in route.deviations if deviation.unit in there)
    return replace(route, units=tidy, deviations=deviations), Plan(
        slots=MappingProxyType({unit.id: plan.slots[unit.id] for unit in tidy}),
        left_out=plan.left_out & pairs,
        shortened=plan.shortened & pairs,
    )
