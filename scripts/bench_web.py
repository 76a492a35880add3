"""How quick the site is when a whole round uses it: `make bench-web`.

A site with 14 labs, 420 people and 70,000 pairs is made, served as anybody would (`hekloos serve`, or gunicorn with
four workers on PostgreSQL), and visited at a steady rate from this other process, whatever the answers take.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).parent.parent))

import run_tests
from tests.web.site import ROOT, Site

MAKE = f"""
import sys; sys.path.insert(0, {str(ROOT / "scripts")!r})
import large_site
from importlib import import_module
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
large_site.make()
from hekloos.web.labs.models import Membership
from hekloos.web.overlap.models import Comparison
store = import_module(settings.SESSION_ENGINE).SessionStore
visitors = []
for member in Membership.objects.filter(role="teacher").select_related("person", "lab")[:112]:
    session = store()
    session[SESSION_KEY] = str(member.person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
    session.save()
    comparison = Comparison.objects.get(lab=member.lab)
    rows = comparison.matches.values_list("pk", "left", "left__digest", "right__digest")
    visitors.append({{"session": session.session_key, "lab": member.lab.slug, "comparison": comparison.pk,
                      "route": member.lab.routes.get().pk, "matches": list(rows.order_by("?")[:60])}})
print(json.dumps(visitors))
"""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is logged in, with the pairs that they look at."""

    session: requests.Session
    base: str
    route: str
    matches: Sequence[Sequence[object]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=30.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--processes", type=int, default=2, help="of the server")
    parser.add_argument("--postgresql", action="store_true", help="on a database server that is started for this")
    arguments = parser.parse_args()
    with ExitStack() as ends:
        folder = ends.enter_context(tempfile.TemporaryDirectory())
        if arguments.postgresql:
            programs = run_tests.programs() or sys.exit("no PostgreSQL on this machine; apt-get install postgresql")
            os.environ["HEKLOOS_DATABASE"] = ends.enter_context(run_tests.postgresql(programs))
        site = Site(Path(folder), "--processes", str(arguments.processes))
        try:
            visitors = [_visitor(site, made) for made in site.python(MAKE)]
            _tell_sizes(visitors)
            _load(visitors, rate=arguments.rate, seconds=5.0)  # whoever comes first waits for what is read once
            _tell(_load(visitors, rate=arguments.rate, seconds=arguments.seconds), arguments.rate)
        finally:
            site.stop()


def _visitor(site: Site, made: dict[str, object]) -> Visitor:
    session = requests.Session()
    session.cookies.set("sessionid", str(made["session"]))
    base = f"{site.base}/lab/{made['lab']}/vergelijkingen/{made['comparison']}/"
    session.get(base, timeout=60)  # the first page sets the cookie that belongs to forms
    route = f"{site.base}/lab/{made['lab']}/leerroutes/{made['route']}/"
    return Visitor(session, base, route, made["matches"])  # type: ignore[arg-type]


def _pages(chance: random.Random) -> dict[str, Callable[[Visitor], str]]:
    def match(visitor: Visitor) -> Sequence[object]:
        return chance.choice(visitor.matches)

    return {
        "list": lambda v: f"{v.base}paren/?volgorde=kans&pagina={chance.randrange(1, 40)}",
        "list by state": lambda v: f"{v.base}paren/?stand={chance.choice(('differs', 'open', 'agreed'))}",
        "item": lambda v: f"{v.base}onderdeel/{match(v)[1]}/",
        "pair": lambda v: f"{v.base}paren/{match(v)[0]}/",
        "queue": lambda v: f"{v.base}oordelen/",
        "map": lambda v: v.base,
        "route map": lambda v: v.route,
        "proof": lambda v: f"{v.route}bewijs/?pagina={chance.randrange(1, 12)}",
        "hours": lambda v: f"{v.route}uren/",
        "overview": lambda v: v.base.split("vergelijkingen")[0],
    }


def _tell_sizes(visitors: Sequence[Visitor]) -> None:
    for name, page in _pages(random.Random(1)).items():  # noqa: S311
        answer = visitors[0].session.get(page(visitors[0]), timeout=60)
        answer.raise_for_status()
        print(f"{name:16} {len(answer.content) / 1000:6.1f} kB")


def _load(visitors: Sequence[Visitor], *, rate: float, seconds: float) -> dict[str, list[float]]:
    """Milliseconds that each kind of request took from the moment at which it should have been sent."""
    chance = random.Random(2)  # noqa: S311
    pages, took, lock = _pages(chance), defaultdict[str, list[float]](list), threading.Lock()

    def visit(due: float) -> None:
        visitor = chance.choice(visitors)
        if chance.random() < 0.15:
            name, answer = "saving a verdict", _judge(visitor, chance, due)
        else:
            name = chance.choice(list(pages))
            answer = visitor.session.get(pages[name](visitor), timeout=60)
        if not answer.ok:
            raise AssertionError(f"{name}: {answer.status_code}")
        with lock:
            if name != "saving a verdict":
                took[name].append(1000 * (time.monotonic() - due))
            else:
                took[name].append(answer.elapsed.total_seconds() * 1000)

    start = time.monotonic()
    with ThreadPoolExecutor(64) as pool:
        waiting = []
        for number in range(int(rate * seconds)):
            due = start + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            waiting.append(pool.submit(visit, due))
        for visited in waiting:
            visited.result()
    return took


def _judge(visitor: Visitor, chance: random.Random, due: float) -> requests.Response:
    """The form is fetched for its token; only sending it is timed, without the page that comes after."""
    pk, _left, left_digest, right_digest = chance.choice(visitor.matches)
    page = visitor.session.get(f"{visitor.base}paren/{pk}/", timeout=60)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    data = {"csrfmiddlewaretoken": token[1] if token else "", "relation": "same", "left_digest": left_digest,
            "right_digest": right_digest, "stroke": str(uuid.uuid4())}  # fmt: skip
    return visitor.session.post(f"{visitor.base}paren/{pk}/oordeel/", data=data, timeout=60, allow_redirects=False)


def _tell(took: dict[str, list[float]], rate: float) -> None:
    print(f"at {rate:.0f} requests a second:")
    for name, times in sorted(took.items()):
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        middle, most = statistics.median(times), max(times)
        print(f"{name:18} {len(times):5} x, median {middle:6.1f} ms, p95 {p95:6.1f} ms, most {most:6.1f} ms")


if __name__ == "__main__":
    main()
