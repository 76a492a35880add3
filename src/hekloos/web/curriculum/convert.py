"""Between programmes of the method and rows of the database, and the JSON of what was read but not adopted."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hekloos.core import curriculum as core
from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Level, Side, in_order
from hekloos.core.formats.reading import Problem, Severity
from hekloos.web.curriculum import models

# What a column holds at most; a name that is longer is cut, a key stays different from others.
LONGEST_KEY, LONGEST_NAME, LONGEST_WORD = 300, 300, 30
REFUSED = re.compile(r"[\x00\ud800-\udfff]")  # by PostgreSQL, in text and in JSON


def _fitting_key(key: str) -> str:
    kept = storable(key)
    if kept == key and len(key) <= LONGEST_KEY:
        return key
    mark = hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).hexdigest()
    return f"{kept[: LONGEST_KEY - len(mark) - 1]}-{mark}"


def storable(data: Any) -> Any:
    """The same JSON without what a database refuses. Readers leave such characters out of texts, but not of ids."""
    if isinstance(data, str):
        return REFUSED.sub("\ufffd", data)
    if isinstance(data, list):
        return [storable(value) for value in data]
    if isinstance(data, dict):
        return {name: storable(value) for name, value in data.items()}
    return data


def to_data(framework: Framework) -> dict[str, Any]:
    """Plain JSON that `from_data` reads back, with what is too long for a column cut."""
    return {
        "key": framework.key[:200],
        **{name: getattr(framework, name)[:LONGEST_NAME] for name in ("title", "source")},
        **{name: getattr(framework, name)[:LONGEST_WORD] for name in ("crebo", "valid_from", "valid_until")},
        "version": framework.version[:100],
        "kind": framework.kind.value,
        "side": framework.side.value,
        "levels": [level.value for level in in_order(framework.levels)],
        "items": [_item_data(item) for item in framework.items],
    }


def _item_data(item: Item) -> dict[str, Any]:
    return {
        "id": _fitting_key(item.id),
        "parent": _fitting_key(item.parent) if item.parent is not None else None,
        "code": item.code[:200],
        **{name: getattr(item, name) for name in ("text", "description", "result", "hours")},
        "reference": item.reference[:300],
        "remark": item.remark[:500],
        "kind": item.kind.value,
        "behaviour": list(item.behaviour),
        "levels": [level.value for level in in_order(item.levels)],
        "replaces": [_fitting_key(key) for key in item.replaces],
    }


def from_data(data: Mapping[str, Any]) -> Framework:
    items = tuple(
        Item(
            **{
                **item,
                "kind": ItemKind(item["kind"]),
                "behaviour": tuple(item["behaviour"]),
                "levels": frozenset(map(Level, item["levels"])),
                "replaces": tuple(item["replaces"]),
            }
        )
        for item in data["items"]
    )
    return Framework(
        **{
            **data,
            "kind": FrameworkKind(data["kind"]),
            "side": Side(data["side"]),
            "levels": frozenset(map(Level, data["levels"])),
            "items": items,
        }
    )


LEAVES = {Side.VMBO: ItemKind.TERM, Side.MBO: ItemKind.KNOWLEDGE}


def as_chosen(read: Framework, *, side: Side, kind: FrameworkKind) -> Framework:
    """What was read as what people say that it is. A reader calls what there is to learn after the side that it saw."""
    items = read.items
    if side is not read.side:
        was, now = LEAVES[read.side], LEAVES[side]
        items = tuple(replace(item, kind=now) if item.kind is was else item for item in items)
    return replace(read, side=side, kind=kind, items=items)


def to_core(version: models.Version, items: Sequence[models.Item] | None = None) -> Framework:
    """The programme that a version holds; `items` when they were fetched already, in order."""
    rows = version.items.all() if items is None else items
    framework = version.framework
    return Framework(
        key=framework.key,
        title=version.title,
        kind=FrameworkKind(framework.kind),
        side=Side(framework.side),
        items=tuple(item_to_core(row) for row in rows),
        crebo=version.crebo,
        source=version.source,
        version=version.stated_version,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        levels=frozenset(map(Level, version.levels)),
    )


def item_to_core(row: models.Item) -> Item:
    return Item(
        id=row.key,
        code=row.code,
        kind=ItemKind(row.kind),
        text=row.text,
        parent=row.parent_key or None,
        description=row.description,
        result=row.result,
        behaviour=tuple(row.behaviour),
        levels=frozenset(map(Level, row.levels)),
        hours=row.hours,
        reference=row.reference,
        remark=row.remark,
    )


def item_rows(framework: Framework, version: models.Version) -> Iterable[models.Item]:
    """Rows to store, parents before children."""
    compared = {item.id for item in framework.comparable()}
    holding = {group.id for item in framework.comparable() if (group := framework.group_of(item))}
    for position, item in enumerate(framework.items):
        above = framework.ancestors(item)
        group = item if item.kind in core.GROUP_KINDS else framework.group_of(item)
        yield models.Item(
            version=version,
            position=position,
            key=item.id,
            parent_key=item.parent or "",
            group_key=group.id if group else "",
            depth=len(above),
            is_compared=item.id in compared,
            is_group=item.id in holding,
            code=item.code,
            kind=item.kind.value,
            text=item.text,
            description=item.description,
            result=item.result,
            behaviour=list(item.behaviour),
            levels=[level.value for level in in_order(item.levels)],
            hours=item.hours,
            reference=item.reference,
            remark=item.remark,
            digest=item.digest,
        )


def to_problems(stored: Iterable[Mapping[str, str]]) -> list[Problem]:
    return [Problem(message=p["message"], place=p["place"], severity=Severity(p["severity"])) for p in stored]
