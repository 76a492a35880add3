"""Properties of "how far does our route run": what stays hidden, and when it is agreed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from hekloos.core.curriculum import Side
from hekloos.core.route.meaning import meaning_of
from hekloos.core.route.norms import all_norms
from hekloos.core.route.scope import (
    Answer,
    Aspect,
    Card,
    Extent,
    ScopeState,
    agreed_answer,
    can_read,
    differences,
    have_both_sides_answered,
    latest,
    readable,
    state_for,
    state_of,
)

SIDES = {1: Side.VMBO, 2: Side.VMBO, 3: Side.VMBO, 8: Side.MBO, 9: Side.MBO}


def answer(school: int, extent: Extent = Extent.DIPLOMA, **changed: object) -> Answer:
    said = Answer(school=school, side=SIDES[school], extent=extent, for_whom="BB", from_year=2027)
    return replace(said, **changed)  # type: ignore[arg-type]


schools = some.sampled_from(sorted(SIDES))
answers = some.builds(
    answer,
    schools,
    some.sampled_from(Extent),
    for_whom=some.sampled_from(["BB", "bb.", "KB"]),
    from_year=some.integers(2026, 2027),
    is_confirmed=some.booleans(),
)
cards = some.builds(Card, some.frozensets(schools), some.lists(answers, max_size=8).map(tuple))
agreed_cards = cards.filter(lambda card: bool(card.schools & {1, 2, 3} and card.schools & {8, 9})).map(
    lambda card: Card(card.schools, tuple(answer(school, is_confirmed=True) for school in sorted(card.schools)))
)
readers = some.one_of(some.none(), schools)


@given(cards, readers)
def test_no_answer_is_shown_to_another_school_before_both_sides_answered(card: Card, reader: int | None) -> None:
    if not have_both_sides_answered(card):
        assert {found.school for found in readable(card, reader)} <= {reader}


@given(cards, schools)
def test_a_school_that_did_not_answer_reads_nothing_of_others(card: Card, reader: int) -> None:
    if reader not in latest(card):
        assert {found.school for found in readable(card, reader)} <= {reader}


@given(cards, schools)
def test_a_school_always_reads_its_own(card: Card, reader: int) -> None:
    own = [found for found in card.answers if found.school == reader]
    assert [found for found in readable(card, reader) if found.school == reader] == own


@given(cards, readers)
def test_what_is_hidden_changes_nothing_that_is_told(card: Card, reader: int | None) -> None:
    swapped = tuple(
        found
        if can_read(card, reader, found.school)
        else replace(found, extent=Extent.FRONT_DOOR, for_whom="anders", from_year=2040, is_confirmed=False)
        for found in card.answers
    )
    other = Card(card.schools, swapped)
    assert state_for(other, reader) == state_for(card, reader)
    assert readable(other, reader) == readable(card, reader)


@given(agreed_cards)
def test_it_is_agreed_when_all_schools_confirmed_the_same(card: Card) -> None:
    assert state_of(card) is ScopeState.AGREED
    assert agreed_answer(card) == latest(card)[card.answers[0].school]


@given(cards)
def test_agreement_needs_every_school_that_takes_part(card: Card) -> None:
    if state_of(card) is ScopeState.AGREED:
        now = latest(card)
        assert set(now) == card.schools
        assert {found.side for found in now.values()} == set(Side)
        assert len({found.text for found in now.values()}) == 1
        assert all(found.is_confirmed for found in now.values())


@given(agreed_cards, some.data())
def test_a_school_that_joins_undoes_it(card: Card, data: some.DataObject) -> None:
    others = sorted(set(SIDES) - card.schools)
    if others:
        joined = Card(card.schools | {data.draw(some.sampled_from(others))}, card.answers)
        assert state_of(joined) is ScopeState.WAITS_FOR_SCHOOLS
        assert agreed_answer(joined) is None


@given(agreed_cards, answers)
def test_a_changed_answer_undoes_it(card: Card, changed: Answer) -> None:
    """Also when it comes back to the same text: that was not confirmed yet."""
    changed = replace(changed, school=card.answers[0].school, side=card.answers[0].side, is_confirmed=False)
    after = Card(card.schools, (*card.answers, changed))
    assert state_of(after) in (ScopeState.DIFFERS, ScopeState.UNCONFIRMED)


@given(cards)
def test_they_differ_when_a_difference_can_be_named(card: Card) -> None:
    if have_both_sides_answered(card):
        assert (state_of(card) is ScopeState.DIFFERS) is bool(differences(card))


@given(cards)
def test_a_difference_names_every_school_that_answered_once(card: Card) -> None:
    for found in differences(card):
        named = [school for _value, holding in found.held for school in holding]
        assert sorted(named) == sorted(latest(card))


def test_it_says_on_what_they_differ() -> None:
    card = Card(
        frozenset({1, 8}), (answer(1, Extent.FRONT_DOOR, from_year=2026), answer(8, for_whom=" bb. "), answer(9))
    )
    assert [found.aspect for found in differences(card)] == [Aspect.EXTENT, Aspect.FROM_YEAR]
    assert differences(card)[0].held == (("front_door", (1,)), ("diploma", (8,)))


def test_it_says_who_is_awaited() -> None:
    both = frozenset({1, 2, 8})
    assert state_of(Card(both)) is ScopeState.OPEN
    assert state_of(Card(both, (answer(1),))) is ScopeState.WAITS_FOR_MBO
    assert state_of(Card(both, (answer(8),))) is ScopeState.WAITS_FOR_VMBO
    assert state_of(Card(both, (answer(1), answer(8)))) is ScopeState.WAITS_FOR_SCHOOLS
    assert state_of(Card(both, (answer(1), answer(8), answer(2)))) is ScopeState.UNCONFIRMED


def test_reasons_may_be_ones_own() -> None:
    said = (answer(1, why="Het is fijn.", is_confirmed=True), answer(8, why="Het scheelt tijd.", is_confirmed=True))
    assert state_of(Card(frozenset({1, 8}), said)) is ScopeState.AGREED


def test_only_a_route_to_the_diploma_can_be_reported() -> None:
    assert [extent for extent in Extent if meaning_of(extent).can_be_reported] == [Extent.DIPLOMA]
    known = {norm.key for norm in all_norms()}
    for extent in Extent:
        assert set(meaning_of(extent).norms) <= known
