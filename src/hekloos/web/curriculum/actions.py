"""Bringing programmes in: read first, look at what it is, then adopt all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.db.models.functions import Length
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hekloos.core import curriculum as core
from hekloos.core.curriculum import FrameworkKind, Side
from hekloos.core.formats import apart
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.opening import Bundle, Document, UnreadableSourceError, open_source
from hekloos.core.formats.reading import Reading, problem_data
from hekloos.web.curriculum import convert
from hekloos.web.curriculum.models import Framework, Item, Stored, Upload, UploadedFile, Version
from hekloos.web.curriculum.uploading import WEB_LIMITS
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Lab, Membership, Organisation
from hekloos.web.labs.permissions import Verb, may, require
from hekloos.web.labs.work import MOST_ATTEMPTS

ROWS_AT_ONCE = 500
ONLY_OF = {FrameworkKind.EXAM_PROGRAMME: Side.VMBO, FrameworkKind.QUALIFICATION_DOSSIER: Side.MBO}
MOST_OPEN = 20  # uploads that wait to be read, in one lab
MOST_WAITING_BYTES = 200 * 1024**2  # of all of them together


@transaction.atomic
def bring(by: Membership, files: Sequence[tuple[str, bytes]]) -> Upload:
    """Keep files until a worker has read them. Raises NotPossibleError when there is nothing to read."""
    from hekloos.web.curriculum.tasks import read_upload_task

    require(by, Verb.BRING)
    if not files:
        raise NotPossibleError(_("Er is geen bestand gekozen. Kies een of meer bestanden."))
    if len(files) > WEB_LIMITS.files:
        message = _("Dit zijn meer dan {limit} bestanden. Lees ze in kleinere groepen in.")
        raise NotPossibleError(message.format(limit=WEB_LIMITS.files))
    _keep_room(by, sum(len(data) for _name, data in files))
    name = files[0][0] if len(files) == 1 else _("{count} bestanden").format(count=len(files))
    upload = Upload.objects.create(lab_id=by.lab_id, by_id=by.person_id, name=name[:300])
    UploadedFile.objects.bulk_create(
        [UploadedFile(upload=upload, name=name[:300], data=data) for name, data in files], ROWS_AT_ONCE
    )
    read_upload_task.enqueue(upload.pk)
    log(by, "upload.sent", upload)
    return upload


def _keep_room(by: Membership, size: int) -> None:
    """Raises NotPossibleError when a lab lets too much wait: what waits lies in the database that all labs share."""
    Lab.objects.select_for_update(no_key=True).get(pk=by.lab_id)  # files that come together are counted one by one
    if Upload.objects.filter(Upload.open(), lab_id=by.lab_id).count() >= MOST_OPEN:
        raise NotPossibleError(_("Er wordt al veel ingelezen. Wacht tot dat klaar is."))
    files = UploadedFile.objects.filter(upload__lab_id=by.lab_id)  # they go as soon as they are read
    waiting = files.aggregate(size=Sum(Length("data")))["size"] or 0
    if waiting + size > MOST_WAITING_BYTES:
        message = _(
            "Van dit leerlab wachten al veel grote bestanden: samen hoogstens {limit} MB. Wacht tot er een paar zijn "
            "ingelezen, of gooi weg wat niet nodig is. Stuur dit bestand daarna opnieuw."
        )
        raise NotPossibleError(message.format(limit=MOST_WAITING_BYTES // 1024**2))


def read_upload(upload: Upload) -> None:
    """What a worker does: read the files in a process of its own, keep what was understood, and drop the files."""
    if not upload.claim():
        return
    if upload.attempts > MOST_ATTEMPTS:
        upload.failure = _("Het lezen is steeds afgebroken. Splits het bestand, of bewaar het opnieuw.")
        upload.save(update_fields=["failure"])
        upload.files.all().delete()
        return
    with upload.beating():
        reading = read_files(upload.name, upload.files.all())
        content = convert.storable([convert.to_data(framework) for framework in reading.frameworks])
    with transaction.atomic():
        upload.mine().update(
            content=content,
            problems=convert.storable([problem_data(problem) for problem in reading.problems]),
            found=len(content),
            finished_at=timezone.now(),
            progress=1,
        )
        upload.files.all().delete()


def read_files(name: str, files: Iterable[Stored]) -> Reading:
    """What stands in files that somebody brought, together called `name`; read in a process of its own."""
    documents = tuple(Document(file.name, bytes(file.data)) for file in files)
    try:
        bundle = open_source(Bundle(name, documents), limits=WEB_LIMITS)
        if len(documents) == 1 and documents[0].is_zip:
            unpacked = open_source(documents[0].data, limits=WEB_LIMITS)
            bundle = Bundle(name, unpacked.documents if unpacked.single is None else documents)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))
    return apart.read(bundle, limits=WEB_LIMITS)


@dataclass(frozen=True, slots=True)
class Choice:
    """Adopt the programme with this number in the upload, as a new one or as a new version of `into`."""

    number: int
    into: Framework | None
    title: str = ""  # this and what follows of a new programme; one that is known keeps its title, side and kind
    side: Side | None = None  # None when it is what it was read as
    kind: FrameworkKind | None = None
    against: int | None = None  # number of the version that it was laid beside; None when nobody looked


@transaction.atomic
def adopt(by: Membership, upload: Upload, choices: Sequence[Choice], *, owner: Organisation | None) -> list[Version]:
    """All chosen programmes become versions in use, or none does.

    Raises NotPossibleError when nothing is chosen, when something cannot be of its side, or when somebody was first.
    """
    require(by, Verb.BRING)
    if not choices:
        raise NotPossibleError(_("Er is geen programma gekozen. Zet bij minstens een programma een vinkje."))
    targets = [choice.into.pk for choice in choices if choice.into]
    if len(set(targets)) < len(targets):
        raise NotPossibleError(_("Twee programma's kunnen niet allebei een nieuwe versie van hetzelfde worden. Kies."))
    ready = Upload.objects.filter(pk=upload.pk, lab_id=by.lab_id, adopted_at=None, discarded_at=None)
    if not ready.exclude(finished_at=None).update(adopted_at=timezone.now()):
        raise NotPossibleError(_("Dit is al overgenomen of weggegooid. Lees het bestand opnieuw in."))
    adopted = [_adopt_one(by, upload, choice, owner) for choice in choices]
    Upload.objects.filter(pk=upload.pk).update(content=[])
    return adopted


def _adopt_one(by: Membership, upload: Upload, choice: Choice, owner: Organisation | None) -> Version:
    read = convert.from_data(upload.content[choice.number])
    framework = choice.into
    if framework is None:
        framework = _new_framework(by, read, choice, owner)
    elif framework.lab_id != by.lab_id or read.side not in framework.sides:
        raise Http404
    read = convert.as_chosen(read, side=Side(framework.side), kind=FrameworkKind(framework.kind))
    version = _store(replace(read, title=framework.title), framework, by, upload, against=choice.against)
    Framework.objects.filter(pk=framework.pk).update(current=version)
    items = ngettext("{count} onderdeel", "{count} onderdelen", version.item_count).format(count=version.item_count)
    detail = _("versie {number}, {items}").format(number=version.number, items=items)
    log(by, "programme.adopted", version.title, detail)
    return version


def _new_framework(by: Membership, read: core.Framework, choice: Choice, owner: Organisation | None) -> Framework:
    title = clean_text(choice.title)[: convert.LONGEST_NAME] or read.title
    side, kind = choice.side or read.side, choice.kind or read.kind
    if (side, kind) != (read.side, read.kind) and ONLY_OF.get(kind, side) is not side:
        message = _(
            "Een examenprogramma is altijd van het vmbo, en een kwalificatiedossier van het mbo. "
            "Kies bij {title} iets anders."
        )
        raise NotPossibleError(message.format(title=title))
    return Framework.objects.create(
        lab_id=by.lab_id,
        owner=owner,
        side=side,
        kind=kind,
        side_as_read=read.side if side is not read.side else "",
        kind_as_read=read.kind if kind is not read.kind else "",
        key=read.key,
        title=title,
    )


def _store(
    read: core.Framework, framework: Framework, by: Membership, upload: Upload, *, against: int | None
) -> Version:
    last = framework.versions.first()
    newer = _("Iemand anders nam net een nieuwe versie over. Bekijk die eerst, en probeer het dan opnieuw.")
    if last and against != last.number:
        raise NotPossibleError(newer)
    try:
        with transaction.atomic():
            version = Version.objects.create(
                framework=framework,
                number=last.number + 1 if last else 1,
                title=read.title,
                source=read.source or upload.name,
                stated_version=read.version,
                crebo=read.crebo,
                valid_from=read.valid_from,
                valid_until=read.valid_until,
                levels=[level.value for level in core.in_order(read.levels)],
                digest=read.digest,
                problems=upload.problems,
                item_count=len(read.items),
                adopted_by_id=by.person_id,
            )
    except IntegrityError as error:  # another upload became this version at the same moment
        raise NotPossibleError(newer) from error
    Item.objects.bulk_create(convert.item_rows(read, version), ROWS_AT_ONCE)
    return version


@transaction.atomic
def discard(by: Membership, upload: Upload) -> None:
    """Only whoever brought it, and whoever arranges the lab."""
    require(by, Verb.BRING if upload.by_id == by.person_id else Verb.ARRANGE)
    waiting = Upload.objects.filter(pk=upload.pk, lab_id=by.lab_id, adopted_at=None, discarded_at=None)
    if waiting.update(discarded_at=timezone.now(), content=[]):
        upload.files.all().delete()
        log(by, "upload.discarded", upload)


def _require_say(by: Membership, framework: Framework) -> None:
    if not has_say(by, framework):
        raise Http404


def has_say(by: Membership, framework: Framework) -> bool:
    """Whoever arranges the lab, and the school that a programme is of."""
    return may(by, Verb.BRING if framework.owner_id == by.organisation_id else Verb.ARRANGE)


@transaction.atomic
def rename(by: Membership, framework: Framework, *, title: str, owner: Organisation | None) -> None:
    _require_say(by, framework)
    there = Framework.objects.filter(pk=framework.pk, lab_id=by.lab_id, removed_at=None)
    if there.update(title=clean_text(title)[: convert.LONGEST_NAME] or framework.title, owner=owner):
        log(by, "programme.changed", title)


@transaction.atomic
def use_again(by: Membership, version: Version) -> None:
    """Make an earlier version the one in use."""
    _require_say(by, version.framework)
    there = Framework.objects.filter(pk=version.framework_id, lab_id=by.lab_id, removed_at=None)
    if there.exclude(current=version).update(current=version):
        log(by, "programme.put_back", version.framework, version.number)


@transaction.atomic
def remove(by: Membership, framework: Framework) -> None:
    """Out of sight: the versions stay, since verdicts rest on them."""
    require(by, Verb.ARRANGE)
    there = Framework.objects.filter(pk=framework.pk, lab_id=by.lab_id, removed_at=None)
    if there.update(removed_at=timezone.now()):
        log(by, "programme.removed", framework)
