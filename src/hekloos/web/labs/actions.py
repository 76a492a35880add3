"""What people do with a lab. Each action asks for rights first and writes the log last."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.http import Http404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hekloos.web.accounts.models import Person
from hekloos.web.accounts.tokens import digest_of
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Invitation, Lab, Membership, Organisation, Partner, Role
from hekloos.web.labs.permissions import Verb, may, require, roles_to_give

TAKEN_BY_A_PAGE = "nieuw"
ADDRESSES_TO_TRY = 3
INVITATION_LASTS = timedelta(days=14)


def acting(by: Membership, verb: Verb) -> None:
    """Rights as they are now, while nobody else changes who is in the lab. Raises Http404."""
    Lab.objects.select_for_update().get(pk=by.lab_id)
    by.refresh_from_db(fields=["role", "left_at", "organisation"])
    require(by, verb)


class NotPossibleError(Exception):
    """Something cannot be done now; `str()` is a Dutch sentence with a remedy."""


@transaction.atomic
def start_lab(person: Person, *, name: str, line: str, start: str, organisation: str, kind: str, role: Role) -> Lab:
    """A new lab, of which `person` is the first member for an organisation that may be new as well.

    Raises Http404 for whoever does not run the site, and NotPossibleError when the organisation is of another kind.
    """
    if not person.is_superuser:
        raise Http404
    partner = _find_or_make_organisation(name=organisation, kind=kind)
    lab = _make_lab(name=name, line=line, start=start)
    Partner.objects.create(lab=lab, organisation=partner)
    member = Membership.objects.create(person=person, lab=lab, organisation=partner, role=role)
    log(member, "lab.made", lab)
    return lab


def _find_or_make_organisation(*, name: str, kind: str) -> Organisation:
    """By this name, whatever its capitals. Raises NotPossibleError when it is known as another kind."""
    named = Organisation.objects.alias(folded=Lower("name")).filter(folded=Lower(Value(name.strip())))
    known = named.first()
    if known is None:
        try:
            with transaction.atomic():
                return Organisation.objects.create(name=name.strip(), kind=kind)
        except IntegrityError:  # another lab made it at the same moment
            known = named.get()
    if known.kind != kind:
        message = _("{name} staat hier al bekend als {kind}. Kies die soort, of geef een andere naam.")
        raise NotPossibleError(message.format(name=known.name, kind=known.get_kind_display()))
    return known


def _make_lab(*, name: str, line: str, start: str) -> Lab:
    """Whoever is never the first to take an address that was free gets one that nobody else can have."""
    for _time in range(ADDRESSES_TO_TRY):
        try:
            with transaction.atomic():
                return Lab.objects.create(name=name, slug=_free_slug(name), line=line, start=start)
        except IntegrityError:  # somebody took it at the same moment
            continue
    return Lab.objects.create(name=name, slug=f"leerlab-{secrets.token_hex(8)}", line=line, start=start)


def _free_slug(name: str) -> str:
    base = slugify(name)[:40].strip("-") or "leerlab"
    taken = set(Lab.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken.add(TAKEN_BY_A_PAGE)
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


@transaction.atomic
def change_lab(by: Membership, *, name: str, line: str, start: str) -> None:
    acting(by, Verb.ARRANGE)
    Lab.objects.filter(pk=by.lab_id).update(name=name, line=line, start=start)
    log(by, "lab.changed", name)


@transaction.atomic
def add_partner(by: Membership, *, name: str, kind: str) -> Organisation:
    """An organisation that exists by this name joins as it is. Raises NotPossibleError when it already takes part."""
    acting(by, Verb.ARRANGE)
    organisation = _find_or_make_organisation(name=name, kind=kind)
    _partner, is_new = Partner.objects.get_or_create(lab_id=by.lab_id, organisation=organisation)
    if not is_new:
        raise NotPossibleError(_("{name} doet al mee.").format(name=organisation.name))
    log(by, "partner.added", organisation)
    return organisation


@transaction.atomic
def remove_partner(by: Membership, partner: Partner) -> None:
    """Invitations for it that are still open are withdrawn. Raises NotPossibleError while people take part for it."""
    acting(by, Verb.ARRANGE)
    if Membership.objects.filter(lab_id=by.lab_id, organisation=partner.organisation, left_at=None).exists():
        message = _("Er doen nog mensen mee namens {name}. Haal eerst hen weg.")
        raise NotPossibleError(message.format(name=partner.organisation))
    open_still = Invitation.objects.filter(lab_id=by.lab_id, organisation=partner.organisation, used_at=None)
    open_still.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    partner.delete()
    log(by, "partner.removed", partner.organisation)


def organisations_to_invite_for(by: Membership) -> QuerySet[Organisation]:
    partners = Organisation.objects.filter(labs=by.lab_id)
    return partners if may(by, Verb.ARRANGE) else partners.filter(pk=by.organisation_id)


@transaction.atomic
def invite(by: Membership, *, organisation: Organisation, role: Role, for_whom: str) -> str:
    """The secret part of the link, which is shown once.

    Raises Http404 when the organisation is no partner, when the role may do what its giver may not, and when somebody
    who does not arrange the lab invites for another school: so nobody turns both keys.
    """
    acting(by, Verb.INVITE)
    if role not in roles_to_give(by) or organisation not in organisations_to_invite_for(by):
        raise Http404
    secret = secrets.token_urlsafe(24)
    Invitation.objects.create(
        lab_id=by.lab_id,
        organisation=organisation,
        role=role,
        for_whom=for_whom,
        digest=digest_of(secret),
        made_by=by.person,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    log(by, "person.invited", for_whom or organisation, role.label)
    return secret


@transaction.atomic
def withdraw_invitation(by: Membership, invitation: Invitation) -> None:
    acting(by, Verb.INVITE)
    open_still = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if open_still.update(withdrawn_at=timezone.now()):
        log(by, "invitation.withdrawn", invitation.for_whom or invitation.organisation)


def find_invitation(secret: str) -> Invitation | None:
    """The invitation of this link, while it can still be used."""
    return (
        Invitation.objects.select_related("lab", "organisation", "made_by")
        .filter(digest=digest_of(secret), used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
        .first()
    )


@transaction.atomic
def accept_invitation(person: Person, invitation: Invitation) -> Membership:
    """Raises NotPossibleError when somebody was first, when the person is in the lab already, and when whoever invited
    may not do so any more."""
    now = timezone.now()
    Lab.objects.select_for_update().get(pk=invitation.lab_id)
    unused = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None, expires_at__gt=now)
    if not _still_holds(invitation) or not unused.update(used_at=now, used_by=person):
        raise NotPossibleError(_("Deze uitnodiging is al gebruikt of verlopen. Vraag om een nieuwe."))
    try:
        with transaction.atomic():
            member = Membership.objects.create(
                person=person, lab=invitation.lab, organisation=invitation.organisation, role=invitation.role
            )
    except IntegrityError as error:
        message = _("U doet al mee aan {lab}. De uitnodiging blijft geldig voor iemand anders.")
        raise NotPossibleError(message.format(lab=invitation.lab)) from error
    log(member, "person.joined", invitation.organisation, member.get_role_display())
    return member


def _still_holds(invitation: Invitation) -> bool:
    """Whoever invited is in the lab and may still give this role, and the organisation is still a partner."""
    giver = Membership.objects.filter(lab=invitation.lab_id, person=invitation.made_by_id, left_at=None).first()
    if giver is None or not may(giver, Verb.INVITE) or Role(invitation.role) not in roles_to_give(giver):
        return False
    return organisations_to_invite_for(giver).filter(pk=invitation.organisation_id).exists()


@transaction.atomic
def change_role(by: Membership, member: Membership, role: Role) -> None:
    """Raises NotPossibleError when nobody would be left to arrange the lab, and for one's own role: whoever takes off
    the role of a judge for a moment could read what the others said."""
    acting(by, Verb.ARRANGE)
    if member.pk == by.pk:
        raise NotPossibleError(_("Uw eigen rol kunt u niet veranderen. Vraag het een andere projectleider."))
    _keep_somebody_who_arranges(member, role)
    Membership.objects.filter(pk=member.pk, left_at=None).update(role=role)
    log(by, "person.changed", member.person, role.label)


@transaction.atomic
def end_membership(by: Membership, member: Membership) -> None:
    """Raises NotPossibleError when nobody would be left to arrange the lab."""
    acting(by, Verb.ARRANGE)
    _keep_somebody_who_arranges(member, None)
    if Membership.objects.filter(pk=member.pk, left_at=None).update(left_at=timezone.now()):
        log(by, "person.left", member.person)


def _keep_somebody_who_arranges(member: Membership, role: Role | None) -> None:
    arranging = (Role.PROJECT_LEADER, Role.FACILITATOR)
    if role in arranging:
        return
    others = Membership.objects.select_for_update().filter(lab_id=member.lab_id, role__in=arranging, left_at=None)
    if not others.exclude(pk=member.pk).exists():
        message = _("{name} is de enige die dit leerlab kan regelen. Maak eerst iemand anders projectleider.")
        raise NotPossibleError(message.format(name=member.person))
