"""Two keys: when a vmbo and an mbo teacher agree on a pair of items.

Verdicts are only added, never changed. Of every person the last one on two texts counts, and only while these are the
texts of now; what somebody says of an older text changes nothing of what they said of the newer one. A pair that is
agreed stays so when a third person thinks otherwise: `dissenting` names them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hekloos.core.curriculum import Relation, Side


class State(StrEnum):
    """How far two sides are with a pair."""

    OPEN = "open"  # nobody judged it
    WAITS_FOR_VMBO = "waits_for_vmbo"
    WAITS_FOR_MBO = "waits_for_mbo"
    DIFFERS = "differs"
    AGREED = "agreed"
    CHANGED = "changed"  # it was judged, but a text is another one now


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody said of a pair with these two texts; without a relation it takes back what that person said."""

    person: int
    side: Side
    relation: Relation | None
    digests: tuple[str, str]


def state_of(verdicts: Iterable[Verdict], digests: tuple[str, str]) -> State:
    """`verdicts` of one pair in the order in which they were given; `digests` of its two texts as they are now."""
    last = {(verdict.person, verdict.digests): verdict for verdict in verdicts}
    held = [verdict for verdict in last.values() if verdict.relation is not None]
    current = [verdict for verdict in held if verdict.digests == digests]
    vmbo, mbo = ({v.relation for v in current if v.side is side} for side in (Side.VMBO, Side.MBO))
    if vmbo & mbo:
        return State.AGREED
    if vmbo and mbo:
        return State.DIFFERS
    if vmbo:
        return State.WAITS_FOR_MBO
    if mbo:
        return State.WAITS_FOR_VMBO
    return State.CHANGED if held else State.OPEN


def agreed_relation(verdicts: Iterable[Verdict], digests: tuple[str, str]) -> Relation | None:
    """What both sides hold; when they hold several, what both of them said last: so a table has the last word."""
    place: dict[tuple[Side, Relation], int] = {}  # of the last verdict for it
    for number, verdict in enumerate(_current(verdicts, digests)):
        if verdict.relation is not None:
            place[verdict.side, verdict.relation] = number
    of_both = {
        relation: min(place[Side.VMBO, relation], place[Side.MBO, relation])
        for relation in Relation
        if (Side.VMBO, relation) in place and (Side.MBO, relation) in place
    }
    return max(of_both, key=lambda relation: of_both[relation], default=None)


def dissenting(verdicts: Iterable[Verdict], digests: tuple[str, str]) -> frozenset[int]:
    """Who holds something else than what was agreed; nobody while nothing is."""
    current = _current(verdicts, digests)
    agreed = agreed_relation(current, digests)
    others = (verdict for verdict in current if verdict.relation not in (None, agreed))
    return frozenset(verdict.person for verdict in others) if agreed else frozenset()


def _current(verdicts: Iterable[Verdict], digests: tuple[str, str]) -> list[Verdict]:
    """The last of every person on these texts, in the order in which they were given."""
    last: dict[int, Verdict] = {}
    for verdict in verdicts:
        if verdict.digests == digests:
            last.pop(verdict.person, None)
            last[verdict.person] = verdict
    return list(last.values())
