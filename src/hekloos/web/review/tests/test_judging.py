"""Judging a pair: blind first, on the texts of now, and each press of a button once."""

import uuid
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from tests.filled import VMBO, Filled, adopt, compare, judge

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import LogEntry
from hekloos.web.overlap.models import Comparison, Match
from hekloos.web.review import actions
from hekloos.web.review.choosing import pairs_of
from hekloos.web.review.models import Verdict
from hekloos.web.review.queries import changes_since_verdicts, seen_by, states_of

type_of_browse = Callable[[Person], Client]


def state(filled: Filled, match: Match) -> State:
    (seen,) = seen_by(filled.cast.paula, [match])
    return seen.state


def test_two_keys_open_a_pair(filled: Filled) -> None:
    match = filled.match()
    assert state(filled, match) is State.OPEN
    judge(filled.cast.anna, match, Relation.SAME)
    assert state(filled, match) is State.WAITS_FOR_MBO
    judge(filled.cast.bram, match, Relation.BUILDS_ON)
    assert state(filled, match) is State.DIFFERS
    judge(filled.cast.bram, match, Relation.SAME)
    assert state(filled, match) is State.AGREED


def test_nobody_reads_the_verdict_of_another_before_their_own(filled: Filled, browse: type_of_browse) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.RELATED, reason="Bij ons alleen de theorie")
    client = browse(filled.cast.bram.person)
    base = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")
    for address in (
        f"{base}paren/{match.pk}/", f"{base}paren/", f"{base}onderdeel/{match.left_id}/", base,
        filled.cast.url(), filled.cast.url("logboek/"), filled.cast.url("logboek.csv"),
    ):  # fmt: skip
        content = client.get(address).content.decode()
        assert "alleen de theorie" not in content, address
        assert "eens:" not in content, address
    (seen,) = seen_by(filled.cast.bram, [match])
    assert seen.others == ()
    judge(filled.cast.bram, match, Relation.SAME)
    (seen,) = seen_by(filled.cast.bram, [match])
    assert [verdict.reason for verdict in seen.others] == ["Bij ons alleen de theorie"]


def test_whoever_is_at_no_school_does_not_judge(filled: Filled) -> None:
    for by in (filled.cast.paula, filled.cast.boris, filled.cast.chris):
        with pytest.raises(Http404):
            judge(by, filled.match(), Relation.SAME)
    assert not Verdict.objects.exists()


def test_the_same_press_twice_counts_once(filled: Filled) -> None:
    match, stroke = filled.match(), uuid.uuid4()
    digests = (match.left.digest, match.right.digest)
    for _again in range(2):
        actions.judge(filled.cast.anna, match, actions.Said(Relation.SAME), digests=digests, stroke=stroke)
    assert Verdict.objects.count() == 1
    assert LogEntry.objects.filter(verb="verdict.given").count() == 1


def test_somebody_elses_press_is_not_taken_over(filled: Filled) -> None:
    match, stroke = filled.match(), uuid.uuid4()
    digests = (match.left.digest, match.right.digest)
    actions.judge(filled.cast.anna, match, actions.Said(Relation.SAME), digests=digests, stroke=stroke)
    with pytest.raises(NotPossibleError):
        actions.judge(filled.cast.bram, match, actions.Said(Relation.SAME), digests=digests, stroke=stroke)


def test_a_text_that_was_not_on_the_screen_is_not_judged(filled: Filled) -> None:
    with pytest.raises(NotPossibleError, match="intussen veranderd"):
        actions.judge(
            filled.cast.anna, filled.match(), actions.Said(Relation.SAME), digests=("a", "b"), stroke=uuid.uuid4()
        )


def test_a_verdict_after_reading_the_others_says_so(filled: Filled, browse: type_of_browse) -> None:
    match = filled.match()
    first = judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.bram, match, Relation.RELATED)
    second = judge(filled.cast.anna, match, None)
    third = judge(filled.cast.anna, match, Relation.RELATED)
    assert [verdict.was_blind for verdict in (first, second, third)] == [True, False, False]
    address = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/{match.pk}/")
    page = browse(filled.cast.bram.person).get(address)
    assert "(niet meer blind)" in page.content.decode()


def test_verdicts_are_only_added(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.anna, match, None)
    assert [verdict.relation for verdict in Verdict.objects.all()] == ["same", ""]
    assert state(filled, match) is State.OPEN


def agreed_everywhere(filled: Filled) -> None:
    for match in filled.comparison.matches.select_related("left", "right", "pair"):
        for by in (filled.cast.anna, filled.cast.bram):
            judge(by, match, Relation.RELATED)


def test_a_changed_text_reopens_exactly_the_pairs_that_it_touches(filled: Filled) -> None:
    agreed_everywhere(filled)
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("en een spons", "en een zeem"))
    again = compare(filled.cast.paula, filled.vmbo, filled.mbo)
    matches = list(again.matches.select_related("left", "right", "pair"))
    reopened = {seen.match.left.code for seen in seen_by(filled.cast.paula, matches) if seen.state is State.CHANGED}
    kept = {seen.match.left.code for seen in seen_by(filled.cast.paula, matches) if seen.state is State.AGREED}
    assert reopened == {"M1-1"}
    assert kept
    (change,) = changes_since_verdicts(next(match for match in matches if match.left.code == "M1-1"))
    assert ("spons" in change.before.text, "zeem" in change.now.text) == (True, True)


def test_the_counts_are_those_of_the_list(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME)
    counted = states_of([filled.comparison])[filled.comparison.pk]
    assert sum(counted.values()) == filled.comparison.match_count
    for value in State:
        found = pairs_of(filled.cast.paula, filled.comparison, {"stand": value.value})
        assert found.count() == counted[value]


def test_filters_stand_in_the_address(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    base = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/")
    everything = client.get(base).context["page"].paginator.count
    assert everything == filled.comparison.match_count
    assert client.get(base, {"zoek": "ramen"}).context["page"].paginator.count < everything
    assert client.get(base, {"kans": "90", "verband": "none"}).context["page"].paginator.count == 0
    assert client.get(base, {"wie": filled.cast.bram.person.pk}).context["page"].paginator.count == 0


def test_a_verdict_by_the_form(filled: Filled, browse: type_of_browse) -> None:
    match = filled.match()
    address = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/{match.pk}/")
    client = browse(filled.cast.anna.person)
    page = client.get(address)
    sent = {
        "relation": "builds_on", "remainder": "Op het mbo ook hoog werk", "stroke": str(page.context["stroke"]),
        "left_digest": match.left.digest, "right_digest": match.right.digest,
    }  # fmt: skip
    assert "Uw oordeel is bewaard." in client.post(f"{address}oordeel/", sent, follow=True).content.decode()
    verdict = Verdict.objects.get()
    assert (verdict.person, verdict.side, verdict.relation) == (filled.cast.anna.person, "vmbo", "builds_on")
    assert client.post(f"{address}oordeel/", {}).status_code == 422


def test_a_pair_of_another_comparison_is_not_found(filled: Filled, browse: type_of_browse) -> None:
    other = Comparison.objects.create(lab=filled.cast.lab, by=filled.cast.paula.person, title="leeg")
    address = filled.cast.url(f"vergelijkingen/{other.pk}/paren/{filled.match().pk}/")
    assert browse(filled.cast.anna.person).get(address).status_code == 404
