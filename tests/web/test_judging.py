"""The queue and the table in a real browser: keys, focus, what is announced, and what is kept for whom."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.web.browsing import Screen, Surfer
from tests.web.site import Site

pytestmark = pytest.mark.browser

MAKE = """
from tests.people import make_cast
from tests.filled import fill, judge, meet
from hekloos.core.curriculum import Relation
filled = fill(make_cast())
meet(filled)
for by, relation in ((filled.cast.anna, Relation.SAME), (filled.cast.bram, Relation.NONE)):
    judge(by, filled.match("M2-1", "B1-K2-W1"), relation)
print(json.dumps(filled.comparison.pk))
"""
MEETING = "/lab/toets/bijeenkomsten/1/"


def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    site.python(MAKE)
    yield site
    site.stop()


site = pytest.fixture(make, name="site")  # of one test, which counts what is stored
shared = pytest.fixture(make, scope="module", name="shared")


def queue(site: Site) -> str:
    (pk,) = site.python("from hekloos.web.overlap.models import *\nprint(json.dumps([Comparison.objects.get().pk]))")
    return f"/lab/toets/vergelijkingen/{pk}/oordelen/"


def press(surfer: Surfer, key: str, *, said: str) -> None:
    """A key, and what is announced after it; then the head of the pair has the focus."""
    surfer.page.wait_for_timeout(600)  # sooner it is taken for a double press
    surfer.page.keyboard.press(key)
    expect(surfer.page.locator("#messages")).to_contain_text(said)
    expect(surfer.page.locator("h1")).to_be_focused()
    surfer.look()


def stored(site: Site) -> list[str]:
    rows = "list(Verdict.objects.order_by('pk').values_list('relation', flat=True))"
    return list(site.python(f"from hekloos.web.review.models import *\nprint(json.dumps({rows}))"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_teacher_judges_the_whole_queue_by_keys(width: int, chromium: Browser, site: Site) -> None:
    anna = Surfer(chromium, site, Screen(width=width)).log_in("anna@example.nl").open(queue(site))
    expect(anna.page.locator("h1")).to_be_focused()
    first = anna.page.locator("h1").inner_text()
    press(anna, "3", said="Bewaard: verwant. Nog")
    assert anna.page.locator("h1").inner_text() != first
    press(anna, "u", said="teruggenomen")
    assert anna.page.locator("h1").inner_text() == first
    anna.page.keyboard.press("j")
    expect(anna.page.locator("h1")).not_to_have_text(first)
    expect(anna.page.locator("h1")).to_be_focused()
    anna.page.keyboard.press("k")
    expect(anna.page.locator("h1")).to_have_text(first)
    expect(anna.page.locator("h1")).to_be_focused()
    anna.page.keyboard.press("c")
    expect(anna.page.get_by_label("Waarom?")).to_be_focused()
    anna.page.keyboard.type("12")  # in a field keys are letters
    expect(anna.page.get_by_label("Waarom?")).to_have_value("12")
    anna.page.keyboard.press("Escape")
    expect(anna.page.locator("h1")).to_be_focused()
    while "Leren ze hier hetzelfde?" in anna.page.locator("h1").inner_text():
        head = anna.page.locator("h1").inner_text()
        anna.page.wait_for_timeout(600)  # sooner it is taken for a double press
        anna.page.keyboard.press("1")
        expect(anna.page.locator("h1")).not_to_have_text(head)
    expect(anna.page.locator("h1")).to_have_text("Klaar voor nu")
    expect(anna.page.locator("#messages")).to_contain_text("Dat was het laatste paar.")
    anna.look().close()
    assert stored(site)[2:5] == ["related", "", "same"]


def test_a_screen_reader_hears_which_pair_it_is_and_what_can_be_chosen(chromium: Browser, shared: Site) -> None:
    bram = Surfer(chromium, shared, Screen()).log_in("bram@example.nl").open(queue(shared))
    told = bram.page.locator("#judging").aria_snapshot()
    assert '- heading "Leren ze hier hetzelfde? M' in told
    assert '- region "Vmbo"' in told
    for word in ("dubbel", "bouwt voort", "verwant", "geen"):
        assert f'- button "{word} ' in told  # the number of the key is not read aloud
    bram.close()


def leave(page: Page) -> None:
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_load_state("networkidle")


def test_what_somebody_wrote_is_for_nobody_else_and_for_no_other_pair(chromium: Browser, shared: Site) -> None:
    surfer = Surfer(chromium, shared, Screen()).log_in("anna@example.nl").open(queue(shared))
    surfer.page.keyboard.press("c")
    surfer.page.keyboard.type("geheim")
    surfer.page.reload()
    expect(surfer.page.get_by_label("Waarom?")).to_have_value("geheim")  # and it can be seen
    expect(surfer.page.get_by_label("Waarom?")).to_be_visible()
    surfer.page.get_by_label("Waarom?").focus()
    surfer.page.keyboard.press("Escape")
    press(surfer, "4", said="Bewaard: geen.")
    surfer.page.goto(shared.base + queue(shared))
    expect(surfer.page.locator("#id_reason")).to_have_value("")
    surfer.page.keyboard.press("c")
    surfer.page.keyboard.type("ook geheim")
    leave(surfer.page)
    surfer.log_in("bram@example.nl").open(queue(shared))
    expect(surfer.page.locator("#id_reason")).to_have_value("")
    surfer.close()


def test_the_queue_works_without_scripts(chromium: Browser, shared: Site) -> None:
    anna = Surfer(chromium, shared, Screen(scripts=False)).log_in("anna@example.nl").open(queue(shared))
    anna.page.get_by_role("button", name="dubbel").click()
    expect(anna.page.locator("#messages")).to_contain_text("Bewaard: dubbel.")
    anna.press("Neem terug")
    expect(anna.page.locator("#messages")).to_contain_text("teruggenomen")
    anna.close()


def test_a_table_decides_and_cards_are_taken_over(chromium: Browser, site: Site) -> None:
    paula = Surfer(chromium, site, Screen(width=390)).log_in("paula@example.nl").open(f"{MEETING}tafel/")
    paula.page.get_by_role("button", name="bouwt voort").click()
    expect(paula.page.locator("#messages")).to_contain_text("afgesproken: bouwt voort.")
    paula.look().open(f"{MEETING}kaarten/overnemen/")
    paula.page.get_by_label("Van wie zijn deze kaarten?").select_option(label="Bram")
    paula.press("Toon")
    paula.page.locator("input.digit").first.fill("1")
    paula.press("Bewaar de kaarten van Bram")
    expect(paula.page.locator("#messages")).to_contain_text("1 kaart van Bram is bewaard.")
    for rest in ("", "kaarten/", "veranderen/", "weghalen/"):
        paula.open(MEETING + rest)
    paula.close()
    assert stored(site)[2:] == ["builds_on", "builds_on", "same"]


def test_four_cards_stand_on_a_sheet(chromium: Browser, shared: Site) -> None:
    import io

    import pypdfium2

    paula = Surfer(chromium, shared, Screen()).log_in("paula@example.nl").open(f"{MEETING}kaarten/")
    cards = paula.page.locator(".pair-card").count()
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")
    sheets = pypdfium2.PdfDocument(io.BytesIO(paula.page.pdf(format="A4", margin=margin)))  # type: ignore[arg-type]
    assert len(sheets) == -(-cards // 4)
    paula.page.emulate_media(media="print")
    cut = "found => found.filter(card => card.scrollHeight > card.clientHeight + 1).length"
    assert paula.page.locator(".pair-card").evaluate_all(cut) == 0  # every box can be ticked
    paula.close()


def test_a_double_press_judges_one_pair(chromium: Browser, site: Site) -> None:
    anna = Surfer(chromium, site, Screen()).log_in("anna@example.nl").open(queue(site))
    head = anna.page.locator("h1").inner_text()
    anna.page.wait_for_timeout(600)
    anna.page.keyboard.press("2")
    expect(anna.page.locator("h1")).not_to_have_text(head)
    anna.page.keyboard.press("2")
    anna.page.wait_for_timeout(600)
    anna.close()
    assert stored(site)[2:] == ["builds_on"]


def test_the_keys_can_be_switched_off_and_stay_off(chromium: Browser, shared: Site) -> None:
    anna = Surfer(chromium, shared, Screen()).log_in("anna@example.nl").open(queue(shared))
    head = anna.page.locator("h1").inner_text()
    anna.page.get_by_text("Met het toetsenbord").click()
    anna.page.get_by_label("Toetsen gebruiken").uncheck()
    anna.look().page.reload()
    expect(anna.page.locator(".verdicts .key").first).to_be_hidden()
    before = stored(shared)
    for key in "3jc?":
        anna.page.wait_for_timeout(600)  # sooner it is taken for a double press
        anna.page.keyboard.press(key)
    expect(anna.page.locator("h1")).to_have_text(head)
    assert stored(shared) == before
    anna.page.get_by_text("Met het toetsenbord").click()
    anna.page.get_by_label("Toetsen gebruiken").check()
    anna.page.keyboard.press("Escape")
    anna.page.keyboard.press("j")
    expect(anna.page.locator("h1")).not_to_have_text(head)
    anna.close()


def test_k_comes_back_to_the_pair_just_judged(chromium: Browser, site: Site) -> None:
    anna = Surfer(chromium, site, Screen(width=390)).log_in("anna@example.nl").open(queue(site))
    first = anna.page.locator("h1").inner_text()
    press(anna, "2", said="Bewaard: bouwt voort.")
    anna.page.keyboard.press("k")
    expect(anna.page.locator("h1")).to_have_text(first)
    expect(anna.page.locator("[aria-pressed=true]")).to_contain_text("bouwt voort")
    press(anna.look(), "4", said="Bewaard: geen.")
    assert stored(site)[2:] == ["builds_on", "none"]
    anna.close()


@pytest.mark.parametrize("who", ["anna", "paula"])
def test_on_a_telephone_the_head_leaves_room_for_the_page(who: str, chromium: Browser, shared: Site) -> None:
    surfer = Surfer(chromium, shared, Screen(width=390)).log_in(f"{who}@example.nl").open(MEETING)
    box = surfer.page.locator("header.top").bounding_box()
    assert box
    assert box["height"] < 120
    surfer.close()
