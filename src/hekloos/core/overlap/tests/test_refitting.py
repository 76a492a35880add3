"""The judge of a lab, fitted on what its people said."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hekloos.core.curriculum import Relation
from hekloos.core.overlap import refitting
from hekloos.core.overlap.compare import compare
from hekloos.core.overlap.explain import explain
from hekloos.core.overlap.features import EITHER_WAY, FEATURES
from hekloos.core.overlap.judge import shipped
from hekloos.core.overlap.refitting import ENOUGH, OF_EACH, Refit, Said, fit, lacking, learn, refitted
from hekloos.core.tests.programmes import mbo, vmbo
from hekloos.core.tests.sayings import chance_of, pairs, said_by

seeds = st.integers(0, 2**32 - 1)
LIKENESS = [name for name in FEATURES if name not in EITHER_WAY]


def slow_loss(values: Sequence[float], said: Sequence[Said]) -> float:
    """The obvious twin: minus the logarithm of prior and likelihood, one verdict after the other."""
    *weights, shift = values
    loss = sum((weight - 1) ** 2 / (2 * refitting.WEIGHT_SPREAD**2) for weight in weights)
    loss += shift**2 / (2 * refitting.SHIFT_SPREAD**2)
    for one in said:
        score = shipped().base + shift + sum(w * a for w, a in zip(weights, one.contributions, strict=True))
        loss -= math.log(1 / (1 + math.exp(-score)) if one.is_overlap else 1 / (1 + math.exp(score)))
    return loss


@given(seeds)
def test_the_loss_and_its_slope_are_those_of_the_slow_twin(seed: int) -> None:
    chance = chance_of(seed)
    said = said_by(Refit(), chance, 12)
    values = np.array([chance.uniform(0, 2) for _name in FEATURES] + [chance.uniform(-1, 1)])
    loss, slope = refitting._loss(values, shipped().base, *refitting._tables(said))
    assert loss == pytest.approx(slow_loss(values.tolist(), said))
    for place in range(len(values)):
        step = np.eye(len(values))[place] * 1e-5
        there, back = (slow_loss((values + sign * step).tolist(), said) for sign in (1, -1))
        assert slope[place] == pytest.approx((there - back) / 2e-5, abs=1e-4)


def test_a_general_search_ends_in_the_same_place() -> None:
    from scipy.optimize import minimize

    chance = chance_of(4)
    said = said_by(Refit((0.0,) * 3 + (1.0,) * 9, shift=-1.0), chance, 60)
    bounds = [(0, None)] * len(FEATURES) + [(None, None)]
    twin = minimize(slow_loss, [1.0] * len(FEATURES) + [0.0], args=(said,), method="SLSQP", bounds=bounds)
    found = fit(shipped(), said)
    assert [*found.weights, found.shift] == pytest.approx(twin.x.tolist(), abs=0.01)


def test_without_verdicts_it_is_the_shipped_judge() -> None:
    assert fit(shipped(), []) == Refit()
    assert refitted(shipped(), Refit()) == shipped()


def test_a_few_verdicts_hardly_move_it() -> None:
    chance = chance_of(1)
    found = fit(shipped(), said_by(Refit(shift=-2.0), chance, 3))
    assert max(abs(weight - 1) for weight in found.weights) < 0.25
    assert abs(found.shift) < 0.5


@given(seeds, st.integers(1, 80))
def test_more_alike_never_counts_against_a_pair_whatever_was_said(seed: int, count: int) -> None:
    chance = chance_of(seed)
    said = [replace(one, is_overlap=chance.random() < 0.5) for one in said_by(Refit(), chance, count)]
    found = fit(shipped(), said)
    assert min(found.weights) >= 0
    own = refitted(shipped(), found)
    assert all(own.curves[name].never_falls for name in LIKENESS)
    low = np.array([[chance.uniform(-1, 1) for _name in FEATURES]])
    for name in LIKENESS:
        high = low.copy()
        high[0, FEATURES.index(name)] += chance.uniform(0, 1)
        assert own.probabilities(high)[0] >= own.probabilities(low)[0]


@given(seeds)
def test_who_says_what_the_shipped_judge_says_changes_little(seed: int) -> None:
    found = fit(shipped(), said_by(Refit(), chance_of(seed), 600))
    assert sum(abs(weight - 1) for weight in found.weights) / len(FEATURES) < 0.45
    assert abs(found.shift) < 0.8


@given(seeds, st.sampled_from((-1.5, 1.5)))
def test_what_is_learned_of_other_people_helps_on_verdicts_kept_apart(seed: int, shift: float) -> None:
    said = said_by(Refit(shift=shift), chance_of(seed), 300)
    assume(not lacking(said).anything)
    found = learn(shipped(), said)
    assert found.is_better
    assert found.after.log_loss < found.before.log_loss
    assert math.copysign(1, found.refit.shift) == math.copysign(1, shift)
    assert found.before.found.of == found.after.found.of == sum(one.is_overlap for one in said)


@given(seeds, seeds)
def test_it_is_the_same_again_and_in_any_order(seed: int, other: int) -> None:
    said = said_by(Refit(shift=1.0), chance_of(seed), 90)
    mixed = chance_of(other).sample(said, len(said))
    assert fit(shipped(), said) == fit(shipped(), said) == fit(shipped(), mixed)
    if not lacking(said).anything:
        assert learn(shipped(), said) == learn(shipped(), mixed)


@given(seeds)
def test_no_pair_of_a_term_is_learned_from_when_it_is_measured(seed: int) -> None:
    """All pairs of one term stand in one fold, so with a single term nothing is learned before it is measured."""
    chance = chance_of(seed)
    said = [replace(one, item="one", is_overlap=n % 2 > 0) for n, one in enumerate(said_by(Refit(), chance, ENOUGH))]
    found = learn(shipped(), said)
    assert found.before == found.after


def test_both_count_when_people_contradict_each_other() -> None:
    chance = chance_of(5)
    said = [Said("term", added, is_overlap) for added in pairs(chance, 5) for is_overlap in (True, False)]
    contributions, is_overlap = refitting._tables(said)
    assert (len(contributions), is_overlap.sum()) == (10, 5)


@given(st.integers(0, 90), st.integers(0, 90))
def test_it_says_what_is_lacking(overlaps: int, others: int) -> None:
    none = (0.0,) * len(FEATURES)
    said = [Said("a", none, True)] * overlaps + [Said("b", none, False)] * others
    found = lacking(said)
    assert (found.overlaps, found.others) == (max(0, OF_EACH - overlaps), max(0, OF_EACH - others))
    assert found.verdicts == max(0, ENOUGH - overlaps - others)
    if found.anything:
        with pytest.raises(ValueError, match="too few"):
            learn(shipped(), said)


def test_what_weighs_otherwise_is_told_most_first() -> None:
    weights = dict.fromkeys(FEATURES, 1.0) | {"field": 1.2, "meaning": 0.0, "description": 1.05, "everything": 1.5}
    found = Refit(tuple(weights.values())).most_changed
    assert found == (("meaning", 0.0), ("everything", 1.5), ("field", 1.2))


def test_explanations_of_a_lab_still_add_up() -> None:
    weights = tuple(0.5 + number / 10 for number in range(len(FEATURES)))
    found = compare(vmbo(), mbo(), judge=refitted(shipped(), Refit(weights, shift=1.0)))
    assert any(match.relation is not Relation.NONE for match in found.matches())
    for match in found.matches():
        score = explain(found, match).score
        assert 1 / (1 + math.exp(-score)) == pytest.approx(match.probability)


def test_another_judge_has_another_fingerprint() -> None:
    assert shipped().fingerprint == replace(shipped(), scores={}).fingerprint
    assert shipped().fingerprint != refitted(shipped(), Refit(shift=0.1)).fingerprint
