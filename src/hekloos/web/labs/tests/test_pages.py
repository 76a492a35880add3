"""Pages of a lab as people read them."""

import re
from collections.abc import Callable

from django.test import Client
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions

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
