"""From measured features to a probability and a proposed relation, by one sum.

The judge is an additive model. Every feature has a curve, a step function that says what a value adds to one
score, in log-odds; the score gives the chance that a pair is builds_on or same: that hours could be freed. Because
the score is a plain sum, an explanation can show exactly what each feature did. Of features that measure likeness
no curve goes down: more alike never counts against a pair. From which chance on a relation is proposed is fitted
too. `make train` makes data/judge.json, with the scores it was chosen by.
"""

import hashlib
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
BUILDS_ON = RELATIONS.index(Relation.BUILDS_ON)


@dataclass(frozen=True, slots=True)
class Curve:
    """What a value adds: `adds[0]` below the first edge, `adds[k]` from edge k on. Zero on average."""

    edges: tuple[float, ...]
    adds: tuple[float, ...]

    def __call__(self, values: Floats) -> Floats:
        added: Floats = np.array(self.adds)[np.searchsorted(self.edges, values, side="right")]
        return added

    @property
    def never_falls(self) -> bool:
        return all(one <= other for one, other in zip(self.adds, self.adds[1:], strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A curve per feature, in the order of the features, and the score of an average pair.

    `cuts` are the chances from which on related and builds_on are proposed. Of what builds on, same is proposed when
    the texts are about nearly the same (`concepts` at least `alike`) and the mbo verb asks no more than the vmbo
    verb. `scores` says how good the judge was, for the reader.
    """

    curves: Mapping[str, Curve]
    base: float
    cuts: tuple[float, float]
    alike: float
    scores: Mapping[str, float]

    @property
    def fingerprint(self) -> str:
        """Equal when the same numbers give the same proposal, however good it was called."""
        what = [self.base, self.cuts, self.alike, {name: asdict(curve) for name, curve in self.curves.items()}]
        return hashlib.blake2b(json.dumps(what).encode(), digest_size=8).hexdigest()

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to the score; shape (P, F) in, (P, F) out, in log-odds."""
        if not len(features):
            return np.zeros(features.shape)
        return np.column_stack([curve(features[:, k]) for k, curve in enumerate(self.curves.values())])

    def probabilities(self, features: Floats) -> Floats:
        """Chance of builds_on or same; shape (P,)."""
        score = self.base + self.contributions(features).sum(axis=1)
        chances: Floats = 1.0 / (1.0 + np.exp(-score))
        return chances

    def relations(self, features: Floats, probabilities: Floats) -> Ints:
        """Proposed relation as an index into RELATIONS; (P, F) and (P,) in, (P,) out."""
        proposed: Ints = np.searchsorted(self.cuts, probabilities, side="right")
        alike = features[:, FEATURES.index("concepts")] >= self.alike
        as_hard = features[:, FEATURES.index("level_step")] <= 0
        proposed[(proposed == BUILDS_ON) & alike & as_hard] += 1
        return proposed


def load(text: str) -> Judge:
    """A judge from JSON. Raises ValueError when it was fitted on other features than these."""
    data = json.loads(text)
    if tuple(data["curves"]) != FEATURES:
        raise ValueError("these curves belong to other features; run make train")
    related, builds_on = data["cuts"]
    return Judge(
        curves={name: Curve(tuple(c["edges"]), tuple(c["adds"])) for name, c in data["curves"].items()},
        base=data["base"],
        cuts=(related, builds_on),
        alike=data["alike"],
        scores=data["scores"],
    )


def dump(judge: Judge) -> str:
    """As JSON, a curve per line."""
    curves = ",\n".join(f"  {json.dumps(name)}: {json.dumps(asdict(curve))}" for name, curve in judge.curves.items())
    rest = {"base": judge.base, "cuts": list(judge.cuts), "alike": judge.alike, "scores": dict(judge.scores)}
    return (
        "{\n"
        + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in rest.items())
        + (f',\n "curves": {{\n{curves}\n }}\n}}\n')
    )


@cache
def shipped() -> Judge:
    """The judge that comes with Hekloos."""
    path = resources.files("hekloos.core.overlap").joinpath("data", "judge.json")
    return load(path.read_text(encoding="utf-8"))
