"""The pairs of a meeting as cards, each with its number and how far both sides are with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hekloos.core.agreement import State
from hekloos.web.overlap.models import Comparison, Match
from hekloos.web.review.folding import Place, order_of_matches, spoken_of
from hekloos.web.review.meetings import places_in
from hekloos.web.review.models import Meeting
from hekloos.web.review.queue import WORTH_IT


@dataclass(frozen=True)
class Card:
    """A pair of a meeting with its number, which is that of the whole comparison: it is the same at every meeting."""

    number: int
    place: Place
    state: State
    is_disputed: bool  # agreed, while somebody thinks otherwise


def cards_of(meeting: Meeting) -> list[Card]:
    return _cards(meeting.comparison, meeting)


def _cards(comparison: Comparison, meeting: Meeting | None) -> list[Card]:
    spoken = spoken_of(comparison)
    numbers = {match: number for number, match in enumerate(order_of_matches(comparison), start=1)}
    places = places_in(comparison, meeting)
    return [
        Card(numbers[place.match], place, spoken.states.get(place.match, State.OPEN), place.match in spoken.disputed)
        for place in places
    ]


def worth_a_look(cards: Sequence[Card]) -> list[Card]:
    return [card for card in cards if card.place.probability >= WORTH_IT or card.state is not State.OPEN]


def to_do(cards: Sequence[Card]) -> list[Card]:
    """Those that are worth the paper: on the others both sides agree."""
    return [card for card in worth_a_look(cards) if card.state is not State.AGREED]


def to_do_by_group(comparison: Comparison) -> Counter[int]:
    """How many cards there would be for each module and core task, by the number of its row."""
    counted: Counter[int] = Counter()
    for card in to_do(_cards(comparison, None)):
        counted.update(group for group in (card.place.left_group, card.place.right_group) if group)
    return counted


def rows_of(cards: Sequence[Card]) -> dict[int, Match]:
    rows = Match.objects.select_related("left", "right", "left_group", "right_group", "pair")
    return rows.in_bulk([card.place.match for card in cards])
