"""What is said of a proposal when another one moves less for as many hours."""

import pytest

from hekloos.core.route.proposal import Wish
from hekloos.web.route.models import RouteProposal
from hekloos.web.route.proposal_beside import lighter_ones


def proposal(pk: int, wish: Wish, freed: float, moves: int, *, version: int = 1, **result: object) -> RouteProposal:
    stages = [{"goal": "freed", "value": freed, "bound": freed}, {"goal": "moves", "value": moves, "bound": moves}]
    told = {"outcome": "found", "stages": stages, **result}
    return RouteProposal(pk=pk, version_id=version, wish=wish.value, result=told)


MOST = proposal(1, Wish.MOST_HOURS, 82.0, 4)


@pytest.mark.parametrize(
    ("freed", "moves", "told"),
    [
        (82.0, 2, "‘Minste verandering’ maakt evenveel uren vrij en verzet 2 blokken minder."),
        (82.0, 3, "‘Minste verandering’ maakt evenveel uren vrij en verzet 1 blok minder."),
        (81.5, 2, "‘Minste verandering’ maakt bijna evenveel uren vrij (0,5 uur minder) en verzet 2 blokken minder."),
        (84.0, 2, "‘Minste verandering’ maakt 2 uur meer vrij en verzet 2 blokken minder."),
    ],
)
def test_the_one_that_moves_more_hears_of_the_other(freed: float, moves: int, told: str) -> None:
    found = lighter_ones([MOST, proposal(2, Wish.LEAST_CHANGE, freed, moves)])
    assert {number: one.told for number, one in found.items()} == {1: told}


@pytest.mark.parametrize(
    "other",
    [
        proposal(2, Wish.LEAST_CHANGE, 80.5, 2),  # frees too little
        proposal(2, Wish.LEAST_CHANGE, 82.0, 4),  # moves as many
        proposal(2, Wish.LEAST_CHANGE, 82.0, 2, version=2),  # of another route
        proposal(2, Wish.LEAST_CHANGE, 82.0, 2, outcome="clash"),
    ],
)
def test_nothing_is_said_of_what_is_no_alternative(other: RouteProposal) -> None:
    assert lighter_ones([MOST, other]) == {}


def test_who_wants_to_meet_the_mbo_early_is_not_told_to_move_less() -> None:
    early = proposal(1, Wish.EARLY_ACQUAINTANCE, 82.0, 4)
    assert lighter_ones([early, proposal(2, Wish.LEAST_CHANGE, 82.0, 2)]) == {}
