"""Units out of lesson material: bring files, let a worker read them, say what is true, and put them in the route."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core.curriculum import FrameworkKind, Side
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.lessons import unknown_side
from hekloos.core.formats.reading import Problem, Severity, problem_data
from hekloos.core.route.changing import PutUnit
from hekloos.core.route.lesson_changes import BroughtIn, bring_in, free_ids
from hekloos.core.route.lesson_units import ProposedUnit, lessons_of, propose_units, slots_between
from hekloos.core.route.units import Hours, Unit
from hekloos.web.curriculum.actions import ROWS_AT_ONCE, read_files
from hekloos.web.curriculum.convert import storable
from hekloos.web.curriculum.uploading import WEB_LIMITS
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Kind, Lab, Membership, Partner
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.labs.work import MOST_ATTEMPTS
from hekloos.web.route.models import LessonFile, LessonReading, Route
from hekloos.web.route.models.lessons import to_data
from hekloos.web.route.plan_actions import edit, locked
from hekloos.web.route.plan_convert import programme_under, read_version

MOST_WAITING = 5  # that are still to be read, in one lab: what waits lies in the database that all labs share
MOST_OPEN = 30  # that were read and wait for somebody to look
MOST_FILLED_IN = 500_000  # characters of one reading
MOST_UNITS = 150  # out of one reading
LONGEST_CHOICE = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose lessons they are, in which periods they come, and whether a folder is one unit."""

    side: Side
    school: str = ""
    first: int | None = None
    last: int | None = None
    by_folder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A unit as somebody wants it, by the keys of the items."""

    title: str
    hours: float
    guessed: bool
    slot: int
    treats: tuple[str, ...]
    assesses: bool


@transaction.atomic
def bring(by: Membership, route: Route, files: Sequence[tuple[str, bytes]], asked: Asked) -> LessonReading:
    """Keep files until a worker has read them. Raises NotPossibleError when there are too many."""
    from hekloos.web.route.tasks import read_lessons_task

    require(by, Verb.PLAN)
    if route.lab_id != by.lab_id:
        raise Http404
    if len(files) > WEB_LIMITS.files:
        message = _("Dit zijn meer dan {limit} bestanden. Lees ze in kleinere groepen in.")
        raise NotPossibleError(message.format(limit=WEB_LIMITS.files))
    _keep_room(by)
    name = files[0][0] if len(files) == 1 else _("{count} bestanden").format(count=len(files))
    reading = LessonReading.objects.create(
        route_id=route.pk,
        by_id=by.person_id,
        name=name[:300],
        side=asked.side.value,
        school=asked.school,
        first_slot=asked.first,
        last_slot=asked.last,
        by_folder=asked.by_folder,
    )
    rows = [LessonFile(reading=reading, name=file[:300], data=data) for file, data in files]
    LessonFile.objects.bulk_create(rows, ROWS_AT_ONCE)
    read_lessons_task.enqueue(reading.pk)
    return reading


def _keep_room(by: Membership) -> None:
    """Raises NotPossibleError when too much waits in this lab."""
    Lab.objects.select_for_update(no_key=True).get(pk=by.lab_id)
    drop_expired()
    there = LessonReading.objects.filter(route__lab_id=by.lab_id, adopted_at=None, discarded_at=None)
    if there.filter(LessonReading.open()).count() >= MOST_WAITING:
        raise NotPossibleError(_("Er wordt al veel ingelezen. Wacht tot dat klaar is."))
    if there.count() >= MOST_OPEN:
        raise NotPossibleError(_("Er staat al veel klaar. Zet dat in de route, of gooi het weg."))


def drop_expired() -> None:
    """What nobody put in a route within a week goes, with its files."""
    LessonReading.objects.filter(LessonReading.expired()).delete()


def read(reading: LessonReading) -> None:
    """What a worker does: read the files, lay the lessons beside the programme, and keep no more than they suggest."""
    if reading.discarded_at or not reading.claim():
        return
    if reading.attempts > MOST_ATTEMPTS:
        failure = _("Het lezen is steeds afgebroken. Splits het bestand, of bewaar het opnieuw.")
        reading.mine().update(failure=failure)
        reading.files.all().delete()
        return
    with reading.beating():
        units, problems = _suggested(reading)
    with transaction.atomic():
        done = reading.mine().update(
            content=storable([to_data(unit) for unit in units]),
            problems=storable([problem_data(problem) for problem in problems]),
            found=len(units),
            finished_at=timezone.now(),
            progress=1,
        )
        if done:
            reading.files.all().delete()


def _suggested(reading: LessonReading) -> tuple[Sequence[ProposedUnit], list[Problem]]:
    side, version = Side(reading.side), reading.route.current
    if version is None:
        raise RuntimeError("a route without a version is shown to nobody")
    version.route = reading.route
    found = read_files(reading.name, reading.files.all())
    problems = [one for one in found.problems if one != unknown_side()]  # somebody told the side
    problems += [_no_lessons(f.title) for f in found.frameworks if f.kind is not FrameworkKind.LESSON_MATERIAL]
    lessons = lessons_of(found.frameworks, side)
    if lessons is None:
        return (), problems
    core, _plan = read_version(version)
    slots = slots_between(core.calendar, side, reading.first_slot, reading.last_slot)
    units = propose_units(lessons, programme_under(version, side), core, slots=slots, by_folder=reading.by_folder)
    if len(units) > MOST_UNITS:
        message = _("Dit zijn {count} lessen. Lees er hoogstens {limit} tegelijk in, of maak een blok per map.")
        told = message.format(count=len(units), limit=MOST_UNITS)
        return (), [*problems, Problem(message=told, severity=Severity.ERROR)]
    return units, problems


def _no_lessons(title: str) -> Problem:
    message = _("{name} is geen lesmateriaal, maar een programma. Lees het in bij Programma's.")
    return Problem(message=message.format(name=title), severity=Severity.WARNING)


def _held(by: Membership, reading: LessonReading) -> LessonReading:
    """The row as it is now. Raises NotPossibleError when it is no longer there to choose from."""
    require(by, Verb.PLAN)
    rows = LessonReading.objects.select_for_update(of=("self",)).filter(pk=reading.pk, route__lab_id=by.lab_id)
    found = rows.exclude(LessonReading.expired()).select_related("route").first()
    if found is None:
        raise Http404
    if found.adopted_at or found.discarded_at or not found.found:
        raise NotPossibleError(_("Dit is al overgenomen of weggegooid. Lees het bestand opnieuw in."))
    return found


@transaction.atomic
def save(by: Membership, reading: LessonReading, choices: Mapping[str, Sequence[str]]) -> None:
    """Keep what was filled in so far, by the name of the field; what was filled in before of other fields stays."""
    now = _held(by, reading)
    kept = {name: [value[:LONGEST_CHOICE] for value in values] for name, values in choices.items()}
    now.choices = {**now.choices, **storable(kept)}
    if sum(len(value) for values in now.choices.values() for value in values) > MOST_FILLED_IN:
        raise NotPossibleError(_("Dit is te veel om te bewaren. Breng de lessen in een paar keer in."))
    now.save(update_fields=["choices"])


@transaction.atomic
def adopt(by: Membership, reading: LessonReading, chosen: Sequence[Chosen], *, giving_up: bool, seen: int) -> BroughtIn:
    """These units come into the route, in one version; what was read goes.

    When `giving_up`, units with guessed hours stop doing the same as far as nothing is lost. Raises NotPossibleError
    when nothing was chosen, somebody was first, or an item would lose its place.
    """
    if not chosen:
        raise NotPossibleError(_("Er is geen blok gekozen. Zet bij minstens een les een vinkje."))
    now = _held(by, reading)
    route = locked(by, now.route)
    if route.current is None:
        raise Http404
    route.current.route = route
    core, plan = read_version(route.current)
    units = [
        Unit(
            id=number,
            title=clean_text(one.title) or "-",
            side=Side(now.side),
            school=now.school,
            hours=Hours(guided=one.hours),
            slot=min(one.slot, core.calendar.slots - 1),
            treats=one.treats,
            assesses=one.treats if one.assesses else (),
            guessed=one.guessed,
        )
        for number, one in zip(free_ids(core, len(chosen)), chosen, strict=True)
    ]
    brought = bring_in(core, plan, units, giving_up=giving_up, schools=_vmbo_schools(by))
    count = ngettext("{count} blok", "{count} blokken", len(units)).format(count=len(units))
    edit(
        by, route, *brought.changes, seen=seen, what="route.lessons_put",
        detail=_("{count} uit {name}").format(count=count, name=now.name),
        touched=_touched(brought),
    )  # fmt: skip
    _empty(now, adopted_at=timezone.now())
    return brought


def _vmbo_schools(by: Membership) -> list[str]:
    there = Partner.objects.filter(lab_id=by.lab_id, organisation__kind=Kind.VMBO)
    return list(there.values_list("organisation__name", flat=True))


def _touched(brought: BroughtIn) -> set[str]:
    put = {one.unit.id for one in brought.changes if isinstance(one, PutUnit)}
    return {*put, *brought.gone}


@transaction.atomic
def discard(by: Membership, reading: LessonReading) -> None:
    """Throw away what was brought, read or not."""
    require(by, Verb.PLAN)
    there = LessonReading.objects.select_for_update(of=("self",)).filter(pk=reading.pk, route__lab_id=by.lab_id)
    now = there.first()
    if now is None:
        raise Http404
    if now.adopted_at is None:
        _empty(now, discarded_at=timezone.now())


def _empty(reading: LessonReading, **when: object) -> None:
    """Nothing of the lessons stays; the row tells for a while what became of it."""
    LessonReading.objects.filter(pk=reading.pk).update(content=[], choices={}, problems=[], **when)
    LessonFile.objects.filter(reading=reading).delete()
