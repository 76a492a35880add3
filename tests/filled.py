"""A small lab in which something of everything is there, made by the actions that people use."""

import datetime
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.people import Cast

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.route import Calendar, Limits
from hekloos.core.route.scope import Extent
from hekloos.web.curriculum import actions as curriculum
from hekloos.web.curriculum.models import Framework, Upload
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs.models import Membership
from hekloos.web.labs.work import Work
from hekloos.web.overlap import actions as overlap
from hekloos.web.overlap.models import Comparison, Match
from hekloos.web.review import actions as review
from hekloos.web.review import meetings
from hekloos.web.review.models import Meeting, Verdict
from hekloos.web.route import lesson_actions as lessons
from hekloos.web.route import plan_actions as routes
from hekloos.web.route import scope_actions as scope
from hekloos.web.route.models import LessonReading, Route, ScopeAnswer
from hekloos.web.route.scope_queries import scope_of

VMBO = """code,soort,hoort bij,niveau,tekst
M1,profielmodule,,BB KB,Schoonmaken in en om het huis
M1-1,eindterm,M1,BB,De kandidaat kan ramen lappen met een trekker en een spons.
M1-2,eindterm,M1,BB KB,De kandidaat kan een vloer dweilen en stofzuigen.
M2,profielmodule,,KB,Koken voor een groep
M2-1,eindterm,M2,KB,De kandidaat kan een eenvoudige maaltijd bereiden volgens een recept.
M2-2,eindterm,M2,KB,De kandidaat kan de hygieneregels van de keuken uitleggen en toepassen.
"""
MBO = """code,soort,hoort bij,niveau,tekst,toelichting
B1-K1,kerntaak,,2,Maakt ruimten schoon,
B1-K1-W1,werkproces,B1-K1,2,Lapt ramen,De medewerker wast ramen met een trekker en laat geen strepen achter.
B1-K1-W2,werkproces,B1-K1,2,Reinigt vloeren,De medewerker stofzuigt en dweilt vloeren met het juiste middel.
B1-K2,kerntaak,,2,Verzorgt maaltijden,
B1-K2-W1,werkproces,B1-K2,2,Bereidt maaltijden,De medewerker bereidt maaltijden volgens recept en werkt schoon.
"""


def bring(by: Membership, name: str, text: str) -> Upload:
    """A file that was read, and waits to be adopted."""
    upload = curriculum.bring(by, [(name, text.encode())])
    curriculum.read_upload(upload)
    _wait_for(upload)
    return upload


def _wait_for(work: Work, *, seconds: float = 60) -> None:
    """Until it is done: of a real site a worker may have begun first."""
    until = time.monotonic() + seconds
    work.refresh_from_db()
    while work.is_waiting and time.monotonic() < until:
        time.sleep(0.1)
        work.refresh_from_db()


def adopt(by: Membership, name: str, text: str) -> Framework:
    """The programme, as a new version when the lab has it already."""
    upload = bring(by, name, text)
    known = frameworks_of(by).filter(key=upload.content[0]["key"]).first()
    (version,) = curriculum.adopt(
        by,
        upload,
        [curriculum.Choice(0, known, against=known.current.number if known and known.current else None)],
        owner=by.organisation,
    )
    return Framework.objects.select_related("current").get(pk=version.framework_id)


def compare(by: Membership, left: Framework, right: Framework) -> Comparison:
    """Of the versions in use."""
    comparison = overlap.ask(by, left=[left], right=[right], levels=[], groups=[])
    overlap.run(comparison)
    _wait_for(comparison)
    return comparison


def judge(by: Membership, match: Match, relation: Relation | None, **said: str) -> Verdict:
    digests = (match.left.digest, match.right.digest)
    return review.judge(by, match, review.Said(relation, **said), digests=digests, stroke=uuid.uuid4())


def answer(by: Membership, extent: Extent = Extent.DIPLOMA, **said: object) -> ScopeAnswer:
    """What the school of this member says of how far the route runs."""
    own = scope_of(by).own
    text = {"why": "", "for_whom": "BB", "from_year": 2027, **said}
    return scope.answer(by, scope.Said(extent=extent, **text), after=own.pk if own else None)  # type: ignore[arg-type]


def meet(filled: "Filled", parts: Sequence[str] = ()) -> Meeting:
    """Anna and Bram at a table, Paula leads."""
    people = [filled.cast.anna.person, filled.cast.bram.person]
    asked = meetings.Plan(title="Schoonmaken", on=datetime.date(2026, 12, 1), parts=parts, people=people)
    return meetings.plan(filled.cast.paula, filled.comparison, asked)


WINDOWS = "# Ramen lappen\n\nLap de ramen met een trekker en een spons. Begin boven en laat geen strepen achter.\n"
FLOORS = "# Vloeren\n\nEen vloer stofzuigen en dweilen: eerst stofzuigen, dan de vloer dweilen met schoon sop.\n"
LESSONS = {"1-ramen.md": WINDOWS, "2-vloeren.md": FLOORS}


def bring_lessons(
    by: Membership, route: Route, files: Mapping[str, str] | None = None, **asked: object
) -> LessonReading:
    """Lessons that were read to make units of, of the vmbo unless asked otherwise."""
    said = lessons.Asked(**{"side": Side.VMBO, **asked})  # type: ignore[arg-type]
    named = [(name, text.encode()) for name, text in (files or LESSONS).items()]
    reading = lessons.bring(by, route, named, said)
    lessons.read(LessonReading.objects.select_related("route__current__ground__comparison").get(pk=reading.pk))
    _wait_for(reading)
    return reading


def build_route(filled: "Filled") -> Route:
    """Two years of vmbo and two of mbo, made by Anna, on what is agreed by now."""
    calendar = Calendar(years=4, periods=2, vmbo_years=2, exam_slot=3, first_year=3)
    frame = routes.Frame(title="Route schoon", calendar=calendar, limits=Limits())
    return routes.start(filled.cast.anna, filled.comparison, frame, hours=(80, 120))


@dataclass(frozen=True)
class Filled:
    cast: Cast
    vmbo: Framework
    mbo: Framework
    comparison: Comparison

    def match(self, left: str = "M1-1", right: str = "B1-K1-W1") -> Match:
        found = self.comparison.matches.select_related("left", "right", "pair")
        return found.get(left__code=left, right__code=right)


def fill(cast: Cast) -> Filled:
    vmbo = adopt(cast.anna, "vmbo-schoon.csv", VMBO)
    mbo = adopt(cast.bram, "mbo-schoon.csv", MBO)
    return Filled(cast, vmbo, mbo, compare(cast.paula, vmbo, mbo))
