"""What a school does with the question how far the route runs: answer, take over an answer, and confirm."""

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from hekloos.core.formats.characters import clean_text
from hekloos.core.route.scope import Card, Extent, ScopeState, can_read, latest, state_of
from hekloos.web.labs.actions import NotPossibleError, acting
from hekloos.web.labs.log import log
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb
from hekloos.web.route.convert import as_card
from hekloos.web.route.models import ScopeAnswer, ScopeConfirmation
from hekloos.web.route.scope_queries import answers_ever, schools_of

SAID = ("extent", "why", "for_whom", "from_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says for their school."""

    extent: Extent
    why: str
    for_whom: str
    from_year: int


@transaction.atomic
def answer(by: Membership, said: Said, *, after: int | None) -> ScopeAnswer:
    """Say for one's own school how far the route runs. `after` is its answer that was on the screen, None when there
    was none.

    The same answer again changes nothing. Raises NotPossibleError when a colleague answered in between, so that nobody
    overwrites what they did not read.
    """
    acting(by, Verb.ANSWER)
    rows = answers_ever(by)
    current = _own(by, rows)
    row = ScopeAnswer(
        lab_id=by.lab_id,
        school_id=by.organisation_id,
        person_id=by.person_id,
        extent=said.extent.value,
        why="\n".join(clean_text(line) for line in said.why.splitlines()).strip(),
        for_whom=clean_text(said.for_whom),
        from_year=said.from_year,
        was_blind=_is_blind(by, rows),
    )
    if current and all(getattr(current, name) == getattr(row, name) for name in SAID):
        return current
    if current and current.pk != after:
        message = _("{name} antwoordde intussen al namens {school}. Lees dat antwoord eerst.")
        raise NotPossibleError(message.format(name=current.person, school=current.school))
    row.save(force_insert=True)
    log(by, "scope.changed" if current else "scope.answered", by.organisation)
    return row


@transaction.atomic
def take_over(by: Membership, other: int, *, why: str, after: int | None) -> ScopeAnswer:
    """Answer with the text of another school that may be read.

    Raises Http404 when it may not, and NotPossibleError when that school changed it since.
    """
    acting(by, Verb.ANSWER)
    rows = answers_ever(by)
    card = as_card(schools_of(by), rows)
    found = next((row for row in rows if row.pk == other), None)
    if found is None or found.school_id not in latest(card) or not can_read(card, by.organisation_id, found.school_id):
        raise Http404
    if found != next(row for row in reversed(rows) if row.school_id == found.school_id):
        raise NotPossibleError(
            _("{school} antwoordt intussen iets anders. Lees dat eerst.").format(school=found.school)
        )
    said = Said(extent=Extent(found.extent), why=why, for_whom=found.for_whom, from_year=found.from_year)
    return answer(by, said, after=after)


@transaction.atomic
def confirm(by: Membership, own: int) -> None:
    """Stand behind the answer `own` of one's own school, which is what all schools that answered say.

    Raises NotPossibleError when it is not the last any more, or schools differ by now.
    """
    acting(by, Verb.ANSWER)
    card, current = _card(by), _own(by, answers_ever(by))
    if current is None or current.pk != own:
        raise NotPossibleError(_("Uw school antwoordde intussen iets anders. Lees dat eerst, en bevestig dan."))
    if current.confirmed is not None:
        return
    if state_of(card) not in (ScopeState.WAITS_FOR_SCHOOLS, ScopeState.UNCONFIRMED):
        message = _("Er is nog geen antwoord dat alle scholen geven. Bevestigen kan als ze hetzelfde zeggen.")
        raise NotPossibleError(message)
    ScopeConfirmation.objects.create(answer=current, person_id=by.person_id)
    is_agreed = state_of(_card(by)) is ScopeState.AGREED
    log(by, "scope.agreed" if is_agreed else "scope.confirmed", by.organisation)


def _card(by: Membership) -> Card:
    return as_card(schools_of(by), answers_ever(by))


def _own(by: Membership, rows: list[ScopeAnswer]) -> ScopeAnswer | None:
    return next((row for row in reversed(rows) if row.school_id == by.organisation_id), None)


def _is_blind(by: Membership, rows: list[ScopeAnswer]) -> bool:
    """Whether this school could never read what another answered; also one that takes part no more counts."""
    card = as_card({row.school for row in rows}, rows)
    before = [row for row in rows if row.school_id == by.organisation_id]
    others = {row.school_id for row in rows} - {by.organisation_id}
    can_read_now = any(can_read(card, by.organisation_id, school) for school in others)
    return not can_read_now and all(row.was_blind for row in before)
