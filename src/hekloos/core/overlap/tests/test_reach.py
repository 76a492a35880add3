"""How well items cover concepts, beside slow, obvious twins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from hekloos.core.overlap import reach as reach_module
from hekloos.core.overlap.arrays import Floats
from hekloos.core.overlap.reach import WholeReach, reach, said_in

SHARES = st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0])
CONCEPTS, SPEAKERS = 5, 2


def tables(height: int, width: int) -> st.SearchStrategy[Floats]:
    rows = st.lists(st.lists(SHARES, min_size=width, max_size=width), min_size=height, max_size=height)
    return rows.map(np.array)


def thin(table: Floats) -> sparse.csr_matrix:
    return sparse.csr_matrix(table.astype(np.float32))


@given(
    st.integers(0, 3).flatmap(lambda items: tables(items, CONCEPTS)),
    tables(CONCEPTS, CONCEPTS),
    tables(SPEAKERS, CONCEPTS),
    st.integers(1, 6),
)
def test_a_concept_is_covered_by_the_nearest_that_an_item_speaks_of(
    spoken: Floats, steps: Floats, shares: Floats, at_once: int
) -> None:
    spoken = spoken.reshape(len(spoken), CONCEPTS)
    slow = shares @ np.max(steps[:, :, None] * spoken.T[None], axis=1)
    said = said_in(thin(shares))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach_module, "AT_ONCE", at_once)
        found = (reach(thin(spoken), thin(steps), said), WholeReach(thin(spoken), thin(steps)).of(said))
    for each in found:
        assert each.covers(thin(shares)) == pytest.approx(slow)


def test_of_a_concept_that_was_not_asked_for_nothing_is_covered() -> None:
    found = reach(thin(np.ones((1, 2))), thin(np.eye(2)), np.array([0]))
    assert found.covers(thin(np.array([[0.0, 1.0]]))).tolist() == [[0.0]]
