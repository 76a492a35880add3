"""A site as large as a whole round: 14 labs, 420 people, 20 programmes, 70,000 pairs, verdicts, and a route each."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice

from hekloos.core.curriculum import Relation
from hekloos.core.route.route import Calendar, Limits
from hekloos.web.accounts.models import Person
from hekloos.web.curriculum.models import Framework, Item, Version
from hekloos.web.labs.models import Kind, Lab, LogEntry, Membership, Organisation, Partner, Role
from hekloos.web.overlap.models import Comparison, Match, Pair
from hekloos.web.review.models import Verdict
from hekloos.web.route import plan_actions

LABS, PEOPLE_OF_A_LAB, PAIRS_OF_A_LAB = 14, 30, 5_000
MODULES, ITEMS_OF_A_MODULE = 12, 30
SAID = "ramen lappen vloeren dweilen kabels leggen water meten plannen overleggen veilig werken gereedschap hout staal"
WORDS = SAID.split()
RELATIONS = [relation.value for relation in Relation]


def make(seed: int = 0) -> None:
    """Fill an empty database."""
    chance = random.Random(seed)  # noqa: S311  (invented data)
    for number in range(LABS):
        lab, members = _lab(number)
        frameworks = [_framework(lab, side, n, chance) for side in ("vmbo", "mbo") for n in range(1)]
        if number < 20 - 2 * LABS % 20:  # some labs have a second programme, which makes twenty and more
            frameworks.append(_framework(lab, "mbo", 1, chance))
        comparison = _comparison(lab, members, frameworks[0], frameworks[1], chance)
        leader = next(member for member in members if member.role == Role.PROJECT_LEADER)
        calendar = Calendar(years=4, periods=4, vmbo_years=2, exam_slot=7, first_year=3)
        frame = plan_actions.Frame(title="Route", calendar=calendar, limits=Limits())
        plan_actions.start(leader, comparison, frame, hours=(480, 1200))


def _lab(number: int) -> tuple[Lab, list[Membership]]:
    lab = Lab.objects.create(name=f"Leerlab {number}", slug=f"lab-{number}")
    schools = [
        Organisation.objects.create(name=f"School {number}-{n}", kind=kind)
        for n, kind in enumerate((Kind.VMBO, Kind.VMBO, Kind.MBO, Kind.FACILITATOR))
    ]
    Partner.objects.bulk_create([Partner(lab=lab, organisation=school) for school in schools])
    people = Person.objects.bulk_create(
        [Person(email=f"p{n}@lab-{number}.example", name=f"Persoon {number}-{n}") for n in range(PEOPLE_OF_A_LAB)]
    )
    roles = [Role.TEACHER] * 25 + [Role.PROJECT_LEADER, Role.FACILITATOR, Role.BOARD, Role.COUNSELLOR, Role.TEAM_LEADER]
    members = Membership.objects.bulk_create(
        [
            Membership(person=person, lab=lab, organisation=schools[n % 3], role=roles[n])
            for n, person in enumerate(people)
        ]
    )
    return lab, members


def _framework(lab: Lab, side: str, number: int, chance: random.Random) -> Framework:
    kind = "exam_programme" if side == "vmbo" else "qualification_dossier"
    title = f"{side} programma {number} van {lab}"
    framework = Framework.objects.create(lab=lab, side=side, kind=kind, key=f"{side}-{number}", title=title)
    by = lab.memberships.all()[0].person
    version = Version.objects.create(
        framework=framework, number=1, title=title, digest="0" * 32, adopted_by=by, levels=["BB", "KB"]
    )
    Item.objects.bulk_create(_items(version, side, chance), 500)
    Version.objects.filter(pk=version.pk).update(item_count=MODULES * (ITEMS_OF_A_MODULE + 1))
    Framework.objects.filter(pk=framework.pk).update(current=version)
    return framework


def _items(version: Version, side: str, chance: random.Random) -> Iterator[Item]:
    position = 0
    group = "module" if side == "vmbo" else "core_task"
    for module in range(MODULES):
        for n in range(-1, ITEMS_OF_A_MODULE):
            key = f"M{module}" if n < 0 else f"M{module}-{n}"
            kind = "term" if side == "vmbo" else "knowledge" if n % 5 else "work_process"
            yield Item(
                version=version, position=position, key=key, code=key, kind=group if n < 0 else kind, depth=int(n >= 0),
                parent_key="" if n < 0 else f"M{module}", group_key=f"M{module}", is_compared=n >= 0, is_group=n < 0,
                text=" ".join(chance.choices(WORDS, k=14)), description=" ".join(chance.choices(WORDS, k=40)),
                levels=["BB", "KB"], digest=f"{version.pk}-{key}",
            )  # fmt: skip
            position += 1


def _comparison(
    lab: Lab, members: Sequence[Membership], left: Framework, right: Framework, chance: random.Random
) -> Comparison:
    versions = [framework.versions.get() for framework in (left, right)]
    items = [list(version.items.filter(is_compared=True)) for version in versions]
    groups = [{item.key: item for item in version.items.filter(is_compared=False)} for version in versions]
    comparison = Comparison.objects.create(lab=lab, by=members[0].person, title=f"{left} - {right}")
    comparison.left.set([versions[0]])
    comparison.right.set([versions[1]])
    chosen = chance.sample(range(len(items[0]) * len(items[1])), PAIRS_OF_A_LAB)
    two = [(items[0][n % len(items[0])], items[1][n // len(items[0])]) for n in sorted(chosen)]
    pairs = Pair.objects.bulk_create(
        [Pair(lab=lab, left=left, right=right, left_key=a.key, right_key=b.key) for a, b in two], 500
    )
    why = {"sentences": ["Beide noemen vloeren en dweilen.", "Alleen het mbo noemt staal."], "doubt": "", "usual": "",
           "left_words": ["dweilen"], "right_words": ["dweilen"]}  # fmt: skip
    Match.objects.bulk_create(
        [
            Match(
                comparison=comparison, pair=pair, left=a, right=b, left_group=groups[0][a.group_key],
                right_group=groups[1][b.group_key], position=n, probability=chance.random(),
                relation=chance.choice(RELATIONS), why=why,
            )
            for n, (pair, (a, b)) in enumerate(zip(pairs, two, strict=True))
        ],
        500,
    )  # fmt: skip
    Comparison.objects.filter(pk=comparison.pk).update(
        finished_at=comparison.asked_at, match_count=PAIRS_OF_A_LAB, left_count=len(items[0]), right_count=len(items[1])
    )
    _verdicts(members, pairs, two, chance)
    return Comparison.objects.get(pk=comparison.pk)


def _verdicts(
    members: Sequence[Membership], pairs: Sequence[Pair], two: Sequence[tuple[Item, Item]], chance: random.Random
) -> None:
    """On half of the pairs, of one side or both."""
    teachers = [member for member in members if member.role == Role.TEACHER]
    rows = (
        Verdict(
            pair=pair,
            person=who.person,
            side=who.side,
            relation=chance.choice(RELATIONS),
            left_digest=a.digest,
            right_digest=b.digest,
        )  # fmt: skip
        for pair, (a, b) in zip(pairs, two, strict=True)
        if chance.random() < 0.5
        for who in chance.sample(teachers, 2)
    )
    while batch := list(islice(rows, 500)):
        Verdict.objects.bulk_create(batch)
    LogEntry.objects.bulk_create(
        [
            LogEntry(lab=members[0].lab, person=member.person, verb="verdict.given", subject="A - B")
            for member in members
        ]
    )
