"""People around a table: what it is about, cards on paper, and what they decide."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from tests.filled import Filled, judge, meet

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import LogEntry
from hekloos.web.overlap import actions as overlap
from hekloos.web.overlap.models import part_name
from hekloos.web.review import actions
from hekloos.web.review.actions import Said
from hekloos.web.review.meetings import meetings_of, places_in
from hekloos.web.review.models import Meeting, Verdict
from hekloos.web.review.queries import seen_by

type_of_browse = Callable[[Person], Client]


def cards_of(page: str, first: str, last: str) -> dict[str, str]:
    """What is sent when the first and the last card of the page are filled in."""
    pairs = re.findall(r'name="card-(\d+)"', page)
    texts = dict(re.findall(r'name="(texts-\d+)" value="([^"]*)"', page))
    return {"stroke": str(uuid.uuid4()), f"card-{pairs[0]}": first, f"card-{pairs[-1]}": last} | texts


def test_parts_of_both_sides_narrow_each_other(filled: Filled) -> None:
    both = [part_name(filled.vmbo.pk, "M1"), part_name(filled.mbo.pk, "B1-K1")]
    places = places_in(filled.comparison, meet(filled, both))
    found = filled.comparison.matches.filter(pk__in=[place.match for place in places])
    assert {(match.left_group.code, match.right_group.code) for match in found} == {("M1", "B1-K1")}  # type: ignore[union-attr]
    assert len(places_in(filled.comparison, None)) > len(places)


def test_a_meeting_is_planned_on_a_page(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    address = filled.cast.url(f"bijeenkomsten/nieuw/{filled.comparison.pk}/")
    asked = {
        "title": "Ramen",
        "on": "2026-12-01",
        "parts": [part_name(filled.vmbo.pk, "M1")],
        "people": [filled.cast.anna.person_id, filled.cast.bram.person_id],
    }
    response = client.post(address, asked, follow=True)
    assert "Schoonmaken in en om het huis" in response.content.decode()
    meeting = Meeting.objects.get()
    assert set(meeting.people.all()) == {filled.cast.anna.person, filled.cast.bram.person}
    assert "Kies" in client.post(address, asked | {"people": [filled.cast.chris.person_id]}).content.decode()


def test_people_of_a_meeting_stand_by_name(filled: Filled) -> None:
    meeting, cast = meet(filled), filled.cast
    Person.objects.filter(pk=cast.anna.person_id).update(name="Zoë")
    Person.objects.filter(pk=cast.bram.person_id).update(name="Bram")
    [found] = meetings_of(cast.boris)
    assert (found, [str(person) for person in found.people.all()]) == (meeting, ["Bram", "Zoë"])


def test_the_table_decides_for_a_teacher_of_each_side(filled: Filled, browse: type_of_browse) -> None:
    match, meeting = filled.match(), meet(filled)
    judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.bram, match, Relation.RELATED, reason="Bij ons hoort er meer bij.")
    client = browse(filled.cast.paula.person)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/tafel/")
    page = client.get(address).content.decode()
    assert "Bij ons hoort er meer bij." in page
    data = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0]
        for name in ("left_digest", "right_digest", "stroke")
    }
    data |= {"relation": "builds_on", "remainder": "strepen", "taken_up_by": "mbo"}
    data |= {"vmbo": str(filled.cast.anna.pk), "mbo": str(filled.cast.bram.pk)}
    card = re.findall(r'action="(\?kaart=\d+)"', page)[0]
    for _press in range(2):  # a double click
        response = client.post(address + card, data, follow=True)
    assert "U verschilt nergens meer" in response.content.decode()
    (seen,) = seen_by(filled.cast.paula, [match])
    assert (seen.state, seen.agreed_relation) == (State.AGREED, Relation.BUILDS_ON)
    typed = Verdict.objects.filter(entered_by=filled.cast.paula.person)
    assert [(verdict.meeting, verdict.was_blind) for verdict in typed] == [(meeting, False)] * 2
    assert LogEntry.objects.filter(verb="verdict.recorded").count() == 1
    shown = client.get(filled.cast.url(f"bijeenkomsten/{meeting.pk}/")).content.decode()
    assert "strepen" in shown
    assert (
        "opgeschreven door Paula"
        in browse(filled.cast.anna.person)
        .get(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/{match.pk}/"))
        .content.decode()
    )


def test_only_who_sat_at_the_table_is_written_down(filled: Filled) -> None:
    match, meeting = filled.match(), meet(filled)
    meeting.people.remove(filled.cast.bram.person)
    digests = (match.left.digest, match.right.digest)
    for absent in (filled.cast.bram, filled.cast.boris):
        with pytest.raises(NotPossibleError, match="bij de bijeenkomst"):
            actions.record(
                filled.cast.paula, meeting, match, {absent: Said(Relation.SAME)}, digests=digests, stroke=uuid.uuid4()
            )
    assert not Verdict.objects.exists()


def test_a_teacher_writes_nothing_down_for_another(filled: Filled, browse: type_of_browse) -> None:
    match, meeting = filled.match(), meet(filled)
    digests = (match.left.digest, match.right.digest)
    with pytest.raises(Http404):
        actions.record(
            filled.cast.anna,
            meeting,
            match,
            {filled.cast.bram: Said(Relation.SAME)},
            digests=digests,
            stroke=uuid.uuid4(),
        )
    client = browse(filled.cast.anna.person)
    assert client.post(filled.cast.url(f"bijeenkomsten/{meeting.pk}/tafel/")).status_code == 404
    assert client.get(filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/overnemen/")).status_code == 404


def test_cards_keep_their_number_and_are_typed_in(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    client = browse(filled.cast.paula.person)
    printed = client.get(filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/")).content.decode()
    numbers = [int(number) for number in re.findall(r"<h2>(\d+)</h2>", printed)]
    assert numbers
    assert printed.count('class="qr"') == len(numbers)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/overnemen/?wie={filled.cast.bram.pk}")
    data = cards_of(client.get(address).content.decode(), "2", "4")
    for _press in range(2):
        client.post(address, data)
    assert sorted(Verdict.objects.values_list("relation", "person", "was_blind")) == [
        ("builds_on", filled.cast.bram.person_id, True),
        ("none", filled.cast.bram.person_id, True),
    ]
    again = client.get(filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/")).content.decode()
    assert [int(number) for number in re.findall(r"<h2>(\d+)</h2>", again)] == numbers


def test_a_wrong_digit_stores_none_of_the_cards(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    client = browse(filled.cast.paula.person)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/overnemen/?wie={filled.cast.bram.pk}")
    data = cards_of(client.get(address).content.decode(), "2", "7")
    response = client.post(address, data)
    assert response.status_code == 422
    assert "Kies 1, 2, 3 of 4" in response.content.decode()
    assert not Verdict.objects.exists()


def test_what_was_said_stays_when_a_meeting_goes(filled: Filled, browse: type_of_browse) -> None:
    match, meeting = filled.match(), meet(filled)
    actions.record(
        filled.cast.paula,
        meeting,
        match,
        {filled.cast.anna: Said(Relation.SAME)},
        digests=(match.left.digest, match.right.digest),
        stroke=uuid.uuid4(),
    )
    client = browse(filled.cast.paula.person)
    client.post(filled.cast.url(f"bijeenkomsten/{meeting.pk}/weghalen/"))
    assert client.get(filled.cast.url(f"bijeenkomsten/{meeting.pk}/")).status_code == 404
    assert Verdict.objects.count() == 1


def test_cards_are_not_typed_onto_another_pair_when_the_meeting_changes(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    client = browse(filled.cast.paula.person)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/overnemen/?wie={filled.cast.bram.pk}")
    data = cards_of(client.get(address).content.decode(), "2", "2")
    meeting.parts = [part_name(filled.vmbo.pk, "M2")]
    meeting.save()
    response = client.post(address, data)
    assert "gaat intussen over een ander deel" in response.content.decode()
    assert not Verdict.objects.exists()


def test_a_card_counts_also_when_both_sides_agreed_while_it_was_typed(filled: Filled, browse: type_of_browse) -> None:
    meeting, match = meet(filled), filled.match("M1-2", "B1-K1-W2")
    client = browse(filled.cast.paula.person)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/overnemen/?wie={filled.cast.anna.pk}")
    texts = f"{match.left.digest} {match.right.digest}"
    judge(filled.cast.anna, match, Relation.SAME)
    judge(filled.cast.bram, match, Relation.SAME)
    data = {
        "stroke": str(uuid.uuid4()),
        f"card-{match.pk}": "4",
        f"texts-{match.pk}": texts,
    }
    assert "1 kaart van Anna is bewaard" in client.post(address, data, follow=True).content.decode()
    (seen,) = seen_by(filled.cast.paula, [match])
    assert seen.state is State.DIFFERS


def test_who_still_has_to_judge_does_not_read_along_by_typing(filled: Filled) -> None:
    match, meeting = filled.match(), meet(filled)
    judge(filled.cast.anna, match, Relation.NONE, reason="geheim")
    filled.cast.boris.role = "project_leader"  # at the mbo: types, and judges as well
    filled.cast.boris.save()
    said = {filled.cast.bram: Said(Relation.NONE)}
    digests = (match.left.digest, match.right.digest)
    with pytest.raises(NotPossibleError, match="Oordeel eerst zelf"):
        actions.record(filled.cast.boris, meeting, match, said, digests=digests, stroke=uuid.uuid4())
    judge(filled.cast.boris, match, Relation.SAME)
    actions.record(filled.cast.boris, meeting, match, said, digests=digests, stroke=uuid.uuid4())


def test_whoever_was_written_down_for_reads_so_and_can_change_it(filled: Filled, browse: type_of_browse) -> None:
    match, meeting = filled.match(), meet(filled)
    said, digests = {filled.cast.bram: Said(Relation.NONE)}, (match.left.digest, match.right.digest)
    actions.record(filled.cast.paula, meeting, match, said, digests=digests, stroke=uuid.uuid4())
    page = browse(filled.cast.bram.person).get(
        filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/{match.pk}/")
    )
    assert "Paula schreef dit voor u op" in page.content.decode()


def test_a_meeting_goes_with_its_comparison(filled: Filled, browse: type_of_browse) -> None:
    meeting, match = meet(filled), filled.match()
    overlap.remove(filled.cast.paula, filled.comparison)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/")
    assert browse(filled.cast.paula.person).get(address).status_code == 404
    said, digests = {filled.cast.bram: Said(Relation.NONE)}, (match.left.digest, match.right.digest)
    with pytest.raises(Http404):
        actions.record(filled.cast.paula, meeting, match, said, digests=digests, stroke=uuid.uuid4())


def test_a_pair_outside_the_meeting_is_not_written_down(filled: Filled) -> None:
    meeting, match = meet(filled, [part_name(filled.vmbo.pk, "M2")]), filled.match()
    said, digests = {filled.cast.bram: Said(Relation.NONE)}, (match.left.digest, match.right.digest)
    with pytest.raises(Http404):
        actions.record(filled.cast.paula, meeting, match, said, digests=digests, stroke=uuid.uuid4())


def test_cards_show_what_is_stored_and_store_only_what_is_new(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    client = browse(filled.cast.paula.person)
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/kaarten/overnemen/?wie={filled.cast.bram.pk}")
    data = cards_of(client.get(address).content.decode(), "2", "4")
    client.post(address, data)
    page = client.get(address).content.decode()
    boxes = re.findall(r'<input[^>]*class="digit"[^>]*>', page)
    assert ['value="2"' in boxes[0], 'value="4"' in boxes[-1]] == [True, True]
    response = client.post(address, data | {"stroke": str(uuid.uuid4())}, follow=True)
    assert "Er is niets veranderd aan de kaarten van Bram" in response.content.decode()
    assert Verdict.objects.count() == 2


def test_a_decision_at_the_table_can_be_opened_again(filled: Filled, browse: type_of_browse) -> None:
    match, meeting = filled.match(), meet(filled)
    both = {filled.cast.anna: Said(Relation.NONE), filled.cast.bram: Said(Relation.NONE)}
    digests = (match.left.digest, match.right.digest)
    actions.record(filled.cast.paula, meeting, match, both, digests=digests, stroke=uuid.uuid4())
    client, address = browse(filled.cast.paula.person), filled.cast.url(f"bijeenkomsten/{meeting.pk}/tafel/")
    number = [place.match for place in places_in(filled.comparison, None)].index(match.pk) + 1
    assert f'href="?kaart={number}"' in client.get(f"{address}?net={number}").content.decode()
    assert f"Kaart {number}: wat vinden we samen?" in client.get(f"{address}?kaart={number}").content.decode()
