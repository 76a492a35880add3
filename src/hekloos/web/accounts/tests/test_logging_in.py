"""Logging in with a password, and out."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.password import PASSWORD
from tests.people import Cast

ENTRANCE = "/account/inloggen/"


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> str:
    """The page that follows."""
    sent = {"login": email, "password": password, **more}
    return client.post(ENTRANCE, sent, follow=True).content.decode()


def test_with_the_right_password_people_come_in_their_lab(client: Client, cast: Cast) -> None:
    assert "Leerlab Toets" in log_in(client, "Anna@Example.nl")
    assert client.get(cast.url()).status_code == 200


def test_after_logging_in_people_go_where_they_were_going(client: Client, cast: Cast) -> None:
    there = cast.url("mensen/")
    page = client.get(there)
    assert page["Location"] == f"{ENTRANCE}?next={there}"
    assert client.post(ENTRANCE, {"login": "anna@example.nl", "password": PASSWORD, "next": there})["Location"] == there


def test_nobody_is_sent_to_another_site(client: Client, cast: Cast) -> None:
    sent = {"login": "anna@example.nl", "password": PASSWORD, "next": "https://elders.example/"}
    assert client.post(ENTRANCE, sent)["Location"] == "/"


def test_the_page_says_what_to_do_without_a_password(client: Client, cast: Cast) -> None:
    page = client.get(ENTRANCE).content.decode()
    assert "Vraag de beheerder van deze site om een link." in page
    assert "Met uw school" not in page  # this site has no provider


@pytest.mark.parametrize("email", ["anna@example.nl", "niemand@example.nl"])
def test_a_wrong_password_and_an_unknown_address_give_the_same_answer(client: Client, cast: Cast, email: str) -> None:
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in log_in(client, email, "iets anders")


def test_after_five_wrong_passwords_people_wait(client: Client, cast: Cast) -> None:
    for _time in range(5):
        assert "horen niet bij elkaar" in log_in(client, "anna@example.nl", "iets anders")
    assert "Wacht vijf minuten en probeer het dan opnieuw." in log_in(client, "anna@example.nl")
    assert client.get(cast.url()).status_code == 302
    assert "Leerlab Toets" in log_in(Client(), "bram@example.nl")  # others come in as before


def test_whose_account_is_closed_does_not_come_in(client: Client, cast: Cast) -> None:
    cast.anna.person.is_active = False
    cast.anna.person.save()
    log_in(client, "anna@example.nl")
    assert client.get(cast.url()).status_code == 302


def test_a_browser_that_closes_forgets_who_was_in(client: Client, cast: Cast) -> None:
    log_in(client, "anna@example.nl")
    cookie = client.cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_people_may_stay_logged_in_for_two_weeks(client: Client, cast: Cast) -> None:
    log_in(client, "anna@example.nl", remember="on")
    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_opening_a_page_logs_nobody_out(browse: Callable[..., Client], cast: Cast) -> None:
    client = browse(cast.anna.person)
    assert "Wilt u uitloggen?" in client.get("/account/uitloggen/").content.decode()
    assert client.get(cast.url()).status_code == 200
    assert "U bent uitgelogd." in client.post("/account/uitloggen/", follow=True).content.decode()
    assert client.get(cast.url()).status_code == 302


def test_a_form_from_elsewhere_logs_nobody_out(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna.person)
    assert client.post("/account/uitloggen/").status_code == 403
    assert client.get(cast.url()).status_code == 200


def test_a_changed_password_logs_out_elsewhere(browse: Callable[..., Client], cast: Cast) -> None:
    here, elsewhere = browse(cast.anna.person), browse(cast.anna.person)
    sent = {"oldpassword": PASSWORD, "password1": "een nieuw hek om de tuin"}
    assert "Uw wachtwoord is veranderd." in here.post("/account/wachtwoord/", sent, follow=True).content.decode()
    assert here.get(cast.url()).status_code == 200
    assert elsewhere.get(cast.url()).status_code == 302
    assert "Leerlab Toets" in log_in(Client(), "anna@example.nl", "een nieuw hek om de tuin")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("fout", "een nieuw hek om de tuin", "Dit wachtwoord klopt niet."), (PASSWORD, "kort", "10")],
)
def test_a_password_is_not_changed_by_guessing_or_to_a_poor_one(
    browse: Callable[..., Client], cast: Cast, old: str, new: str, told: str
) -> None:
    page = browse(cast.anna.person).post("/account/wachtwoord/", {"oldpassword": old, "password1": new})
    assert told in page.content.decode()
    cast.anna.person.refresh_from_db()
    assert cast.anna.person.check_password(PASSWORD)


@pytest.mark.parametrize("address", ["account/signup/", "account/email/", "account/school/", "account/login/code/"])
def test_what_nobody_needs_is_not_there(browse: Callable[..., Client], cast: Cast, address: str) -> None:
    assert browse(cast.anna.person).get(f"/{address}").status_code == 404
