"""What is remembered of the states is what working them out anew would give."""

import random

from tests.filled import Filled, judge

from hekloos.core import agreement
from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation, Side
from hekloos.web.overlap.remembering import forget
from hekloos.web.review.folding import states_of_matches
from hekloos.web.review.models import Verdict


def slow_twin(filled: Filled) -> dict[int, State]:
    found = {}
    for match in filled.comparison.matches.select_related("left", "right"):
        given = [
            agreement.Verdict(
                person=verdict.person_id,
                side=Side(verdict.side),
                relation=Relation(verdict.relation) if verdict.relation else None,
                digests=(verdict.left_digest, verdict.right_digest),
            )
            for verdict in Verdict.objects.filter(pair=match.pair_id).order_by("pk")
        ]
        if given:
            found[match.pk] = agreement.state_of(given, (match.left.digest, match.right.digest))
    return found


def test_what_is_remembered_keeps_up_with_every_verdict(filled: Filled) -> None:
    chance = random.Random(7)  # noqa: S311
    matches = list(filled.comparison.matches.select_related("left", "right", "pair"))
    assert states_of_matches(filled.comparison) == {}
    for _verdict in range(25):
        by = chance.choice([filled.cast.anna, filled.cast.bram])
        judge(by, chance.choice(matches), chance.choice([*Relation, None]))
        assert states_of_matches(filled.comparison) == slow_twin(filled)
    forget()
    assert states_of_matches(filled.comparison) == slow_twin(filled)
