"""The report as a reader meets it: in a browser, on a phone, on paper, without a mouse."""

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

# Where the upper edge of a ribbon leaves the vmbo side, in pixels of the window.
START_OF_RIBBON = """path => {
  const point = path.getPointAtLength(0).matrixTransform(path.getScreenCTM());
  return [point.x, point.y];
}"""


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    with resources.as_file(resources.files("hekloos.demo")) as demo:
        (vmbo,) = registry.read(demo / "vmbo-techniek.csv").frameworks
        (mbo,) = registry.read(demo / "mbo-monteur.csv").frameworks
    path: Path = tmp_path_factory.mktemp("report") / "rapport.html"
    path.write_text(render(build_content(compare(vmbo, mbo), Choices(date="1 maart 2027"))), encoding="utf-8")
    return path.as_uri()


def show(page: Page, report: str, *, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report)


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(page: Page, report: str, width: int) -> None:
    show(page, report, width=width)
    unfold(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_paper(page: Page, report: str) -> None:
    show(page, report, width=1280)
    page.emulate_media(media="print")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out_sideways(page: Page, report: str, width: int) -> None:
    show(page, report, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_map_is_wide_and_its_table_is_everywhere(page: Page, report: str) -> None:
    show(page, report, width=1280)
    assert page.locator(".map > svg").is_visible()
    show(page, report, width=390)
    assert not page.locator(".map > svg").is_visible()
    assert page.get_by_role("table").is_visible()


def test_a_click_on_a_ribbon_leads_to_its_module(page: Page, report: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(page, report, width=1280)
    ribbon = page.locator(".map a path").first
    ribbon.scroll_into_view_if_needed()
    x, y = ribbon.evaluate(START_OF_RIBBON)
    page.mouse.click(x + 3, y + 3)
    page.wait_for_url("**#module-*")
    target = page.url.partition("#")[2]
    opened = page.locator(f"#{target}")
    assert opened.is_visible(), "a folded module opens when a ribbon leads to it"
    assert -1 <= opened.evaluate("element => element.getBoundingClientRect().top") < 900


def test_the_filter_leaves_only_what_was_asked(page: Page, report: str) -> None:
    show(page, report, width=1280)
    unfold(page)
    every = page.locator(".module .match:visible").count()
    page.get_by_label("alleen dubbel").check()
    shown = page.locator(".module .match:visible")
    assert 0 < shown.count() < every
    assert shown.count() == page.locator(".module .match.is-same").count()
    assert page.locator(".rest:visible").count() == 0
    assert page.locator(".module:visible").count() == page.locator(".module:has(.is-same)").count()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true })")


def test_everything_can_be_done_with_the_keyboard(page: Page, report: str) -> None:
    show(page, report, width=1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "terms"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "show-all"
    page.keyboard.press("ArrowDown")
    assert page.locator("#show-overlap").is_checked()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.locator("details.module").first.get_attribute("open") is not None
    assert page.locator("details.module .match:visible").count() > 0


def test_paper_shows_the_pairs_and_not_the_filters(page: Page, report: str, tmp_path: Path) -> None:
    show(page, report, width=1280)
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    paper = tmp_path / "rapport.pdf"
    page.pdf(path=str(paper), prefer_css_page_size=True)
    assert _page_size_in_millimetres(paper) == (210, 297)
    assert _text_of(paper).count("Let op:") == page.locator(".match").count(), "folded modules print whole"


def _page_size_in_millimetres(paper: Path) -> tuple[int, int]:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    width, height = document[0].get_size()
    document.close()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def _text_of(paper: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    document.close()
    return text
