"""The log as people read and keep it."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions, views
from hekloos.web.labs.log import log

type_of_browse = Callable[[Person], Client]
WRONG = ["vanaf=onzin", "tot=2024-13-01", "wie=0", "zoek=%00"]


def table_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]


@pytest.mark.parametrize("asked", WRONG)
def test_a_wrong_filter_shows_what_is_wrong_and_no_line(asked: str, cast: Cast, browse: type_of_browse) -> None:
    log(cast.anna, "lab.changed")
    client = browse(cast.boris.person)
    page = client.get(cast.url(f"logboek/?{asked}"))
    assert page.context["form"].errors
    assert "veranderde de gegevens" not in page.content.decode()
    table = client.get(cast.url(f"logboek.csv?{asked}"), follow=True)
    assert table.redirect_chain
    assert "errorlist" in table.content.decode()
    assert "veranderde de gegevens" not in table.content.decode()


def test_a_table_that_is_not_all_says_so(cast: Cast, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LINES_OF_EXPORT", 2)
    client, page = browse(cast.boris.person), cast.url("logboek.csv")
    for name in ("Een", "Twee", "Drie"):
        lines = table_of(client.get(page).content)
        assert all(line[0] for line in lines)
        actions.change_lab(cast.paula, name=name, line="route", start="spontaneous")
    *lines, last = table_of(client.get(page).content)
    assert len(lines) == 2
    assert last == ["", "", "Dit zijn de nieuwste 2 regels. Kies in het logboek een periode om oudere te bewaren."]
