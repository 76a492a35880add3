"""The judged programmes of training/judged, laid beside a labelled set."""

import csv
from pathlib import Path

import numpy as np
from labelled import LabelledSet
from numpy.typing import NDArray

FOLDER = Path(__file__).parent.parent / "training" / "judged"
UNKNOWN = -1
COLUMNS = {"related": 1, "builds_on": 2, "same": 3}


def judged_whole(labelled: LabelledSet) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Labels of all pairs (L, R), -1 where nobody judged, and where the label is one of the set itself.

    The labels of the set, which were given with more care, go before those of training/judged.
    """
    rows = {item.code: row for row, item in enumerate(labelled.left.comparable())}
    columns = {item.code: column for column, item in enumerate(labelled.right.comparable())}
    labels = np.full((len(rows), len(columns)), UNKNOWN, dtype=np.int64)
    careful = np.zeros(labels.shape, dtype=np.bool_)
    with (FOLDER / f"{labelled.name}.csv").open(encoding="utf-8") as lines:
        for judged in csv.DictReader(lines):
            row = rows[judged["term"]]
            labels[row] = 0
            for name, label in COLUMNS.items():
                labels[row, [columns[code] for code in judged[name].split()]] = label
    for (left, right), label in labelled.labels.items():
        if left in rows and right in columns:
            labels[rows[left], columns[right]] = label
            careful[rows[left], columns[right]] = True
    return labels, careful
