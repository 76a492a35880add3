"""A link for whoever forgot the password: only the administrator of the site makes it, and it works once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone
from tests.password import PASSWORD
from tests.people import Cast

from hekloos.web.accounts import actions
from hekloos.web.accounts.models import PasswordLink

PEOPLE = "/beheer/mensen/"
NEW = "een nieuw hek om de tuin"


def test_the_administrator_finds_people_and_makes_a_link(browse: Callable[..., Client], cast: Cast) -> None:
    ada, anna = browse(cast.admin), browse(cast.anna.person)
    page = ada.get(PEOPLE, {"zoek": "anna EXAMPLE"}).content.decode()
    assert "anna@example.nl" in page
    assert "bram@example.nl" not in page
    page = ada.post(f"{PEOPLE}{cast.anna.person.pk}/link/").content.decode()
    (link,) = re.findall(r'value="http://testserver(/account/nieuw-wachtwoord/[\w-]+/)"', page)
    assert "anna@example.nl" in Client().get(link).content.decode()
    visitor = Client()
    assert "Log er nu mee in." in visitor.post(link, {"password": NEW}, follow=True).content.decode()
    cast.anna.person.refresh_from_db()
    assert cast.anna.person.check_password(NEW)
    assert anna.get(cast.url()).status_code == 302  # the sessions of before are over
    assert visitor.get(cast.url()).status_code == 302  # and whoever used the link logs in as always


@pytest.mark.parametrize("who", ["anna", "paula", "chris"])
def test_for_others_the_pages_are_not_there(browse: Callable[..., Client], cast: Cast, who: str) -> None:
    client = browse(getattr(cast, who).person)
    assert client.get(PEOPLE).status_code == 404
    assert client.post(f"{PEOPLE}{cast.anna.person.pk}/link/").status_code == 404
    assert not PasswordLink.objects.exists()


def test_opening_an_address_makes_no_link(browse: Callable[..., Client], cast: Cast) -> None:
    assert browse(cast.admin).get(f"{PEOPLE}{cast.anna.person.pk}/link/").status_code == 405


def test_who_is_not_logged_in_is_asked_to(client: Client, cast: Cast) -> None:
    assert client.get(PEOPLE)["Location"].startswith("/account/inloggen/")


def test_not_even_code_makes_a_link_for_somebody_without_the_right(cast: Cast) -> None:
    with pytest.raises(Http404):
        actions.make_password_link(cast.paula.person, cast.anna.person)


def test_a_link_works_once(client: Client, cast: Cast) -> None:
    link = actions.find_password_link(secret := actions.make_password_link(cast.admin, cast.anna.person))
    assert link is not None
    assert actions.use_password_link(link, NEW)
    assert not actions.use_password_link(link, "een tweede keer met dezelfde link")  # opened twice at the same time
    cast.anna.person.refresh_from_db()
    assert cast.anna.person.check_password(NEW)
    page = client.get(f"/account/nieuw-wachtwoord/{secret}/")
    assert page.status_code == 404
    assert "Deze link werkt niet meer" in page.content.decode()


def test_a_link_expires_after_two_days(cast: Cast) -> None:
    secret = actions.make_password_link(cast.admin, cast.anna.person)
    link = PasswordLink.objects.get()
    assert timedelta(days=1) < link.expires_at - timezone.now() <= timedelta(days=2)
    PasswordLink.objects.update(expires_at=timezone.now())
    assert actions.find_password_link(secret) is None
    assert not actions.use_password_link(link, NEW)


def test_a_newer_link_ends_the_older_and_of_nobody_else(cast: Cast) -> None:
    first = actions.make_password_link(cast.admin, cast.anna.person)
    other = actions.make_password_link(cast.admin, cast.bram.person)
    second = actions.make_password_link(cast.admin, cast.anna.person)
    assert actions.find_password_link(first) is None
    assert actions.find_password_link(second) is not None
    assert actions.find_password_link(other) is not None


def test_the_secret_itself_is_not_kept(cast: Cast) -> None:
    secret = actions.make_password_link(cast.admin, cast.anna.person)
    assert secret not in str(PasswordLink.objects.values())


def test_a_closed_account_gets_no_link_and_its_link_does_not_work(cast: Cast) -> None:
    secret = actions.make_password_link(cast.admin, cast.anna.person)
    cast.anna.person.is_active = False
    cast.anna.person.save()
    assert actions.find_password_link(secret) is None
    with pytest.raises(Http404):
        actions.make_password_link(cast.admin, cast.anna.person)


def test_a_poor_password_is_refused_and_the_link_stays(client: Client, cast: Cast) -> None:
    secret = actions.make_password_link(cast.admin, cast.anna.person)
    assert client.post(f"/account/nieuw-wachtwoord/{secret}/", {"password": "anna@example.nl"}).status_code == 200
    assert actions.find_password_link(secret) is not None
    cast.anna.person.refresh_from_db()
    assert cast.anna.person.check_password(PASSWORD)


def test_whoever_waits_after_wrong_passwords_comes_in_with_the_new_one(client: Client, cast: Cast) -> None:
    for _time in range(6):
        client.post("/account/inloggen/", {"login": "anna@example.nl", "password": "iets anders"})
    secret = actions.make_password_link(cast.admin, cast.anna.person)
    client.post(f"/account/nieuw-wachtwoord/{secret}/", {"password": NEW})
    page = client.post("/account/inloggen/", {"login": "anna@example.nl", "password": NEW}, follow=True)
    assert "Leerlab Toets" in page.content.decode()
