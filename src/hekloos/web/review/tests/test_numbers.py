"""The overview, the queue and the list give the same numbers in the same words."""

import re
from collections.abc import Callable

from django.test import Client
from tests.filled import VMBO, Filled, adopt, compare, judge, meet

from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.review.choosing import MINE, NOT_BY_ME, pairs_of
from hekloos.web.review.queue import queue_of

type_of_browse = Callable[[Person], Client]


def test_overview_queue_and_list_say_the_same(filled: Filled, browse: type_of_browse) -> None:
    for left, right in (("M1-1", "B1-K1-W1"), ("M1-2", "B1-K1-W2")):
        judge(filled.cast.bram, filled.match(left, right), Relation.SAME)
    client, base = browse(filled.cast.anna.person), filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")
    count = len(queue_of(filled.cast.anna, filled.comparison).turns)
    assert count > 2
    overview = client.get(filled.cast.url()).content.decode()
    assert f"Voor u liggen {count} paren klaar. Op 2 daarvan wacht de andere kant; die komen eerst." in overview
    assert re.search(r"<b>2</b> wacht op vmbo", overview)
    queue = client.get(f"{base}oordelen/").content.decode()
    assert f"Nog {count} paren. Op 2 daarvan wacht de andere kant; die komen eerst." in queue
    found = client.get(f"{base}paren/?stand={MINE}")
    assert found.context["page"].paginator.count == count


def test_a_pair_that_came_back_is_no_longer_judged_by_me(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    asked = {"stand": NOT_BY_ME}
    assert pairs_of(filled.cast.anna, filled.comparison, asked).count() == filled.comparison.match_count - 1
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("een spons", "een zeem"))
    later = compare(filled.cast.paula, filled.vmbo, filled.mbo)
    assert pairs_of(filled.cast.anna, later, asked).count() == later.match_count


def test_whoever_may_not_judge_is_asked_nothing(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.boris.person)
    assert "klaar" not in client.get(filled.cast.url()).content.decode()
    page = client.get(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/?stand={MINE}"))
    assert page.status_code == 200
    assert "ligt voor mij klaar" not in page.content.decode()


def test_whoever_has_judged_it_all_reads_so(filled: Filled, browse: type_of_browse) -> None:
    for match in filled.comparison.matches.select_related("left", "right", "pair"):
        judge(filled.cast.anna, match, Relation.RELATED)
    assert "Voor u ligt er nu niets klaar." in browse(filled.cast.anna.person).get(filled.cast.url()).content.decode()


def test_a_meeting_says_how_many_pairs_somebody_still_has_to_judge(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    count = len(queue_of(filled.cast.anna, filled.comparison, meeting).turns)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/")
    assert f"voor u nog {count} paren;" in browse(filled.cast.anna.person).get(address).content.decode()
    assert "voor u nog" not in browse(filled.cast.paula.person).get(address).content.decode()


def test_the_plan_of_a_meeting_says_how_many_pairs_a_module_has_and_who_judges(
    filled: Filled, browse: type_of_browse
) -> None:
    client, address = browse(filled.cast.paula.person), filled.cast.url(f"bijeenkomsten/nieuw/{filled.comparison.pk}/")
    form = client.get(address).context["form"]
    parts = {label: name for _title, some in form.fields["parts"].choices for name, label in some}
    assert re.fullmatch(r"M1 Schoonmaken in en om het huis \(\d+ pa\w+\)", next(iter(parts)))
    for label, name in parts.items():
        printed = client.get(filled.cast.url(f"bijeenkomsten/{meet(filled, [name]).pk}/kaarten/"))
        assert f"({len(printed.context['cards'])} pa" in label
    seats = {str(title): [label for _pk, label in some] for title, some in form.fields["people"].choices}
    assert seats == {
        "Van het vmbo, oordeelt mee": ["Anna, De Vaart"],
        "Van het mbo, oordeelt mee": ["Bram, Roc Zuid"],
        "Erbij, zonder te oordelen": ["Boris, Roc Zuid", "Paula, Bureau Overkant"],
    }
