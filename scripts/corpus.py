"""Sentences that belong together, of published programmes and of what work processes usually hold: what the encoder
learns the language from."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from hekloos.core.curriculum import ItemKind
from hekloos.core.formats import registry
from hekloos.core.overlap.work_processes import shipped_contents

DATA = Path(__file__).parent.parent.parent / "shared" / "data"


def tree_pairs() -> list[tuple[str, str]]:
    """A term with its task and module, a work process with its core task and description, and so on."""
    return [*_vmbo(), *_mbo()]


def paraphrases() -> list[tuple[str, str]]:
    with (DATA / "paraphrases" / "slo.jsonl").open(encoding="utf-8") as lines:
        return [(row["a"], row["b"]) for row in map(json.loads, lines)]


def _vmbo() -> Iterator[tuple[str, str]]:
    for framework in registry.read(str(DATA / "slo")).frameworks:
        for item in framework.items:
            above = framework.ancestors(item)
            if item.kind is ItemKind.TERM:
                yield from ((item.text, upper.text) for upper in above[:2])
            elif item.kind is ItemKind.TASK and above:
                yield item.text, above[0].text


def _mbo() -> Iterator[tuple[str, str]]:
    with (DATA / "mbo" / "items.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    contents = shipped_contents()
    by_code = {(row["qualification"], row["code"]): row for row in rows}
    for row in rows:
        above = by_code.get((row["qualification"], row["parent"]))
        if row["kind"] == "werkproces":
            described = row["description"] or contents.of(row["text"], above["text"] if above else "")
            if described:
                yield row["text"], described
        if above:
            named = "" if row["kind"] == "gedrag" else f" {row['qualification']}"
            yield row["text"], above["text"] + named
