"""What each role may do: one table, to be read by a board as well.

Whoever may not do something is told that it does not exist: `require` answers with 404.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from hekloos.web.labs.models import Membership, Role


class Verb(StrEnum):
    SEE = "see"  # programmes, comparisons, pairs and people of the lab
    BRING = "bring"  # programmes and lesson material
    COMPARE = "compare"
    JUDGE = "judge"  # only at a school: a verdict is of one side
    ANSWER = "answer"  # for one's own school: how far the route runs
    MEET = "meet"  # plan meetings
    RECORD = "record"  # what people of a meeting said, at the table or on paper
    PLAN = "plan"  # the route: its units, where they stand, what is left out
    INVITE = "invite"  # people
    TEACH = "teach"  # let the judge learn from what the lab said, and go back
    ARRANGE = "arrange"  # the lab itself, its partners, roles of people
    READ_LOG = "read_log"


_OF_A_SCHOOL = frozenset({Verb.JUDGE, Verb.ANSWER})  # who is of no school has no side to speak for
_LOOK = frozenset({Verb.SEE, Verb.READ_LOG})
_WORK = _LOOK | _OF_A_SCHOOL | {Verb.BRING, Verb.COMPARE, Verb.MEET, Verb.PLAN}
_LEAD = _LOOK | {Verb.BRING, Verb.COMPARE, Verb.MEET, Verb.RECORD, Verb.PLAN, Verb.INVITE, Verb.TEACH, Verb.ARRANGE}

RIGHTS: Mapping[Role, frozenset[Verb]] = MappingProxyType(
    {
        Role.TEACHER: _WORK,
        Role.TEAM_LEADER: _WORK | {Verb.INVITE},
        Role.PROJECT_LEADER: _LEAD | _OF_A_SCHOOL,
        Role.FACILITATOR: _LEAD,
        Role.BOARD: _LOOK,
        Role.COUNSELLOR: _LOOK,
        Role.PROGRAMME: _LOOK,
    }
)


IN_WORDS: Mapping[Verb, object] = MappingProxyType(
    {
        Verb.SEE: _("Alles bekijken"),
        Verb.READ_LOG: _("Het logboek lezen"),
        Verb.BRING: _("Programma's en lessen inlezen"),
        Verb.COMPARE: _("Programma's vergelijken"),
        Verb.JUDGE: _("Over paren oordelen"),
        Verb.ANSWER: _("Namens de eigen school zeggen tot hoever de route loopt"),
        Verb.MEET: _("Bijeenkomsten plannen"),
        Verb.RECORD: _("Opschrijven wat mensen aan tafel of op kaarten zeggen"),
        Verb.PLAN: _("Aan de route bouwen"),
        Verb.INVITE: _("Mensen uitnodigen"),
        Verb.TEACH: _("Hekloos laten leren van wat het leerlab oordeelde"),
        Verb.ARRANGE: _("Partners en rollen regelen, en dingen weghalen"),
    }
)


def rights_in_words() -> list[tuple[str, Sequence[str]]]:
    """The table as people read it: what there is to do, and which roles may do it."""
    return [
        (str(words), [str(role.label) for role, rights in RIGHTS.items() if verb in rights])
        for verb, words in IN_WORDS.items()
    ]


def may(member: Membership, verb: Verb) -> bool:
    if verb in _OF_A_SCHOOL and not member.side:
        return False
    return member.left_at is None and verb in RIGHTS[Role(member.role)]


def require(member: Membership, verb: Verb) -> None:
    """Raises Http404 when this person may not."""
    if not may(member, verb):
        raise Http404


def roles_to_give(member: Membership) -> tuple[Role, ...]:
    """Roles that somebody may invite others as: those that can do no more, what only schools say aside."""
    own = RIGHTS[Role(member.role)] | _OF_A_SCHOOL
    return tuple(role for role in Role if RIGHTS[role] <= own)
