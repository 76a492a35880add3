"""What a sentence model that the user names says of the pairs, as one more feature.

Nobody labelled pairs for that model, so how much it counts follows from the comparison itself: from how well it
tells the pairs that the judge holds likely from the others, as naive Bayes would have it, and of that only a part,
since the other features know much of it already. A model that knows no Dutch hardly counts. The curve has no
share in how many overlaps are expected altogether.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hekloos.core.overlap.arrays import Floats, SmallFloats
from hekloos.core.overlap.judge import Curve, Judge
from hekloos.core.overlap.measuring import Pairs
from hekloos.core.overlap.sentence_model import SentenceModel
from hekloos.core.overlap.texts import ItemTexts

FEATURE = "sentence_model"
SHARE = 0.3  # of the evidence of the model by itself, since the other features know part of it
EDGES = tuple(np.arange(-2.0, 6.25, 0.25).tolist())  # in standard deviations
MOST = 3.0  # log-odds that it may add or take
LEAST = 1e-9  # chance, so that its logarithm exists
AT_ONCE = 4_096  # pairs whose vectors are multiplied at a time


def with_second_opinion(
    judge: Judge, pairs: Pairs, model: SentenceModel, left: Sequence[ItemTexts], right: Sequence[ItemTexts]
) -> tuple[Judge, Pairs]:
    """The judge with a curve for the model, and the pairs with what it says of them as their last feature."""
    said = _likeness(
        pairs, model.directions([_left_text(t) for t in left]), model.directions([*map(_right_text, right)])
    )
    curve, shift = weigh(said, judge.probabilities(pairs.features))
    judge = replace(judge, curves={**judge.curves, FEATURE: curve}, base=judge.base + shift)
    return judge, replace(pairs, features=np.column_stack([pairs.features, said]))


def weigh(said: Floats, chances: Floats) -> tuple[Curve, float]:
    """A curve for what the model says of pairs (P,) with these chances (P,), and what to add to the base of the
    judge so that as many overlaps are expected as before."""
    usual, likely = (float(np.average(said, weights=w)) if w.sum() else 0.0 for w in (1 - chances, chances))
    spread = float(np.average((said - usual) ** 2, weights=1 - chances)) if (1 - chances).sum() else 0.0
    slope = SHARE * max(0.0, likely - usual) / max(spread, 1e-9)
    edges = np.array(EDGES)
    middles = np.concatenate([edges[:1], (edges[:-1] + edges[1:]) / 2, edges[-1:]])
    curve = Curve(EDGES, tuple(np.round(np.clip(slope * (middles - usual), -MOST, MOST), 4).tolist()))
    sure = np.clip(chances, LEAST, 1 - LEAST)
    odds = np.log(sure / (1 - sure)) + curve(said)
    low, high = -20.0, 20.0
    for _halving in range(50):
        shift = (low + high) / 2
        low, high = (low, shift) if (1 / (1 + np.exp(-odds - shift))).sum() > chances.sum() else (shift, high)
    return curve, round(low, 4)


def _likeness(pairs: Pairs, left: SmallFloats, right: SmallFloats) -> Floats:
    """Cosines in standard deviations from the mean; shape (P,)."""
    cosines = np.empty(len(pairs.rows))
    for start in range(0, len(cosines), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        cosines[part] = np.einsum("pd,pd->p", left[pairs.rows[part]], right[pairs.columns[part]])
    standardised: Floats = (cosines - cosines.mean()) / max(float(cosines.std()), 1e-9)
    return standardised


def _left_text(item: ItemTexts) -> str:
    return ". ".join((item.own, *item.context[:1]))


def _right_text(item: ItemTexts) -> str:
    return ". ".join((item.own, *(item.detail or item.context[:1])))
