"""The whole story in a real browser: from an empty site to a pair on which vmbo and mbo agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.filled import MBO, VMBO
from tests.password import PASSWORD
from tests.web.browsing import Screen, Surfer, bring, compare
from tests.web.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.stop()


def begin(browser: Browser, site: Site, screen: Screen) -> Surfer:
    """The first page of an empty site makes an administrator, and then the first lab."""
    ada = Surfer(browser, site, screen).open("/")
    ada.page.get_by_label("Uw naam").fill("Ada de Beheerder")
    ada.page.get_by_label("Uw e-mailadres").fill("ada@example.nl")
    ada.page.get_by_label("Wachtwoord").fill(PASSWORD)
    ada.press("Begin")
    ada.page.get_by_label("Naam van het leerlab").fill("Leerlab Schoon")
    ada.page.get_by_label("doorlopende leerroute").check()
    ada.page.get_by_label("spontaan", exact=False).check()
    ada.page.get_by_label("Uw organisatie").fill("Bureau Overkant")
    ada.page.get_by_label("bureau voor procesbegeleiding").check()
    ada.page.get_by_label("Uw rol").select_option(label="procesbegeleider")
    ada.press("Begin")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Leerlab Schoon")
    return ada


def invite(ada: Surfer, *, organisation: str, kind: str, name: str) -> str:
    """A partner and somebody of it; gives the link."""
    ada.follow("Mensen")
    form = ada.page.get_by_role("region", name="Een partner toevoegen")
    form.get_by_label("Naam").fill(organisation)
    form.get_by_label("Wat voor organisatie is het?").select_option(label=kind)
    ada.press("Voeg toe")
    form = ada.page.get_by_role("region", name="Iemand uitnodigen")
    form.get_by_label("Namens wie").select_option(label=organisation)
    form.get_by_label("Als wat").select_option(label="docent")
    form.get_by_label("Voor wie").fill(name)
    ada.press("Maak een uitnodiging")
    return ada.page.locator("#link").input_value()


def join(browser: Browser, site: Site, link: str, name: str, screen: Screen) -> Surfer:
    person = Surfer(browser, site, screen)
    person.open(link.removeprefix(site.base))
    person.page.get_by_label("Uw naam").fill(name)
    person.page.get_by_label("Uw e-mailadres").fill(f"{name.lower()}@example.nl")
    person.page.get_by_label("Wachtwoord").fill(PASSWORD)
    person.press("Doe mee")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Leerlab Schoon")
    return person


def judge(person: Surfer, relation: str) -> None:
    """The pair of washing windows on both sides."""
    person.follow("Vergelijkingen")
    person.page.locator("main .rows a").first.click()
    person.look().follow("Bekijk de paren")
    person.page.get_by_role("link", name="ramen lappen", exact=False).first.click()
    person.look()
    person.page.get_by_label(relation, exact=False).check()
    person.press("Bewaar")
    expect(person.page.get_by_role("status").first).to_contain_text("Uw oordeel is bewaard.")


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (1280, False)])
def test_from_an_empty_site_to_agreement(chromium: Browser, site: Site, width: int, scripts: bool) -> None:
    screen = Screen(width=width, scripts=scripts)
    ada = begin(chromium, site, screen)
    link = invite(ada, organisation="De Vaart", kind="vmbo-school", name="Anna")
    anna = join(chromium, site, link, "Anna", screen)
    link = invite(ada, organisation="Roc Zuid", kind="mbo-instelling", name="Bram")
    bram = join(chromium, site, link, "Bram", screen)
    bring(anna, {"vmbo-schoon.csv": VMBO})
    bring(bram, {"mbo-schoon.csv": MBO})
    compare(ada)
    judge(anna, "dubbel")
    expect(anna.page.get_by_text("wacht op mbo")).to_be_visible()
    judge(bram, "dubbel")
    expect(bram.page.get_by_text("eens: dubbel")).to_be_visible()
    ada.follow("Logboek")
    for told in ("Bram beoordeelde M1-1 - B1-K1-W1", "Anna kwam erbij als docent namens De Vaart"):
        expect(ada.page.get_by_text(told)).to_be_visible()
    chris = Surfer(chromium, site, screen)
    chris.page.goto(site.base + "/lab/leerlab-schoon/")
    assert "/account/inloggen/" in chris.page.url
    for surfer in (ada, anna, bram, chris):
        surfer.close()
