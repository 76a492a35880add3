"""Judging one pair after the other."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import MBO, VMBO, Filled, adopt, compare, judge, meet

from hekloos.core import curriculum as core
from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership
from hekloos.web.overlap.models import Comparison, Match, part_name
from hekloos.web.review import actions, meetings
from hekloos.web.review.models import Verdict
from hekloos.web.review.queries import TextChange, seen_by
from hekloos.web.review.queue import queue_of
from hekloos.web.review.templatetags.pairs import text_change

type_of_browse = Callable[[Person], Client]


def keys(filled: Filled, member: Membership, **more: bool) -> list[int]:
    return [turn.key for turn in queue_of(member, filled.comparison, **more).turns]  # type: ignore[arg-type]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def first_of(filled: Filled, client: Client) -> str:
    """The address of the first pair of somebody's queue."""
    page = client.get(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/oordelen/")).content.decode()
    found = re.search(r'action="([^"]*oordelen/\d+/)bewaar/"', page)
    assert found
    return found[1]


def send(client: Client, page: str, address: str, relation: str, **more: str) -> str:
    """What the form of a pair sends; gives the address of the next page."""
    names = ("left_digest", "right_digest", "stroke")
    data = {name: hidden(page, name) for name in names} | {"relation": relation} | more
    return str(client.post(address + "bewaar/", data)["Location"])


def test_what_i_judged_leaves_my_queue_and_comes_first_in_that_of_the_other_side(filled: Filled) -> None:
    match = filled.match("M1-2", "B1-K1-W2")
    assert match.pk in keys(filled, filled.cast.anna)
    judge(filled.cast.anna, match, Relation.SAME)
    assert match.pk not in keys(filled, filled.cast.anna)
    assert keys(filled, filled.cast.bram)[0] == match.pk


def test_what_both_sides_judged_is_in_nobodys_queue(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.bram, match, Relation.NONE)
    for member in (filled.cast.anna, filled.cast.bram):
        assert match.pk not in keys(filled, member, everything=True)


def test_the_improbable_waits_until_somebody_asks_for_everything(filled: Filled) -> None:
    queue = queue_of(filled.cast.anna, filled.comparison)
    everything = queue_of(filled.cast.anna, filled.comparison, everything=True)
    assert (len(queue.turns) + queue.later, everything.later) == (len(everything.turns), 0)
    assert len(everything.turns) == filled.comparison.match_count


def test_a_meeting_is_about_its_part_only(filled: Filled) -> None:
    meeting = meet(filled, [part_name(filled.vmbo.pk, "M1")])
    wanted = set(filled.comparison.matches.filter(left_group__code="M1").values_list("pk", flat=True))
    assert {turn.key for turn in queue_of(filled.cast.anna, filled.comparison, meeting).turns} == wanted
    assert 0 < len(wanted) < filled.comparison.match_count


def test_undo_is_a_new_verdict_that_says_what_was_said_before(filled: Filled) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.RELATED, reason="eerst dit")
    second = judge(filled.cast.anna, match, Relation.SAME)
    actions.undo(filled.cast.anna, match, second.pk)
    assert [verdict.relation for verdict in Verdict.objects.all()] == ["related", "same", "related"]
    (seen,) = seen_by(filled.cast.anna, [match])
    assert seen.own is not None
    assert seen.own.reason == "eerst dit"


def test_undo_of_the_first_verdict_leaves_the_pair_open(filled: Filled) -> None:
    match = filled.match()
    only = judge(filled.cast.anna, match, Relation.SAME)
    assert actions.undo(filled.cast.anna, match, only.pk)
    assert actions.undo(filled.cast.anna, match, only.pk) is None  # pressed twice
    (seen,) = seen_by(filled.cast.anna, [match])
    assert seen.state is State.OPEN
    assert Verdict.objects.count() == 2


def test_nobody_undoes_for_somebody_else(filled: Filled) -> None:
    match = filled.match()
    annas = judge(filled.cast.anna, match, Relation.SAME)
    assert actions.undo(filled.cast.bram, match, annas.pk) is None
    assert Verdict.objects.count() == 1


def test_the_whole_queue_is_judged_page_after_page(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    waiting = len(keys(filled, filled.cast.anna))
    address = first_of(filled, client)
    for left in range(waiting, 0, -1):
        page = client.get(address).content.decode()
        assert f"Nog {left} pa" in page
        address = send(client, page, address.partition("?")[0], "same")
    done = client.get(address).content.decode()
    assert "Klaar voor nu" in done
    assert "wacht op mbo" in done
    assert Verdict.objects.filter(relation="same").count() == waiting


def test_the_proposal_is_shown_after_the_verdict_and_not_before(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    first = first_of(filled, client)
    page = client.get(first).content.decode()
    assert "Hekloos dacht" not in page
    assert " %" not in page
    after = client.get(send(client, page, first, "none")).content.decode()
    assert "U zei net: <b>geen</b>." in after
    assert "Hekloos dacht:" in after


def test_the_list_and_the_pair_hide_the_proposal_as_well(filled: Filled, browse: type_of_browse) -> None:
    match = filled.match()
    client = browse(filled.cast.anna.person)
    base = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/")
    for address in (f"{base}?zoek=M1-1", f"{base}{match.pk}/"):
        main = client.get(address).content.decode().partition('id="found"')[2] or client.get(address).content.decode()
        assert not re.search(r"\d %", main)
    judge(filled.cast.anna, match, Relation.SAME)
    assert "kans op overlap" in client.get(f"{base}{match.pk}/").content.decode()


def test_undo_on_the_page_brings_the_pair_back(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    first = first_of(filled, client)
    after = client.get(send(client, client.get(first).content.decode(), first, "none")).content.decode()
    response = client.post(f"{first}terug/", {"verdict": hidden(after, "verdict")}, follow=True)
    assert response.redirect_chain[-1][0] == first
    assert "teruggenomen" in response.content.decode()


def test_a_remainder_says_who_takes_it_up(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    first = first_of(filled, client)
    page = client.get(first).content.decode()
    send(client, page, first, "builds_on", remainder="Zonder strepen werken", taken_up_by="mbo")
    verdict = Verdict.objects.get()
    assert (verdict.remainder, verdict.taken_up_by) == ("Zonder strepen werken", "mbo")


def test_a_text_that_changed_while_it_was_read_is_told(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    first = first_of(filled, client)
    page = (
        client.get(first).content.decode().replace(hidden(client.get(first).content.decode(), "left_digest"), "0" * 32)
    )
    assert send(client, page, first, "same") == first
    assert "intussen veranderd" in client.get(first).content.decode()
    assert not Verdict.objects.exists()


def test_the_same_press_with_something_else_in_it_is_told_and_not_swallowed(filled: Filled) -> None:
    match = filled.match()
    digests, stroke = (match.left.digest, match.right.digest), uuid.uuid4()
    actions.judge(filled.cast.anna, match, actions.Said(Relation.SAME), digests=digests, stroke=stroke)
    with pytest.raises(NotPossibleError, match="intussen al beoordeeld"):
        actions.judge(filled.cast.anna, match, actions.Said(Relation.NONE), digests=digests, stroke=stroke)
    actions.take_back(filled.cast.anna, match)
    with pytest.raises(NotPossibleError, match="intussen al beoordeeld"):  # the old page was sent once more
        actions.judge(filled.cast.anna, match, actions.Said(Relation.SAME), digests=digests, stroke=stroke)
    assert [verdict.relation for verdict in Verdict.objects.all()] == ["same", ""]


def test_a_verdict_on_an_older_text_shows_nothing_of_the_new_one(filled: Filled, browse: type_of_browse) -> None:
    verdict = judge(filled.cast.bram, filled.match(), Relation.SAME)
    adopt(filled.cast.bram, "mbo-schoon.csv", MBO.replace("wast ramen", "wast en droogt ramen"))
    later = compare(filled.cast.paula, filled.vmbo, filled.mbo)
    address = filled.cast.url(f"vergelijkingen/{later.pk}/oordelen/?net={verdict.pk}")
    assert "Hekloos dacht" not in browse(filled.cast.bram.person).get(address).content.decode()


def test_a_verdict_is_kept_also_when_the_meeting_just_went(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    client = browse(filled.cast.anna.person)
    first = first_of(filled, client)
    page = client.get(f"{first}?bijeenkomst={meeting.pk}").content.decode()
    meetings.remove(filled.cast.paula, meeting)
    data = {name: hidden(page, name) for name in ("left_digest", "right_digest", "stroke")}
    response = client.post(f"{first}bewaar/?bijeenkomst={meeting.pk}", data | {"relation": "same"})
    assert response.status_code == 302
    assert Verdict.objects.count() == 1


def test_after_a_verdict_somebody_reads_whether_the_other_side_agrees(filled: Filled, browse: type_of_browse) -> None:
    judge(filled.cast.bram, filled.match(), Relation.RELATED, reason="Bij ons is het meer.")
    client = browse(filled.cast.anna.person)
    first = first_of(filled, client)  # what the other side judged comes first
    page = client.get(first).content.decode()
    assert "Bram" not in page
    after = client.get(send(client, page, first, "same")).content.decode()
    assert "Bram zei: verwant. Bespreek het samen." in after


def test_a_pair_that_came_back_shows_the_old_and_the_new_words(filled: Filled, browse: type_of_browse) -> None:
    judge(filled.cast.anna, filled.match(), Relation.RELATED, reason="geheim")
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("een spons", "een zeem"))
    later = compare(filled.cast.paula, filled.vmbo, filled.mbo)
    address = filled.cast.url(f"vergelijkingen/{later.pk}/oordelen/")
    for who, told in ((filled.cast.anna, True), (filled.cast.bram, False)):
        page = browse(who.person).get(address).content.decode()
        assert re.search(r"<del><span[^>]*>weg: </span>spons</del><ins><span[^>]*>erbij: </span>zeem</ins>", page)
        assert ("Over de vorige tekst zei u: verwant." in page) is told
        assert "geheim" not in page
    fresh = filled.match("M1-2", "B1-K1-W2")
    page = browse(filled.cast.anna.person).get(f"{address}{_same_in(later, fresh).pk}/").content.decode()
    assert "Dit veranderde" not in page


def _same_in(comparison: Comparison, match: Match) -> Match:
    return comparison.matches.get(pair=match.pair_id)


@pytest.mark.parametrize("place", ["begin", "midden", "einde"])
def test_of_a_long_text_only_the_words_around_a_change_are_repeated(place: str) -> None:
    long = " ".join(f"woord{number}" for number in range(90))
    texts = {"begin": f"{{}} {long}", "midden": f"{long} {{}} {long}", "einde": f"{long} {{}}"}
    before, now = (
        core.Item(id="x", code="X", kind=core.ItemKind.TERM, text=texts[place].format(word))
        for word in ("spons", "zeem")
    )
    shown = text_change(TextChange("vmbo", before, now))
    assert "spons</del>" in shown
    assert "zeem</ins>" in shown
    assert len(shown) < 500
    beside = {"begin": ["woord0 "], "midden": ["woord89 <del>", "woord0 "], "einde": ["woord89 <del>"]}
    assert all(words in re.sub(r"<span.*?</span>", "", shown) for words in beside[place])
