"""Exceptions: one side asks, and nothing changes until somebody of the other side confirms."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from hekloos.core.curriculum import Side
from hekloos.core.formats.characters import clean_text
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route import plan_actions as plan
from hekloos.web.route.exemption_queries import people_who_sign, waiting_in
from hekloos.web.route.exemption_words import no_side, what_is_wrong
from hekloos.web.route.models import AskedExemption, Route
from hekloos.web.route.plan_convert import read_version

MOST_WAITING = 50  # in one route: all of them stand on its proof


@transaction.atomic
def ask(by: Membership, route: Route, item: str, *, reason: str = "") -> AskedExemption:
    """Say for one's own side that an item need not be in this route; nothing changes yet.

    Raises NotPossibleError for who has no side, when somebody asked already, and when it is an exception.
    """
    now = plan.locked(by, route)
    _check_side(by)
    core, _plan = read_version(plan.current_version(now))
    if item not in core.item_by_key:
        raise Http404
    if any(exemption.item == item for exemption in core.exemptions):
        raise NotPossibleError(_("Dit onderdeel is al een uitzondering."))
    waiting = list(waiting_in(now))
    if other := next((one for one in waiting if one.item == item), None):
        message = _("{name} vroeg deze uitzondering al. Ze wacht bij Bewijs op antwoord.")
        raise NotPossibleError(message.format(name=other.by))
    if len(waiting) >= MOST_WAITING:
        raise NotPossibleError(_("Er wachten al veel uitzonderingen op antwoord. Laat die eerst beantwoorden."))
    found = core.item_by_key[item]
    asked = AskedExemption.objects.create(
        route=now,
        item=item,
        name=found.name[:300],
        digest=found.digest,
        reason=clean_text(reason)[:1000],
        side=by.side,
        by_id=by.person_id,
    )
    log(by, "route.exemption_asked", now, asked.name)
    return asked


@transaction.atomic
def confirm(by: Membership, asked: AskedExemption, *, reason: str = "") -> None:
    """The other side agrees, and the route gets the exception with both names. `reason` counts when who asked gave
    none.

    Raises NotPossibleError for who may not sign for the other side, when nobody gave a reason, and when the item, its
    text or the rights of who asked are not what they were.
    """
    now, row = _waiting(by, asked)
    _check_other_side(by, row)
    version = plan.current_version(now)
    core, _plan = read_version(version)
    signers = {one.person_id: one for one in people_who_sign(by, row.side)}
    if wrong := what_is_wrong(row, core, signers):
        raise NotPossibleError(wrong)
    why = row.reason or clean_text(reason)[:1000]
    if not why:
        raise NotPossibleError(_("Zeg nog waarom dit niet hoeft: dat deed {name} niet.").format(name=row.by))
    plan.exempt(by, now, row.item, reason=why, names=_names(signers[row.by_id], by), seen=version.number)
    _close(row, by, was_accepted=True)


@transaction.atomic
def refuse(by: Membership, asked: AskedExemption) -> None:
    """The other side does not agree; the item stays. Raises NotPossibleError for who may not sign for that side."""
    now, row = _waiting(by, asked)
    _check_other_side(by, row)
    _close(row, by, was_accepted=False)
    log(by, "route.exemption_refused", now, row.name)


@transaction.atomic
def withdraw(by: Membership, asked: AskedExemption) -> None:
    """Raises NotPossibleError for who did not ask it."""
    now, row = _waiting(by, asked)
    if row.by_id != by.person_id:
        raise NotPossibleError(_("Alleen {name} kan deze vraag intrekken.").format(name=row.by))
    _close(row, by, was_accepted=False)
    log(by, "route.exemption_withdrawn", now, row.name)


def _waiting(by: Membership, asked: AskedExemption) -> tuple[Route, AskedExemption]:
    """The route, locked, and the question as it is now. Raises NotPossibleError when it was answered."""
    require(by, Verb.PLAN)
    now = plan.locked(by, asked.route)
    row = AskedExemption.objects.select_related("by", "answered_by").filter(route=now, pk=asked.pk).first()
    if row is None:
        raise Http404
    if row.answered_at is not None:
        raise NotPossibleError(_("Hierop antwoordde {name} al.").format(name=row.answered_by))
    return now, row


def _check_side(by: Membership) -> None:
    if not by.side:
        raise NotPossibleError(no_side())


def _check_other_side(by: Membership, row: AskedExemption) -> None:
    """Nobody signs twice, also who changed sides."""
    _check_side(by)
    if by.side == row.side or by.person_id == row.by_id:
        message = _("{name} vroeg dit namens het {side}. Iemand van de andere kant antwoordt erop.")
        raise NotPossibleError(message.format(name=row.by, side=row.side))


def _close(row: AskedExemption, by: Membership, *, was_accepted: bool) -> None:
    row.answered_at, row.answered_by_id, row.was_accepted = timezone.now(), by.person_id, was_accepted
    row.save(update_fields=["answered_at", "answered_by", "was_accepted"])


def _names(asker: Membership, by: Membership) -> tuple[str, str]:
    """Who of the vmbo and who of the mbo; with their schools when they are called the same."""
    vmbo, mbo = sorted((asker, by), key=lambda one: one.side != Side.VMBO.value)
    names = (str(vmbo.person), str(mbo.person))
    if names[0].strip().casefold() == names[1].strip().casefold():
        return f"{names[0]} ({vmbo.organisation})", f"{names[1]} ({mbo.organisation})"
    return names
