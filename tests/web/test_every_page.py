"""Every address of the site, walked as people of the lab, as Chris, and as somebody who is not logged in."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from tests.filled import Filled, answer, bring, build_route, meet
from tests.people import Cast

from hekloos.core.route.scope import Extent
from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions as labs
from hekloos.web.labs.models import LogEntry, Partner, Role
from hekloos.web.route.plan_convert import read_version

MOST_QUERIES = 12
OF_A_SCHOOL = {
    "judge", "take_back", "queue", "turn", "turn_judge", "turn_undo",
    "scope_extent", "scope_why", "scope_for_whom", "scope_from_year", "scope_take_over", "scope_confirm",
}  # fmt: skip  # only who is at a school judges and answers

type_of_browse = Callable[[Person], Client]


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of everything that stands below a lab."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif route.startswith("lab/<slug:lab>/"):
            yield str(entry.name), route


@pytest.fixture
def addresses(filled: Filled) -> dict[str, str]:
    """The address of every page of the filled lab by its name; each names something that is there."""
    cast = filled.cast
    waiting = bring(cast.anna, "nieuw.csv", "code,soort,tekst\nX,eindterm,Strijken\n")
    labs.invite(cast.paula, organisation=cast.vmbo, role=Role.TEACHER, for_whom="Dirk")
    numbers = {
        "programme": filled.vmbo.pk, "changes": filled.vmbo.pk, "remove_programme": filled.vmbo.pk,
        "rename_programme": filled.vmbo.pk, "use_again": filled.vmbo.pk,
        "upload": waiting.pk, "adopt": waiting.pk, "discard": waiting.pk,
        "change_role": cast.anna.pk, "end_membership": cast.anna.pk,
        "withdraw_invitation": cast.lab.invitations.get().pk,
        "remove_partner": Partner.objects.filter(lab=cast.lab)[0].pk,
    }  # fmt: skip
    match = filled.match()
    meeting = meet(filled)
    for name in ("meeting", "change_meeting", "remove_meeting", "cards", "enter_cards", "table"):
        numbers[name] = meeting.pk
    planned = build_route(filled)
    core, _plan = read_version(planned.versions.get())
    answer(cast.anna, Extent.FRONT_DOOR)
    numbers["scope_take_over"] = answer(cast.bram).pk
    found = {}
    for name, route in patterns(get_resolver()):
        wanted = {"lab": cast.lab.slug, "pk": numbers.get(name, filled.comparison.pk), "number": 1}
        wanted |= {"match": match.pk, "item": match.left_id, "form": "xlsx", "comparison": filled.comparison.pk}
        if "/leerroutes/" in route:
            wanted |= {"pk": planned.pk, "unit": core.units[0].id, "item": core.items[0].key, "kind": "xlsx"}
        found[name] = reverse(name, kwargs={key: value for key, value in wanted.items() if f":{key}>" in route})
    return found


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
