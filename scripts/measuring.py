"""Labelled sets as features and labels, and how well a judge does on them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from judge_fitting import Floats, Measured, macro_f1
from labelled import LabelledSet, average_precision

from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import Judge
from hekloos.core.overlap.knowledge import Knowledge
from hekloos.core.overlap.measuring import measure
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.texts import build_splitter, item_texts

STORED = Path(__file__).parent.parent / "training" / "measured.npz"
BINS = 10


def measured(labelled: LabelledSet, knowledge: Knowledge) -> Measured:
    """Features and labels of the judged pairs of one set."""
    left, right = labelled.left.comparable(), labelled.right.comparable()
    here = item_texts(labelled.left, left, knowledge.contents)
    there = item_texts(labelled.right, right, knowledge.contents)
    reader = ItemReader(knowledge, build_splitter((*here, *there)))
    pairs, _weights = measure(reader, here, there)
    codes = [(left[r].code, right[c].code) for r, c in zip(pairs.rows, pairs.columns, strict=True)]
    known = np.array([code in labelled.labels for code in codes])
    labels = np.array([labelled.labels[code] for code in codes if code in labelled.labels], dtype=np.int64)
    return Measured(labelled.name, pairs.features[known], labels)


def store(data: Sequence[Measured]) -> None:
    """Keep what the judge was fitted on: numbers only, so that it can be fitted again in seconds."""
    kept: dict[str, Any] = {"names": np.array(FEATURES)}
    for part in data:
        kept[f"{part.name}/features"] = part.features.astype(np.float32)
        kept[f"{part.name}/labels"] = part.labels.astype(np.int8)
    np.savez_compressed(STORED, **kept)


def stored() -> list[Measured]:
    """Raises ValueError when they were measured by other features than those of today."""
    with np.load(STORED, allow_pickle=False) as found:
        if tuple(found["names"].tolist()) != FEATURES:
            raise ValueError("other features were measured; run make train")
        names = sorted(name.removesuffix("/labels") for name in found if name.endswith("/labels"))
        return [
            Measured(name, found[f"{name}/features"].astype(np.float64), found[f"{name}/labels"].astype(np.int64))
            for name in names
        ]


def quality(judge: Judge, data: Sequence[Measured]) -> dict[str, float]:
    """Mean over sets: average precision, expected calibration error, and macro F1 over the relations."""
    found = []
    for part in data:
        chances = judge.probabilities(part.features)
        found.append(
            (
                average_precision(part.labels, chances),
                calibration_error(chances, part.labels >= 2),
                macro_f1(judge.relations(part.features, chances), part.labels),
            )
        )
    return dict(zip(("AP", "ECE", "rel4"), np.mean(found, axis=0).tolist(), strict=True))


def calibration_error(chances: Floats, overlaps: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> float:
    """Mean distance between the chance that is told and the share that is true, in ten bins."""
    bins = np.minimum(BINS - 1, (chances * BINS).astype(int))
    return float(
        sum(abs(chances[bins == n].sum() - overlaps[bins == n].sum()) for n in range(BINS)) / max(1, len(chances))
    )
