"""Back in the queue, to look at a verdict or to change it, and on from where one came."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.filled import Filled, judge

from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.review.models import Verdict
from hekloos.web.review.queue import queue_of

type_of_browse = Callable[[Person], Client]


class Teacher:
    """Anna in her queue: follows links and presses buttons, as without scripts."""

    def __init__(self, client: Client, start: str) -> None:
        self.client = client
        self.go(start)

    def go(self, address: str) -> None:
        response = self.client.get(address, follow=True)
        assert response.status_code == 200
        self.page = response.content.decode()

    @property
    def match(self) -> int:
        (found,) = re.findall(r'action="[^"]*oordelen/(\d+)/bewaar/', self.page)
        return int(found)

    def link(self, key: str) -> str:
        (found,) = re.findall(rf'<a href="([^"]*)" data-key="{key}"', self.page)
        return str(found).replace("&amp;", "&")

    def press(self, key: str) -> None:
        self.go(self.link(key))

    def judge(self, relation: str, **more: str) -> None:
        (action,) = re.findall(r'action="([^"]*bewaar/[^"]*)"', self.page)
        names = ("left_digest", "right_digest", "stroke")
        data = {name: re.findall(rf'name="{name}" value="([^"]*)"', self.page)[0] for name in names}
        self.go(str(self.client.post(action.replace("&amp;", "&"), data | {"relation": relation} | more)["Location"]))


@pytest.fixture
def anna(filled: Filled, browse: type_of_browse) -> Teacher:
    return Teacher(browse(filled.cast.anna.person), filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/oordelen/"))


def test_k_leads_to_the_pair_just_judged_also_past_those_that_were_skipped(anna: Teacher) -> None:
    anna.press("j")
    judged = anna.match
    anna.judge("related", reason="Alleen de theorie")
    next_one = anna.match
    with CaptureQueriesContext(connection) as asked:
        anna.press("k")
    assert len(asked) <= 12
    assert anna.match == judged
    assert "U zei: <b>verwant</b>." in anna.page
    assert re.findall(r'value="(\w+)"[^>]*aria-pressed="true"', anna.page) == ["related"]
    assert "Alleen de theorie" in anna.page
    anna.press("j")
    assert anna.match == next_one


def test_a_verdict_that_was_changed_leads_on_from_where_one_came(anna: Teacher) -> None:
    anna.press("j")
    judged = anna.match
    anna.judge("related")
    next_one = anna.match
    anna.press("k")
    anna.judge("same")
    assert anna.match == next_one
    assert "U zei net: <b>dubbel</b>." in anna.page
    assert list(Verdict.objects.values_list("pair__matches", "relation")) == [(judged, "related"), (judged, "same")]


def test_k_goes_back_through_all_that_somebody_judged(anna: Teacher) -> None:
    order = []
    for relation in ("same", "none", "related"):
        order.append(anna.match)
        anna.judge(relation)
    last = anna.match
    for match in reversed(order):
        anna.press("k")
        assert anna.match == match
    assert 'data-key="k"' not in anna.page
    anna.press("j")
    assert anna.match == last


def test_before_the_first_of_the_queue_is_what_was_judged_last(anna: Teacher, filled: Filled) -> None:
    judged = anna.match
    anna.judge("same")
    anna.go(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/oordelen/"))  # another day
    anna.press("k")
    assert anna.match == judged


def test_behind_the_last_pair_k_leads_back_as_well(anna: Teacher, filled: Filled) -> None:
    waiting = len(queue_of(filled.cast.anna, filled.comparison).turns)
    for _pair in range(waiting):
        last = anna.match
        anna.judge("related")
    assert "Klaar voor nu" in anna.page
    anna.press("k")
    assert anna.match == last


def test_what_was_taken_back_is_in_the_queue_and_not_behind_it(anna: Teacher, filled: Filled) -> None:
    first = anna.match
    anna.judge("same")
    (undo,) = re.findall(r'action="([^"]*terug/[^"]*)"', anna.page)
    (verdict,) = re.findall(r'name="verdict" value="(\d+)"', anna.page)
    anna.go(str(anna.client.post(undo, {"verdict": verdict})["Location"]))
    assert anna.match == first
    assert first in [turn.key for turn in queue_of(filled.cast.anna, filled.comparison).turns]
    assert "U zei: " not in anna.page


def test_going_back_shows_nothing_of_a_pair_that_somebody_still_has_to_judge(anna: Teacher, filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.bram, match, Relation.NONE, reason="geheim")
    anna.go(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/oordelen/{match.pk}/?daarna={match.pk}"))
    assert "geheim" not in anna.page
    assert "Hekloos dacht" not in anna.page
