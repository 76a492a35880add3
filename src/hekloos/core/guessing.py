"""How good proposals were beside what people said who had not seen them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Relation

OVERLAP = frozenset({Relation.SAME, Relation.BUILDS_ON})
EDGES = (0.2, 0.35, 0.5, 0.7, 0.85, 1.0)  # of the bands of chances that are looked at apart
SURE = 1.96  # standard deviations on both sides: nineteen times of twenty the true share lies between


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposal with its chance of overlap, and what somebody said of that pair without knowing either."""

    probability: float
    proposed: Relation
    judged: Relation


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`; between `low` and `high` the true share probably lies (Wilson's interval, 95 %)."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        return self._end(-1)

    @property
    def high(self) -> float:
        return self._end(1)

    def _end(self, direction: int) -> float:
        if not self.of:
            return 0.0 if direction < 0 else 1.0
        spread = SURE * math.sqrt(self.value * (1 - self.value) / self.of + SURE**2 / (4 * self.of**2))
        end = (self.value + SURE**2 / (2 * self.of) + direction * spread) / (1 + SURE**2 / self.of)
        return min(1.0, max(0.0, end))


@dataclass(frozen=True, slots=True)
class Band:
    """Proposals with a chance from `start` up to `end`: what Hekloos told on average, and how many were overlap."""

    start: float
    end: float
    told: float
    true: Share


@dataclass(frozen=True, slots=True)
class Guessing:
    """`overlap`: of what was proposed as overlap how much people called so. `missed`: of what was not, how much."""

    overlap: Share
    missed: Share
    bands: tuple[Band, ...]

    @property
    def count(self) -> int:
        return self.overlap.of + self.missed.of


def weigh(guesses: Iterable[Guess]) -> Guessing:
    there = list(guesses)
    overlap = [guess for guess in there if guess.proposed in OVERLAP]
    rest = [guess for guess in there if guess.proposed not in OVERLAP]
    bands = []
    for start, end in zip((0.0, *EDGES), EDGES, strict=False):
        inside = [one for one in there if start <= one.probability < end or one.probability == end == 1.0]
        if inside:
            told = sum(guess.probability for guess in inside) / len(inside)
            bands.append(Band(start, end, told, _share(inside)))
    return Guessing(_share(overlap), _share(rest), tuple(bands))


def _share(guesses: Sequence[Guess]) -> Share:
    return Share(sum(guess.judged in OVERLAP for guess in guesses), len(guesses))
