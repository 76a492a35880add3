"""The pages of an account in a real browser: readable for everybody, and security keys within our rules for scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from tests.password import PASSWORD
from tests.people import Cast

from hekloos.web.accounts.actions import make_password_link
from hekloos.web.accounts.tokens import make_token

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = [
    "account/", "account/uitloggen/", "account/wachtwoord/", "account/opnieuw-inloggen/", "account/beveiliging/",
    "account/beveiliging/totp/activate/", "account/beveiliging/webauthn/", "account/beveiliging/webauthn/add/",
    "account/beveiliging/recovery-codes/generate/", "beheer/mensen/", "beheer/mensen/?zoek=zzz",
]  # fmt: skip


@pytest.fixture
def tab(chromium: Browser, live_server: Any, cast: Cast) -> Iterator[Page]:
    """A page of a browser that complains of nothing, such as a script that is not allowed."""
    cache.clear()
    context = chromium.new_context(base_url=live_server.url)
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def log_in(tab: Page, name: str) -> None:
    tab.goto("/account/inloggen/")
    tab.get_by_label("E-mailadres").fill(f"{name}@example.nl")
    tab.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Log in").click()


def check(tab: Page) -> None:
    for width in (390, 1200):
        tab.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{tab.url}: {found.generate_report()}"
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, tab.url


def test_everybody_can_read_the_pages_to_come_in(tab: Page, cast: Cast) -> None:
    secret = make_password_link(cast.admin, cast.anna.person)
    for address in ("account/inloggen/", "account/gesloten/", f"account/nieuw-wachtwoord/{secret}/"):
        tab.goto(f"/{address}")
        check(tab)


def test_everybody_can_read_the_pages_of_an_account(tab: Page, cast: Cast) -> None:
    log_in(tab, "ada")
    tab.goto("/account/beveiliging/totp/activate/")
    tab.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.get_by_role("button", name="Ga verder").click()
    make_token(cast.admin, name="rooster")
    for address in PAGES:
        tab.goto(f"/{address}")
        check(tab)
    tab.get_by_role("textbox").fill("anna")
    tab.get_by_role("button", name="Zoek").click()
    tab.get_by_role("button", name="Maak een link voor Anna").click()
    check(tab)


def test_a_security_key_is_added_and_then_needed(tab: Page) -> None:
    devices = tab.context.new_cdp_session(tab)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    log_in(tab, "anna")
    tab.goto("/account/beveiliging/webauthn/add/")
    tab.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.get_by_role("button", name="Ga verder").click()
    tab.get_by_label("Naam van de sleutel").fill("Sleutelbos")
    tab.get_by_role("button", name="Voeg de sleutel toe").click()
    expect(tab.get_by_text("De sleutel is toegevoegd.")).to_be_visible()
    check(tab)  # the recovery codes
    tab.goto("/account/beveiliging/webauthn/")
    expect(tab.get_by_text("Sleutelbos")).to_be_visible()
    tab.get_by_role("button", name="Uitloggen").click()
    log_in(tab, "anna")
    check(tab)
    tab.get_by_role("button", name="Gebruik mijn sleutel").click()
    expect(tab.get_by_role("heading", name="Leerlab Toets")).to_be_visible()


def test_a_key_that_does_not_answer_is_told_in_dutch(tab: Page) -> None:
    log_in(tab, "anna")
    tab.goto("/account/beveiliging/webauthn/add/")
    tab.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.get_by_role("button", name="Ga verder").click()
    tab.evaluate("document.getElementById('js_data').textContent = '{}'")  # as from a browser that knows no keys
    tab.get_by_role("button", name="Voeg de sleutel toe").click()
    expect(tab.get_by_role("status")).to_contain_text("Dat is niet gelukt.")


def test_without_scripts_the_page_says_why_there_is_no_button(chromium: Browser, live_server: Any, cast: Cast) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = context.new_page()
    log_in(tab, "anna")
    tab.goto("/account/beveiliging/webauthn/add/")
    tab.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.get_by_role("button", name="Ga verder").click()
    expect(tab.get_by_text("Een sleutel werkt alleen als JavaScript aanstaat")).to_be_visible()
    expect(tab.get_by_role("button", name="Voeg de sleutel toe")).to_be_hidden()
    context.close()
