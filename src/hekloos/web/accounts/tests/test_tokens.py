"""Tokens for programs, on the page of one's account."""

import re
from collections.abc import Callable

from django.test import Client
from tests.people import Cast

from hekloos.web.accounts.models import Token
from hekloos.web.accounts.tokens import make_token, person_of


def test_a_token_is_shown_once_and_is_of_whoever_made_it(browse: Callable[..., Client], cast: Cast) -> None:
    client = browse(cast.anna.person)
    page = client.post("/account/tokens/", {"name": "rooster"}).content.decode()
    (text,) = re.findall(r"hekloos_[\w-]+", page)
    assert person_of(text) == cast.anna.person
    assert text not in client.get("/account/").content.decode()
    assert "rooster" in client.get("/account/").content.decode()
    assert not Token.objects.filter(digest__contains=text).exists()


def test_every_label_is_of_one_field(browse: Callable[..., Client], cast: Cast) -> None:
    page = browse(cast.anna.person).get("/account/").content.decode()
    for name in re.findall(r'<label for="([^"]+)"', page):
        assert page.count(f' id="{name}"') == 1, name


def test_a_removed_token_opens_nothing(browse: Callable[..., Client], cast: Cast) -> None:
    text = make_token(cast.anna.person, name="rooster")
    client = browse(cast.anna.person)
    page = client.post(f"/account/tokens/{Token.objects.get().pk}/weg/", follow=True).content.decode()
    assert "Het token is ingetrokken." in page
    assert person_of(text) is None


def test_nobody_removes_the_token_of_another(browse: Callable[..., Client], cast: Cast) -> None:
    text = make_token(cast.anna.person, name="rooster")
    answer = browse(cast.chris.person).post(f"/account/tokens/{Token.objects.get().pk}/weg/")
    assert answer.status_code == 404
    assert person_of(text) == cast.anna.person


def test_a_token_of_whose_account_is_closed_opens_nothing(cast: Cast) -> None:
    text = make_token(cast.anna.person, name="rooster")
    cast.anna.person.is_active = False
    cast.anna.person.save()
    assert person_of(text) is None


def test_a_token_needs_a_purpose(browse: Callable[..., Client], cast: Cast) -> None:
    browse(cast.anna.person).post("/account/tokens/", {"name": ""})
    assert not Token.objects.exists()


def test_people_change_their_own_name(browse: Callable[..., Client], cast: Cast) -> None:
    page = browse(cast.anna.person).post("/account/", {"name": "Anna de Vries"}, follow=True).content.decode()
    assert "Uw naam is bewaard." in page
    cast.anna.person.refresh_from_db()
    assert cast.anna.person.name == "Anna de Vries"
