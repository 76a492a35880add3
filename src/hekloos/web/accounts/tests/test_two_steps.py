"""Logging in in two steps: with an app, and with a recovery code. Keys are tried in a real browser."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from tests.password import PASSWORD
from tests.people import Cast

from hekloos.web.accounts.actions import make_password_link

HERE = "/account/beveiliging/"
ENTRANCE = "/account/inloggen/"
NEW = "een nieuw hek om de tuin"


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an app shows for this secret, now or some half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def read(client: Client, address: str, **sent: str) -> str:
    answer = client.post(address, sent, follow=True) if sent else client.get(address, follow=True)
    return answer.content.decode()


def turn_on(client: Client) -> str:
    """The secret of the app."""
    page = read(client, f"{HERE}totp/activate/")
    assert "Bent u het zelf?" in page
    page = read(client, f"/account/opnieuw-inloggen/?next={HERE}totp/activate/", password=PASSWORD)
    found = re.search(r'id="secret" class="code">(\w+)<', page)
    assert found is not None
    assert 'src="data:image/svg+xml;' in page
    assert "Herstelcodes" in read(client, f"{HERE}totp/activate/", code=code_of(found[1]))
    return found[1]


def first_step(client: Client) -> str:
    return read(client, ENTRANCE, login="anna@example.nl", password=PASSWORD)


@pytest.fixture
def anna(client: Client, cast: Cast) -> Client:
    read(client, ENTRANCE, login="anna@example.nl", password=PASSWORD)
    return client


def test_with_an_app_the_password_alone_is_not_enough(anna: Client, cast: Cast) -> None:
    secret = turn_on(anna)
    other = Client()
    assert "De tweede stap" in first_step(other)
    assert other.get(cast.url()).status_code == 302
    assert "Deze code klopt niet" in read(other, f"{HERE}authenticate/", code="000000")
    assert "Leerlab Toets" in read(other, f"{HERE}authenticate/", code=code_of(secret, steps=1))
    assert other.get(cast.url()).status_code == 200


def test_a_code_of_the_app_works_once(anna: Client, cast: Cast) -> None:
    code = code_of(turn_on(anna), steps=1)
    for expected in (200, 302):
        other = Client()
        first_step(other)
        read(other, f"{HERE}authenticate/", code=code)
        assert other.get(cast.url()).status_code == expected


def test_a_recovery_code_works_once(anna: Client, cast: Cast) -> None:
    turn_on(anna)
    codes = re.findall(r"<code>(\d{8})</code>", read(anna, f"{HERE}recovery-codes/"))
    assert len(codes) == 10
    assert codes[0] in anna.get(f"{HERE}recovery-codes/download/").content.decode()
    for expected in (200, 302):
        other = Client()
        first_step(other)
        read(other, f"{HERE}authenticate/", code=codes[0])
        assert other.get(cast.url()).status_code == expected
    assert "U heeft er nog 9." in read(anna, HERE)


def test_five_wrong_codes_make_people_wait(anna: Client, cast: Cast) -> None:
    secret = turn_on(anna)
    other = Client()
    first_step(other)
    for _time in range(5):
        read(other, f"{HERE}authenticate/", code="000000")
    assert "Wacht vijf minuten" in read(other, f"{HERE}authenticate/", code=code_of(secret, steps=1))
    assert other.get(cast.url()).status_code == 302


def test_turned_off_the_password_is_enough_again(anna: Client, cast: Cast) -> None:
    turn_on(anna)
    assert "De app staat uit." in anna.post(f"{HERE}totp/deactivate/", follow=True).content.decode()
    assert "Leerlab Toets" in first_step(Client())


def test_new_recovery_codes_replace_the_old(anna: Client, cast: Cast) -> None:
    turn_on(anna)
    old = re.findall(r"<code>(\d{8})</code>", read(anna, f"{HERE}recovery-codes/"))
    assert "werken daarna niet meer" in read(anna, f"{HERE}recovery-codes/generate/")
    page = anna.post(f"{HERE}recovery-codes/generate/", follow=True).content.decode()
    assert not set(old) & set(re.findall(r"<code>(\d{8})</code>", page))


def test_whoever_only_has_a_school_chooses_a_password_first(browse: Callable[..., Client], cast: Cast) -> None:
    cast.anna.person.set_unusable_password()
    cast.anna.person.save()
    client = browse(cast.anna.person)
    assert "U logt in met uw school." in read(client, HERE)
    assert client.get(f"{HERE}totp/activate/").status_code == 403
    page = read(client, "/account/wachtwoord/kiezen/", password1=NEW)
    assert "Uw wachtwoord is bewaard." in page


def test_a_second_step_cannot_be_skipped_by_a_new_password(anna: Client, cast: Cast) -> None:
    turn_on(anna)
    secret = make_password_link(cast.admin, cast.anna.person)
    other = Client()
    read(other, f"/account/nieuw-wachtwoord/{secret}/", password=NEW)
    assert other.get(cast.url()).status_code == 302
    page = read(other, ENTRANCE, login="anna@example.nl", password=NEW)
    assert "De tweede stap" in page
