import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.route import as_it_is
from hekloos.core.route.route_file import NotARouteError, read_route, write_route
from hekloos.core.route.tests.routes import SAME, plans, routes, small


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


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[" * 100_000, b'{"format": "hekloos-route", "version": 2}'])
def test_what_is_no_route_is_refused(content: bytes) -> None:
    with pytest.raises(NotARouteError):
        read_route(content)
