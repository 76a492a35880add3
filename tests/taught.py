"""A lab that said enough to learn from: more than it would be quick to compare and judge by hand."""

from django.utils import timezone
from tests.filled import Filled

from hekloos.core.curriculum import Relation
from hekloos.core.overlap.judge import shipped
from hekloos.core.overlap.refitting import Refit, Said
from hekloos.core.tests.sayings import chance_of, said_by
from hekloos.web.labs.models import Membership
from hekloos.web.overlap.models import Comparison, Match, Pair
from hekloos.web.review.models import Verdict

MILDER, STRICTER = Refit(shift=1.5), Refit(shift=-1.5)


def teach(filled: Filled, truth: Refit = MILDER, *, count: int = 150, seed: int = 0) -> list[Said]:
    """Anna judges this many pairs of a finished comparison, of three pairs a term, as `truth` has it.

    Bram judges them after he read what she said: so both sides have spoken, and his verdicts teach nothing.
    """
    said = said_by(truth, chance_of(seed), count)
    comparison = Comparison.objects.create(
        lab=filled.cast.lab,
        by=filled.cast.paula.person,
        title="Waar veel over gezegd is",
        signature=f"taught {seed}",
        judge=shipped().fingerprint,
        finished_at=timezone.now(),
        match_count=count,
    )
    for number, one in enumerate(said):
        pair = Pair.objects.create(
            lab=filled.cast.lab, left=filled.vmbo, left_key=one.item, right=filled.mbo, right_key=f"{seed} {number}"
        )
        _propose(filled, comparison, pair, one.contributions)
        say(filled, filled.cast.anna, pair, Relation.SAME if one.is_overlap else Relation.NONE)
        say(filled, filled.cast.bram, pair, Relation.NONE, was_blind=False)
    return said


def _propose(filled: Filled, comparison: Comparison, pair: Pair, contributions: tuple[float, ...]) -> None:
    like = filled.match()
    Match.objects.create(
        comparison=comparison,
        pair=pair,
        left=like.left,
        right=like.right,
        position=pair.pk,
        probability=0.5,
        relation=Relation.BUILDS_ON,
        why={"sentences": [], "contributions": list(contributions)},
    )


def say(filled: Filled, by: Membership, pair: Pair, relation: Relation, *, was_blind: bool = True) -> None:
    like = filled.match()
    Verdict.objects.create(
        pair=pair,
        person=by.person,
        side=by.side,
        relation=relation,
        left_digest=like.left.digest,
        right_digest=like.right.digest,
        was_blind=was_blind,
    )
