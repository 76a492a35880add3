"""Fit the judge on the labelled pairs and write its weights: `make train`.

An ordered logistic model with a ridge penalty, every labelled set counting equally. Scores are
those of sets left out while fitting (each set once), so they are no flattery.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from labelled import LabelledSet, average_precision, load_sets
from numpy.typing import NDArray
from scipy.optimize import minimize

from hekloos.core.overlap.features import FEATURES, measure
from hekloos.core.overlap.judge import Judge, dump
from hekloos.core.overlap.texts import item_words
from hekloos.core.overlap.vectors import vectorise

TARGET = Path(__file__).parent.parent / "src/hekloos/core/overlap/data/judge.json"
RIDGE = 3.0
NEARLY_AS_GOOD = 0.005
EITHER_WAY = ("level_step",)
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def measured(labelled: LabelledSet) -> tuple[Floats, Ints]:
    """Features (P, F) and labels (P,) of the judged pairs of one set."""
    left, right = labelled.left.comparable(), labelled.right.comparable()
    pairs = measure(vectorise(item_words(labelled.left, left), item_words(labelled.right, right)))
    codes = [(left[r].code, right[c].code) for r, c in zip(pairs.rows, pairs.columns, strict=True)]
    known = np.array([code in labelled.labels for code in codes])
    labels = np.array([labelled.labels[code] for code in codes if code in labelled.labels], dtype=np.int64)
    return pairs.features[known], labels


def fit(features: Sequence[Floats], labels: Sequence[Ints], *, ridge: float = RIDGE) -> Judge:
    x, y = np.concatenate(features), np.concatenate(labels)
    share = np.concatenate([np.full(len(part), 1.0 / len(part)) for part in labels])
    share *= len(y) / share.sum()
    usual, spread = x.mean(axis=0), x.std(axis=0)
    scaled = (x - usual) / spread

    def loss(theta: Floats) -> tuple[float, Floats]:
        weights, first, steps = theta[:-3], theta[-3], np.exp(theta[-2:])
        thresholds = np.array([first, first + steps[0], first + steps.sum()])
        score = scaled @ weights
        edges = np.concatenate(([-np.inf], thresholds, [np.inf]))
        upper, lower = 1 / (1 + np.exp(score - edges[y + 1])), 1 / (1 + np.exp(score - edges[y]))
        chance = np.maximum(upper - lower, 1e-12)
        slope_upper, slope_lower = upper * (1 - upper) * share / chance, lower * (1 - lower) * share / chance
        gradient = np.empty_like(theta)
        gradient[:-3] = scaled.T @ (slope_upper - slope_lower) + ridge * weights
        by_edge = [slope_lower[y == k + 1].sum() - slope_upper[y == k].sum() for k in range(3)]
        gradient[-3] = sum(by_edge)
        gradient[-2] = (by_edge[1] + by_edge[2]) * steps[0]
        gradient[-1] = by_edge[2] * steps[1]
        return float(-(share * np.log(chance)).sum() + 0.5 * ridge * weights @ weights), gradient

    # More alike may never count against a pair: a weight below zero would make the "why" unreadable.
    bounds = [(None, None) if name in EITHER_WAY else (0, None) for name in FEATURES] + [(None, None)] * 3
    found = minimize(loss, np.zeros(scaled.shape[1] + 3), jac=True, method="L-BFGS-B", bounds=bounds)
    weights, first, steps = found.x[:-3], found.x[-3], np.exp(found.x[-2:])
    judge = Judge(
        features=FEATURES,
        usual=tuple(np.round(usual, 4)),
        weights=tuple(np.round(weights / spread, 4)),
        thresholds=(round(first, 4), round(first + steps[0], 4), round(first + steps.sum(), 4)),
        cuts=(0.5, 0.5, 0.5),
        scores={},
    )
    return with_cuts(judge, x, y, share)


def with_cuts(judge: Judge, x: Floats, y: Ints, share: Floats) -> Judge:
    """Choose from which chance on each relation is proposed, for the best macro F1 on these pairs."""
    chances, cuts = judge.at_least(x), [0.5, 0.5, 0.5]
    for _round in range(3):
        for k in range(3):
            trials = np.concatenate([np.arange(0.02, 0.1, 0.01), np.arange(0.1, 0.75, 0.025)])
            values = [_macro_f1(chances, [*cuts[:k], t, *cuts[k + 1 :]], y, share) for t in trials]
            cuts[k] = round(_middle_of_best(trials, np.array(values)), 3)
    return Judge(
        features=judge.features, usual=judge.usual, weights=judge.weights, thresholds=judge.thresholds,
        cuts=(cuts[0], cuts[1], cuts[2]), scores={},
    )  # fmt: skip


def _middle_of_best(trials: Floats, values: Floats) -> float:
    """The middle of the cuts that are about as good as the best, so that chance does not choose."""
    return float(np.median(trials[values >= values.max() - NEARLY_AS_GOOD]))


def _macro_f1(chances: Floats, cuts: Sequence[float], y: Ints, share: Floats) -> float:
    proposed = ((chances >= np.array(cuts)) * np.array([1, 2, 3])).max(axis=1)
    values = []
    for relation in range(4):
        hit = share[(proposed == relation) & (y == relation)].sum()
        values.append(2 * hit / (share[proposed == relation].sum() + share[y == relation].sum() + 1e-12))
    return float(np.mean(values))


def main() -> None:
    sets = load_sets("train")
    if not sets:
        sys.exit("The labelled pairs are not on this machine; the shipped weights stay as they are.")
    data = [measured(labelled) for labelled in sets]
    scores = []
    for n, labelled in enumerate(sets):
        others = [data[m] for m in range(len(data)) if m != n]
        judge = fit([x for x, _ in others], [y for _, y in others])
        scores.append(average_precision(data[n][1], judge.probabilities(data[n][0])))
        print(f"{labelled.name:16} average precision, left out: {scores[-1]:.3f}")
    judge = fit([x for x, _ in data], [y for _, y in data])
    final = {
        "labelled_sets": len(sets),
        "labelled_pairs": sum(len(y) for _, y in data),
        "average_precision_left_out": round(float(np.mean(scores)), 3),
    }
    text = dump(
        Judge(
            **{name: getattr(judge, name) for name in ("features", "usual", "weights", "thresholds", "cuts")},
            scores=final,
        )
    )
    TARGET.write_text(text, encoding="utf-8")
    print(f"mean {np.mean(scores):.3f}; weights: {TARGET.name}")
    spread = np.concatenate([x for x, _ in data]).std(axis=0)
    for name, weight, usual_step in zip(FEATURES, judge.weights, spread, strict=True):
        print(f"  {name:22} weight {weight:7.3f}, moves the score by {weight * usual_step:6.3f} per usual step")


if __name__ == "__main__":
    main()
