"""Meaning as a direction: words and concepts as vectors that were trained on programmes.

Every stem and every concept has a vector; a text is the sum of them, a vmbo item its text with what stands above
it, an mbo item its text with its detail and what stands above it, each side turned by a matrix of its own. Items
that mean the same point the same way. `make train` makes the vectors; here is only arithmetic.
Shapes: V words and concepts, D dimensions.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from hekloos.core.overlap.arrays import Floats, SmallFloats, to_length_one


@dataclass(frozen=True)
class Encoder:
    """`rows` gives the row of each feature: a stem by itself, a concept after a colon (":lassen")."""

    rows: Mapping[str, int]
    vectors: SmallFloats  # (V, D)
    turn_left: SmallFloats  # (D, D)
    turn_right: SmallFloats  # (D, D)
    context_of_left: float
    detail_of_right: float
    context_of_right: float

    def vectors_of(self, features: Sequence[str]) -> SmallFloats:
        """The vector of each feature, zero for one that is not known; shape (len(features), D)."""
        rows = np.array([self.rows.get(name, -1) for name in features], dtype=np.int64)
        found: SmallFloats = self.vectors[rows] * (rows >= 0)[:, None]
        return found

    def left(self, own: SmallFloats, context: SmallFloats) -> SmallFloats:
        """Directions of vmbo items (length one, or zero for an item without known words)."""
        return to_length_one((own + self.context_of_left * context) @ self.turn_left)

    def right(self, own: SmallFloats, detail: SmallFloats, context: SmallFloats) -> SmallFloats:
        """Directions of mbo items."""
        return to_length_one((own + self.detail_of_right * detail + self.context_of_right * context) @ self.turn_right)


def text_features(stems: Iterable[str], concepts: Mapping[str, float]) -> dict[str, float]:
    """What a text has vectors for: its stems, and its concepts with all that is above them."""
    return dict.fromkeys(stems, 1.0) | {f":{concept}": value for concept, value in concepts.items()}


def dump(features: Sequence[str], vectors: Floats, turns: tuple[Floats, Floats], shares: Sequence[float]) -> bytes:
    """An encoder in little room: each vector in whole numbers of -127 to 127, with its scale."""
    scale = np.abs(vectors).max(axis=1) / 127.0 + 1e-12
    written = io.BytesIO()
    np.savez_compressed(
        written,
        features=np.frombuffer("\n".join(features).encode(), dtype=np.uint8),
        vectors=np.round(vectors / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        turn_left=turns[0].astype(np.float16),
        turn_right=turns[1].astype(np.float16),
        shares=np.array(shares, dtype=np.float32),
    )
    return written.getvalue()


def load(data: bytes) -> Encoder:
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        features = stored["features"].tobytes().decode().split("\n")
        context_of_left, detail_of_right, context_of_right = (float(share) for share in stored["shares"])
        return Encoder(
            rows={name: row for row, name in enumerate(features)},
            vectors=stored["vectors"].astype(np.float32) * stored["scale"][:, None],
            turn_left=stored["turn_left"].astype(np.float32),
            turn_right=stored["turn_right"].astype(np.float32),
            context_of_left=context_of_left,
            detail_of_right=detail_of_right,
            context_of_right=context_of_right,
        )


@cache
def shipped_encoder() -> Encoder:
    """The encoder that comes with Hekloos."""
    return load(resources.files("hekloos.core.overlap").joinpath("data", "encoder.npz").read_bytes())
