"""What people do in the real browser, and what is looked at on every page that they come to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from tests.password import PASSWORD
from tests.web.site import Site

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass(frozen=True, slots=True)
class Screen:
    """`axe` may be left out where what counts is time, on pages that other tests have looked through."""

    width: int = 1280
    scripts: bool = True
    axe: bool = True


class Surfer:
    """Somebody at a screen; every page is looked through by axe, and may ask nothing of another site."""

    def __init__(self, browser: Browser, site: Site, screen: Screen) -> None:
        self.site, self.width, self.scripts, self.axe = site, screen.width, screen.scripts, screen.axe
        self.context: BrowserContext = browser.new_context(
            viewport={"width": self.width, "height": 900}, java_script_enabled=self.scripts, locale="nl-NL"
        )
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self._is_of_the_site(asked.url))

    def _is_of_the_site(self, url: str) -> None:
        if not url.startswith((self.site.base, "data:", "blob:")):
            self.wrong.append(f"asked for {url}")

    def open(self, path: str) -> "Surfer":
        self.page.goto(self.site.base + path)
        return self.look()

    def look(self) -> "Surfer":
        """Nothing sticks out, nothing went wrong, axe has no complaint."""
        self.page.wait_for_load_state("networkidle" if self.axe else "load")
        if self.scripts and self.axe:
            found = Axe().run(self.page, options=RULES)
            assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        if self.scripts:
            assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, self.page.url
        assert not self.wrong, (self.page.url, self.wrong)
        return self

    def log_in(self, email: str, word: str = PASSWORD) -> "Surfer":
        self.open("/account/inloggen/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(word)
        self.page.locator("main form button").first.click()
        return self.look()

    def press(self, name: str) -> "Surfer":
        """The button with this name, and then what comes."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        return self.look()

    def press_and_wait(self, name: str, found: Callable[[Page], bool]) -> "Surfer":
        """The button with this name, and then the page that comes in the end."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        return self.wait_until(found)

    def follow(self, name: str) -> "Surfer":
        self.page.get_by_role("link", name=name, exact=True).first.click()
        return self.look()

    def wait_until(self, found: Callable[[Page], bool], *, seconds: float = 60) -> "Surfer":
        for _try in range(int(seconds * 5)):
            if found(self.page):
                return self.look()
            self.page.wait_for_timeout(200)
            if not self.scripts:
                self.page.reload()
        raise AssertionError(f"waited {seconds} s in vain on {self.page.url}")

    def shoot(self, folder: Path, name: str) -> None:
        self.page.screenshot(path=folder / f"{name}-{self.width}.png", full_page=True)

    def close(self) -> None:
        self.context.close()


def bring(person: Surfer, files: Mapping[str, str]) -> None:
    """Files with a programme each, read and adopted by the forms."""
    person.follow("Programma's")
    person.page.get_by_label("Bestanden").set_input_files(
        [FilePayload(name=name, mimeType="text/csv", buffer=text.encode()) for name, text in files.items()]
    )
    person.press_and_wait("Lees in", lambda page: page.get_by_role("button", name="Neem over").count() > 0)
    person.press("Neem over")
    told = "1 programma is overgenomen." if len(files) == 1 else f"{len(files)} programma's zijn overgenomen."
    expect(person.page.get_by_role("status").first).to_contain_text(told)


def compare(person: Surfer) -> None:
    person.follow("Vergelijkingen").follow("Vergelijk programma's")
    person.press_and_wait("Vergelijk", lambda page: page.get_by_role("heading", name="De overlapkaart").count() > 0)
