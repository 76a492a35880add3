"""How good Hekloos guesses in a lab: its proposals beside the blind verdicts of that lab."""

from hekloos.core.curriculum import Relation
from hekloos.core.guessing import Guess, Guessing, weigh
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.queries import matches_of_lab
from hekloos.web.review.models import Verdict

ENOUGH = 20  # blind verdicts from which it is worth telling


def guessing_in(member: Membership) -> Guessing:
    """Every blind verdict counts once, beside the newest proposal on the same texts."""
    require(member, Verb.SEE)
    said = Verdict.objects.filter(pair__lab=member.lab_id, was_blind=True).exclude(relation="")
    verdicts = list(said.values_list("pair", "left_digest", "right_digest", "relation"))
    rows = matches_of_lab(member).filter(pair__in={pair for pair, *_rest in verdicts}).order_by("comparison_id")
    names = ("pair", "left__digest", "right__digest", "probability", "relation")
    proposed = {(pair, left, right): what for pair, left, right, *what in rows.values_list(*names)}
    return weigh(
        Guess(proposed[pair, left, right][0], Relation(proposed[pair, left, right][1]), Relation(judged))
        for pair, left, right, judged in verdicts
        if (pair, left, right) in proposed
    )
