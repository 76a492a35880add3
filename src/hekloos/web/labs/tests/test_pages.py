"""Pages of a lab as people read them."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions
from hekloos.web.labs.log import SENTENCES, sentence
from hekloos.web.labs.models import LogEntry, Role
from hekloos.web.labs.permissions import IN_WORDS, RIGHTS, Verb
from hekloos.web.labs.queries import log_of

type_of_browse = Callable[[Person], Client]


def _without_secrets(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())


def test_whoever_was_removed_reads_what_may_be_the_reason(cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.anna.person)
    assert client.get(cast.url("mensen/")).status_code == 200
    actions.end_membership(cast.paula, cast.anna)
    response = client.get(cast.url("mensen/"))
    assert response.status_code == 404
    page = response.content.decode()
    assert "De pagina bestaat niet, of u hebt er geen toegang (meer) toe." in page
    assert 'href="/?alle">Naar Mijn leerlabs</a>' in page
    assert cast.lab.name not in page


def test_a_lab_out_of_reach_looks_like_one_that_is_not_there(cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.anna.person)
    elsewhere = client.get(f"/lab/{cast.other_lab.slug}/mensen/")
    nowhere = client.get("/lab/bestaat-niet/mensen/")
    assert (elsewhere.status_code, nowhere.status_code) == (404, 404)
    assert _without_secrets(elsewhere.content) == _without_secrets(nowhere.content)
    assert dict(elsewhere.headers) == dict(nowhere.headers)


def _said(cast: Cast, words: str) -> list[str]:
    return [sentence(entry) for entry in log_of(cast.boris, {"zoek": words})]


@pytest.mark.parametrize(
    "words",
    ["nodigde Dirk uit", "NODIGDE uit", "uit als docent", "Paula nodigde", "dirk docent", "nodigde  Dirk  uit "],
)
def test_the_log_is_searched_by_what_people_read(words: str, cast: Cast) -> None:
    actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    actions.invite(cast.paula, organisation=cast.mbo, role=Role.BOARD, for_whom="Eva")
    actions.change_role(cast.paula, cast.anna, Role.TEAM_LEADER)
    found = _said(cast, words)
    assert "nodigde Dirk uit als docent" in found
    assert "maakte Anna teamleider" not in found
    assert len(found) < LogEntry.objects.count()


def test_a_word_that_stands_nowhere_finds_nothing(cast: Cast) -> None:
    actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    assert _said(cast, "Dirk fiets") == []
    assert _said(cast, "{subject}") == _said(cast, "subject") == []


def test_every_line_of_the_log_is_found_by_its_own_words(cast: Cast) -> None:
    for verb in SENTENCES:
        LogEntry.objects.create(lab=cast.lab, person=cast.paula.person, verb=verb, subject="Schuur", detail="groen")
    for entry in LogEntry.objects.all():
        assert sentence(entry) in _said(cast, f"{entry.person} {sentence(entry)}")


def test_everybody_can_read_what_each_role_may(cast: Cast, browse: type_of_browse) -> None:
    page = browse(cast.boris.person).get(cast.url("mensen/")).content.decode()
    told = {html.unescape(words): who for words, who in re.findall(r"<li><b>(.*?):</b> (.*?)\.</li>", page)}
    assert list(told) == [str(words) for words in IN_WORDS.values()]
    for verb in Verb:
        allowed = told[str(IN_WORDS[verb])].split(", ")
        for role, rights in RIGHTS.items():
            assert (role.label in allowed or allowed == ["iedereen"]) is (verb in rights), (role, verb)


def test_every_cell_of_a_table_says_what_it_is_on_a_narrow_screen(cast: Cast, browse: type_of_browse) -> None:
    page = browse(cast.paula.person).get(cast.url("mensen/")).content.decode()
    head, body = (
        re.findall(r"<th scope=\"col\">([^<]+)</th>", page),
        page.partition("<tbody>")[2].partition("</tbody>")[0],
    )
    assert head == ["Naam", "Namens", "Rol"]
    for row in body.split("<tr>")[1:]:
        assert re.findall(r'data-label="([^"]+)"', row) == head[1:]


def test_whoever_does_not_want_it_goes_back_to_where_they_were(cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.paula.person)
    people = cast.url("mensen/")
    for path in (f"{people}{cast.anna.pk}/weg/", cast.url(f"partners/{cast.lab.partner_set.all()[0].pk}/weg/")):
        page = client.get(path).content.decode()
        assert f'href="{people}">Nee, laat het zo</a>' in page
        assert f'href="{people}" aria-current="page"' in page


def test_whoever_takes_part_is_not_asked_to_join(cast: Cast, browse: type_of_browse) -> None:
    secret = actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    for person, is_asked in ((cast.paula.person, False), (cast.chris.person, True)):
        page = browse(person).get(f"/uitnodiging/{secret}/").content.decode()
        assert ("<button>Doe mee</button>" in page) is is_asked
        assert ("U doet zelf al mee." in page) is not is_asked
