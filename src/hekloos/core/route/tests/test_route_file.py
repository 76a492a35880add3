import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.coverage import prove
from hekloos.core.route.route import as_it_is
from hekloos.core.route.route_file import NotARouteError, read_route, write_route
from hekloos.core.route.rules import broken
from hekloos.core.route.schools import prove_each
from hekloos.core.route.tests.routes import SAME, plans, routes, small
from hekloos.core.route.wording import hole_sentence, rule_sentences


@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    route = data.draw(routes())
    plan = data.draw(plans(route))
    written = write_route(route, plan)
    there = read_route(written)
    assert (there.route, there.plan, there.was_changed) == (route, plan, False)
    assert write_route(there.route, there.plan) == written


def test_who_changes_a_letter_is_told_so() -> None:
    written = write_route(small(SAME), as_it_is(small(SAME)))
    assert read_route(written.replace(b"Vmbo kan a", b"Vmbo kan b")).was_changed


def test_levels_of_items_are_kept_and_a_file_of_before_them_can_be_read() -> None:
    route = small(SAME)
    route = replace(route, items=(replace(route.items[0], levels=("BB", "KB")), *route.items[1:]))
    assert read_route(write_route(route, as_it_is(route))).route == route
    told = json.loads(write_route(small(SAME), as_it_is(small(SAME))))
    for item in told["items"]:
        del item["levels"]
    assert read_route(json.dumps(told).encode()).route == small(SAME)


@given(st.data())
def test_no_damage_gives_anything_but_a_route_or_a_refusal(data: st.DataObject) -> None:
    told = json.loads(write_route(small(SAME), as_it_is(small(SAME))))
    odd = st.sampled_from([None, -1, 1e400, "", [], {}, True, "x", [["a"]], {"slot": 1}])
    where = told
    for _depth in range(data.draw(st.integers(0, 3))):
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        deeper = [key for key in keys if isinstance(where[key], dict | list) and where[key]]
        if not deeper:
            break
        where = where[data.draw(st.sampled_from(deeper))]
    key = data.draw(st.sampled_from(list(where) if isinstance(where, dict) else list(range(len(where)))))
    where[key] = data.draw(odd)
    try:
        there = read_route(json.dumps(told).encode())
    except NotARouteError:
        return
    assert write_route(there.route, there.plan)
    assert prove_each(there.route, there.plan)
    assert all(hole_sentence(there.route, hole) for hole in prove(there.route, there.plan).holes)
    assert all(rule_sentences(there.route, rule) for rule in broken(there.route, there.plan))


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "hours": lambda told: told["units"][0]["hours"].update(guided=1e300),
    "no hours": lambda told: told["units"][0]["hours"].update(guided=float("nan")),
    "words for hours": lambda told: told["limits"].update(hours_per_period="veel"),
    "endless hours": lambda told: told["limits"].update(hours_per_year=float("inf")),
    "a share": lambda told: told["limits"].update(shortening=-7),
    "yes": lambda told: told["limits"].update(mbo_early="ja"),
    "a title": lambda told: told["units"][0].update(title=["va"]),
    "a needle": lambda told: told["units"][0].update(needs=["nergens"]),
    "a period": lambda told: told["plan"]["slots"].update(va=10**400),
    "years": lambda told: told["calendar"].update(years=10**9),
    "names": lambda told: told.update(exemptions=[{"item": "a", "reason": "x", "names": "ab" * 10}]),
    "many units": lambda told: told.update(units=told["units"] * 20_000),
    "a text as list": lambda told: told.update(items="abc"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_route_can_hold_is_refused(name: str) -> None:
    told = json.loads(write_route(small(SAME), as_it_is(small(SAME))))
    HOSTILE[name](told)
    with pytest.raises(NotARouteError):
        read_route(json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[" * 100_000, b'{"format": "hekloos-route", "version": 2}'])
def test_what_is_no_route_is_refused(content: bytes) -> None:
    with pytest.raises(NotARouteError):
        read_route(content)
