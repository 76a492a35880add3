"""The description of the API is in the repository, so that every change of it is seen."""

import pytest
from tests.people import Cast
from write_openapi import SNAPSHOT, as_text

from hekloos.web.api.api import api
from hekloos.web.api.tests.calling import Caller


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
