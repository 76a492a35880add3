"""The order in which somebody judges."""

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.agreement import State
from hekloos.core.curriculum import Side
from hekloos.core.turns import Candidate, Reason, Turn, order_turns


def keys(turns: list[Turn]) -> list[int]:
    return [turn.key for turn in turns]


def test_what_the_other_side_judged_comes_first() -> None:
    candidates = [Candidate(1, 1, 0.9, State.OPEN), Candidate(2, 2, 0.3, State.WAITS_FOR_VMBO)]
    assert order_turns(candidates, Side.VMBO) == [Turn(2, Reason.OTHER_SIDE), Turn(1, Reason.NEW)]


def test_what_a_colleague_judged_comes_last() -> None:
    candidates = [Candidate(1, 1, 0.9, State.WAITS_FOR_VMBO), Candidate(2, 2, 0.3, State.OPEN)]
    assert order_turns(candidates, Side.MBO) == [Turn(2, Reason.NEW), Turn(1, Reason.COLLEAGUE)]


def test_every_item_gets_its_best_pair_before_any_gets_its_second() -> None:
    candidates = [
        Candidate(1, 10, 0.9, State.OPEN),
        Candidate(2, 10, 0.8, State.OPEN),
        Candidate(3, 20, 0.4, State.OPEN),
        Candidate(4, 20, 0.3, State.OPEN),
    ]
    assert keys(order_turns(candidates, Side.VMBO)) == [1, 3, 2, 4]


def test_what_both_sides_judged_is_for_the_table() -> None:
    candidates = [Candidate(1, 1, 0.9, State.DIFFERS), Candidate(2, 2, 0.9, State.AGREED)]
    assert order_turns(candidates, Side.VMBO) == []


candidates_of_a_lab = st.lists(
    st.builds(Candidate, st.integers(1, 99), st.integers(1, 5), st.floats(0, 1), st.sampled_from(list(State))),
    unique_by=lambda candidate: candidate.key,
    max_size=20,
)


@given(candidates_of_a_lab, st.sampled_from(list(Side)), st.randoms())
def test_the_queue_is_the_same_in_whatever_order_pairs_come(
    candidates: list[Candidate], side: Side, chance: st.DrawFn
) -> None:
    mixed = list(candidates)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    turns = order_turns(candidates, side)
    assert turns == order_turns(mixed, side)
    both = {State.DIFFERS, State.AGREED}
    assert sorted(keys(turns)) == sorted(one.key for one in candidates if one.state not in both)


@given(candidates_of_a_lab, st.sampled_from(list(Side)))
def test_reasons_come_in_their_order(candidates: list[Candidate], side: Side) -> None:
    order = list(Reason)
    places = [order.index(turn.reason) for turn in order_turns(candidates, side)]
    assert places == sorted(places)
