"""From measured features to a probability and a proposed relation, by one sum.

The judge is an ordered logistic model. Every feature adds `weight x (value - usual value)` to one
score; three thresholds turn the score into the chance that a pair is at least related, at least
builds_on, or same. "Probability" is the chance of builds_on or same: that hours could be freed.
Because the score is a plain sum, an explanation can show exactly what each feature did.
Weights are fitted by `make train` and shipped in data/judge.json with the scores they reached.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources

import numpy as np

from hekloos.core.curriculum import Relation
from hekloos.core.overlap.arrays import Floats, Ints
from hekloos.core.overlap.features import FEATURES

RELATIONS = (Relation.NONE, Relation.RELATED, Relation.BUILDS_ON, Relation.SAME)  # ascending


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Weights of the features and thresholds of the relations.

    `thresholds` are scores for related, builds_on and same, ascending; `cuts` are the chances
    from which on each of the three is proposed. `scores` says how good it was, for the reader.
    """

    features: tuple[str, ...]
    usual: tuple[float, ...]
    weights: tuple[float, ...]
    thresholds: tuple[float, float, float]
    cuts: tuple[float, float, float]
    scores: Mapping[str, float]

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to the score; shape (P, F) in, (P, F) out, in log-odds."""
        added: Floats = (features - np.array(self.usual)) * np.array(self.weights)
        return added

    def at_least(self, features: Floats) -> Floats:
        """Chances of at least related, at least builds_on, and same; shape (P, 3)."""
        score = self.contributions(features).sum(axis=1)
        chances: Floats = 1.0 / (1.0 + np.exp(-(score[:, None] - np.array(self.thresholds))))
        return chances

    def probabilities(self, features: Floats) -> Floats:
        """Chance of builds_on or same; shape (P,)."""
        return self.at_least(features)[:, 1]

    def relations(self, features: Floats) -> Ints:
        """Proposed relation as an index into RELATIONS; shape (P,)."""
        passed = self.at_least(features) >= np.array(self.cuts)
        # The highest relation whose cut is passed.
        highest: Ints = (passed * np.array([1, 2, 3])).max(axis=1, initial=0)
        return highest

    @property
    def base(self) -> float:
        """Log-odds of a pair in which every feature has its usual value."""
        return -self.thresholds[1]


def load(text: str) -> Judge:
    """A judge from JSON. Raises ValueError when it was fitted on other features than these."""
    data = json.loads(text)
    if tuple(data["features"]) != FEATURES:
        raise ValueError("these weights belong to other features; run make train")
    related, builds_on, same = data["thresholds"]
    return Judge(
        features=FEATURES,
        usual=tuple(data["usual"]),
        weights=tuple(data["weights"]),
        thresholds=(related, builds_on, same),
        cuts=tuple(data["cuts"]),
        scores=data["scores"],
    )


def dump(judge: Judge) -> str:
    return json.dumps(asdict(judge), indent=1) + "\n"


@cache
def shipped() -> Judge:
    """The judge that comes with Hekloos."""
    path = resources.files("hekloos.core.overlap").joinpath("data", "judge.json")
    return load(path.read_text(encoding="utf-8"))
