"""The description of the API is in the repository, so that every change of it is seen."""

import re
from typing import Any

import pytest
from tests.pages import REFERENCE, sections, table
from tests.people import Cast
from write_openapi import SNAPSHOT, as_text

from hekloos.core.agreement import State
from hekloos.core.route.scope import ScopeState
from hekloos.web.api.api import api
from hekloos.web.api.tests.calling import Caller
from hekloos.web.labs.permissions import Verb


def test_the_description_is_up_to_date() -> None:
    is_same = SNAPSHOT.read_text(encoding="utf-8") == as_text(api.get_openapi_schema())
    assert is_same, "the API is another one than openapi.json says; when that is meant, run `make openapi`"


def test_the_description_is_told_to_who_has_a_token(cast: Cast) -> None:
    answer = Caller(cast.anna.person)("GET", "/openapi.json")
    assert as_text(answer.data) == SNAPSHOT.read_text(encoding="utf-8")
    assert Caller(None)("GET", "/openapi.json").status == 401


@pytest.mark.parametrize("path", ["/docs", "/"])
def test_there_is_no_page_with_things_from_elsewhere(path: str, cast: Cast) -> None:
    assert Caller(cast.anna.person).client.get(f"/api/v1{path}").status_code == 404


def test_the_page_of_the_documentation_names_what_there_is() -> None:
    page = REFERENCE / "api.md"
    told = page.read_text(encoding="utf-8")
    paths = [re.sub(r"\{\w+\}", "0", path) for path in api.get_openapi_schema()["paths"]]
    named = {re.sub(r"\d+|toets", "0", path) for path in re.findall(r"\$(?:LAB|HEKLOOS)((?:/[\w-]+)+)", told)}
    assert named
    for path in named:
        assert any(known.endswith(path) for known in paths), path
    assert table(sections(page)["A token"], "right") == {verb.value for verb in Verb}
    assert table(sections(page)["From two files to a verdict"], "state") == {state.value for state in State}
    assert table(sections(page)["How far the route runs"], "state") == {state.value for state in ScopeState}
    answers = {status for call in every_call() for status in call["responses"] if int(status) >= 400}
    assert answers | {"405", "429", "500"} == table(sections(page)["What is wrong"], "status")


def every_call() -> list[dict[str, Any]]:
    return [call for methods in api.get_openapi_schema()["paths"].values() for call in methods.values()]
