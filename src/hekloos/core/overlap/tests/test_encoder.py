import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hekloos.core.overlap.encoder import dump, load, shipped_encoder

VECTORS = arrays(np.float64, (3, 4), elements=st.floats(-5, 5))


@given(VECTORS)
def test_an_encoder_survives_writing_but_for_rounding(
    vectors: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> None:
    turn = np.eye(4)
    read = load(dump(["las", ":lassen", ":metaal"], vectors, (turn, turn), [0.5, 0.6, 0.4]))
    assert read.rows == {"las": 0, ":lassen": 1, ":metaal": 2}
    step = np.abs(vectors).max(axis=1, keepdims=True) / 127
    assert (np.abs(read.vectors - vectors) <= 0.51 * step + 1e-6).all()
    assert (read.context_of_left, read.detail_of_right, read.context_of_right) == pytest.approx((0.5, 0.6, 0.4))


def test_directions_have_length_one_and_unknown_texts_none() -> None:
    encoder = shipped_encoder()
    vectors = encoder.vectors_of([":lassen", "xyzzy"])
    nothing = np.zeros_like(vectors)
    for directions in (encoder.left(vectors, nothing), encoder.right(vectors, nothing, nothing)):
        assert np.linalg.norm(directions, axis=1).tolist() == pytest.approx([1.0, 0.0])


def test_a_feature_has_the_vector_of_its_row() -> None:
    encoder = shipped_encoder()
    (found,) = encoder.vectors_of([":lassen"])
    assert np.array_equal(found, encoder.vectors[encoder.rows[":lassen"]])
