"""Proposals of a lab beside its own blind verdicts."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import Filled, judge

from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.review import guessing
from hekloos.web.review.guessing import guessing_in

type_of_browse = Callable[[Person], Client]


def test_only_blind_verdicts_count_and_each_once(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.bram, match, Relation.NONE)
    judge(filled.cast.anna, match, Relation.NONE)  # she has read what Bram said
    found = guessing_in(filled.cast.paula)
    assert found.count == 2
    share = found.overlap if match.relation in ("same", "builds_on") else found.missed
    assert (share.right, share.of) == (1, 2)


def test_a_verdict_counts_from_when_both_sides_have_spoken(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    assert guessing_in(filled.cast.bram).count == 0  # or he would read it from the count that went up
    judge(filled.cast.bram, filled.match(), Relation.SAME)
    assert guessing_in(filled.cast.bram).count == 2


def test_the_page_waits_until_there_is_enough_to_tell(
    filled: Filled, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    client, address = browse(filled.cast.boris.person), filled.cast.url("vergelijkingen/hoe-goed/")
    assert "nog te weinig oordelen" in client.get(address).content.decode()
    for match in filled.comparison.matches.select_related("left", "right", "pair"):
        for by in (filled.cast.anna, filled.cast.bram):
            judge(by, match, Relation.RELATED)
    monkeypatch.setattr("hekloos.web.review.guessing_views.ENOUGH", guessing_in(filled.cast.boris).count)
    page = client.get(address).content.decode()
    assert "Klopt de kans die erbij staat?" in page
    assert guessing.ENOUGH > 1


def test_what_was_always_right_is_told_as_a_count_and_not_as_nearly(
    filled: Filled, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for match in filled.comparison.matches.select_related("left", "right", "pair"):
        for by in (filled.cast.anna, filled.cast.bram):
            judge(by, match, Relation.SAME)
    monkeypatch.setattr("hekloos.web.review.guessing_views.ENOUGH", 1)
    page = browse(filled.cast.boris.person).get(filled.cast.url("vergelijkingen/hoe-goed/")).content.decode()
    right = guessing_in(filled.cast.boris).overlap.right
    assert f"{right} van de {right} vond u ook overlap." in page
    assert "99 %" not in page
