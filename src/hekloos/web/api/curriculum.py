"""Programmes: bringing files in, what was read of them, and programmes with their versions."""

from collections.abc import Sequence

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import FileEx, P, Query, Router, UploadedFile

from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.errors import NotValidError, TooLargeError
from hekloos.web.api.schemas.common import LabName, Page, Row
from hekloos.web.api.schemas.curriculum import (
    Adopted,
    Adoption,
    Against,
    Changes,
    Choice,
    Group,
    Item,
    ItemFilter,
    Note,
    Programme,
    ProgrammeWithGroups,
    Proposal,
    ReadUpload,
    Renaming,
    Upload,
    Version,
    VersionWithChanges,
    programme_fields,
)
from hekloos.web.curriculum import actions, models, queries
from hekloos.web.curriculum.uploading import TOO_LARGE
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership, Organisation
from hekloos.web.labs.permissions import Verb
from hekloos.web.labs.queries import partners_of

router = Router(tags=["programmes"])


@router.get("/labs/{slug:lab}/programmes", response=list[Programme], auth=Token(Verb.SEE))
def programmes(request: MemberRequest, lab: LabName) -> list[Programme]:
    """The programmes in use, vmbo first."""
    return [Programme.of(framework) for framework in queries.frameworks_of(request.auth)]


def _framework(request: MemberRequest, pk: int) -> models.Framework:
    return get_object_or_404(queries.frameworks_of(request.auth), pk=pk)


@router.get("/labs/{slug:lab}/programmes/{row:programme}", response=ProgrammeWithGroups, auth=Token(Verb.SEE))
def programme(request: MemberRequest, lab: LabName, programme: Row) -> ProgrammeWithGroups:
    """A programme with its modules, core tasks or lessons."""
    framework = _framework(request, programme)
    groups = queries.groups_of(framework.current) if framework.current else []
    return ProgrammeWithGroups(**programme_fields(framework), groups=[Group.model_validate(group) for group in groups])


@router.get("/labs/{slug:lab}/programmes/{row:programme}/items", response=Page[Item], auth=Token(Verb.SEE))
def items(request: MemberRequest, lab: LabName, programme: Row, asked: Query[ItemFilter]) -> Page[Item]:
    """The lines of the version in use, in order."""
    version = _framework(request, programme).current
    level = asked.level.value if asked.level else ""
    found = queries.lines_of(version, words=asked.search, level=level, group=asked.group) if version else []
    part = found[asked.offset : asked.offset + asked.limit]
    return Page[Item](count=len(found), items=[Item.model_validate(item) for item in part])


@router.get("/labs/{slug:lab}/programmes/{row:programme}/versions", response=list[Version], auth=Token(Verb.SEE))
def versions(request: MemberRequest, lab: LabName, programme: Row) -> list[Version]:
    """All versions, newest first."""
    return [Version.model_validate(version) for version in queries.versions_of(_framework(request, programme))]


@router.get(
    "/labs/{slug:lab}/programmes/{row:programme}/versions/{row:number}",
    response=VersionWithChanges,
    auth=Token(Verb.SEE),
)
def version(request: MemberRequest, lab: LabName, programme: Row, number: Row) -> VersionWithChanges:
    """A version with what it changed against the one before it."""
    framework = _framework(request, programme)
    found = get_object_or_404(queries.versions_of(framework).select_related("framework"), number=number)
    told = Version.model_validate(found)
    return VersionWithChanges(**dict(told), changes=Changes.of(queries.changes_of(found)[1]))


@router.put("/labs/{slug:lab}/programmes/{row:programme}", response=Programme, auth=Token(Verb.BRING))
def rename_programme(request: MemberRequest, lab: LabName, programme: Row, asked: Renaming) -> Programme:
    """Another name or owner; only for whoever arranges the lab, and the school that it is of."""
    framework = _framework(request, programme)
    actions.rename(request.auth, framework, title=asked.title, owner=_owner(request, asked.owner))
    return Programme.of(_framework(request, programme))


@router.post(
    "/labs/{slug:lab}/programmes/{row:programme}/versions/{row:number}/use", response=Programme, auth=Token(Verb.BRING)
)
def use_version(request: MemberRequest, lab: LabName, programme: Row, number: Row) -> Programme:
    """Make an earlier version the one in use again."""
    framework = _framework(request, programme)
    found = get_object_or_404(queries.versions_of(framework).select_related("framework"), number=number)
    actions.use_again(request.auth, found)
    return Programme.of(_framework(request, programme))


@router.delete("/labs/{slug:lab}/programmes/{row:programme}", response={204: None}, auth=Token(Verb.ARRANGE))
def remove_programme(request: MemberRequest, lab: LabName, programme: Row) -> None:
    """Take a programme out of sight; what people judged stays."""
    actions.remove(request.auth, _framework(request, programme))


@router.get("/labs/{slug:lab}/uploads", response=list[Upload], auth=Token(Verb.BRING))
def uploads(request: MemberRequest, lab: LabName) -> list[Upload]:
    """Files that wait to be read or to be adopted, newest first."""
    return [Upload.model_validate(upload) for upload in queries.uploads_of(request.auth)]


@router.post("/labs/{slug:lab}/uploads", response={202: Upload}, auth=Token(Verb.BRING))
def bring(request: MemberRequest, lab: LabName, documents: FileEx[list[UploadedFile], P(min_length=1)]) -> Upload:
    """Send one or more files to be read; ask for the upload until `is_waiting` is false."""
    if request.META.get(TOO_LARGE):
        raise TooLargeError
    files = [(document.name or "", document.read()) for document in documents]
    return Upload.model_validate(actions.bring(request.auth, files))


def _upload(request: MemberRequest, pk: int) -> models.Upload:
    return get_object_or_404(queries.uploads_of(request.auth).defer(None), pk=pk)


@router.get("/labs/{slug:lab}/uploads/{row:upload}", response=ReadUpload, auth=Token(Verb.BRING))
def upload(request: MemberRequest, lab: LabName, upload: Row) -> ReadUpload:
    """How far reading is, and then what was read and what was not understood."""
    found = _upload(request, upload)
    return ReadUpload(
        **dict(Upload.model_validate(found)),
        proposals=[Proposal.of(proposal) for proposal in queries.proposals(request.auth, found)],
        problems=[Note.model_validate(problem) for problem in queries.problems_of(found.problems)],
    )


@router.get("/labs/{slug:lab}/uploads/{row:upload}/proposals/{row:number}", response=Proposal, auth=Token(Verb.BRING))
def proposal(request: MemberRequest, lab: LabName, upload: Row, number: Row, asked: Query[Against]) -> Proposal:
    """A programme that was read beside the one that you say it follows, or as a new one."""
    found = _upload(request, upload)
    if asked.into is not None:
        get_object_or_404(queries.frameworks_of(request.auth), pk=asked.into)
    told = {one.number: one for one in queries.proposals(request.auth, found, {number: asked.into})}
    if number not in told:
        raise Http404
    return Proposal.of(told[number])


@router.post("/labs/{slug:lab}/uploads/{row:upload}/adoption", response={201: list[Adopted]}, auth=Token(Verb.BRING))
def adopt(request: MemberRequest, lab: LabName, upload: Row, asked: Adoption) -> list[Adopted]:
    """Let what was read become programmes or new versions of programmes."""
    found = _upload(request, upload)
    if found.is_waiting:
        raise NotPossibleError(_("Het bestand wordt nog gelezen. Probeer het zo opnieuw."))
    _check_numbers(asked.choices, len(found.content))
    owner = _owner(request, asked.owner)
    choices = [_choice(request.auth, choice) for choice in asked.choices]
    adopted = actions.adopt(request.auth, found, choices, owner=owner)
    return [Adopted(programme=new.framework_id, version=new.number, title=new.title) for new in adopted]


def _owner(request: MemberRequest, organisation: int | None) -> Organisation | None:
    if organisation is None:
        return None
    return get_object_or_404(partners_of(request.auth), organisation=organisation).organisation


def _check_numbers(choices: Sequence[Choice], count: int) -> None:
    """Raises NotValidError for a number that was not read, or that is chosen twice."""
    numbers = [choice.number for choice in choices]
    if len(set(numbers)) < len(numbers) or any(number >= count for number in numbers):
        raise NotValidError({"choices": [_("Kies alleen nummers die zijn gelezen, en elk nummer één keer.")]})


def _choice(member: Membership, choice: Choice) -> actions.Choice:
    into = None
    if choice.into is not None:
        into = get_object_or_404(queries.frameworks_of(member), pk=choice.into)
    return actions.Choice(
        choice.number, into, title=choice.title, side=choice.side, kind=choice.kind, against=choice.against
    )


@router.delete("/labs/{slug:lab}/uploads/{row:upload}", response={204: None}, auth=Token(Verb.BRING))
def discard(request: MemberRequest, lab: LabName, upload: Row) -> None:
    """Throw away what was read; no programme changes."""
    actions.discard(request.auth, get_object_or_404(queries.uploads_of(request.auth), pk=upload))
