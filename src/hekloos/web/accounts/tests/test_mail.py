"""A new password by mail, on a site that has a mail server."""

import re

import pytest
from django.core import mail
from django.test import Client
from tests.people import Cast

NEW = "een nieuw hek om de tuin"
FORGOTTEN = "/account/wachtwoord/vergeten/"

pytestmark = pytest.mark.urls("hekloos.web.accounts.tests.urls_with_mail")


def test_people_choose_a_new_password_by_a_link_in_a_mail(client: Client, cast: Cast) -> None:
    assert FORGOTTEN in client.get("/account/inloggen/").content.decode()
    page = client.post(FORGOTTEN, {"email": "anna@example.nl"}, follow=True)
    assert "Kijk in uw mail" in page.content.decode()
    (message,) = mail.outbox
    assert message.subject == "Een nieuw wachtwoord voor Hekloos"
    (link,) = re.findall(r"http://testserver(\S+)", str(message.body))
    page = client.get(link, follow=True)
    done = client.post(page.redirect_chain[-1][0], {"password1": NEW}, follow=True)
    assert "Uw nieuwe wachtwoord is bewaard" in done.content.decode()
    cast.anna.person.refresh_from_db()
    assert cast.anna.person.check_password(NEW)
    assert "Deze link werkt niet meer" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_page_and_no_mail(client: Client, cast: Cast) -> None:
    page = client.post(FORGOTTEN, {"email": "niemand@example.nl"}, follow=True)
    assert "Kijk in uw mail" in page.content.decode()
    assert mail.outbox == []


def test_nobody_is_flooded_with_mail(client: Client, cast: Cast) -> None:
    answers = [client.post(FORGOTTEN, {"email": "anna@example.nl"}).status_code for _time in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
    assert "Even wachten" in client.post(FORGOTTEN, {"email": "anna@example.nl"}).content.decode()
