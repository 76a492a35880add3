"""Labelled sets as the scripts use them: two programmes and the judged pairs."""

import csv
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side

SHARED_EVAL = Path(__file__).parent.parent.parent / "shared" / "eval"
LABELS = {"N": 0, "R": 1, "V": 2, "D": 3}
KINDS = {
    "profielmodule": ItemKind.MODULE,
    "keuzevak": ItemKind.ELECTIVE,
    "deeltaak": ItemKind.TASK,
    "eindterm": ItemKind.TERM,
    "kern": ItemKind.CORE,
    "kerndeel": ItemKind.CORE_PART,
    "kerntaak": ItemKind.CORE_TASK,
    "werkproces": ItemKind.WORK_PROCESS,
    "vakkennis": ItemKind.KNOWLEDGE,
}


@dataclass(frozen=True)
class LabelledSet:
    name: str
    folder: Path
    left: Framework
    right: Framework
    labels: dict[tuple[str, str], int]  # 0 none, 1 related, 2 builds_on, 3 same


def load_sets(part: str) -> list[LabelledSet]:
    """All sets of `train` or `sets`, by name. Empty when the labelled pairs are absent."""
    folder = SHARED_EVAL / part
    return [load_set(path) for path in sorted(folder.iterdir())] if folder.is_dir() else []


def load_set(folder: Path) -> LabelledSet:
    with (folder / "labels.csv").open(encoding="utf-8") as lines:
        labels = {(row["left"], row["right"]): LABELS[row["label"]] for row in csv.DictReader(lines)}
    left, right = (
        _framework(folder / f"{side}.csv", where) for side, where in (("left", Side.VMBO), ("right", Side.MBO))
    )
    return LabelledSet(folder.name, folder, left, right, labels)


def _framework(path: Path, side: Side) -> Framework:
    with path.open(encoding="utf-8") as lines:
        items = tuple(
            Item(
                id=row["code"],
                code=row["code"],
                kind=KINDS[row["kind"]],
                text=row["text"],
                parent=row["parent"] or None,
                description=row["description"],
            )
            for row in csv.DictReader(lines)
        )
    return Framework(key=path.stem, title=path.stem, kind=FrameworkKind.EXAM_PROGRAMME, side=side, items=items)


def load_scorer() -> Callable[[Path, Path], dict[str, float]]:
    """`score` of the scorer that comes with the labelled pairs."""
    spec = importlib.util.spec_from_file_location("score", SHARED_EVAL / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED_EVAL / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[[Path, Path], dict[str, float]] = module.score
    return score


def average_precision(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> float:
    """Mean precision at the positives (builds_on or same), best scores first; for quick looks while fitting."""
    positive = labels[np.argsort(-scores, kind="stable")] >= 2
    hits = np.cumsum(positive)
    return float((hits[positive] / (np.flatnonzero(positive) + 1)).mean())
