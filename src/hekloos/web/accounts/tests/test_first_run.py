"""The page that makes the first administrator of an empty site."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from tests.people import Cast

from hekloos.web.accounts.actions import wait_for_first_run
from hekloos.web.accounts.models import Person

PAGE = "/eerste-keer/"
ADA = {"name": "Ada", "email": "ada@example.nl", "password": "een hek is een weg"}


@pytest.mark.django_db
def test_an_empty_site_shows_nothing_else(client: Client) -> None:
    assert client.get("/account/inloggen/")["Location"] == PAGE
    assert "Maak hier de eerste beheerder" in client.get(PAGE).content.decode()


@pytest.mark.django_db
def test_whoever_is_first_becomes_the_administrator(client: Client) -> None:
    page = client.post(PAGE, ADA, follow=True).content.decode()
    assert "Welkom, Ada." in page
    assert Person.objects.get().is_superuser


def test_on_a_site_with_people_the_page_is_not_there(client: Client, cast: Cast) -> None:
    before = Person.objects.count()
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, ADA).status_code == 404
    assert Person.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_becomes_the_administrator(client: Client) -> None:
    answers: list[int] = []

    def second() -> None:
        answers.append(client.post(PAGE, ADA | {"email": "bea@example.nl"}).status_code)
        connection.close()

    late = threading.Thread(target=second)
    with transaction.atomic():
        wait_for_first_run()
        late.start()
        late.join(0.5)
        assert late.is_alive(), "the second does not wait for the first"
        Person.objects.create_user("ada@example.nl", "een hek is een weg", name="Ada", is_superuser=True)
    late.join()
    assert answers == [404]
    assert [person.name for person in Person.objects.all()] == ["Ada"]
