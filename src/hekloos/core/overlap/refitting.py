"""The judge fitted again on what people of a lab said, when they said enough.

A lab's judge is the shipped one with a weight of at least 0 for each feature, and a shift:

    score = base + shift + sum of weight * contribution

So curves of likeness still never fall, and an explanation still adds up. Weights are expected near 1 and the shift near
0 (a normal prior), so a few verdicts hardly move them. Whether it is any better is measured on verdicts that it was not
fitted on: in turns some vmbo items are kept apart, with all their pairs.

Shapes: V verdicts, F features.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import numpy as np

from hekloos.core.guessing import Share
from hekloos.core.overlap.arrays import Floats
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import BUILDS_ON, Curve, Judge
from hekloos.core.overlap.machines import one_thread_each

ENOUGH, OF_EACH = 60, 15  # verdicts, and how many of them at least have to say overlap, and as many something else
WEIGHT_SPREAD, SHIFT_SPREAD = 0.5, 0.5  # standard deviations of what is expected
FOLDS = 10
WORTH = 0.01  # how much lower the log loss has to be: chance alone gives that to one lab in twenty
TOLD, MOST_TOLD = 0.1, 3  # how far from 1 a weight is worth telling, and how many are told
DECIMALS = 4
LEAST = 1e-9  # chance, so that its logarithm exists


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said blindly of a pair, with what each feature added there by the shipped judge (in the order of
    FEATURES, in log-odds). `item` names the vmbo item."""

    item: str
    contributions: tuple[float, ...]
    is_overlap: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many more are needed before it is worth learning: of all, that say overlap, that say something else."""

    verdicts: int
    overlaps: int
    others: int

    @property
    def anything(self) -> bool:
        return bool(self.verdicts or self.overlaps or self.others)


@dataclass(frozen=True, slots=True)
class Refit:
    """A weight for each feature, in the order of FEATURES, and what is added to every score."""

    weights: tuple[float, ...] = (1.0,) * len(FEATURES)
    shift: float = 0.0

    @property
    def by_feature(self) -> Mapping[str, float]:
        return dict(zip(FEATURES, self.weights, strict=True))

    @property
    def most_changed(self) -> tuple[tuple[str, float], ...]:
        """The few features whose weight is furthest from 1, the furthest first."""
        away = sorted(self.by_feature.items(), key=lambda one: -abs(one[1] - 1.0))
        return tuple(one for one in away if abs(one[1] - 1.0) >= TOLD)[:MOST_TOLD]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of verdicts that were not learned from. `right`: of the pairs that are proposed as overlap, those that people
    called so; `found`: of the pairs that people called so, those that are proposed."""

    log_loss: float
    right: Share
    found: Share

    @property
    def chance(self) -> float:
        """The chance that was given to what people said, on (geometric) average."""
        return float(np.exp(-self.log_loss))


@dataclass(frozen=True, slots=True)
class Learned:
    """What a lab's verdicts teach, and how good that is beside the shipped judge, both on verdicts kept apart."""

    refit: Refit
    before: Quality
    after: Quality

    @property
    def is_better(self) -> bool:
        return self.before.log_loss - self.after.log_loss > WORTH


def lacking(said: Sequence[Said]) -> Lacking:
    overlaps = sum(one.is_overlap for one in said)
    return Lacking(
        verdicts=max(0, ENOUGH - len(said)),
        overlaps=max(0, OF_EACH - overlaps),
        others=max(0, OF_EACH - (len(said) - overlaps)),
    )


def refitted(judge: Judge, refit: Refit) -> Judge:
    """The judge of a lab; its explanations are of that judge too."""
    weighed = zip(judge.curves.items(), refit.weights, strict=True)
    curves = {name: Curve(curve.edges, tuple(add * weight for add in curve.adds)) for (name, curve), weight in weighed}
    return replace(judge, curves=curves, base=judge.base + refit.shift)


def fit(judge: Judge, said: Sequence[Said]) -> Refit:
    """The most probable weights and shift. Deterministic; the order of `said` does not matter."""
    with _one_thread():
        return _fit(judge.base, *_tables(said))


def learn(judge: Judge, said: Sequence[Said]) -> Learned:
    """Raises ValueError when there is too little to learn from."""
    if lacking(said).anything:
        raise ValueError("too few verdicts to learn from; ask `lacking` first")
    contributions, is_overlap = _tables(said)
    folds = np.array([_fold(one.item) for one in _in_order(said)])
    after = np.empty(len(folds))
    with _one_thread():
        for fold in np.unique(folds):
            apart = folds == fold
            own = _fit(judge.base, contributions[~apart], is_overlap[~apart])
            after[apart] = _chances(judge.base, own, contributions[apart])
        refit = _fit(judge.base, contributions, is_overlap)
    before, cut = _chances(judge.base, Refit(), contributions), judge.cuts[BUILDS_ON - 1]
    return Learned(refit, _quality(before, is_overlap, cut), _quality(after, is_overlap, cut))


def _one_thread() -> AbstractContextManager[None]:
    """On tables this small threads only wait for each other. A library that is loaded later would not keep to it."""
    import scipy.optimize  # noqa: F401

    return one_thread_each()


def _in_order(said: Sequence[Said]) -> list[Said]:
    """Sums of floats depend on their order, so there is one order whatever was given."""
    return sorted(said, key=lambda one: (one.item, one.contributions, one.is_overlap))


def _tables(said: Sequence[Said]) -> tuple[Floats, Floats]:
    """Contributions (V, F), and 1.0 for what is overlap (V,)."""
    ordered = _in_order(said)
    contributions = np.array([one.contributions for one in ordered], dtype=np.float64).reshape(-1, len(FEATURES))
    return contributions, np.array([one.is_overlap for one in ordered], dtype=np.float64)


def _fold(item: str) -> int:
    """By the item alone, so that new verdicts leave the others where they were."""
    return int.from_bytes(hashlib.blake2b(item.encode(), digest_size=4).digest()) % FOLDS


def _fit(base: float, contributions: Floats, is_overlap: Floats) -> Refit:
    from scipy.optimize import minimize

    expected = np.append(np.ones(len(FEATURES)), 0.0)
    bounds = [(0.0, None)] * len(FEATURES) + [(None, None)]
    exact = {"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1_000}
    arguments = (base, contributions, is_overlap)
    found = minimize(_loss, expected, args=arguments, jac=True, method="L-BFGS-B", bounds=bounds, options=exact)
    *weights, shift = (round(float(value), DECIMALS) + 0.0 for value in found.x)
    return Refit(tuple(weights), shift)


def _loss(values: Floats, base: float, contributions: Floats, is_overlap: Floats) -> tuple[float, Floats]:
    """How improbable these weights and shift are (minus the logarithm), and its slope; `values` is (F + 1,)."""
    weights, shift = values[:-1], values[-1]
    score = base + shift + contributions @ weights
    wrong = 1.0 / (1.0 + np.exp(-score)) - is_overlap
    away = np.append((weights - 1.0) / WEIGHT_SPREAD, shift / SHIFT_SPREAD)
    loss = float((np.logaddexp(0.0, score) - is_overlap * score).sum() + (away**2).sum() / 2)
    slope = np.append(contributions.T @ wrong, wrong.sum())
    slope += away / np.append(np.full(len(weights), WEIGHT_SPREAD), SHIFT_SPREAD)
    return loss, slope


def _chances(base: float, refit: Refit, contributions: Floats) -> Floats:
    score = base + refit.shift + contributions @ np.array(refit.weights)
    chances: Floats = 1.0 / (1.0 + np.exp(-score))
    return chances


def _quality(chances: Floats, is_overlap: Floats, cut: float) -> Quality:
    sure = np.clip(chances, LEAST, 1 - LEAST)
    losses = -np.where(is_overlap > 0, np.log(sure), np.log(1 - sure))
    proposed, overlap = chances >= cut, is_overlap > 0
    right = int((proposed & overlap).sum())
    return Quality(float(losses.mean()), Share(right, int(proposed.sum())), Share(right, int(overlap.sum())))
