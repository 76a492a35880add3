"""How the encoder learns: first which sentences belong together, then which items teachers would free hours for.

Plain numpy with gradients written out, so that nobody needs a deep learning library for it. Shapes: F features
(stems and concepts), D dimensions, B pairs in a batch, L and R items of a set.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float32]
DIMENSIONS = 100
TEMPERATURE = 0.07  # of the contrast between a pair and the others of its batch
BATCH, RATE_FIRST = 256, 0.003
EPOCHS, RATE, DROPPED = 20, 0.001, 0.2
HOLD = 0.03 / 1000  # how strongly vectors stay near what they were before the labels
POSITIVE, CAREFUL, QUICK = 3.0, 1.0, 0.3  # weight of a label: overlap, one of a set, another
RELATED = 0.15  # a related pair is a little overlap


@dataclass
class Weights:
    """All that is learned. `vectors` (F, D) count `exp(loudness)` (F,) times; `shares` are the logarithms of what the
    context of a vmbo item, and detail and context of an mbo item count; `scale` turns a cosine into log-odds."""

    vectors: Array
    loudness: Array
    turn_left: Array
    turn_right: Array
    shares: Array
    scale: Array

    def copy(self) -> "Weights":
        return Weights(**{name: value.copy() for name, value in vars(self).items()})

    def loud(self) -> Array:
        return self.vectors * np.exp(self.loudness)[:, None]


@dataclass
class Adam:
    """The optimiser of Kingma and Ba (2015), as they give it."""

    weights: Weights
    rate: float
    steps: int = 0
    first: dict[str, Array] = field(default_factory=dict)
    second: dict[str, Array] = field(default_factory=dict)

    def step(self, gradients: dict[str, Array]) -> None:
        self.steps += 1
        for name, gradient in gradients.items():
            first = self.first[name] = 0.9 * self.first.get(name, 0.0) + 0.1 * gradient
            second = self.second[name] = 0.999 * self.second.get(name, 0.0) + 0.001 * gradient**2
            change = first / (1 - 0.9**self.steps) / (np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8)
            setattr(self.weights, name, (getattr(self.weights, name) - self.rate * change).astype(np.float32))


@dataclass(frozen=True)
class TrainingSet:
    """Features of the items of one set (csr, items x F) and the labels of its pairs (L, R), -1 for unknown."""

    name: str
    own_left: sparse.csr_matrix
    context_left: sparse.csr_matrix
    own_right: sparse.csr_matrix
    detail_right: sparse.csr_matrix
    context_right: sparse.csr_matrix
    labels: NDArray[np.int64]
    careful: NDArray[np.bool_]


def _direction(summed: Array, turn: Array) -> tuple[Array, Array]:
    turned = summed @ turn
    lengths = np.linalg.norm(turned, axis=1, keepdims=True) + 1e-9
    return turned / lengths, lengths


def _back(gradient: Array, direction: Array, lengths: Array) -> Array:
    """From the gradient of a direction to that of what was turned."""
    inward: Array = (gradient - direction * (gradient * direction).sum(axis=1, keepdims=True)) / lengths
    return inward.astype(np.float32)


def learn_language(weights: Weights, here: sparse.csr_matrix, there: sparse.csr_matrix, *, seed: int = 0) -> Weights:
    """One round over pairs that belong together, each against the others of its batch (InfoNCE, both ways)."""
    weights = weights.copy()
    optimiser = Adam(weights, RATE_FIRST)
    order = np.random.default_rng(seed).permutation(here.shape[0])
    same = np.eye(BATCH, dtype=np.float32)
    for start in range(0, len(order) - BATCH + 1, BATCH):
        batch = order[start : start + BATCH]
        loud = weights.loud()
        sums = here[batch] @ loud, there[batch] @ loud
        (left, long_left), (right, long_right) = (
            _direction(summed, turn) for summed, turn in zip(sums, (weights.turn_left, weights.turn_right), strict=True)
        )
        likeness = left @ right.T / TEMPERATURE
        slope: Array = (_softmax(likeness, 1) + _softmax(likeness, 0) - 2 * same) / np.float32(2 * BATCH * TEMPERATURE)
        back_left, back_right = _back(slope @ right, left, long_left), _back(slope.T @ left, right, long_right)
        into = here[batch].T @ (back_left @ weights.turn_left.T) + there[batch].T @ (back_right @ weights.turn_right.T)
        optimiser.step(
            _into_vectors(weights, into) | {"turn_left": sums[0].T @ back_left, "turn_right": sums[1].T @ back_right}
        )
    return weights


def learn_labels(before: Weights, sets: Sequence[TrainingSet]) -> Weights:
    """Rounds over the judged pairs of whole programmes: overlap points the same way, the rest elsewhere."""
    weights = before.copy()
    optimiser = Adam(weights, RATE)
    for epoch in range(EPOCHS):
        chance = np.random.default_rng(epoch)
        for number in chance.permutation(len(sets)):
            optimiser.step(_gradients(weights, before, sets[number], chance))
    return weights


def _gradients(weights: Weights, before: Weights, part: TrainingSet, chance: np.random.Generator) -> dict[str, Array]:
    loud, shares = weights.loud(), np.exp(weights.shares)
    summed = [m @ loud for m in (part.context_left, part.detail_right, part.context_right)]
    sum_left = part.own_left @ loud + shares[0] * summed[0]
    sum_right = part.own_right @ loud + shares[1] * summed[1] + shares[2] * summed[2]
    kept_left, kept_right = (
        (chance.random(size=s.shape, dtype=np.float32) >= DROPPED) / np.float32(1 - DROPPED)
        for s in (sum_left, sum_right)
    )
    (left, long_left), (right, long_right) = (
        _direction(sum_left * kept_left, weights.turn_left),
        _direction(sum_right * kept_right, weights.turn_right),
    )
    cosine = left @ right.T
    slope = _slope(cosine * weights.scale[0] + weights.scale[1], part)
    of_cosine = slope * weights.scale[0]
    back_left, back_right = _back(of_cosine @ right, left, long_left), _back(of_cosine.T @ left, right, long_right)
    into_left = (back_left @ weights.turn_left.T) * kept_left
    into_right = (back_right @ weights.turn_right.T) * kept_right
    into = (
        part.own_left.T @ into_left
        + shares[0] * (part.context_left.T @ into_left)
        + part.own_right.T @ into_right
        + shares[1] * (part.detail_right.T @ into_right)
        + shares[2] * (part.context_right.T @ into_right)
    )
    of_shares = [(into_left * summed[0]).sum(), (into_right * summed[1]).sum(), (into_right * summed[2]).sum()]
    found = _into_vectors(weights, into)
    found["vectors"] += 2 * HOLD * (weights.vectors - before.vectors)
    found["loudness"] += 2 * HOLD * (weights.loudness - before.loudness)
    return found | {
        "turn_left": (sum_left * kept_left).T @ back_left,
        "turn_right": (sum_right * kept_right).T @ back_right,
        "shares": np.array(of_shares, dtype=np.float32) * shares,
        "scale": np.array([(slope * cosine).sum(), slope.sum()], dtype=np.float32),
    }


def _slope(score: Array, part: TrainingSet) -> Array:
    """Of the weighted log-loss, by pair; nothing where the label is unknown."""
    weight = np.where(part.labels >= 2, POSITIVE, np.where(part.careful, CAREFUL, QUICK)) * (part.labels >= 0)
    wanted = np.array([0.0, RELATED, 1.0, 1.0])[np.maximum(part.labels, 0)]
    slope: Array = ((1 / (1 + np.exp(-score)) - wanted) * weight / weight.sum()).astype(np.float32)
    return slope


def _into_vectors(weights: Weights, into: Array) -> dict[str, Array]:
    loudness = np.exp(weights.loudness)
    return {"vectors": into * loudness[:, None], "loudness": (into * weights.vectors).sum(axis=1) * loudness}


def _softmax(values: Array, axis: int) -> Array:
    raised = np.exp(values - values.max(axis=axis, keepdims=True))
    shares: Array = raised / raised.sum(axis=axis, keepdims=True)
    return shares
