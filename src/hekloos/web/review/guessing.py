"""How good Hekloos guesses in a lab: its proposals beside the blind verdicts of that lab."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hekloos.core.curriculum import Relation
from hekloos.core.guessing import Guess, Guessing, weigh
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.queries import matches_of_lab
from hekloos.web.review.models import Verdict

ENOUGH = 20  # blind verdicts from which it is worth telling
SAME_TEXTS = ("pair", "left_digest", "right_digest")


def blind_verdicts(member: Membership) -> QuerySet[Verdict]:
    """Of everybody the first verdict on texts, unless it was taken back.

    It counts from when both sides have spoken: a count that went up before would tell what somebody said to whoever
    still has to judge.
    """
    require(member, Verb.SEE)
    texts = {name: OuterRef(name) for name in SAME_TEXTS}
    taken_back = Verdict.objects.filter(relation="", person=OuterRef("person"), **texts)
    other_side = Verdict.objects.filter(**texts).exclude(relation="").exclude(side=OuterRef("side"))
    given = Verdict.objects.filter(Exists(other_side), pair__lab=member.lab_id, was_blind=True).exclude(relation="")
    return given.exclude(Exists(taken_back))


def guessing_in(member: Membership) -> Guessing:
    """Every blind verdict counts once, beside the newest proposal on the same texts that was not learned from it."""
    verdicts = list(blind_verdicts(member).values_list(*SAME_TEXTS, "relation", "at"))
    rows = matches_of_lab(member).filter(pair__in={pair for pair, *_rest in verdicts}).order_by("comparison_id")
    proposed = defaultdict[tuple[int, str, str], list[tuple[float, str, datetime | None]]](list)
    names = ("pair", "left__digest", "right__digest", "probability", "relation", "comparison__refit__at")
    for pair, left, right, *what in rows.values_list(*names):
        proposed[pair, left, right].append((what[0], what[1], what[2]))
    guesses = []
    for pair, left, right, judged, at in verdicts:
        fair = [what for what in proposed[pair, left, right] if what[2] is None or what[2] <= at]
        if fair:
            guesses.append(Guess(fair[-1][0], Relation(fair[-1][1]), Relation(judged)))
    return weigh(guesses)
