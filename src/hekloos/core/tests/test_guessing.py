"""Proposals beside verdicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Relation
from hekloos.core.guessing import OVERLAP, Guess, Share, weigh

SAME, BUILDS_ON, RELATED, NONE = Relation.SAME, Relation.BUILDS_ON, Relation.RELATED, Relation.NONE


def test_what_was_proposed_as_overlap_is_right_when_people_call_it_so() -> None:
    found = weigh([Guess(0.9, SAME, BUILDS_ON), Guess(0.8, BUILDS_ON, RELATED), Guess(0.3, RELATED, SAME)])
    assert (found.overlap, found.missed) == (Share(1, 2), Share(1, 1))


def test_a_few_verdicts_leave_much_open() -> None:
    few, many = Share(8, 10), Share(800, 1000)
    assert few.low == pytest.approx(0.49, abs=0.01)  # the known values of Wilson's interval for 8 of 10
    assert few.high == pytest.approx(0.943, abs=0.01)
    assert many.high - many.low < 0.06


def test_without_verdicts_everything_is_possible() -> None:
    assert (Share(0, 0).low, Share(0, 0).high) == (0.0, 1.0)
    assert weigh([]).bands == ()


guesses = st.lists(
    st.builds(Guess, st.floats(0, 1), st.sampled_from(list(Relation)), st.sampled_from(list(Relation))), max_size=30
)


@given(guesses)
def test_every_guess_is_in_one_band_and_in_one_of_both_shares(there: list[Guess]) -> None:
    found = weigh(there)
    assert sum(band.true.of for band in found.bands) == found.count == len(there)
    assert sum(band.true.right for band in found.bands) == sum(one.judged in OVERLAP for one in there)
    for band in found.bands:
        assert band.true.low <= band.true.value <= band.true.high
        assert band.start <= band.told <= band.end
