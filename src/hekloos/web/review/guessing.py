"""How good Hekloos guesses in a lab: its proposals beside the blind verdicts of that lab."""

from collections import defaultdict

from hekloos.core.curriculum import Relation, Side
from hekloos.core.guessing import Guess, Guessing, weigh
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.queries import matches_of_lab
from hekloos.web.review.models import Verdict

ENOUGH = 20  # blind verdicts from which it is worth telling


def guessing_in(member: Membership) -> Guessing:
    """Every blind verdict counts once, beside the newest proposal on the same texts.

    It counts from when both sides have spoken: a count that went up before would tell what somebody said to whoever
    still has to judge.
    """
    require(member, Verb.SEE)
    verdicts = _blind_verdicts(member)
    rows = matches_of_lab(member).filter(pair__in={pair for pair, *_rest in verdicts}).order_by("comparison_id")
    names = ("pair", "left__digest", "right__digest", "probability", "relation")
    proposed = {(pair, left, right): what for pair, left, right, *what in rows.values_list(*names)}
    return weigh(
        Guess(proposed[pair, left, right][0], Relation(proposed[pair, left, right][1]), Relation(judged))
        for pair, left, right, judged in verdicts
        if (pair, left, right) in proposed
    )


def _blind_verdicts(member: Membership) -> list[tuple[int, str, str, str]]:
    """Pair, texts and relation of those on texts that both sides have judged."""
    given = Verdict.objects.filter(pair__lab=member.lab_id).exclude(relation="")
    said = list(given.values_list("pair", "left_digest", "right_digest", "relation", "side", "was_blind"))
    sides = defaultdict(set)
    for pair, left, right, _relation, side, _was_blind in said:
        sides[pair, left, right].add(side)
    return [
        (pair, left, right, relation)
        for pair, left, right, relation, _side, was_blind in said
        if was_blind and len(sides[pair, left, right]) == len(Side)
    ]
