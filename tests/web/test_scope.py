"""Two schools answer how far the route runs, in a real browser: narrow, wide, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.web.browsing import Screen, Surfer
from tests.web.site import Site

pytestmark = pytest.mark.browser
MAKE = """
from tests.people import make_cast
print(json.dumps(make_cast().lab.slug))
"""
ROUTE = "/lab/toets/route/"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    site.python(MAKE)
    yield site
    site.stop()


def answer(surfer: Surfer, extent: str, *, why: str, for_whom: str, button: str) -> None:
    """From the overview through the four questions."""
    surfer.open("/lab/toets/").follow(f"Antwoord namens {button}")
    surfer.page.get_by_role("button", name=extent).click()
    surfer.look().page.get_by_label("Waarom tot daar?").fill(why)
    surfer.press("Verder").page.get_by_label("Voor wie is de route?").fill(for_whom)
    surfer.press("Verder").page.get_by_role("radio").nth(1).check()
    surfer.press(f"Bewaar als antwoord van {button}")
    expect(surfer.page.locator("#messages")).to_contain_text(f"Het antwoord van {button} is bewaard.")


def test_two_schools_differ_and_then_agree(chromium: Browser, site: Site) -> None:
    anna = Surfer(chromium, site, Screen(width=390)).log_in("anna@example.nl")
    bram = Surfer(chromium, site, Screen(scripts=False)).log_in("bram@example.nl")
    paula = Surfer(chromium, site, Screen()).log_in("paula@example.nl")
    answer(anna, "Tot de voordeur", why="Daar gaat het om.", for_whom="BB", button="De Vaart")
    for surfer in (bram, paula):
        surfer.open(f"{ROUTE}naast-elkaar/")
        expect(surfer.page.locator("main")).not_to_contain_text("Daar gaat het om.")
        surfer.open(ROUTE)
        expect(surfer.page.locator("main")).not_to_contain_text("Daar gaat het om.")
    answer(bram, "Tot en met het mbo-diploma", why="Dat scheelt tijd.", for_whom="BB", button="Roc Zuid")
    paula.open(ROUTE).follow("Zet de antwoorden op het grote scherm")
    expect(paula.page.locator("main")).to_contain_text("Daar gaat het om.")
    expect(paula.page.locator(".differing")).to_contain_text("Tot hoever")
    anna.open(ROUTE).follow("Neem het antwoord van Roc Zuid over")
    anna.press("Neem dit over").press("De Vaart staat hierachter")
    bram.open(ROUTE).press("Roc Zuid staat hierachter")
    for surfer in (anna, bram, paula):
        surfer.open("/lab/toets/")
        expect(surfer.page.locator("main")).to_contain_text("Onze route loopt tot en met het mbo-diploma")
        surfer.open(ROUTE).open(f"{ROUTE}naast-elkaar/").open(f"{ROUTE}regels/").close()
