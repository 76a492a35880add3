"""A lab lets Hekloos learn from what it said, and goes back."""

import math
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.filled import MBO, Filled, adopt, compare, judge
from tests.taught import STRICTER, say, teach

from hekloos.core.curriculum import Relation
from hekloos.core.overlap import refitting
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import shipped
from hekloos.core.overlap.refitting import Refit as Values
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import LogEntry
from hekloos.web.overlap import actions as overlap
from hekloos.web.overlap import refits
from hekloos.web.overlap.models import Comparison, Match, Refit
from hekloos.web.review import learning
from hekloos.web.review.actions import take_back
from hekloos.web.review.guessing import guessing_in
from hekloos.web.review.learning import learning_in

type_of_browse = Callable[[Person], Client]
PAGE = "vergelijkingen/hoe-goed/"


def use_learned(filled: Filled) -> Refit:
    return learning.adopt(filled.cast.paula, learning_in(filled.cast.paula).mark)


def ask_again(filled: Filled) -> Comparison:
    return compare(filled.cast.anna, filled.vmbo, filled.mbo)


def renew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hekloos gets another judge."""
    monkeypatch.setattr("hekloos.web.overlap.refits.shipped_judge", lambda: "another")
    monkeypatch.setattr("hekloos.web.overlap.actions.shipped_judge", lambda: "another")


def test_a_match_knows_what_each_feature_added(filled: Filled) -> None:
    for match in filled.comparison.matches.all():
        score = shipped().base + sum(match.why["contributions"])
        assert len(match.why["contributions"]) == len(FEATURES)
        assert 1 / (1 + math.exp(-score)) == pytest.approx(match.probability, abs=1e-3)


def test_blind_verdicts_count_once_and_contradicting_ones_both(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.bram, match, Relation.NONE)
    judge(filled.cast.anna, match, Relation.NONE)  # she has read what Bram said
    found = learning_in(filled.cast.boris)
    assert (found.verdicts, found.overlaps, found.others, found.left_aside) == (2, 1, 1, 0)
    assert found.lacking == refitting.Lacking(58, 14, 14)
    assert (found.learned, found.is_offered) == (None, False)


def test_what_was_taken_back_does_not_count(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    take_back(filled.cast.anna, filled.match())
    judge(filled.cast.anna, filled.match(), Relation.NONE)
    assert learning_in(filled.cast.boris).verdicts == guessing_in(filled.cast.boris).count == 0


def test_it_learns_what_the_method_learns(filled: Filled) -> None:
    said = teach(filled)
    found = learning_in(filled.cast.boris).learned
    assert found is not None
    assert found.refit == refitting.fit(shipped(), said)


def test_comparisons_from_before_are_left_aside(filled: Filled) -> None:
    for member in (filled.cast.anna, filled.cast.bram):
        judge(member, filled.match(), Relation.SAME)
    Comparison.objects.update(judge="")
    Match.objects.update(why={"sentences": []})
    found = learning_in(filled.cast.boris)
    assert (found.verdicts, found.left_aside) == (0, 2)
    again = ask_again(filled)
    assert again != filled.comparison
    assert learning_in(filled.cast.boris).verdicts == 2


def test_the_next_comparison_uses_it_and_those_before_stay(filled: Filled) -> None:
    before = {match.pair_id: match.probability for match in filled.comparison.matches.all()}
    teach(filled, STRICTER, count=400)
    row = use_learned(filled)
    later = ask_again(filled)
    assert later != filled.comparison
    assert later.refit == row
    assert later.engine.endswith(f"+ refit {row.pk}")
    own = refitting.refitted(shipped(), Values(tuple(row.weights[name] for name in FEATURES), row.shift))
    for match in later.matches.all():
        score = own.base + sum(row.weights[f] * a for f, a in zip(FEATURES, match.why["contributions"], strict=True))
        assert 1 / (1 + math.exp(-score)) == pytest.approx(match.probability, abs=1e-3)
        assert match.probability < before[match.pair_id]
    assert set(before) == {match.pair_id for match in later.matches.all()}  # also those that are hardly likely now
    assert min(match.probability for match in later.matches.all()) < overlap.AT_LEAST
    assert before == {match.pair_id: match.probability for match in filled.comparison.matches.all()}
    assert ask_again(filled) == later


def test_each_term_keeps_its_best_match_first(filled: Filled) -> None:
    teach(filled, STRICTER, count=400)
    use_learned(filled)
    rows = list(ask_again(filled).matches.order_by("position").values_list("left__position", "probability"))
    assert rows == sorted(rows, key=lambda row: (row[0], -row[1]))


def test_going_back_compares_by_the_shipped_judge_again(filled: Filled) -> None:
    teach(filled)
    row = use_learned(filled)
    learned = ask_again(filled)
    refits.go_back(filled.cast.paula)
    refits.go_back(filled.cast.paula)
    row.refresh_from_db()
    assert (row.ended_by, row.ended_at is None) == (filled.cast.paula.person, False)
    again = ask_again(filled)
    assert again not in (learned, filled.comparison)
    assert again.refit is None
    probabilities = [[m.probability for m in one.matches.all()] for one in (again, filled.comparison)]
    assert probabilities[0] == probabilities[1]
    verbs = [entry.verb for entry in LogEntry.objects.filter(verb__startswith="judge.").order_by("pk")]
    assert verbs == ["judge.taught", "judge.put_back"]


def test_only_what_was_seen_is_adopted_and_once(filled: Filled) -> None:
    teach(filled)
    seen = learning_in(filled.cast.paula).mark
    match = Match.objects.filter(comparison__title__startswith="Waar")[0]
    say(filled, filled.cast.bram, match.pair, Relation.NONE)
    with pytest.raises(NotPossibleError, match="intussen geoordeeld"):
        learning.adopt(filled.cast.paula, seen)
    assert use_learned(filled) == use_learned(filled)
    assert Refit.objects.count() == 1
    assert not learning_in(filled.cast.paula).is_offered


def test_what_is_no_better_is_not_adopted(filled: Filled) -> None:
    teach(filled, Values())
    found = learning_in(filled.cast.paula)
    assert found.learned is not None
    assert not found.learned.is_better
    with pytest.raises(NotPossibleError, match="beter raadt"):
        learning.adopt(filled.cast.paula, found.mark)


def test_learning_more_ends_what_was_learned_before(filled: Filled) -> None:
    teach(filled)
    first = use_learned(filled)
    teach(filled, seed=1)
    second = use_learned(filled)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert refits.adopted_refit(filled.cast.boris) == second


def test_only_who_leads_teaches_and_only_in_their_lab(filled: Filled) -> None:
    teach(filled)
    mark = learning_in(filled.cast.paula).mark
    for member in (filled.cast.anna, filled.cast.boris):
        with pytest.raises(Http404):
            learning.adopt(member, mark)
        with pytest.raises(Http404):
            refits.go_back(member)
    use_learned(filled)
    refits.go_back(filled.cast.chris)  # of his own lab, which learned nothing
    assert refits.adopted_refit(filled.cast.chris) is None
    assert refits.adopted_refit(filled.cast.paula) is not None


def test_after_a_renewal_it_is_not_used(
    filled: Filled, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(filled)
    use_learned(filled)
    asked = overlap.ask(filled.cast.anna, left=[filled.vmbo], right=[filled.mbo], levels=["KB"], groups=[])
    assert asked.refit is not None
    renew(monkeypatch)
    found = learning_in(filled.cast.boris)
    assert (found.is_outdated, found.in_use, found.verdicts) == (True, None, 0)
    page = browse(filled.cast.boris.person).get(filled.cast.url(PAGE)).content.decode()
    assert "wordt niet meer gebruikt" in page
    overlap.run(asked)  # it was asked for before
    asked.refresh_from_db()
    assert asked.refit_id is None
    assert (asked.judge, "refit" in asked.engine) == ("another", False)


def test_a_proposal_is_not_measured_on_what_it_learned(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    teach(filled)
    before = guessing_in(filled.cast.boris)
    use_learned(filled)
    later = ask_again(filled)
    assert later.refit is not None
    assert guessing_in(filled.cast.boris) == before


def test_the_page_tells_how_far_it_is_and_what_would_change(filled: Filled, browse: type_of_browse) -> None:
    boris, paula = browse(filled.cast.boris.person), browse(filled.cast.paula.person)
    page = boris.get(filled.cast.url(PAGE)).content.decode()
    assert "nog 60 nodig" in page
    teach(filled)
    page = boris.get(filled.cast.url(PAGE)).content.decode()
    assert "kloppen de kansen van Hekloos beter" in page
    assert "Gebruik dit voortaan" not in page
    with CaptureQueriesContext(connection) as asked:
        page = paula.get(filled.cast.url(PAGE)).content.decode()
    assert len(asked) <= 12
    assert "Gebruik dit voortaan" in page
    sent = paula.post(filled.cast.url(f"{PAGE}leer/"), {"mark": learning_in(filled.cast.paula).mark}, follow=True)
    assert "gebruiken nu wat dit leerlab leerde" in sent.content.decode()
    assert "Terug naar het oordeel van Hekloos" in sent.content.decode()
    overview = paula.get(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")).content.decode()
    assert "oordeelt in dit leerlab nu anders dan toen" in overview
    later = ask_again(filled)
    assert (
        "met wat dit leerlab leerde, op" in paula.get(filled.cast.url(f"vergelijkingen/{later.pk}/")).content.decode()
    )
    sent = paula.post(filled.cast.url(f"{PAGE}terug/"), follow=True)
    assert "weer het oordeel van Hekloos zelf" in sent.content.decode()
    assert refits.adopted_refit(filled.cast.paula) is None


def test_a_new_version_is_compared_with_what_was_learned(filled: Filled) -> None:
    teach(filled)
    row = use_learned(filled)
    adopt(filled.cast.bram, "mbo-schoon.csv", MBO.replace("Lapt ramen", "Wast ramen"))
    assert ask_again(filled).refit == row
