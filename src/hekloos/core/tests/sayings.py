"""What invented people say of invented pairs, as a judge of their own has it."""

import math
import random
from functools import cache

from hekloos.core.overlap.judge import shipped
from hekloos.core.overlap.refitting import Refit, Said


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (invented verdicts)


@cache
def shown() -> list[tuple[float, ...]]:
    """Contributions as those of pairs that are shown: of every curve any step, but the score not far from the cut."""
    chance, found = chance_of(0), list[tuple[float, ...]]()
    while len(found) < 300:
        added = tuple(chance.choice(curve.adds) for curve in shipped().curves.values())
        if -1.5 < shipped().base + sum(added) < 2.5:
            found.append(added)
    return found


def pairs(chance: random.Random, count: int) -> list[tuple[float, ...]]:
    return chance.choices(shown(), k=count)


def said_by(truth: Refit, chance: random.Random, count: int) -> list[Said]:
    """What people say whose own judge is `truth`: three pairs of every term."""
    verdicts = []
    for number, added in enumerate(pairs(chance, count)):
        score = shipped().base + truth.shift + sum(w * a for w, a in zip(truth.weights, added, strict=True))
        verdicts.append(Said(f"term {number // 3}", added, chance.random() < 1 / (1 + math.exp(-score))))
    return verdicts
