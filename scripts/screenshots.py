"""Pictures of every screen of the invented lab, wide and narrow, to look at: `make screenshots`."""

import shutil
import sys
import tempfile
from importlib import resources
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
        "queue": f"{LAB}vergelijkingen/2/oordelen/",
        "agreed": f"{LAB}vergelijkingen/2/afspraken/",
        "guessing": f"{LAB}vergelijkingen/hoe-goed/",
        "meetings": f"{LAB}bijeenkomsten/",
        "meeting": f"{LAB}bijeenkomsten/1/",
        "cards": f"{LAB}bijeenkomsten/1/kaarten/",
        "route": f"{LAB}route/",
        "route-beside": f"{LAB}route/naast-elkaar/",
        "route-rules": f"{LAB}route/regels/",
        "route-extent": f"{LAB}route/antwoord/",
        "route-why": f"{LAB}route/antwoord/waarom/",
        "route-for-whom": f"{LAB}route/antwoord/voor-wie/",
        "route-from-year": f"{LAB}route/antwoord/vanaf/",
        "route-take-over": f"{LAB}route/overnemen/4/",
        "route-bring-lessons": f"{LAB}leerroutes/1/blokken/lessen/",
        "route-what-if": f"{LAB}leerroutes/1/wat-als/?niveau=BB#antwoord",
        "route-exits": f"{LAB}leerroutes/1/uitstappen/",
        "route-hours": f"{LAB}leerroutes/1/uren/",
        "route-documents": f"{LAB}leerroutes/1/meenemen/",
        "lessons": f"{LAB}vergelijkingen/3/paren/",
        "account": "/account/",
        "two-steps": "/account/beveiliging/",
        "not-found": f"{LAB}niets/",
    },
    "noor@overkant.example": {
        "labs": "/",
        "new-lab": "/lab/nieuw/",
        "plan-meeting": f"{LAB}bijeenkomsten/nieuw/2/",
        "enter-cards": f"{LAB}bijeenkomsten/1/kaarten/overnemen/",
        "table": f"{LAB}bijeenkomsten/1/tafel/",
        "people": f"{LAB}mensen/",
        "lab-data": f"{LAB}gegevens/",
        "log": f"{LAB}logboek/",
        "rename": f"{LAB}programmas/1/naam/",
        "confirm-programme": f"{LAB}programmas/1/weg/",
        "confirm-comparison": f"{LAB}vergelijkingen/1/weg/",
        "confirm-person": f"{LAB}mensen/2/weg/",
        "confirm-partner": f"{LAB}partners/2/weg/",
        "all-people": "/beheer/mensen/",
    },
}
ALSO = {
    "pair": "?stand=open",
    "pair-differs": "?stand=differs",
    "pair-agreed": "?stand=agreed",
    "pair-changed": "?stand=changed",
}

PLAIN = "tekst\nRamen lappen met een trekker\nVloeren dweilen in een school\nEen bestelling klaarzetten\n"


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
                bring(Surfer(browser, site, Screen(width=width)), folder)
                bring_lessons(Surfer(browser, site, Screen(width=width)), folder)
                invite(Surfer(browser, site, Screen(width=width)), Surfer(browser, site, Screen(width=width)), folder)
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


def bring(anna: Surfer, folder: Path) -> None:
    """Files that wait to be adopted: a new programme, a new version, and one that cannot be read."""
    anna.log_in("anna@devaart.example")
    known = (resources.files("hekloos.demo") / "vmbo-techniek.csv").read_text(encoding="utf-8")
    files = {
        "preview-new": ("jaarplan.csv", PLAIN.encode()),
        "preview-version": ("vmbo-techniek.csv", known.replace("wandcontactdoz", "contactdoz").encode()),
        "preview-nothing": ("plan.pdf", b"%PDF-1.7\n"),
    }
    for name, (file_name, data) in files.items():
        anna.page.goto(f"{anna.site.base}{LAB}programmas/")
        anna.page.get_by_label("Bestanden").set_input_files({"name": file_name, "mimeType": "", "buffer": data})
        discard = anna.page.get_by_role("link", name="Gooi weg")
        anna.press_and_wait("Lees in", lambda page: page.get_by_role("link", name="Gooi weg").count() > 0)
        anna.shoot(folder, name)
        discard.click()
        anna.shoot(folder, "confirm-discard")
        anna.press("Ja, doe dat")
    anna.close()


def bring_lessons(anna: Surfer, folder: Path) -> None:
    """What the lessons of the demo would become in its route."""
    anna.log_in("anna@devaart.example")
    anna.page.goto(f"{anna.site.base}{LAB}leerroutes/1/blokken/lessen/")
    lessons = Path(str(resources.files("hekloos.demo"))) / "lessen-vmbo"
    anna.page.get_by_label("Bestanden").set_input_files(sorted(lessons.iterdir()))
    anna.press_and_wait("Lees in", lambda page: page.get_by_role("button", name="Zet de gekozen").count() > 0)
    anna.shoot(folder, "route-lessons")
    anna.press("Gooi weg wat is ingelezen")
    anna.close()


def invite(noor: Surfer, guest: Surfer, folder: Path) -> None:
    """The link that is shown once, what whoever opens it sees, and when it was withdrawn."""
    noor.log_in("noor@overkant.example")
    noor.page.goto(f"{noor.site.base}{LAB}mensen/")
    form = noor.page.get_by_role("region", name="Iemand uitnodigen")
    form.get_by_label("Namens wie").select_option(label="De Vaart")
    form.get_by_label("Voor wie").fill("Wim de Bruin")
    noor.press("Maak een uitnodiging").shoot(folder, "invited")
    link = noor.page.locator("#link").input_value()
    for surfer, name in ((guest, "invitation"), (noor, "invitation-logged-in")):
        surfer.page.goto(link)
        surfer.shoot(folder, name)
    noor.page.goto(f"{noor.site.base}{LAB}mensen/")
    noor.press("Trek de uitnodiging voor Wim de Bruin in")
    guest.page.goto(link)
    guest.shoot(folder, "invitation-gone")
    for surfer in (noor, guest):
        surfer.close()


if __name__ == "__main__":
    main()
