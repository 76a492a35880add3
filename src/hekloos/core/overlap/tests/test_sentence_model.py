"""A sentence model that the user named, as one more feature."""

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from hekloos.core.overlap.arrays import SmallFloats
from hekloos.core.overlap.compare import Comparison, compare
from hekloos.core.overlap.explain import explain
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import shipped
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.second_opinion import FEATURE, weigh
from hekloos.core.overlap.sentence_model import NamedModel, SentenceModel, SentenceModelError
from hekloos.core.tests.programmes import mbo, vmbo


class Topics:
    """Knows two topics: cleaning, and the rest."""

    def directions(self, texts: Sequence[str]) -> SmallFloats:
        cleans = np.array([any(word in text.lower() for word in ("dweil", "ramen", "zeem")) for text in texts])
        return np.column_stack([cleans, ~cleans]).astype(np.float32)


class Dice:
    """Says something of every text, and means nothing by it."""

    def directions(self, texts: Sequence[str]) -> SmallFloats:
        found = np.random.default_rng(1).normal(size=(len(texts), 8))
        directions: SmallFloats = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)
        return directions


def with_model(model: SentenceModel) -> Comparison:
    return compare(vmbo(), mbo(), knowledge=replace(shipped_knowledge(), model=model))


def test_without_a_model_nothing_changes() -> None:
    plain = compare(vmbo(), mbo())
    assert plain.pairs.features.shape[1] == len(FEATURES)
    assert plain.judge is shipped()


def test_what_a_model_says_is_one_more_number_that_adds_up() -> None:
    comparison = with_model(Topics())
    for match in comparison.matches():
        explanation = explain(comparison, match)
        assert [part.feature for part in explanation.contributions] == [*FEATURES, FEATURE]
        assert 1 / (1 + np.exp(-explanation.score)) == pytest.approx(match.probability)


def test_a_model_that_sees_what_the_judge_sees_speaks_for_likely_pairs() -> None:
    comparison = with_model(Topics())
    match = comparison.find(comparison.left.by_id["P/1/1-2"], comparison.right.by_id["B1-K1-W2"])
    other = comparison.find(comparison.left.by_id["P/2/1-1"], comparison.right.by_id["B1-K1-W2"])
    assert match is not None
    assert other is not None
    added = [explain(comparison, m).contributions[-1].added for m in (match, other)]
    assert added[0] > 0.2 > added[1]


def test_a_model_that_says_just_anything_hardly_counts() -> None:
    told = np.random.default_rng(2).normal(size=20_000)
    chances = np.random.default_rng(3).beta(0.3, 3.0, size=20_000).clip(0.001, 0.999)
    curve, shift = weigh(told, chances)
    assert max(map(abs, curve.adds)) < 0.1
    assert abs(shift) < 0.05


def test_a_model_that_is_wrong_about_everything_does_not_count() -> None:
    chances = np.random.default_rng(3).beta(0.3, 3.0, size=1_000).clip(0.001, 0.999)
    curve, _shift = weigh(-chances, chances)
    assert set(curve.adds) == {0.0}


def test_as_many_overlaps_are_expected_as_before() -> None:
    chances = np.random.default_rng(3).beta(0.3, 3.0, size=5_000).clip(0.001, 0.999)
    told = (chances - chances.mean()) / chances.std()
    curve, shift = weigh(told, chances)
    after = 1 / (1 + np.exp(-(np.log(chances / (1 - chances)) + curve(told) + shift)))
    assert after.sum() == pytest.approx(chances.sum(), rel=0.001)


def test_dice_leave_the_order_of_a_comparison_nearly_alone() -> None:
    plain, diced = compare(vmbo(), mbo()), with_model(Dice())
    assert np.abs(plain.probabilities - diced.probabilities).max() < 0.15


def test_without_the_library_it_is_said_that_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(SentenceModelError) as raised:
        NamedModel("een-model")
    assert raised.value.missing
