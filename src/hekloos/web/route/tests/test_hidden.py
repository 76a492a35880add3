"""Whoever tries to peek finds nothing before both sides answered: on pages, by the API, in the log, in its export."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from tests.filled import answer
from tests.people import Cast, person

from hekloos.core.route.scope import Extent, ScopeState
from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.calling import Caller
from hekloos.web.labs.models import Kind, LogEntry, Membership, Organisation, Partner, Role
from hekloos.web.route.models import ScopeAnswer
from hekloos.web.route.scope_queries import scope_of

type_of_browse = Callable[[Person], Client]
SECRET = {"why": "zeldzaam-woord-een", "for_whom": "zeldzaam-woord-twee", "from_year": 2099}
PAGES = (
    *("", "route/", "route/naast-elkaar/", "route/regels/", "logboek/", "logboek/?zoek=route", "logboek.csv"),
    *("route/antwoord/", "route/antwoord/waarom/", "route/antwoord/voor-wie/", "route/antwoord/vanaf/"),
    *("route/overnemen/1/", "mensen/"),
)
CALLS = ("/labs/toets", "/labs/toets/route/scope", "/labs/toets/route/norms", "/labs/toets/log", "/labs")


def told_to(member: Membership, cast: Cast, browse: type_of_browse) -> str:
    """All that this member can get to read of the lab."""
    client, caller = browse(member.person), Caller(member.person)
    pages = [client.get(cast.url(rest)).content.decode() for rest in PAGES]
    calls = [json.dumps(caller("GET", path).data) for path in CALLS]
    session = json.dumps(dict(client.session))
    return "\n".join([*pages, *calls, session])


def changed_secrets() -> Iterator[tuple[Extent, dict[str, object]]]:
    yield Extent.FRONT_DOOR, {"why": "heel iets anders", "for_whom": "iedereen", "from_year": 2028}
    yield Extent.DIPLOMA, SECRET


def readers(cast: Cast) -> list[Membership]:
    """Everybody but people of Anna's school."""
    school = Organisation.objects.create(name="Het Kompas", kind=Kind.VMBO)
    Partner.objects.create(lab=cast.lab, organisation=school)
    roles = (Role.TEACHER, Role.PROJECT_LEADER, Role.BOARD)
    others = [
        Membership.objects.create(person=person(role.value), lab=cast.lab, organisation=school, role=role)
        for role in roles
    ]
    return [cast.bram, cast.paula, cast.boris, *others]


def test_nobody_reads_an_answer_before_both_sides_answered(cast: Cast, browse: type_of_browse) -> None:
    everybody = readers(cast)
    answer(cast.anna, Extent.FRONT_DOOR, **SECRET)
    answer(everybody[3], Extent.FRONT_DOOR)  # another school of the vmbo as well
    for reader in everybody:
        told = told_to(reader, cast, browse)
        assert "zeldzaam-woord" not in told, reader
        assert "2099" not in told, reader
        data = Caller(reader.person)("GET", "/labs/toets/route/scope").data
        assert (data["state"], data["is_open"], data["differences"]) == ("waits_for_mbo", False, [])
        hidden = [one for one in data["schools"] if one["school"]["id"] == cast.vmbo.pk]
        assert [(one["has_answered"], one["answer"]) for one in hidden] == [(True, None)]
        assert {row["school"] for row in data["history"]} <= {reader.organisation_id}
    assert "zeldzaam-woord-een" in told_to(cast.anna, cast, browse)


def test_what_is_hidden_changes_no_byte_of_what_is_told(cast: Cast) -> None:
    """Not only the words: whatever Anna's school says, others are told the same."""
    everybody = readers(cast)
    row = answer(cast.anna, Extent.FRONT_DOOR, **SECRET)
    calls = [Caller(reader.person) for reader in everybody]
    before = [caller("GET", path).data for caller in calls for path in CALLS]
    for extent, said in changed_secrets():
        ScopeAnswer.objects.filter(pk=row.pk).update(extent=extent.value, **said)
        assert [caller("GET", path).data for caller in calls for path in CALLS] == before


def test_a_school_that_did_not_answer_stays_blind_when_both_sides_did(cast: Cast, browse: type_of_browse) -> None:
    *_others, teacher, leader, board = readers(cast)
    answer(cast.anna, Extent.FRONT_DOOR, **SECRET)
    answer(cast.bram, Extent.FRONT_DOOR, **SECRET)
    for reader in (teacher, leader, board):
        told = told_to(reader, cast, browse)
        assert "zeldzaam-woord" not in told
        assert scope_of(reader).state is ScopeState.WAITS_FOR_SCHOOLS
    answer(cast.bram, Extent.DIPLOMA)
    assert scope_of(teacher).state is ScopeState.WAITS_FOR_SCHOOLS  # that they differ says something too
    assert scope_of(cast.paula).state is ScopeState.DIFFERS
    answer(teacher)
    assert "zeldzaam-woord-een" in told_to(board, cast, browse)


def test_after_both_sides_answered_it_is_shown(cast: Cast, browse: type_of_browse) -> None:
    answer(cast.anna, Extent.FRONT_DOOR, **SECRET)
    answer(cast.bram)
    for reader in (cast.bram, cast.paula, cast.boris):
        page = browse(reader.person).get(cast.url("route/")).content.decode()
        assert "zeldzaam-woord-een" in page, reader
        assert "zeldzaam-woord-een" in browse(reader.person).get(cast.url("route/naast-elkaar/")).content.decode()


def test_the_log_never_says_what_was_answered(cast: Cast) -> None:
    answer(cast.anna, Extent.FRONT_DOOR, **SECRET)
    answer(cast.anna, Extent.DIPLOMA, **SECRET)
    answer(cast.bram)
    lines = list(LogEntry.objects.filter(lab=cast.lab).order_by("pk").values_list("verb", "subject", "detail"))
    assert lines == [
        ("scope.answered", "De Vaart", ""),
        ("scope.changed", "De Vaart", ""),
        ("scope.answered", "Roc Zuid", ""),
    ]


@pytest.mark.parametrize("rest", ["route/overnemen/{pk}/", "route/bevestigen/"])
def test_an_answer_that_is_hidden_cannot_be_used(rest: str, cast: Cast, browse: type_of_browse) -> None:
    row = answer(cast.anna, Extent.FRONT_DOOR, **SECRET)
    bram = browse(cast.bram.person)
    response = bram.post(cast.url(rest.format(pk=row.pk)), {"answer": row.pk, "why": "", "after": ""})
    assert response.status_code in (302, 404)
    assert "zeldzaam-woord" not in bram.get(cast.url("route/")).content.decode()
    assert ScopeAnswer.objects.count() == 1
    told = Caller(cast.bram.person)("POST", "/labs/toets/route/scope/confirmation", {"answer": row.pk})
    assert (told.status, "zeldzaam" in json.dumps(told.data)) == (409, False)


def test_two_of_one_school_may_read_each_other(cast: Cast, browse: type_of_browse) -> None:
    answer(cast.bram, Extent.FRONT_DOOR, **SECRET)
    assert "zeldzaam-woord-een" in browse(cast.boris.person).get(cast.url("route/")).content.decode()
