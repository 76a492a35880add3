"""A route as a CASE 1.1 package: programmes with their items, blocks, what was agreed, and which block treats what."""

from collections.abc import Iterator

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Relation, Side
from hekloos.core.formats import case
from hekloos.core.language import _
from hekloos.core.report import route_words as words
from hekloos.core.report.route_content import PartState, RouteContent, UnitLine, UnitState
from hekloos.core.report.route_ids import (
    identify_group,
    identify_outcome,
    identify_programme,
    identify_route,
    identify_unit,
    identify_units,
)
from hekloos.core.route.exits import programmes_of
from hekloos.core.route.route import Programme, RouteItem


def render_route_case(content: RouteContent) -> bytes:
    """The same bytes for the same content; the moment in it is the day that the caller gives."""
    day = content.setting.day
    moment = {"changed": f"{day}T00:00:00+00:00"} if day else {}
    return case.write(as_framework(content), _associations(content), **moment)


def as_framework(content: RouteContent) -> Framework:
    """All items of the route by programme and group, and after them the blocks that are left.

    A framework is of one side and a route is of two; the side of each item shows from its programme.
    """
    route = content.route
    items = [item for found in programmes_of(route) for item in _programme(*found)]
    blocks = Item(id=identify_units(route), code="", kind=ItemKind.GROUP, text=_("Blokken"))
    units = [_unit(content, line, blocks.id) for line in _left(content)]
    return Framework(
        key=identify_route(route),
        title=route.title,
        kind=FrameworkKind.SCHOOL_PROGRAMME,
        side=Side.VMBO,
        items=(*items, blocks, *units),
        source=content.setting.lab,
    )


def _left(content: RouteContent) -> list[UnitLine]:
    return [line for line in content.units if line.state is not UnitState.GONE]


def _programme(programme: Programme, items: tuple[RouteItem, ...]) -> Iterator[Item]:
    top = identify_programme(programme)
    version = _("versie {version}").format(version=programme.version) if programme.version else ""
    yield Item(id=top, code="", kind=ItemKind.GROUP, text=words.programme_word(programme), description=version)
    for group in dict.fromkeys(item.group for item in items):
        above = identify_group(programme, group)
        yield Item(id=above, code="", kind=ItemKind.GROUP, text=words.group_word(group), parent=top)
        yield from (_item(item, above) for item in items if item.group == group)


def _item(item: RouteItem, parent: str) -> Item:
    known = {level.value: level for level in Level}
    return Item(
        id=identify_outcome(item),
        code=item.code,
        kind=ItemKind.TERM if item.side is Side.VMBO else ItemKind.WORK_PROCESS,
        text=item.text,
        parent=parent,
        levels=frozenset(known[level] for level in item.levels if level in known),
    )


def _unit(content: RouteContent, line: UnitLine, parent: str) -> Item:
    return Item(
        id=identify_unit(content.route, line.unit.id),
        code=line.unit.id,
        kind=ItemKind.LESSON,
        text=line.unit.title,
        parent=parent,
        description=line.unit.school,
        hours=line.kept.total,
    )


def _associations(content: RouteContent) -> Iterator[case.Association]:
    """What was agreed, what a block needs before it, and what it treats (which CASE calls related)."""
    route = content.route
    outcome = {item.key: identify_outcome(item) for item in route.items}
    unit = {line.unit.id: identify_unit(route, line.unit.id) for line in _left(content)}
    for pair in route.agreed:
        yield case.Association(outcome[pair.left], outcome[pair.right], pair.relation)
    for line in _left(content):
        here = unit[line.unit.id]
        for need in line.unit.needs:
            if need in unit:
                yield case.Association(unit[need], here, Relation.BUILDS_ON)
        for item, state in line.treats:
            if state is not PartState.LEFT_OUT:
                yield case.Association(here, outcome[item.key], Relation.RELATED)
