"""Fit the judge: boosted stumps, which add up to a curve per feature, and the cuts of the relations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hekloos.core.overlap.features import EITHER_WAY, FEATURES
from hekloos.core.overlap.judge import BUILDS_ON, Curve, Judge

ROUNDS, RATE, SHRINK, LEAST = 150, 0.1, 5.0, 60
NEARLY_AS_GOOD = 0.005
SAME = BUILDS_ON + 1
SETTINGS = {"max_leaf_nodes": 2, "max_bins": 64, "early_stopping": False, "random_state": 0}
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Measured:
    """The labelled pairs of one set: features (P, F) and labels (P,), 0 none to 3 same."""

    name: str
    features: Floats
    labels: Ints


def fit(sets: Sequence[Measured], *, without: str = "") -> Judge:
    """A judge without cuts, every set counting equally; `without` leaves one feature out."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    features, labels = np.concatenate([part.features for part in sets]), np.concatenate([part.labels for part in sets])
    if without:
        features[:, FEATURES.index(without)] = 0.0
    share = np.concatenate([np.full(len(part.labels), 1.0 / len(part.labels)) for part in sets])
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=RATE,
        l2_regularization=SHRINK,
        min_samples_leaf=LEAST,
        monotonic_cst=[0 if name in EITHER_WAY else 1 for name in FEATURES],
        **SETTINGS,
    )
    model.fit(features, labels >= 2, sample_weight=share * len(share) / share.sum())
    curves, base = {}, float(model.decision_function(features[:1])[0])
    for column, name in enumerate(FEATURES):
        curve, at_first, usual = _curve(model, features, column)
        curves[name] = curve
        base += usual - at_first
    return Judge(curves=curves, base=round(base, 4), cuts=(0.2, 0.5), alike=1.0, scores={})


def _curve(model: object, features: Floats, column: int) -> tuple[Curve, float, float]:
    """What the stumps of one feature add up to: only that feature varies, the others stay as in the first pair."""
    values = np.unique(features[:, column])
    varied = np.repeat(features[:1], len(values), axis=0)
    varied[:, column] = values
    score: Floats = model.decision_function(varied)  # type: ignore[attr-defined]
    usual = float(np.interp(features[:, column], values, score).mean())
    at_first = float(np.interp(features[0, column], values, score))
    steps = np.flatnonzero(np.abs(np.diff(score)) > 1e-9)
    edges = (values[steps] + values[steps + 1]) / 2
    adds = np.concatenate([score[:1], score[steps + 1]]) - usual
    return Curve(tuple(np.round(edges, 5).tolist()), tuple(np.round(adds, 4).tolist())), at_first, usual


def with_cuts(judge: Judge, chances: Sequence[Floats], data: Sequence[Measured]) -> Judge:
    """Choose from which chance on each relation is proposed, for the best mean macro F1 over the sets, and from how
    much likeness on same, for the best F1 of same over all pairs: there are too few of them for a mean over sets.

    `chances` come from judges that did not see the set, else the cuts would lie too high.
    """
    labels = [np.minimum(part.labels, BUILDS_ON) for part in data]
    trials = np.concatenate([np.arange(0.005, 0.1, 0.005), np.arange(0.1, 0.98, 0.02)])
    cuts = [0.12, 0.35]
    for _round in range(3):
        for k in range(2):
            values = [_mean_macro_f1(chances, sorted([*cuts[:k], t, *cuts[k + 1 :]]), labels) for t in trials]
            cuts[k] = round(_middle_of_best(trials, np.array(values)), 3)
    related, builds_on = sorted(cuts)
    judge = replace(judge, cuts=(related, builds_on))
    trials = np.arange(0.4, 0.96, 0.05)
    alike = _middle_of_best(trials, np.array([_f1_of_same(replace(judge, alike=t), chances, data) for t in trials]))
    return replace(judge, alike=round(alike, 3))


def _middle_of_best(trials: Floats, values: Floats) -> float:
    """The middle of the cuts that are about as good as the best, so that chance does not choose."""
    return float(np.median(trials[values >= values.max() - NEARLY_AS_GOOD]))


def _mean_macro_f1(chances: Sequence[Floats], cuts: Sequence[float], labels: Sequence[Ints]) -> float:
    return float(
        np.mean([macro_f1(np.searchsorted(cuts, c, side="right"), y) for c, y in zip(chances, labels, strict=True)])
    )


def _f1_of_same(judge: Judge, chances: Sequence[Floats], data: Sequence[Measured]) -> float:
    pairs = list(zip(chances, data, strict=True))
    proposed = np.concatenate([judge.relations(part.features, c) for c, part in pairs]) == SAME
    same = np.concatenate([part.labels for part in data]) == SAME
    return float(2 * (proposed & same).sum() / max(1, proposed.sum() + same.sum()))


def macro_f1(proposed: Ints, labels: Ints) -> float:
    """Over the relations that occur among the labels."""
    values = []
    for relation in sorted(set(labels.tolist())):
        hit = int(((proposed == relation) & (labels == relation)).sum())
        values.append(2 * hit / ((proposed == relation).sum() + (labels == relation).sum()))
    return float(np.mean(values))
