"""Labs: which ones somebody is in, who takes part, and what they did."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router

from hekloos.web.accounts.models import Person
from hekloos.web.api.access import MemberRequest, PersonRequest, Token
from hekloos.web.api.errors import NotValidError
from hekloos.web.api.schemas.common import LabName, Page, Row, page_of
from hekloos.web.api.schemas.labs import (
    ChangedLab,
    Invitation,
    Lab,
    Link,
    LogFilter,
    LogLine,
    Member,
    MyLab,
    NewInvitation,
    NewPartner,
    NewRole,
    Organisation,
)
from hekloos.web.labs import actions, queries
from hekloos.web.labs.models import Line, Membership, Start
from hekloos.web.labs.permissions import Verb

router = Router(tags=["labs"])


@router.get("/labs", response=list[MyLab])
def my_labs(request: PersonRequest) -> list[MyLab]:
    """The labs that you are in, by name."""
    return [MyLab.of(member) for member in queries.memberships_of(request.auth)]


@router.get("/labs/{slug:lab}", response=Lab, auth=Token(Verb.SEE))
def lab(request: MemberRequest, lab: LabName) -> Lab:
    """A lab with its partners and people."""
    member = request.auth
    return Lab(
        **dict(MyLab.of(member)),
        line=Line(member.lab.line),
        start=Start(member.lab.start),
        partners=[Organisation.model_validate(partner.organisation) for partner in queries.partners_of(member)],
        people=[Member.model_validate(other) for other in queries.people_of(member)],
    )


@router.put("/labs/{slug:lab}", response={204: None}, auth=Token(Verb.ARRANGE))
def change_lab(request: MemberRequest, lab: LabName, asked: ChangedLab) -> None:
    """Change what a lab is."""
    actions.change_lab(request.auth, **asked.model_dump())


@router.get("/labs/{slug:lab}/log", response=Page[LogLine], auth=Token(Verb.READ_LOG))
def log(request: MemberRequest, lab: LabName, asked: Query[LogFilter]) -> Page[LogLine]:
    """Who did what, newest first. What somebody judged never stands here."""
    chosen = {
        "wie": somebody(request.auth, asked.person) if asked.person is not None else None,
        "vanaf": asked.since,
        "tot": asked.until,
        "zoek": asked.search,
    }
    return page_of(queries.log_of(request.auth, chosen), asked, lambda part: [LogLine.of(entry) for entry in part])


def somebody(member: Membership, pk: int) -> Person:
    """Somebody who is or was in the lab. Raises NotValidError when there is no such person."""
    found = queries.people_ever(member).filter(pk=pk).first()
    if found is None:
        raise NotValidError({"person": [_("Deze persoon is niet van dit leerlab. Kies een ander nummer.")]})
    return found


@router.post("/labs/{slug:lab}/partners", response={201: Organisation}, auth=Token(Verb.ARRANGE))
def add_partner(request: MemberRequest, lab: LabName, asked: NewPartner) -> Organisation:
    """Let an organisation take part."""
    return Organisation.model_validate(actions.add_partner(request.auth, name=asked.name, kind=asked.kind))


@router.delete("/labs/{slug:lab}/partners/{row:organisation}", response={204: None}, auth=Token(Verb.ARRANGE))
def remove_partner(request: MemberRequest, lab: LabName, organisation: Row) -> None:
    """An organisation no longer takes part; 409 while people take part for it."""
    partner = get_object_or_404(queries.partners_of(request.auth), organisation=organisation)
    actions.remove_partner(request.auth, partner)


@router.get("/labs/{slug:lab}/invitations", response=list[Invitation], auth=Token(Verb.INVITE))
def invitations(request: MemberRequest, lab: LabName) -> list[Invitation]:
    """Invitations that can still be used, newest first."""
    return [Invitation.model_validate(found) for found in queries.open_invitations(request.auth)]


@router.post("/labs/{slug:lab}/invitations", response={201: Link}, auth=Token(Verb.INVITE))
def invite(request: MemberRequest, lab: LabName, asked: NewInvitation) -> Link:
    """Invite somebody for a partner of the lab, as something that can do no more than you can.

    The link is told this once.
    """
    partner = get_object_or_404(queries.partners_of(request.auth), organisation=asked.organisation)
    secret = actions.invite(request.auth, organisation=partner.organisation, role=asked.role, for_whom=asked.for_whom)
    return Link(link=request.build_absolute_uri(reverse("invitation", args=[secret])))


@router.delete("/labs/{slug:lab}/invitations/{row:invitation}", response={204: None}, auth=Token(Verb.INVITE))
def withdraw_invitation(request: MemberRequest, lab: LabName, invitation: Row) -> None:
    """The link no longer works."""
    found = get_object_or_404(queries.open_invitations(request.auth), pk=invitation)
    actions.withdraw_invitation(request.auth, found)


@router.put("/labs/{slug:lab}/people/{row:member}/role", response={204: None}, auth=Token(Verb.ARRANGE))
def change_role(request: MemberRequest, lab: LabName, member: Row, asked: NewRole) -> None:
    """Make somebody something else; 409 when nobody would be left to arrange the lab."""
    actions.change_role(request.auth, _member(request, member), asked.role)


@router.delete("/labs/{slug:lab}/people/{row:member}", response={204: None}, auth=Token(Verb.ARRANGE))
def end_membership(request: MemberRequest, lab: LabName, member: Row) -> None:
    """Somebody no longer takes part; what they did stays. 409 when nobody would be left to arrange the lab."""
    actions.end_membership(request.auth, _member(request, member))


def _member(request: MemberRequest, pk: int) -> Membership:
    return get_object_or_404(queries.people_of(request.auth), pk=pk)
