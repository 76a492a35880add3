"""Pictures of every screen of the invented lab, wide and narrow, to look at: `make screenshots`."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.browser import FLAGS
from tests.web.browsing import Screen, Surfer
from tests.web.site import Site

LAB = "/lab/leerlab-techniek/"
VISITS = {  # who looks, and at what
    "": {"login": "/account/inloggen/"},
    "anna@devaart.example": {
        "overview": LAB,
        "programmes": f"{LAB}programmas/",
        "programme": f"{LAB}programmas/1/",
        "changes": f"{LAB}programmas/1/versie/2/",
        "comparisons": f"{LAB}vergelijkingen/",
        "ask": f"{LAB}vergelijkingen/nieuw/",
        "map": f"{LAB}vergelijkingen/2/",
        "map-old": f"{LAB}vergelijkingen/1/",
        "pairs": f"{LAB}vergelijkingen/2/paren/",
        "pairs-differ": f"{LAB}vergelijkingen/2/paren/?stand=differs",
        "lessons": f"{LAB}vergelijkingen/3/paren/",
        "account": "/account/",
        "two-steps": "/account/beveiliging/",
        "not-found": f"{LAB}niets/",
    },
    "noor@overkant.example": {
        "labs": "/",
        "new-lab": "/lab/nieuw/",
        "people": f"{LAB}mensen/",
        "lab-data": f"{LAB}gegevens/",
        "log": f"{LAB}logboek/",
        "all-people": "/beheer/mensen/",
    },
}
ALSO = {
    "pair": "?stand=open",
    "pair-differs": "?stand=differs",
    "pair-agreed": "?stand=agreed",
    "pair-changed": "?stand=changed",
}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium on this machine; apt-get install chromium")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        site = Site(Path(data), "--demo")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            for width in (1280, 390):
                for email, pages in VISITS.items():
                    visit(Surfer(browser, site, Screen(width=width)), email, pages, folder)
        finally:
            browser.close()
            site.stop()


def visit(surfer: Surfer, email: str, pages: dict[str, str], folder: Path) -> None:
    if email:
        surfer.log_in(email)
    for name, path in pages.items():
        surfer.page.goto(surfer.site.base + path)
        surfer.shoot(folder, name)
    if email.startswith("anna"):
        for name, query in ALSO.items():
            surfer.page.goto(f"{surfer.site.base}{LAB}vergelijkingen/2/paren/{query}")
            surfer.page.locator("main .rows a").first.click()
            surfer.shoot(folder, name)
            surfer.page.get_by_role("link", name="Alle paren van dit onderdeel").last.click()
            surfer.shoot(folder, f"item-of-{name}")
    surfer.close()


if __name__ == "__main__":
    main()
