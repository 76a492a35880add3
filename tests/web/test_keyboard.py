"""Without a mouse: everything that Anna does to judge a pair, by Tab, Enter, Space and arrows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.password import PASSWORD
from tests.web.browsing import Screen, Surfer
from tests.web.site import Site

pytestmark = pytest.mark.browser

MAKE = """
from tests.people import make_cast
from tests.filled import fill
print(json.dumps(fill(make_cast()).comparison.pk))
"""
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const said = at.innerText || at.value || at.name || at.labels?.[0]?.innerText || "";
  return [said, style.outlineStyle, at.type || at.tagName];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    site.python(MAKE)
    yield site
    site.stop()


@pytest.fixture
def anna(chromium: Browser, site: Site) -> Iterator[Surfer]:
    surfer = Surfer(chromium, site, Screen())
    yield surfer
    surfer.close()


def tab_to(surfer: Surfer, wanted: str, *, most: int = 80) -> None:
    """Press Tab until what has the focus says `wanted`; what has it can be seen to have it."""
    for _press in range(most):
        surfer.page.keyboard.press("Tab")
        said, outline, kind = surfer.page.evaluate(FOCUSED)
        if kind != "BODY":
            assert outline != "none", f"nobody sees that {said!r} has the focus"
        if wanted in said or wanted == kind:
            return
    raise AssertionError(f"Tab does not come to {wanted!r} on {surfer.page.url}")


def enter(surfer: Surfer) -> None:
    with surfer.page.expect_navigation():
        surfer.page.keyboard.press("Enter")
    surfer.look()


def test_a_pair_is_judged_by_keyboard_alone(anna: Surfer) -> None:
    anna.open("/account/inloggen/")
    tab_to(anna, "email")
    anna.page.keyboard.type("anna@example.nl")
    tab_to(anna, "password")
    anna.page.keyboard.type(PASSWORD)
    enter(anna)
    anna.page.keyboard.press("Tab")
    assert "Naar de inhoud" in anna.page.evaluate(FOCUSED)[0]
    anna.page.keyboard.press("Enter")
    tab_to(anna, "vmbo-schoon - mbo-schoon")
    enter(anna)
    tab_to(anna, "Bekijk de paren")
    enter(anna)
    tab_to(anna, "ramen lappen")
    enter(anna)
    tab_to(anna, "radio")
    anna.page.keyboard.press("ArrowDown")
    tab_to(anna, "Bewaar")
    enter(anna)
    expect(anna.page.get_by_role("status").first).to_contain_text("Uw oordeel is bewaard.")
    expect(anna.page.get_by_label("bouwt voort", exact=False)).to_be_checked()


def test_a_ribbon_of_the_map_is_a_link(anna: Surfer) -> None:
    anna.log_in("anna@example.nl").follow("Vergelijkingen")
    anna.page.locator("main .rows a").first.click()
    ribbon = anna.look().page.locator(".map a").first
    ribbon.focus()
    enter(anna)
    assert "verband=overlap" in anna.page.url
    expect(anna.page.get_by_role("heading", level=1)).to_have_text("Paren")
