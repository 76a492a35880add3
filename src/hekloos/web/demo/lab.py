"""The invented Leerlab Techniek on the site: people, programmes, lessons, and verdicts in every state.

Everything is done by the actions that people use themselves, so that the demo lab can be nothing that a lab cannot be.
"""

import csv
import datetime
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.changing import Deviate, PutUnit
from hekloos.core.route.proposal import Wish
from hekloos.core.route.route import Calendar, Deviation, Given, Limits, Purpose
from hekloos.core.route.schools import fullest_by_slot
from hekloos.core.route.scope import Extent
from hekloos.web.accounts.models import Person
from hekloos.web.curriculum import actions as curriculum
from hekloos.web.curriculum.models import Framework
from hekloos.web.curriculum.queries import frameworks_of
from hekloos.web.labs import actions as labs
from hekloos.web.labs.models import Kind, Line, Membership, Organisation, Role, Start
from hekloos.web.overlap import actions as overlap
from hekloos.web.overlap.models import Comparison, Match, part_name
from hekloos.web.review import actions as review
from hekloos.web.review import meetings
from hekloos.web.review.models import TakenUpBy
from hekloos.web.route import plan_actions as routes
from hekloos.web.route import proposal_actions as proposals
from hekloos.web.route import scope_actions as scope
from hekloos.web.route.confirm_actions import confirm, may_confirm, shorter_units
from hekloos.web.route.models import Route
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.scope_forms import this_school_year

PASSWORD = "over de hekjes heen"  # noqa: S105  (of invented people)
NAME = "Leerlab Techniek"
LEADER = "noor@overkant.example"
PEOPLE = {  # address: name, organisation, kind, role
    "anna@devaart.example": ("Anna Visser", "De Vaart", Kind.VMBO, Role.TEACHER),
    "bilal@devaart.example": ("Bilal Amrani", "De Vaart", Kind.VMBO, Role.TEAM_LEADER),
    "carla@kompas.example": ("Carla de Groot", "Het Kompas", Kind.VMBO, Role.TEACHER),
    "dirk@lindehof.example": ("Dirk Postma", "Lindehof College", Kind.VMBO, Role.COUNSELLOR),
    "bram@dewerf.example": ("Bram Jansen", "Mbo De Werf", Kind.MBO, Role.TEACHER),
    "els@dewerf.example": ("Els Kuipers", "Mbo De Werf", Kind.MBO, Role.PROJECT_LEADER),
    "frank@dewerf.example": ("Frank Overbeek", "Mbo De Werf", Kind.MBO, Role.BOARD),
    "gijs@lindehof.example": ("Gijs Hoekstra", "Lindehof College", Kind.VMBO, Role.TEAM_LEADER),
}
PROGRAMMES = {"vmbo-techniek.csv": "Techniek in huis", "mbo-monteur.csv": "Installatiemonteur woningen"}
LESSONS = {"lessen-vmbo": ("De Vaart", "Lessen techniek"), "lessen-mbo": ("Mbo De Werf", "Lessen eerste leerjaar")}
HOW_FAR = {  # who answers for their school: to where, why, for whom, and as from how many years from now
    "bilal@devaart.example": (
        Extent.HUNDRED_DAYS,
        "Onze leerlingen redden zich op school wel. Het gaat mis in het najaar, als niemand hen nog kent.",
        "BB en KB techniek",
        1,
    ),
    "carla@kompas.example": (
        Extent.HUNDRED_DAYS,
        "Samen een heel programma maken is nu te groot voor ons. De eerste maanden kunnen we waarmaken.",
        "BB en KB techniek",
        2,
    ),
    "gijs@lindehof.example": (
        Extent.FRONT_DOOR,
        "Wij hebben acht leerlingen techniek. Zij moeten goed kunnen kiezen; daarna is het aan het mbo.",
        "KB en GL techniek",
        1,
    ),
    "els@dewerf.example": (
        Extent.DIPLOMA,
        "Wie bij ons binnenkomt kan al veel. Dat willen we laten meetellen, tot en met het diploma.",
        "BB en KB techniek, naar niveau 2 en 3",
        2,
    ),
}
REMAINDER = "Op het mbo oefenen ze dit op een echte bouwplaats en met tijdsdruk."
DOUBT = "Bij ons blijft het bij uitleg en een oefenwand."


def is_site_empty() -> bool:
    return not Person.objects.exists()


def people_to_log_in() -> Iterator[tuple[str, str, str]]:
    """Name, address and what they are, of everybody who can log in to the demo lab."""
    members = Membership.objects.filter(lab__name=NAME, left_at=None).select_related("person", "organisation")
    for member in members.order_by("organisation__kind", "id"):
        yield member.person.name, member.person.email, f"{member.get_role_display()}, {member.organisation}"


def build() -> None:
    """Make the lab on a site without people."""
    leader = _found_lab()
    members = {email: _join(leader, email, *who) for email, who in PEOPLE.items()}
    _say_how_far(members)
    anna, bram = members["anna@devaart.example"], members["bram@dewerf.example"]
    texts = [(resources.files("hekloos.demo") / name).read_text(encoding="utf-8") for name in PROGRAMMES]
    vmbo, mbo = (
        _bring(leader, [(name, text.encode())], title=title)
        for (name, title), text in zip(PROGRAMMES.items(), texts, strict=True)
    )
    _bring_lessons(leader)
    comparison = _compare(leader, [vmbo], [mbo])
    _judge(comparison, anna, bram, members["carla@kompas.example"])
    (name, title), *_others = PROGRAMMES.items()
    _bring(leader, [(name, _next_year(texts[0]).encode())], title=title)
    latest = _compare(leader, [vmbo], [mbo])
    _plan(leader, latest, [anna, bram, members["carla@kompas.example"], members["els@dewerf.example"]])
    _confirm(bram, _build_route(leader, latest))
    lessons = {f.side: f for f in frameworks_of(leader).filter(kind="lesson_material")}
    _compare(leader, [lessons["vmbo"]], [lessons["mbo"]])


def _found_lab() -> Membership:
    person = Person.objects.create_user(LEADER, PASSWORD, name="Noor Bakker", is_superuser=True)
    lab = labs.start_lab(
        person,
        name=NAME,
        line=Line.ROUTE,
        start=Start.STIMULATED,
        organisation="Bureau Overkant",
        kind=Kind.FACILITATOR,
        role=Role.FACILITATOR,
    )
    return Membership.objects.get(lab=lab, person=person)


def _join(leader: Membership, email: str, name: str, organisation: str, kind: Kind, role: Role) -> Membership:
    partner = leader.lab.partners.filter(name=organisation).first()
    partner = partner or labs.add_partner(leader, name=organisation, kind=kind)
    secret = labs.invite(leader, organisation=partner, role=role, for_whom=name)
    invitation = labs.find_invitation(secret)
    if invitation is None:
        raise RuntimeError("an invitation that was just made cannot be found")
    return labs.accept_invitation(Person.objects.create_user(email, PASSWORD, name=name), invitation)


def _bring(
    by: Membership, files: Sequence[tuple[str, bytes]], *, owner: Organisation | None = None, title: str = ""
) -> Framework:
    upload = curriculum.bring(by, files)
    curriculum.read_upload(upload)
    upload.refresh_from_db()
    read = upload.content[0]
    known = frameworks_of(by).filter(key=read["key"], side=read["side"]).first()
    (version,) = curriculum.adopt(
        by,
        upload,
        [curriculum.Choice(0, known, title, against=known.current.number if known and known.current else None)],
        owner=owner,
    )
    return Framework.objects.get(pk=version.framework_id)


def _bring_lessons(leader: Membership) -> None:
    for folder, (school, title) in LESSONS.items():
        entries = sorted(resources.files("hekloos.demo").joinpath(folder).iterdir(), key=lambda entry: entry.name)
        files = [(f"{folder}/{entry.name}", entry.read_bytes()) for entry in entries if entry.is_file()]
        _bring(leader, files, owner=Organisation.objects.get(name=school), title=title)


def _compare(by: Membership, left: Sequence[Framework], right: Sequence[Framework]) -> Comparison:
    now = [list(frameworks_of(by).filter(pk__in=[f.pk for f in side])) for side in (left, right)]
    comparison = overlap.ask(by, left=now[0], right=now[1], levels=[], groups=[])
    overlap.run(comparison)
    comparison.refresh_from_db()
    return comparison


def _say_how_far(members: Mapping[str, Membership]) -> None:
    """Every school sees something in it, and each something else."""
    for email, (extent, why, for_whom, years) in HOW_FAR.items():
        said = scope.Said(extent=extent, why=why, for_whom=for_whom, from_year=this_school_year() + years)
        scope.answer(members[email], said, after=None)


def _plan(leader: Membership, comparison: Comparison, people: Sequence[Membership]) -> None:
    """A meeting about one module: of it a few pairs differ, and more than half is agreed."""
    module = comparison.left.get().items.filter(is_group=True)[0]
    asked = meetings.Plan(
        title=_("Samen door de eerste module"),
        on=timezone.localdate() + datetime.timedelta(days=7),
        parts=[part_name(module.version.framework_id, module.key)],
        people=[member.person for member in people],
    )
    meetings.plan(leader, comparison, asked)


def _build_route(leader: Membership, comparison: Comparison) -> Route:
    """Two years of vmbo and two of mbo, in blocks that follow both programmes; then the proposal that frees most."""
    calendar = Calendar(
        years=4, periods=4, vmbo_years=2, exam_slot=7, practice_slots=frozenset({9, 11, 13, 15}), first_year=3
    )
    limits = Limits(hours_per_period=130, vmbo_hours_per_period=95)
    frame = routes.Frame(title=_("Route techniek in huis"), calendar=calendar, limits=limits)
    route = routes.start(leader, comparison, frame, hours=(560, 1000))
    for asked in proposals.ask(leader, route, [Wish.LEAST_CHANGE, Wish.MOST_HOURS], seconds=20):
        proposals.run(asked)
        asked.refresh_from_db()
    adopted = proposals.adopt(leader, asked)
    load = fullest_by_slot(*read_version(adopted))
    emptiest = min(calendar.practice_slots, key=lambda slot: load[slot])
    given = Given(title=_("Stage bij een installatiebedrijf"), purpose=Purpose.PRACTICE, slot=emptiest, hours=16)
    meet = Given(title=_("Meelopen op Mbo De Werf"), purpose=Purpose.ACQUAINTANCE, slot=5, hours=6)
    version = routes.give(leader, route, [meet, given], seen=2)
    unit = next(one for one in read_version(version)[0].units if one.side is Side.VMBO)
    later = Deviation(
        school="Het Kompas", unit=unit.id, slot=unit.slot + 1, reason=_("Onze werkplaats is eerst bezet.")
    )
    routes.edit(leader, route, Deviate(later), seen=3, what="route.deviated", detail=unit.title, touched=[unit.id])
    return route


def _confirm(teacher: Membership, route: Route) -> None:
    """The mbo filled in the hours of two blocks that got shorter, and confirmed what one of them keeps."""
    version = routes.current_version(Route.objects.get(pk=route.pk))
    there = [one for one in shorter_units(*read_version(version)) if may_confirm(teacher, one.unit)][:2]
    puts = [PutUnit(replace(one.unit, guessed=False)) for one in there]
    touched, told = [one.unit.id for one in there], ngettext("{count} blok", "{count} blokken", len(there))
    version = routes.edit(
        teacher, route, *puts, seen=version.number, what="route.unit_hours", detail=told.format(count=len(there)),
        touched=touched,
    )  # fmt: skip
    confirm(teacher, route, {one.unit.id: one.kept for one in there[:1]}, seen=version.number)


def _next_year(text: str) -> str:
    """The vmbo programme as it might be a year later: a few terms ask something else, one went, one came."""
    changes = {
        "met rolmaat, schuifmaat, winkelhaak en waterpas": "met rolmaat, schuifmaat, winkelhaak en kruislijnlaser",
        "wandcontactdoz": "stopcontacten en wandcontactdoz",
        "deuvels, een halfhoutse overlap of pen en gat": "deuvels of een halfhoutse overlap",
    }
    for old, new in changes.items():
        text = text.replace(old, new)
    lines = [line for line in text.splitlines() if not line.startswith("P/THU/01/04-04,")]
    extra = "P/THU/01/04-06,eindterm,P/THU/01/04,KB GL,De kandidaat kan met een waterpomptang koppelingen aandraaien.,"
    return "\n".join([*lines, extra]) + "\n"


@dataclass(frozen=True, slots=True)
class _Saying:
    by: Membership
    relation: Relation
    reason: str = ""
    remainder: str = ""

    @property
    def taken_up_by(self) -> str:
        return TakenUpBy.MBO.value if self.remainder else ""


def _judge(comparison: Comparison, anna: Membership, bram: Membership, carla: Membership) -> None:
    """Of the pairs that were judged beforehand half are agreed; on the others one side spoke, or both differ."""
    truth = _truth()
    matches = Match.objects.filter(comparison=comparison).select_related("left", "right", "pair")
    judged = [(match, truth[key]) for match in matches if (key := (match.left.code, match.right.code)) in truth]
    for number, (match, relation) in enumerate(judged):
        for saying in _sayings(number, relation, anna, bram, carla):
            review.judge(
                saying.by,
                match,
                review.Said(saying.relation, saying.reason, saying.remainder, saying.taken_up_by),
                digests=(match.left.digest, match.right.digest),
                stroke=uuid.uuid4(),
            )


def _sayings(
    number: int, relation: Relation, anna: Membership, bram: Membership, carla: Membership
) -> Sequence[_Saying]:
    other = Relation.BUILDS_ON if relation is Relation.SAME else Relation.RELATED
    rest = REMAINDER if relation is Relation.BUILDS_ON else ""
    plans: Mapping[int, Sequence[_Saying]] = {
        4: [_Saying(anna, relation)],
        5: [_Saying(bram, relation, remainder=rest)],
        6: [_Saying(anna, relation), _Saying(bram, other if other is not relation else Relation.NONE, reason=DOUBT)],
        7: [],
    }
    agreed = [_Saying(carla if number % 3 else anna, relation), _Saying(bram, relation, remainder=rest)]
    return plans.get(number % 8, agreed)


def _truth() -> dict[tuple[str, str], Relation]:
    lines = (resources.files("hekloos.demo") / "truth.csv").read_text(encoding="utf-8").splitlines()
    return {(row["left"], row["right"]): Relation(row["relation"]) for row in csv.DictReader(lines)}
