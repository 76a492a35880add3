"""The reports on lesson material as a reader meets them."""

from importlib import resources
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from hekloos.core.formats import registry
from hekloos.core.overlap.compare import compare
from hekloos.core.report.content import Choices, build_content
from hekloos.core.report.html import render

pytestmark = pytest.mark.browser
OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true"


@pytest.fixture(scope="session", params=["lessen-mbo", "vmbo-techniek.csv"])
def lesson_report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Vmbo lessons beside mbo lessons, and beside the vmbo programme."""
    with resources.as_file(resources.files("hekloos.demo")) as demo:
        (lessons,) = registry.read(demo / "lessen-vmbo").frameworks
        (other,) = registry.read(demo / request.param).frameworks
    path: Path = tmp_path_factory.mktemp("lessons") / "lessen.html"
    path.write_text(render(build_content(compare(lessons, other), Choices())), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, lesson_report: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(lesson_report)
    page.evaluate(OPEN_ALL)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_table_one_click_leads_to_the_passages(page: Page, lesson_report: str) -> None:
    page.goto(lesson_report)
    if not page.locator("#repeats").count():
        assert page.locator("details[open] .cover li").first.is_visible()
        assert page.locator("details[open]").get_by_text("geen les gevonden").first.is_visible()
        return
    link = page.locator("#repeats ~ .scroll a").first
    target = str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(f"**{target}")
    assert page.locator(f"{target} blockquote.vmbo").first.is_visible()
    assert page.locator(f"{target} blockquote.mbo").first.is_visible()
