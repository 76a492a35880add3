"""What somebody may read of how far the route runs: here answers are hidden, and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.route.scope import (
    Aspect,
    Card,
    ScopeState,
    can_read,
    differences,
    have_both_sides_answered,
    latest,
    state_for,
)
from hekloos.web.labs.models import Membership, Organisation
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.route.convert import as_card
from hekloos.web.route.models import ScopeAnswer


@dataclass(frozen=True, slots=True)
class OfSchool:
    """A school that takes part. That it answered is no secret; `answer` is None when the reader may not read it."""

    school: Organisation
    has_answered: bool
    answer: ScopeAnswer | None


@dataclass(frozen=True, slots=True)
class Differing:
    """On what schools differ: each value, as an answer that holds it, with the schools that do."""

    aspect: Aspect
    held: Sequence[tuple[ScopeAnswer, Sequence[Organisation]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the reader may know. `is_open` when the answers of all schools may be read."""

    state: ScopeState
    is_open: bool
    schools: Sequence[OfSchool]
    own: ScopeAnswer | None
    differing: Sequence[Differing]
    history: Sequence[ScopeAnswer]

    @property
    def answered(self) -> list[OfSchool]:
        return [one for one in self.schools if one.has_answered]

    @property
    def silent(self) -> list[OfSchool]:
        return [one for one in self.schools if not one.has_answered]

    @property
    def shared(self) -> ScopeAnswer | None:
        """What all schools that answered hold, once both sides did and nobody differs."""
        if self.state not in (ScopeState.WAITS_FOR_SCHOOLS, ScopeState.UNCONFIRMED, ScopeState.AGREED):
            return None
        return next((one.answer for one in self.schools if one.answer), None) if self.is_open else None

    @property
    def can_confirm(self) -> bool:
        """Whether the own school still has to confirm what all say."""
        return self.shared is not None and self.own is not None and self.own.confirmed is None


def reader_of(member: Membership) -> int | None:
    """The school for which somebody reads; None for who is of no school."""
    return member.organisation_id if member.side else None


def schools_of(member: Membership) -> list[Organisation]:
    """The schools that take part now; first those of the vmbo."""
    require(member, Verb.SEE)
    schools = [partner for partner in member.lab.partners.all() if partner.side]
    return sorted(schools, key=lambda school: (school.side != Side.VMBO, school.name))


def answers_ever(member: Membership) -> list[ScopeAnswer]:
    """All answers, also hidden ones, in the order in which they were given. Not to be shown as it is."""
    require(member, Verb.SEE)
    rows = ScopeAnswer.objects.filter(lab_id=member.lab_id)
    return list(rows.select_related("school", "person", "confirmation", "confirmation__person"))


def scope_of(member: Membership) -> Seen:
    schools, rows = schools_of(member), answers_ever(member)
    card, reader = as_card(schools, rows), reader_of(member)
    now = {row.school_id: row for row in rows}  # of each school the last
    open_to = {school.pk: can_read(card, reader, school.pk) for school in schools}
    is_open = have_both_sides_answered(card) and all(open_to.values())
    return Seen(
        state=state_for(card, reader),
        is_open=is_open,
        schools=[
            OfSchool(school, school.pk in latest(card), now.get(school.pk) if open_to[school.pk] else None)
            for school in schools
        ],
        own=now.get(reader) if reader else None,
        differing=_differing(card, now, {school.pk: school for school in schools}) if is_open else (),
        history=[row for row in reversed(rows) if can_read(card, reader, row.school_id)],
    )


def _differing(card: Card, now: Mapping[int, ScopeAnswer], schools: Mapping[int, Organisation]) -> list[Differing]:
    return [
        Differing(found.aspect, [(now[who[0]], [schools[school] for school in who]) for _value, who in found.held])
        for found in differences(card)
    ]
