"""Programmes as large as the country, from the real ones: for `make bench`.

Variations keep the length and the order of a real statement and put a word of another in its place, so that words
repeat about as often as they do in the field.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side
from hekloos.core.formats import registry

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
KINDS = {
    "kerntaak": ItemKind.CORE_TASK,
    "werkproces": ItemKind.WORK_PROCESS,
    "vakkennis": ItemKind.KNOWLEDGE,
    "gedrag": ItemKind.KNOWLEDGE,
}


def all_vmbo() -> Framework:
    """Every vmbo term that SLO publishes, as one programme."""
    items = [
        replace(item, id=f"{part.key}:{item.id}", parent=f"{part.key}:{item.parent}" if item.parent else None)
        for part in registry.read(str(DATA / "slo")).frameworks
        for item in part.items
    ]
    return _framework(Side.VMBO, FrameworkKind.EXAM_PROGRAMME, items)


def mbo_of(size: int) -> Framework:
    """So many mbo statements: the real ones, and then variations."""
    items: list[Item] = []
    many = 0
    for item in _endless():
        many += item.kind is not ItemKind.CORE_TASK
        items.append(item)
        if many == size:
            break
    return _framework(Side.MBO, FrameworkKind.QUALIFICATION_DOSSIER, items)


def _framework(side: Side, kind: FrameworkKind, items: list[Item]) -> Framework:
    return Framework(key=side, title=side, kind=kind, side=side, items=tuple(items))


def _endless() -> Iterator[Item]:
    with (DATA / "mbo" / "items.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] in KINDS and row["text"]]
    chance = np.random.default_rng(1)
    words = sorted({word for row in rows for word in row["text"].split()})
    time = 0
    while True:
        seen: set[str] = set()
        for row in rows:
            name, above = (f"{time}:{row['qualification']}:{row[column]}" for column in ("code", "parent"))
            if name in seen:
                continue
            seen.add(name)
            text = row["text"].split()
            if time and len(text) > 3:
                text[chance.integers(len(text))] = words[chance.integers(len(words))]
            yield Item(
                id=name,
                code=row["code"],
                kind=KINDS[row["kind"]],
                text=" ".join(text),
                parent=above if above in seen else None,
                description=row["description"],
            )
        time += 1
