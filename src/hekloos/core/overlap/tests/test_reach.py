"""How well items cover concepts, beside slow, obvious twins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from hekloos.core.overlap.arrays import Floats
from hekloos.core.overlap.reach import WholeReach, reach, said_in

SHARES = st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0])
ITEMS, CONCEPTS, SPEAKERS = 3, 5, 2


def tables(height: int, width: int) -> st.SearchStrategy[Floats]:
    rows = st.lists(st.lists(SHARES, min_size=width, max_size=width), min_size=height, max_size=height)
    return rows.map(np.array)


def thin(table: Floats) -> sparse.csr_matrix:
    return sparse.csr_matrix(table.astype(np.float32))


@given(tables(ITEMS, CONCEPTS), tables(CONCEPTS, CONCEPTS), tables(SPEAKERS, CONCEPTS))
def test_a_concept_is_covered_by_the_nearest_that_an_item_speaks_of(
    spoken: Floats, steps: Floats, shares: Floats
) -> None:
    slow = shares @ np.max(steps[:, :, None] * spoken.T[None], axis=1)
    said = said_in(thin(shares))
    for found in (reach(thin(spoken), thin(steps), said), WholeReach(thin(spoken), thin(steps)).of(said)):
        assert found.covers(thin(shares)) == pytest.approx(slow)
