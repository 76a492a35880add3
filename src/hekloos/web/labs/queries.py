"""What people of a lab may read of it."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone

from hekloos.web.accounts.models import Person
from hekloos.web.labs.log import verbs_saying
from hekloos.web.labs.models import Invitation, LogEntry, Membership, Organisation, Partner, Role
from hekloos.web.labs.permissions import Verb, may, require


def memberships_of(person: Person) -> QuerySet[Membership]:
    """The labs that somebody is in, by name."""
    return (
        Membership.objects.filter(person=person, left_at=None)
        .select_related("lab", "organisation")
        .order_by("lab__name")
    )


def people_of(member: Membership) -> QuerySet[Membership]:
    require(member, Verb.SEE)
    return Membership.objects.filter(lab_id=member.lab_id, left_at=None).select_related("person", "organisation")


def people_at_hand(member: Membership) -> list[Membership]:
    """The people of the lab for a page on which several parts look at them: asked once for this row of the lab."""
    known = vars(member.lab)
    if "people_at_hand" not in known:
        known["people_at_hand"] = list(people_of(member))
    found: list[Membership] = known["people_at_hand"]
    return found


def people_ever(member: Membership) -> QuerySet[Person]:
    """Everybody who is or was in the lab, once."""
    require(member, Verb.SEE)
    return Person.objects.filter(memberships__lab_id=member.lab_id).distinct().order_by("name")


def partners_of(member: Membership) -> QuerySet[Partner]:
    require(member, Verb.SEE)
    return Partner.objects.filter(lab_id=member.lab_id).select_related("organisation")


def partners_with_people(member: Membership) -> list[tuple[Organisation, list[str]]]:
    """The organisations of a lab, each with who works there for it: "Anna (docent)"."""
    roles = {role.value: str(role.label) for role in Role}
    names = defaultdict[int, list[str]](list)
    for one in people_at_hand(member):
        names[one.organisation_id].append(f"{one.person} ({roles[one.role]})")
    return [(partner, names[partner.pk]) for partner in member.lab.partners.all()]


def open_invitations(member: Membership) -> QuerySet[Invitation]:
    require(member, Verb.INVITE)
    return Invitation.objects.filter(
        lab_id=member.lab_id, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).select_related("organisation", "made_by")


def log_of(member: Membership, asked: Mapping[str, object]) -> QuerySet[LogEntry]:
    """The log, newest first; `asked` is what a LogFilterForm cleaned. Every word of a search has to be in a line."""
    require(member, Verb.READ_LOG)
    entries = LogEntry.objects.filter(lab_id=member.lab_id).select_related("person")
    if who := asked.get("wie"):
        entries = entries.filter(person=who)  # type: ignore[misc]
    if since := asked.get("vanaf"):
        entries = entries.filter(at__date__gte=since)
    if until := asked.get("tot"):
        entries = entries.filter(at__date__lte=until)
    for word in str(asked.get("zoek") or "").split():
        entries = entries.filter(_tells(word.strip(",.:") or word))
    return entries


def _tells(word: str) -> Q:
    """Lines that have this word in what people read: who, what, and what it was done to."""
    told = Q(person__name__icontains=word) | Q(verb__in=verbs_saying(word))
    return told | Q(subject__icontains=word) | Q(detail__icontains=word)


def rights_of(member: Membership) -> Mapping[str, bool]:
    """For templates, which show only what somebody may do: `{% if rights.invite %}`."""
    return {verb.value: may(member, verb) for verb in Verb}
