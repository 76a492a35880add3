"""Every address of the site, walked as people of the lab, as Chris, and as somebody who is not logged in."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.filled import Filled
from tests.people import Cast
from tests.web.addresses import addresses_of

from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import LogEntry

MOST_QUERIES = 12
OF_A_SCHOOL = {
    "judge", "take_back", "queue", "turn", "turn_judge", "turn_undo",
    "scope_extent", "scope_why", "scope_for_whom", "scope_from_year", "scope_take_over", "scope_confirm",
}  # fmt: skip  # only who is at a school judges and answers

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def addresses(filled: Filled) -> dict[str, str]:
    return addresses_of(filled)


def test_whoever_has_no_rights_finds_nothing(addresses: dict[str, str], cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.chris.person)
    lines = LogEntry.objects.count()
    assert len(addresses) > 25
    for name, address in addresses.items():
        assert client.get(address).status_code == 404, name
        assert client.post(address).status_code == 404, name
    assert LogEntry.objects.count() == lines


def test_whoever_is_not_logged_in_is_asked_to(addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        for response in (Client().get(address), Client().post(address)):
            assert response.status_code == 302, name
            assert response["Location"].startswith("/account/inloggen/")


def test_members_see_every_page(addresses: dict[str, str], cast: Cast, browse: type_of_browse) -> None:
    facilitator, teacher = browse(cast.paula.person), browse(cast.anna.person)
    facilitator.get(cast.url())  # a process remembers that the site is in use, and how far people are
    seen = 0
    for name, address in addresses.items():
        client = teacher if name in OF_A_SCHOOL else facilitator
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert len(asked) <= MOST_QUERIES, (name, [query["sql"][:150] for query in asked])
        if name in OF_A_SCHOOL:
            assert facilitator.get(address).status_code == 404
        if response.status_code == 302:  # it only takes what is sent
            assert response["Location"] == cast.url()
        else:
            assert response.status_code == 200, name
            seen += 1
            if "html" in response["Content-Type"]:
                _is_sound(response.content, name)
    assert seen > 12


def _is_sound(content: bytes, name: str) -> None:
    assert content.count(b"<h1") == 1, name
    assert b"style=" not in content, name
    ids = re.findall(rb' id="([^"]+)"', content)
    assert len(ids) == len(set(ids)), (name, ids)
    assert b" on" + b"click" not in content, name
    assert len(content) < 150_000, name


def test_the_board_changes_nothing(addresses: dict[str, str], cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.boris.person)
    for name, address in addresses.items():
        assert client.post(address).status_code in (404, 405), name


def test_the_site_is_not_framed_and_loads_nothing_from_elsewhere(cast: Cast, browse: type_of_browse) -> None:
    response = browse(cast.anna.person).get(cast.url())
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert b"://" not in response.content.replace(b"http://www.w3.org", b"")
