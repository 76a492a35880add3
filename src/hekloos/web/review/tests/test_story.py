"""The overview as somebody reads it who only looks."""

import datetime
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.filled import MBO, Filled, adopt, compare, judge, meet

from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person

type_of_browse = Callable[[Person], Client]


def test_the_board_reads_a_story(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.boris.person)
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    assert "Er is nog geen paar door beide kanten beoordeeld." in client.get(filled.cast.url()).content.decode()
    judge(filled.cast.bram, filled.match(), Relation.SAME)
    for by, relation in ((filled.cast.anna, Relation.NONE), (filled.cast.bram, Relation.RELATED)):
        judge(by, filled.match("M1-2", "B1-K1-W2"), relation)
    assert (
        f"Van de {filled.comparison.match_count} paren zijn er 2 door vmbo en mbo beoordeeld. "
        "Over 1 zijn zij het eens: 1 keer dubbel. Over 1 verschillen zij nog."
    ) in client.get(filled.cast.url()).content.decode()


def test_everybody_reads_when_the_next_meeting_is(filled: Filled, browse: type_of_browse) -> None:
    today = timezone.localdate()
    for days, title in ((-1, "Geweest"), (9, "Later"), (2, "Straks")):
        meeting = meet(filled)
        meeting.title, meeting.on = title, today + datetime.timedelta(days=days)
        meeting.save()
    for reader in (filled.cast.boris, filled.cast.anna, filled.cast.paula):
        page = browse(reader.person).get(filled.cast.url()).content.decode()
        assert "De volgende bijeenkomst is op" in page
        assert ">Straks</a>" in page
        assert "Later" not in page


def test_without_a_meeting_whoever_may_plan_one_is_led_there(filled: Filled, browse: type_of_browse) -> None:
    for reader, may_plan in ((filled.cast.anna, True), (filled.cast.boris, False)):
        page = browse(reader.person).get(filled.cast.url()).content.decode()
        assert "Er is nu geen bijeenkomst gepland." in page
        assert ("Plan een bijeenkomst" in page) is may_plan


def test_several_comparisons_are_told_of_in_one_question(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    for word in ("Zeemt", "Wast", "Boent"):
        other = adopt(filled.cast.bram, f"{word}.csv", MBO.replace("Lapt", word).replace("Maakt", word))
        compare(filled.cast.paula, filled.vmbo, other)
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    client.get(filled.cast.url())
    with CaptureQueriesContext(connection) as asked:
        page = client.get(filled.cast.url()).content.decode()
    assert page.count("Voor u liggen") == 4
    assert len(asked) <= 12
