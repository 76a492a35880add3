"""The log as people read and keep it."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import Filled, meet
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions, views
from hekloos.web.labs.log import log, told_together
from hekloos.web.labs.models import LogEntry

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


def many_verdicts(cast: Cast) -> None:
    for number in range(14):
        log(cast.anna, "verdict.given", f"M1-{number} - B1-K1-W1")
        log(cast.bram, "verdict.given", f"M1-{number} - B1-K1-W1")
    log(cast.anna, "verdict.given", "M1-0 - B1-K1-W1")  # once more of the same pair
    log(cast.anna, "verdict.taken_back", "M1-0 - B1-K1-W1")


def test_many_verdicts_of_one_person_are_one_line_with_the_others_folded(cast: Cast, browse: type_of_browse) -> None:
    log(cast.paula, "lab.changed", "Toets")
    many_verdicts(cast)
    client = browse(cast.boris.person)
    page = client.get(cast.url("logboek/")).content.decode()
    assert page.count("beoordeelde 14 paren") == 2
    assert page.count("<details>") == 2
    assert page.count("beoordeelde M1-3 - B1-K1-W1") == 2
    told = [line.sentence for line in client.get(cast.url("logboek/")).context["lines"]]
    assert told == [
        "nam het oordeel over M1-0 - B1-K1-W1 terug",
        "beoordeelde 14 paren",
        "beoordeelde 14 paren",
        "veranderde de gegevens van het leerlab",
    ]


def test_the_table_keeps_every_line(cast: Cast, browse: type_of_browse) -> None:
    many_verdicts(cast)
    assert len(table_of(browse(cast.boris.person).get(cast.url("logboek.csv")).content)) == 30


def test_a_few_verdicts_are_told_one_by_one(cast: Cast) -> None:
    for number in range(3):
        log(cast.anna, "verdict.given", f"M1-{number} - B1-K1-W1")
    told = [line.sentence for line in told_together(LogEntry.objects.select_related("person"))]
    assert told == [f"beoordeelde M1-{number} - B1-K1-W1" for number in (2, 1, 0)]


def test_a_line_leads_to_what_it_is_about(filled: Filled, browse: type_of_browse) -> None:
    meeting = meet(filled)
    page = browse(filled.cast.boris.person).get(filled.cast.url("logboek/")).content.decode()
    for address, told in (
        (f"programmas/{filled.vmbo.pk}/", "nam vmbo-schoon over"),
        (f"vergelijkingen/{filled.comparison.pk}/", "liet vmbo-schoon - mbo-schoon vergelijken"),
        (f"bijeenkomsten/{meeting.pk}/", "plande de bijeenkomst Schoonmaken"),
    ):
        assert f'<a href="{filled.cast.url(address)}">{told}' in page
