"""One route on the screen: every page, blocks that move by keys and by mouse, and a proposal that is waited for."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect
from tests.web.browsing import Screen, Surfer
from tests.web.site import Site

pytestmark = pytest.mark.browser
MAKE = """
from tests.filled import fill, judge
from tests.people import make_cast
from tests.web.addresses import addresses_of
from hekloos.core.curriculum import Relation
from hekloos.web.route.tests.planned import with_shorter_block
filled = fill(make_cast())
for member in (filled.cast.anna, filled.cast.bram):
    judge(member, filled.match(), Relation.SAME)
pages = [address for address in addresses_of(filled).values() if "/leerroutes/" in address]
with_shorter_block(filled)
print(json.dumps(pages))
"""
ROUTE = "/lab/toets/leerroutes/1/"
SHORTER = "/lab/toets/leerroutes/2/"  # has a block that gets shorter
MOST_PAGES = 15  # at least so many show something of their own


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, list[str]]]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site, site.python(MAKE)
    site.stop()


def test_every_page_of_a_route_is_sound_for_everybody(chromium: Browser, made: tuple[Site, list[str]]) -> None:
    """Narrow as axe sees it, wide for what sticks out."""
    site, addresses = made
    anna = Surfer(chromium, site, Screen(width=390)).log_in("anna@example.nl")
    paula = Surfer(chromium, site, Screen(axe=False)).log_in("paula@example.nl")
    seen = 0
    for address in addresses:
        answer = anna.context.request.get(site.base + address, max_redirects=0)
        if answer.status == 200 and "html" in answer.headers["content-type"]:
            anna.open(address)
            paula.open(address)
            seen += 1
    assert seen > MOST_PAGES
    anna.close()
    paula.close()


def test_the_other_side_confirms_an_exception_on_a_telephone(chromium: Browser, made: tuple[Site, list[str]]) -> None:
    """Anna asked for one, without a reason."""
    site, _addresses = made
    bram = Surfer(chromium, site, Screen(width=390)).log_in("bram@example.nl").open("/lab/toets/")
    bram.follow("Bevestig of weiger")
    bram.page.get_by_label("Waarom hoeft dit in deze route niet?").fill("Dat leert men in het bedrijf.")
    bram.page.get_by_role("button", name="Bevestig de uitzondering voor").click()
    bram.look()
    expect(bram.page.locator("#messages")).to_contain_text("De uitzondering geldt nu")
    expect(bram.page.locator("#exempt + ul")).to_contain_text("Dat leert men in het bedrijf. (Anna, Bram)")
    bram.open("/lab/toets/").close()


def test_a_teacher_says_on_a_telephone_that_the_hours_are_right(
    chromium: Browser, made: tuple[Site, list[str]]
) -> None:
    site, _addresses = made
    bram = Surfer(chromium, site, Screen(width=390)).log_in("bram@example.nl").open(f"{SHORTER}uren/")
    hours = bram.page.get_by_role("main")
    expect(hours).to_contain_text("Mbo, geschat")
    bram.page.get_by_role("checkbox", name="Zo kan het").check()
    bram.press("Bewaar wat klopt")
    expect(bram.page.get_by_role("checkbox", name="Zo kan het")).to_be_checked()
    expect(hours).to_contain_text("Mbo, zeker")
    expect(hours).not_to_contain_text("Mbo, geschat")
    bram.look().page.get_by_role("region", name="Kloppen deze uren?").get_by_role("link").first.click()
    expect(hours).to_contain_text("Bram bevestigde dat het zo kan.")
    bram.look().close()


def test_a_block_moves_by_keys_and_by_mouse(chromium: Browser, made: tuple[Site, list[str]]) -> None:
    site, _addresses = made
    bram = Surfer(chromium, site, Screen()).log_in("bram@example.nl").open(ROUTE)
    blocks = bram.page.locator(".of-mbo [data-unit]")
    unit = blocks.last.get_attribute("data-unit")
    block = bram.page.locator(f'[data-unit="{unit}"]')
    before = int(block.locator("xpath=ancestor::td").get_attribute("data-slot") or "")
    block.get_by_role("button", name="een periode eerder").focus()
    bram.page.keyboard.press("Enter")
    expect(bram.page.get_by_role("status").first).to_contain_text("naar jaar")
    expect(bram.page.get_by_role("status").first).to_be_in_viewport(ratio=1)
    expect(block.get_by_role("button", name="een periode eerder")).to_be_focused()
    bram.look()
    assert block.locator("xpath=ancestor::td").get_attribute("data-slot") == str(before - 1)
    block.drag_to(bram.page.locator(f'td.of-mbo[data-slot="{before}"]'))
    expect(bram.page.get_by_role("status").first).to_contain_text("naar jaar")
    assert block.locator("xpath=ancestor::td").get_attribute("data-slot") == str(before)
    bram.close()


def test_two_people_at_one_block_hear_of_each_other(chromium: Browser, made: tuple[Site, list[str]]) -> None:
    site, _addresses = made
    anna = Surfer(chromium, site, Screen(width=390)).log_in("anna@example.nl").open(ROUTE)
    unit = anna.page.locator("[data-unit] > a").first.get_attribute("href") or ""
    bram = Surfer(chromium, site, Screen(scripts=False)).log_in("bram@example.nl")
    for person in (anna, bram):
        person.open(unit)
        person.page.get_by_label("Hoe heet het blok?").fill(f"Anders, zegt {person.width}")
    bram.press("Bewaar het blok")
    anna.page.get_by_role("button", name="Bewaar het blok").click()
    expect(anna.page.locator("main")).to_contain_text("was u net voor")
    expect(anna.page.get_by_label("Hoe heet het blok?")).to_have_value("Anders, zegt 390")  # what was typed is kept
    expect(anna.page.locator("main")).to_contain_text("Hoe heet het blok? Anders, zegt 1280")  # and what there is now
    anna.wrong.clear()  # that a form was refused is a line in the console
    anna.look()
    expect(bram.open(unit).page.get_by_role("heading", level=1)).to_contain_text("Anders, zegt 1280")
    anna.close()
    bram.close()


def test_a_proposal_is_waited_for_looked_at_and_taken_over(chromium: Browser, made: tuple[Site, list[str]]) -> None:
    site, _addresses = made
    paula = Surfer(chromium, site, Screen()).log_in("paula@example.nl").open(f"{ROUTE}voorstellen/")
    paula.page.get_by_label("Meeste uren vrij").check()
    paula.press("Zoek")
    first = paula.page.locator("#proposals li").first
    expect(first).to_contain_text("uur vrij", timeout=60_000)  # without loading the page again
    first.get_by_role("link").click()
    paula.look().press("Neem dit voorstel over")
    expect(paula.page.get_by_role("status").first).to_contain_text("Het voorstel is overgenomen")
    expect(paula.page.get_by_role("status").first).to_be_in_viewport(ratio=1)
    expect(paula.page.locator(".figures")).to_contain_text("alles heeft een plek")
    paula.open(f"{ROUTE}geschiedenis/").page.get_by_role("link", name="Bekijk versie").first.click()
    expect(paula.page.locator("#changes")).to_be_visible()
    paula.look().page.get_by_role("button", name="Ga terug naar versie").click()
    expect(paula.page.get_by_role("status").first).to_contain_text("De route is weer zoals in versie")
    expect(paula.page.get_by_role("status").first).to_be_in_viewport(ratio=1)
    paula.close()


def test_the_map_prints_on_one_sheet_of_a3(chromium: Browser, made: tuple[Site, list[str]], tmp_path: Path) -> None:
    site, _addresses = made
    boris = Surfer(chromium, site, Screen()).log_in("boris@example.nl").open(ROUTE)
    boris.page.pdf(path=tmp_path / "kaart.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "kaart.pdf") as document:
        assert len(document) == 1
        width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
    boris.close()
