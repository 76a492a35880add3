"""Sparse tables beside slow, obvious twins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from hekloos.core.overlap import sparse_rows
from hekloos.core.overlap.arrays import Floats
from hekloos.core.overlap.sparse_rows import Names, largest_of, max_product, thinned, to_length_one, to_sum_one, widened

NUMBERS = st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0])


def tables(height: int, width: int) -> st.SearchStrategy[Floats]:
    rows = st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=height, max_size=height)
    return rows.map(lambda found: np.array(found).reshape(height, width))


def thin(table: Floats) -> sparse.csr_matrix:
    return sparse.csr_matrix(table.astype(np.float32))


@given(tables(3, 4), tables(4, 5), st.integers(1, 40))
def test_a_max_product_is_the_largest_of_the_products(one: Floats, other: Floats, at_once: int) -> None:
    slow = (one[:, :, None] * other[None, :, :]).max(axis=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sparse_rows, "AT_ONCE", at_once)
        assert np.allclose(max_product(thin(one), thin(other)).toarray(), slow)


@given(tables(3, 4))
def test_a_table_that_was_thinned_holds_the_same(table: Floats) -> None:
    found = thinned(table.astype(np.float32))
    assert found.toarray().tolist() == table.tolist()
    assert found.nnz == np.count_nonzero(table)


def test_a_max_product_without_rows_is_empty() -> None:
    assert max_product(thin(np.zeros((0, 3))), thin(np.ones((3, 2)))).shape == (0, 2)


@given(tables(3, 4), tables(3, 4))
def test_the_largest_of_two_tables_is_taken_place_by_place(one: Floats, other: Floats) -> None:
    found = largest_of([(thin(one), 1.0), (thin(other), 0.7)])
    assert np.allclose(found.toarray(), np.maximum(one, 0.7 * other))


@given(tables(4, 3))
def test_rows_sum_to_one_or_have_length_one_unless_they_are_empty(table: Floats) -> None:
    filled = (table > 0).any(axis=1).astype(float)
    assert np.asarray(to_sum_one(thin(table)).sum(axis=1)).ravel() == pytest.approx(filled)
    assert np.linalg.norm(to_length_one(thin(table)).toarray(), axis=1) == pytest.approx(filled)


def test_columns_move_and_keep_their_values() -> None:
    found = widened(thin(np.array([[1.0, 0.0, 0.5]])), np.array([3, 0, 1]), 4)
    assert found.toarray().tolist() == [[0.0, 0.5, 0.0, 1.0]]


def test_names_get_numbers_as_they_are_met() -> None:
    names = Names()
    assert names.table([{"a": 0.5}]).toarray().tolist() == [[0.5]]
    assert names.table([{"b": 0.5}, {}, {"a": 1.0, "c": 2.0}]).toarray().tolist() == [
        [0.0, 0.5, 0.0],
        [0.0, 0.0, 0.0],
        [1.0, 0.0, 2.0],
    ]
