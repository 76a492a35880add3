"""Lessons become blocks of a route, in a real browser: narrow, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect
from tests.filled import LESSONS
from tests.web.browsing import Screen, Surfer
from tests.web.site import Site

pytestmark = pytest.mark.browser
MAKE = """
from tests.people import make_cast
from tests.filled import build_route, fill
print(json.dumps(build_route(fill(make_cast())).pk))
"""
FILES = [FilePayload(name=name, mimeType="", buffer=text.encode()) for name, text in LESSONS.items()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    site.python(MAKE)
    yield site
    site.stop()


@pytest.mark.parametrize("screen", [Screen(width=390), Screen(scripts=False)], ids=["narrow", "without scripts"])
def test_lessons_become_blocks(chromium: Browser, site: Site, screen: Screen) -> None:
    anna = Surfer(chromium, site, screen).log_in("anna@example.nl")
    anna.open("/lab/toets/leerroutes/1/blokken/").follow("Blokken uit lesmateriaal")
    anna.page.get_by_label("Bestanden").set_input_files(FILES)
    anna.press_and_wait("Lees in", lambda page: page.get_by_role("heading", name="Wat de lessen").count() > 0)
    windows = anna.page.get_by_role("group", name="Ramen lappen")
    expect(windows.get_by_label("M1-1")).to_be_checked()
    windows.get_by_label("Hoe heet het blok?").fill(f"Ramen, {screen.width}")
    windows.get_by_label("Uren met een docent").fill("2.5")
    anna.press("Bewaar voor later")
    expect(windows.get_by_label("Uren met een docent")).to_have_value("2.5")
    windows.get_by_label("Maak hier een blok van").check()
    anna.press("Zet de gekozen blokken in de route")
    expect(anna.page.locator("#messages")).to_contain_text("bij. ")
    expect(anna.page.locator("main")).to_contain_text(f"Ramen, {screen.width}")
    anna.open("/lab/toets/leerroutes/1/bewijs/")
    expect(anna.page.locator(".lead")).to_contain_text("worden op tijd behandeld en getoetst")
    anna.close()
