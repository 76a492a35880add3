"""Several people may run a site: one lets another do so, on a page or on the server."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.http import Http404
from django.test import Client
from tests.people import Cast

from hekloos.web.accounts import actions
from hekloos.web.accounts.models import Person

PEOPLE = "/beheer/mensen/"
type_of_browse = Callable[[Person], Client]


def page_of(who: Person) -> str:
    return f"{PEOPLE}{who.pk}/beheerder/"


def runs_the_site(who: Person) -> bool:
    who.refresh_from_db()
    return who.is_superuser


def test_an_administrator_makes_a_second_one_and_takes_it_back(
    cast: Cast, browse: type_of_browse, caplog: pytest.LogCaptureFixture
) -> None:
    ada, anna = browse(cast.admin), cast.anna.person
    assert "Maak Anna ook beheerder" in ada.get(PEOPLE).content.decode()
    assert "Wordt Anna ook beheerder van deze site?" in ada.get(page_of(anna)).content.decode()
    assert not runs_the_site(anna)  # looking changes nothing
    for _press in range(2):  # a double click
        assert "Anna beheert nu ook deze site." in ada.post(page_of(anna), follow=True).content.decode()
    assert runs_the_site(anna)
    assert f"person {cast.admin.pk} changed whether person {anna.pk} runs the site: True" in caplog.text
    assert browse(anna).get(PEOPLE).status_code == 200
    assert "Beheert Anna deze site niet meer?" in ada.get(page_of(anna) + "?wordt=nee").content.decode()
    ada.post(page_of(anna) + "?wordt=nee")
    assert not runs_the_site(anna)
    assert browse(anna).get(PEOPLE).status_code == 404


def test_for_others_and_for_oneself_the_page_is_not_there(cast: Cast, browse: type_of_browse) -> None:
    for who, whom in ((cast.paula.person, cast.anna.person), (cast.admin, cast.admin)):
        client = browse(who)
        assert (client.get(page_of(whom)).status_code, client.post(page_of(whom)).status_code) == (404, 404)
        with pytest.raises(Http404):
            actions.change_administrator(who, whom, runs_the_site=False)
    assert page_of(cast.admin) not in browse(cast.admin).get(PEOPLE).content.decode()
    assert runs_the_site(cast.admin)


def test_of_two_who_take_it_from_each_other_one_stays(cast: Cast) -> None:
    anna = cast.anna.person
    actions.change_administrator(cast.admin, anna, runs_the_site=True)
    anna.refresh_from_db()
    actions.change_administrator(anna, cast.admin, runs_the_site=False)
    with pytest.raises(Http404):  # what they looked at was older
        actions.change_administrator(cast.admin, anna, runs_the_site=False)
    assert runs_the_site(anna)


def test_the_server_makes_one_as_well(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "over de hekjes heen")
    call_command("createsuperuser", interactive=False, email="Ada@Example.nl", name="Ada", verbosity=0)
    person = Person.objects.get()
    assert (person.email, person.name, person.is_superuser) == ("ada@example.nl", "Ada", True)
    assert person.check_password("over de hekjes heen")
