"""Long lists fold by module and kerntaak; what is wrong stands open."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.filled import VMBO, Filled, adopt, build_route, compare

from hekloos.core.route.changing import PutUnit
from hekloos.web.accounts.models import Person
from hekloos.web.route import plan_actions as actions
from hekloos.web.route import row_groups
from hekloos.web.route.models import Route
from hekloos.web.route.plan_queries import newest_comparison
from hekloos.web.route.row_groups import group_of_unit, in_groups
from hekloos.web.route.tests.planned import agree, core_of

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> Route:
    monkeypatch.setattr(row_groups, "FEW", 2)
    agree(filled)
    return build_route(filled)


def test_a_long_list_is_folded_where_there_is_nothing_to_say_and_a_short_one_is_not() -> None:
    rows = [{"at": at, "wrong": at == 12} for at in range(13)]
    found = in_groups(rows, lambda row: "ab"[row["at"] > 6], marks=lambda row: row["wrong"], opens=bool)
    assert [(one.title, len(one.rows), one.marked, one.is_open) for one in found] == [
        ("a", 7, 0, False),
        ("b", 6, 1, True),
    ]
    assert all(one.is_open for one in in_groups(rows[:12], lambda row: "ab"[row["at"] > 6], marks=bool, opens=bool))
    assert in_groups(rows, lambda _row: "a", marks=lambda _row: False, opens=bool)[0].is_open


def test_a_block_belongs_where_most_of_it_does(route: Route) -> None:
    core = core_of(route)
    keys = {item.code: item.key for item in core.items}
    unit = replace(core.units[0], treats=(keys["M1-1"], keys["M2-1"], keys["M2-2"]), assesses=())
    assert group_of_unit(core, unit) == core.item_by_key[keys["M2-1"]].group
    assert group_of_unit(core, replace(unit, treats=(), assesses=())) == ""


def test_what_has_no_place_stands_above_what_is_folded(route: Route, filled: Filled, browse: type_of_browse) -> None:
    client, address = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/bewijs/")
    page = client.get(address).content.decode()
    assert 'id="lacking"' not in page
    assert page.count('<details class="card fold">') == len({item.group for item in core_of(route).items})
    adopt(filled.cast.anna, "vmbo-schoon.csv", f"{VMBO}M2-3,eindterm,M2,KB,De kandidaat kan een tafel dekken.\n")
    compare(filled.cast.paula, filled.vmbo, filled.mbo)
    actions.refresh(filled.cast.anna, route, newest_comparison(filled.cast.anna, route))
    page = client.get(address).content.decode()
    above, _line, folded = page.partition("<details")
    assert "tafel dekken" in above[above.index('id="lacking"') :]
    assert "tafel dekken" not in folded
    asked = client.get(f"{address}?toon=dubbel").content.decode()
    assert '<details class="card fold">' not in asked  # who asked for something sees it


def test_a_block_that_does_not_fit_stands_open_and_says_so(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client, address = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/blokken/")
    assert "past nog niet" not in client.get(address).content.decode()
    core = core_of(route)
    first, second = core.units[0], core.units[1]
    change = PutUnit(replace(first, needs=(second.id,), slot=0))
    actions.edit(filled.cast.anna, route, change, seen=1, what="route.unit_changed")
    page = client.get(address).content.decode()
    group = page[page.index('<details class="card fold" open>') :].partition("</details>")[0]
    assert "past nog niet" in group
    assert first.title in group
    assert '<details class="card fold">' in page
