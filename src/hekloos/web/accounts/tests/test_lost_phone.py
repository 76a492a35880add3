"""Whoever lost the phone of the second step is helped by the administrator of the site, and by nobody else."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.http import Http404
from django.test import Client
from tests.password import PASSWORD
from tests.people import Cast, person

from hekloos.web.accounts import actions
from hekloos.web.accounts.models import Person

PEOPLE = "/beheer/mensen/"
type_of_browse = Callable[[Person], Client]


def page_of(who: Person) -> str:
    return f"{PEOPLE}{who.pk}/tweede-stap/"


def give_second_step(who: Person) -> None:
    TOTP.activate(who, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(who)
    Authenticator.objects.create(user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutel 1"})


@pytest.fixture
def anna(cast: Cast) -> Person:
    give_second_step(cast.anna.person)
    return cast.anna.person


def test_the_password_is_enough_again_and_old_sessions_are_over(
    anna: Person, cast: Cast, browse: type_of_browse
) -> None:
    ada, elsewhere, bram = browse(cast.admin), browse(anna), browse(cast.bram.person)
    assert page_of(anna) in ada.get(PEOPLE).content.decode()
    shown = ada.get(page_of(anna)).content.decode()
    assert "Zet u de tweede stap van Anna uit?" in shown
    assert Authenticator.objects.filter(user=anna).count() == 3  # looking changes nothing
    assert "staat uit" in ada.post(page_of(anna), follow=True).content.decode()
    assert not Authenticator.objects.filter(user=anna).exists()
    assert elsewhere.get(cast.url()).status_code == 302
    assert bram.get(cast.url()).status_code == 200
    again = Client().post("/account/inloggen/", {"login": anna.email, "password": PASSWORD}, follow=True)
    assert "Leerlab Toets" in again.content.decode()


def test_only_who_has_a_second_step_gets_the_link(anna: Person, cast: Cast, browse: type_of_browse) -> None:
    give_second_step(cast.admin)
    shown = browse(cast.admin).get(PEOPLE).content.decode()
    assert page_of(anna) in shown
    assert page_of(cast.bram.person) not in shown
    assert page_of(cast.admin) not in shown


@pytest.mark.parametrize("who", ["bram", "paula", "chris"])
def test_for_others_the_page_is_not_there(who: str, anna: Person, cast: Cast, browse: type_of_browse) -> None:
    client = browse(getattr(cast, who).person)
    assert client.get(page_of(anna)).status_code == 404
    assert client.post(page_of(anna)).status_code == 404
    with pytest.raises(Http404):
        actions.turn_off_second_step(getattr(cast, who).person, anna)
    assert Authenticator.objects.filter(user=anna).count() == 3


def test_nobody_does_it_for_themselves(cast: Cast, browse: type_of_browse) -> None:
    give_second_step(cast.admin)
    client = browse(cast.admin)
    assert client.get(page_of(cast.admin)).status_code == 404
    assert client.post(page_of(cast.admin)).status_code == 404
    with pytest.raises(Http404):
        actions.turn_off_second_step(cast.admin, cast.admin)
    assert Authenticator.objects.filter(user=cast.admin).exists()
    other = person("Otto", is_superuser=True)
    actions.turn_off_second_step(other, cast.admin)
    assert not Authenticator.objects.filter(user=cast.admin).exists()


def test_it_is_told_to_who_reads_what_the_server_says(
    anna: Person, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    actions.turn_off_second_step(cast.admin, anna)
    assert f"person {cast.admin.pk} turned off the second step of person {anna.pk}" in caplog.text
