"""The two keys, by examples and as rules that always hold."""

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.agreement import State, Verdict, agreed_relation, dissenting, state_of
from hekloos.core.curriculum import Relation, Side

NOW, BEFORE = ("a", "b"), ("a", "old")
ANNA, AAD, BRAM, BEA = 1, 2, 3, 4
SIDE = {ANNA: Side.VMBO, AAD: Side.VMBO, BRAM: Side.MBO, BEA: Side.MBO}


def said(person: int, relation: Relation | None, digests: tuple[str, str] = NOW) -> Verdict:
    return Verdict(person=person, side=SIDE[person], relation=relation, digests=digests)


def test_a_pair_that_nobody_judged_is_open() -> None:
    assert state_of([], NOW) is State.OPEN


def test_one_key_waits_for_the_other_side() -> None:
    assert state_of([said(ANNA, Relation.SAME)], NOW) is State.WAITS_FOR_MBO
    assert state_of([said(BRAM, Relation.SAME)], NOW) is State.WAITS_FOR_VMBO


def test_two_of_one_side_do_not_agree_for_the_other() -> None:
    assert state_of([said(ANNA, Relation.SAME), said(AAD, Relation.SAME)], NOW) is State.WAITS_FOR_MBO


def test_the_same_last_verdict_on_both_sides_is_agreed() -> None:
    verdicts = [said(ANNA, Relation.RELATED), said(BRAM, Relation.SAME), said(ANNA, Relation.SAME)]
    assert state_of(verdicts, NOW) is State.AGREED
    assert agreed_relation(verdicts, NOW) is Relation.SAME


def test_other_verdicts_differ() -> None:
    assert state_of([said(ANNA, Relation.NONE), said(BRAM, Relation.SAME)], NOW) is State.DIFFERS


def test_agreement_on_another_text_is_over() -> None:
    verdicts = [said(ANNA, Relation.SAME, BEFORE), said(BRAM, Relation.SAME, BEFORE)]
    assert state_of(verdicts, BEFORE) is State.AGREED
    assert state_of(verdicts, NOW) is State.CHANGED
    assert state_of([*verdicts, said(ANNA, Relation.SAME)], NOW) is State.WAITS_FOR_MBO


def test_an_older_text_changes_nothing_of_what_was_said_of_the_newer() -> None:
    verdicts = [said(ANNA, Relation.SAME), said(BRAM, Relation.SAME), said(BRAM, Relation.NONE, BEFORE)]
    assert state_of(verdicts, NOW) is State.AGREED


def test_what_is_taken_back_no_longer_counts() -> None:
    assert state_of([said(ANNA, Relation.SAME), said(ANNA, None)], NOW) is State.OPEN


AGREED = [said(ANNA, Relation.SAME), said(BRAM, Relation.SAME)]


def test_a_third_person_who_thinks_otherwise_reopens_nothing_and_is_named() -> None:
    verdicts = [*AGREED, said(AAD, Relation.NONE)]
    assert (state_of(verdicts, NOW), agreed_relation(verdicts, NOW)) == (State.AGREED, Relation.SAME)
    assert dissenting(verdicts, NOW) == {AAD}
    assert dissenting([*verdicts, said(AAD, Relation.SAME)], NOW) == frozenset()
    assert dissenting([*AGREED, said(AAD, Relation.NONE, BEFORE)], NOW) == frozenset()


def test_while_nothing_is_agreed_nobody_dissents() -> None:
    assert dissenting([said(ANNA, Relation.SAME), said(BRAM, Relation.NONE)], NOW) == frozenset()


def test_of_two_agreements_the_later_holds_so_that_a_table_has_the_last_word() -> None:
    """Bea still holds what was agreed before; what Aad and Bram said at the table counts all the same."""
    verdicts = [*AGREED, said(BEA, Relation.SAME), said(AAD, Relation.NONE), said(BRAM, Relation.NONE)]
    assert agreed_relation(verdicts, NOW) is Relation.NONE
    assert dissenting(verdicts, NOW) == {ANNA, BEA}
    back = [*verdicts, said(ANNA, Relation.SAME), said(BEA, Relation.SAME)]
    assert agreed_relation(back, NOW) is Relation.SAME


def test_who_joins_one_side_of_an_older_agreement_does_not_bring_it_back() -> None:
    verdicts = [*AGREED, said(AAD, Relation.NONE), said(BEA, Relation.NONE)]
    assert agreed_relation([*verdicts, said(ANNA, Relation.SAME)], NOW) is Relation.NONE


verdicts_given = st.lists(
    st.builds(
        said,
        st.sampled_from([ANNA, AAD, BRAM, BEA]),
        st.sampled_from([*Relation, None]),
        st.sampled_from([NOW, BEFORE]),
    ),
    max_size=12,
)


@given(verdicts_given)
def test_agreed_needs_both_sides_on_the_texts_of_now(verdicts: list[Verdict]) -> None:
    last = {(verdict.person, verdict.digests): verdict for verdict in verdicts}.values()
    both = any(
        one.side is Side.VMBO
        and other.side is Side.MBO
        and one.relation is other.relation is not None
        and one.digests == other.digests == NOW
        for one in last
        for other in last
    )
    assert (state_of(verdicts, NOW) is State.AGREED) == both
    assert (agreed_relation(verdicts, NOW) is not None) == both


@given(verdicts_given)
def test_who_dissents_holds_something_else_than_what_was_agreed(verdicts: list[Verdict]) -> None:
    agreed = agreed_relation(verdicts, NOW)
    last = {verdict.person: verdict.relation for verdict in verdicts if verdict.digests == NOW}
    others = {person for person, relation in last.items() if relation not in (None, agreed)}
    assert dissenting(verdicts, NOW) == (others if agreed else frozenset())


@given(verdicts_given, st.sampled_from([ANNA, AAD, BRAM]), st.sampled_from(list(Relation)))
def test_taking_back_is_as_if_it_was_never_said(verdicts: list[Verdict], person: int, relation: Relation) -> None:
    without = [verdict for verdict in verdicts if (verdict.person, verdict.digests) != (person, NOW)]
    assert state_of([*verdicts, said(person, relation), said(person, None)], NOW) is state_of(without, NOW)
