"""First verdicts are blind: who still has to judge finds nothing of what others said, by any call."""

import uuid

from django.db import transaction
from tests.filled import Filled, judge

from hekloos.core.curriculum import Relation
from hekloos.web.api.tests.calling import Caller
from hekloos.web.api.tests.examples import make_examples
from hekloos.web.api.tests.reading import every_read
from hekloos.web.labs.models import Membership
from hekloos.web.review.models import Verdict

SECRET = {"reason": "zeldzaam-woord-een", "remainder": "zeldzaam-woord-twee"}


def all_that_is_told(filled: Filled, reader: Membership) -> str:
    """Every read that somebody may make, on every pair, filtered in every way that shows a verdict."""
    with transaction.atomic():
        told = every_read(filled, reader, make_examples(filled), "zeldzaam")
        transaction.set_rollback(True)
    assert any('"waits_for_mbo"' in answer or '"agreed"' in answer for answer in told.values())
    return "\n".join(told.values())


def test_bram_finds_nothing_of_annas_verdict_before_he_judged(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.NONE, **SECRET)
    told = all_that_is_told(filled, filled.cast.bram)
    assert "zeldzaam-woord" not in told
    seen = Caller(filled.cast.bram.person)("GET", f"/labs/toets/comparisons/{filled.comparison.pk}/pairs/{match.pk}")
    assert (seen.data["state"], seen.data["own"], seen.data["others"], seen.data["agreed"]) == (
        "waits_for_mbo",
        None,
        [],
        None,
    )
    judge(filled.cast.bram, match, Relation.NONE)
    assert "zeldzaam-woord-een" in all_that_is_told(filled, filled.cast.bram)


def test_who_takes_a_verdict_back_is_blind_again(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME, **SECRET)
    judge(filled.cast.bram, match, Relation.SAME)
    bram = Caller(filled.cast.bram.person)
    path = f"/labs/toets/comparisons/{filled.comparison.pk}/pairs/{match.pk}"
    assert bram("GET", path).data["agreed"] == "same"
    assert bram("DELETE", f"{path}/verdict").status == 204
    assert "zeldzaam-woord" not in all_that_is_told(filled, filled.cast.bram)


def test_who_does_not_judge_may_read_what_was_said(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME, **SECRET)
    assert "zeldzaam-woord-een" in all_that_is_told(filled, filled.cast.paula)


def test_the_same_stroke_counts_once(filled: Filled) -> None:
    match, anna = filled.match(), Caller(filled.cast.anna.person)
    path = f"/labs/toets/comparisons/{filled.comparison.pk}/pairs/{match.pk}/verdict"
    verdict = {
        "relation": "same",
        "left_digest": match.left.digest,
        "right_digest": match.right.digest,
        "stroke": str(uuid.uuid4()),
    }
    assert [anna("POST", path, verdict).status for _time in range(2)] == [200, 200]
    assert Verdict.objects.count() == 1
    assert Caller(filled.cast.bram.person)("POST", path, verdict).status == 409
    assert Verdict.objects.count() == 1
    stroke = uuid.uuid4()
    assert [anna("DELETE", path, stroke=stroke).status for _time in range(2)] == [204, 204]
    assert Verdict.objects.count() == 2
