"""The encoder learns along the true slope: the written-out gradients against plain differences."""

import encoder_training
import numpy as np
import pytest
from encoder_training import TrainingSet, Weights, learn_labels, learn_language
from scipy import sparse

FEATURES, LEFT, RIGHT = 7, 4, 3


def some_weights(chance: np.random.Generator) -> Weights:
    def array(*shape: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
        return chance.normal(size=shape).astype(np.float32)

    return Weights(
        vectors=array(FEATURES, 5), loudness=0.1 * array(FEATURES), turn_left=array(5, 5), turn_right=array(5, 5),
        shares=0.1 * array(3), scale=np.array([2.0, -1.0], dtype=np.float32),
    )  # fmt: skip


def some_set(chance: np.random.Generator) -> TrainingSet:
    def features(rows: int) -> sparse.csr_matrix:
        return sparse.csr_matrix(chance.random((rows, FEATURES)) * (chance.random((rows, FEATURES)) < 0.5))

    return TrainingSet(
        name="proef", own_left=features(LEFT), context_left=features(LEFT), own_right=features(RIGHT),
        detail_right=features(RIGHT), context_right=features(RIGHT),
        labels=np.array([[0, 2, -1], [1, 0, 3], [0, 0, 0], [2, -1, 1]]), careful=chance.random((LEFT, RIGHT)) < 0.5,
    )  # fmt: skip


def slow_loss(weights: Weights, part: TrainingSet) -> float:
    """The loss as it is said in words."""
    loud = weights.loud().astype(np.float64)
    shares = np.exp(weights.shares.astype(np.float64))
    left = (part.own_left + shares[0] * part.context_left) @ loud @ weights.turn_left
    right = (
        (part.own_right + shares[1] * part.detail_right + shares[2] * part.context_right) @ loud @ weights.turn_right
    )
    total = weighed = 0.0
    for row in range(LEFT):
        for column in range(RIGHT):
            label = int(part.labels[row, column])
            if label < 0:
                continue
            cosine = left[row] @ right[column] / np.linalg.norm(left[row]) / np.linalg.norm(right[column])
            chance = 1 / (1 + np.exp(-(cosine * float(weights.scale[0]) + float(weights.scale[1]))))
            wanted = (0.0, encoder_training.RELATED, 1.0, 1.0)[label]
            careful = encoder_training.CAREFUL if part.careful[row, column] else encoder_training.QUICK
            weight = encoder_training.POSITIVE if label >= 2 else careful
            total -= weight * (wanted * np.log(chance) + (1 - wanted) * np.log(1 - chance))
            weighed += weight
    return float(total / weighed)


def test_gradients_are_the_slope_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_training, "DROPPED", 0.0)
    chance = np.random.default_rng(1)
    weights, part = some_weights(chance), some_set(chance)
    gradients = encoder_training._gradients(weights, weights, part, chance)
    for name, gradient in gradients.items():
        values = getattr(weights, name)
        for place in list(np.ndindex(values.shape))[::3]:
            kept, losses = values[place], []
            for step in (0.01, -0.01):
                values[place] = kept + step
                losses.append(slow_loss(weights, part))
            values[place] = kept
            assert gradient[place] == pytest.approx((losses[0] - losses[1]) / 0.02, abs=2e-3), (name, place)


def test_training_brings_together_what_belongs_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_training, "BATCH", 4)
    chance = np.random.default_rng(2)
    weights = some_weights(chance)
    pairs = (
        sparse.csr_matrix(np.eye(FEATURES)[[0, 1, 2, 3] * 40]),
        sparse.csr_matrix(np.eye(FEATURES)[[3, 4, 5, 6] * 40]),
    )

    def likeness(found: Weights) -> float:
        here, there = (matrix[:4] @ found.loud() for matrix in pairs)
        here, there = here @ found.turn_left, there @ found.turn_right
        cosines = (here * there).sum(axis=1) / np.linalg.norm(here, axis=1) / np.linalg.norm(there, axis=1)
        return float(cosines.mean())

    assert likeness(learn_language(weights, *pairs)) > likeness(weights) + 0.1


def test_the_same_training_gives_the_same_weights() -> None:
    weights, part = some_weights(np.random.default_rng(3)), some_set(np.random.default_rng(4))
    one, other = learn_labels(weights, [part]), learn_labels(weights, [part])
    assert np.array_equal(one.vectors, other.vectors)
    assert slow_loss(one, part) < slow_loss(weights, part)
