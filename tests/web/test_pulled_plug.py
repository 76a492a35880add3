"""The real site with the plug pulled: nothing is lost, and nothing is there twice."""

import threading
from collections.abc import Callable, Iterator

import pytest
import requests
from tests.web.site import Site, Visitor, wait_for

ADDRESS = "/lab/toets/"
LARGE = "code,soort,niveau,tekst\n" + "".join(
    f"T{n},eindterm,BB,De kandidaat kan onderdeel {n} van een fiets uit elkaar halen en weer in elkaar zetten.\n"
    for n in range(6_000)
)
MAKE = """
from tests.people import make_cast
from tests.filled import build_route, fill
filled = fill(make_cast())
match = filled.match()
print(json.dumps({"comparison": filled.comparison.pk, "match": match.pk, "left": match.left.digest,
                  "right": match.right.digest, "vmbo": filled.vmbo.pk, "mbo": filled.mbo.pk,
                  "count": filled.comparison.match_count, "route": build_route(filled).pk}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, object]:
    """Numbers of what stands in the lab of the cast."""
    found: dict[str, object] = site.python(MAKE)
    return found


@pytest.mark.usefixtures("made")
def test_an_import_survives_its_worker(site: Site) -> None:
    anna = Visitor(site, "anna@example.nl")
    page = anna.get(f"{ADDRESS}programmas/")
    files = {"documents": ("groot.csv", LARGE)}
    there = anna.post(f"{ADDRESS}programmas/inlezen/", {}, page=page, files=files)
    begun = "from hekloos.web.curriculum.models import Upload as U; u = U.objects.latest('id'); print(json.dumps(%s))"
    wait_for(lambda: site.python(begun % "u.beat_at is not None"), what="the beginning of reading")
    site.kill("cli.main worker")
    wait_for(lambda: site.python(begun % "u.finished_at is not None"), what="the end of reading")
    assert site.python(begun % "[len(u.content), len(u.content[0]['items']), u.files.count()]") == [1, 6_000, 0]
    assert "Neem over" in anna.get(there.url.removeprefix(site.base)).text


def test_a_comparison_survives_its_worker(site: Site, made: dict[str, object]) -> None:
    paula = Visitor(site, "paula@example.nl")
    page = paula.get(f"{ADDRESS}vergelijkingen/nieuw/")
    paula.post(f"{ADDRESS}vergelijkingen/nieuw/", {"left": made["vmbo"], "right": made["mbo"]}, page=page)
    state = "from hekloos.web.overlap.models import *; c = Comparison.objects.latest('id'); print(json.dumps(%s))"
    wait_for(lambda: site.python(state % "c.beat_at is not None"), what="the beginning of comparing")
    site.kill("cli.main worker")
    wait_for(lambda: site.python(state % "c.finished_at is not None"), what="the end of comparing")
    found = site.python(state % "[c.match_count, c.matches.count(), Pair.objects.count()]")
    assert found == [made["count"]] * 3


def test_a_proposal_survives_its_worker(site: Site, made: dict[str, object]) -> None:
    anna = Visitor(site, "anna@example.nl")
    page = anna.get(f"{ADDRESS}leerroutes/{made['route']}/voorstellen/")
    asked = {"wishes": ["most_hours"], "seconds": 10}
    state = "from hekloos.web.route.models import *; p = RouteProposal.objects.latest('id'); print(json.dumps(%s))"
    anna.post(f"{ADDRESS}leerroutes/{made['route']}/voorstellen/", asked, page=page)
    site.kill("cli.main worker")
    wait_for(lambda: site.python(state % "p.finished_at is not None"), what="the end of searching")
    assert site.python(state % "[p.result['outcome'], RouteProposal.objects.count()]") == ["found", 1]
    assert (
        "Neem dit voorstel over"
        in anna.get(f"{ADDRESS}leerroutes/{made['route']}/voorstellen/{site.python(state % 'p.pk')}/").text
    )


def _verdict(made: dict[str, object], stroke: str) -> dict[str, object]:
    return {"relation": "same", "left_digest": made["left"], "right_digest": made["right"], "stroke": stroke}


COUNT = "from hekloos.web.review.models import *; print(Verdict.objects.filter(stroke='{}').count())"


def test_a_verdict_survives_the_server(site: Site, made: dict[str, object]) -> None:
    anna = Visitor(site, "anna@example.nl")
    address = f"{ADDRESS}vergelijkingen/{made['comparison']}/paren/{made['match']}/"
    page, stroke = anna.get(address), "00000000-0000-4000-8000-000000000001"
    sending = threading.Thread(
        target=_send_whatever_comes, args=(anna, f"{address}oordeel/", _verdict(made, stroke), page)
    )
    sending.start()
    site.kill("gunicorn")
    sending.join()
    wait_for(site_answers(site), what="the site again")
    anna.post(f"{address}oordeel/", _verdict(made, stroke), page=page)  # who is not sure that it was saved, sends again
    assert site.python(COUNT.format(stroke)) == 1


def site_answers(site: Site) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            return requests.get(f"{site.base}/account/inloggen/", timeout=5).ok
        except requests.RequestException:
            return False

    return answers


def _send_whatever_comes(who: Visitor, path: str, data: dict[str, object], page: requests.Response) -> None:
    try:
        who.post(path, data, page=page)
    except requests.RequestException:
        return


def test_a_double_click_counts_once(site: Site, made: dict[str, object]) -> None:
    bram = Visitor(site, "bram@example.nl")
    address = f"{ADDRESS}vergelijkingen/{made['comparison']}/paren/{made['match']}/"
    page, stroke = bram.get(address), "00000000-0000-4000-8000-000000000002"
    clicks = [
        threading.Thread(target=_send_whatever_comes, args=(bram, f"{address}oordeel/", _verdict(made, stroke), page))
        for _click in range(6)
    ]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert site.python(COUNT.format(stroke)) == 1


def test_who_loses_the_connection_sends_again(site: Site, made: dict[str, object]) -> None:
    bram = Visitor(site, "bram@example.nl")
    address = f"{ADDRESS}vergelijkingen/{made['comparison']}/paren/{made['match']}/"
    page, stroke = bram.get(address), "00000000-0000-4000-8000-000000000003"
    bram.post_and_leave(f"{address}oordeel/", _verdict(made, stroke), page=page)
    assert "Uw oordeel is bewaard." in bram.post(f"{address}oordeel/", _verdict(made, stroke), page=page).text
    assert site.python(COUNT.format(stroke)) == 1
