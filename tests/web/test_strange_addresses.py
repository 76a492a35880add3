"""Numbers and signs in an address, or in a form, that no page gave: they lead nowhere, and break nothing."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.filled import Filled, bring
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import Membership, Role

type_of_browse = Callable[[Person], Client]
NUMBERS = ["0", "2147483648", "9223372036854775808", "99999999999999999999", "9" * 5000]
SIGNS = ["%00", "a%00b", "%01", "%ED%A0%80", "-1", "%D9%A3", "1e9", ""]


def test_pages_of_rows_that_cannot_exist_are_not_there(filled: Filled, browse: type_of_browse) -> None:
    paula = browse(filled.cast.paula.person)
    rows = {"vmbo": filled.vmbo.pk, "found": filled.comparison.pk}
    for page in (
        "programmas/{}/", "programmas/{vmbo}/versie/{}/", "programmas/inlezen/{}/", "vergelijkingen/{}/",
        "vergelijkingen/{}/paren/", "vergelijkingen/{found}/paren/{}/", "vergelijkingen/{found}/onderdeel/{}/",
    ):  # fmt: skip
        for number in NUMBERS:
            assert paula.get(filled.cast.url(page.format(number, **rows))).status_code == 404, (page, number)


def test_what_cannot_be_asked_for_is_left_aside(filled: Filled, browse: type_of_browse) -> None:
    paula = browse(filled.cast.paula.person)
    pairs, items = f"vergelijkingen/{filled.comparison.pk}/paren/", f"programmas/{filled.vmbo.pk}/"
    for page in (
        pairs + "?vmbo={0}&pagina={0}", pairs + "?mbo={0}", pairs + "?wie={0}", pairs + "?kans={0}&stand={0}",
        pairs + "?zoek={0}", items + "?pagina={0}", items + "?zoek={0}", items + "?niveau={0}&onderdeel={0}",
        "logboek/?wie={0}&pagina={0}", "logboek/?zoek={0}", "logboek/?vanaf={0}&tot={0}", "logboek.csv?wie={0}",
    ):  # fmt: skip
        for value in (*NUMBERS, *SIGNS):
            assert paula.get(filled.cast.url(page.format(value)), follow=True).status_code == 200, (page, value)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_programme_that_cannot_exist_is_not_compared(number: str, cast: Cast, browse: type_of_browse) -> None:
    page = browse(cast.anna.person).post(cast.url("vergelijkingen/nieuw/"), {"left": [number], "right": [number]})
    assert page.status_code == 200
    assert not page.context["form"].is_valid()


def test_a_title_loses_the_signs_that_nobody_can_see(filled: Filled, browse: type_of_browse) -> None:
    upload = bring(filled.cast.anna, "nieuw.csv", "code,soort,niveau,tekst\nT1,eindterm,BB,Ramen lappen\n")
    sent = {"neem-0": "1", "titel-0": "Ramen\0\u202e lappen\x01 op de gang"}
    browse(filled.cast.anna.person).post(filled.cast.url(f"programmas/inlezen/{upload.pk}/overnemen/"), sent)
    assert filled.cast.lab.frameworks.latest("pk").title == "Ramen lappen op de gang"


def test_who_came_back_can_be_asked_for_once(filled: Filled, browse: type_of_browse) -> None:
    boris = filled.cast.boris
    Membership.objects.filter(pk=boris.pk).update(left_at=timezone.now())
    Membership.objects.create(person=boris.person, lab=boris.lab, organisation=boris.organisation, role=Role.BOARD)
    for page in ("logboek/", f"vergelijkingen/{filled.comparison.pk}/paren/"):
        shown = browse(filled.cast.paula.person).get(filled.cast.url(f"{page}?wie={boris.person_id}"))
        assert list(shown.context["form"].fields["wie"].queryset).count(boris.person) == 1


def test_somebody_elses_press_of_a_button_is_not_mine(filled: Filled, browse: type_of_browse) -> None:
    match = filled.match()
    page = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/{match.pk}/")
    sent = {
        "relation": "same",
        "left_digest": match.left.digest,
        "right_digest": match.right.digest,
        "stroke": str(uuid.uuid4()),
    }
    for member in (filled.cast.anna, filled.cast.bram):
        shown = browse(member.person).post(page + "oordeel/", sent, follow=True)
        assert shown.status_code == 200
    assert "al voor iets anders gebruikt" in shown.content.decode()
    assert [verdict.person_id for verdict in match.pair.verdicts.all()] == [filled.cast.anna.person_id]
