"""Which pair somebody judges next, and why that one.

Verdicts are worth most where one decides whether two sides agree; then where a text changed after it was judged; then
where nobody was yet. There every vmbo item gets its best pair before any gets its second, so that a lab that stops
halfway has seen all of the programme.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hekloos.core.agreement import State
from hekloos.core.curriculum import Side


class Reason(StrEnum):
    """Why a pair is in somebody's queue, in the order of the queue."""

    OTHER_SIDE = "other_side"  # the other side judged it: this verdict tells whether both agree
    CHANGED = "changed"  # it was judged, but a text is another one now
    NEW = "new"  # nobody judged it
    COLLEAGUE = "colleague"  # somebody of the same side judged it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that somebody has not judged yet. `left` is its vmbo item."""

    key: int
    left: int
    probability: float
    state: State


@dataclass(frozen=True, slots=True)
class Turn:
    key: int
    reason: Reason


def order_turns(candidates: Iterable[Candidate], side: Side) -> list[Turn]:
    """The queue of somebody of this side; pairs that both sides judged are for the table, and left out."""
    best_first = sorted(candidates, key=lambda candidate: (-candidate.probability, candidate.key))
    seen: Counter[int] = Counter()
    ranked: list[tuple[int, int, Turn]] = []
    for candidate in best_first:
        reason = _reason(candidate.state, side)
        if reason is not None:
            ranked.append((_ORDER[reason], seen[candidate.left], Turn(candidate.key, reason)))
            seen[candidate.left] += 1
    return [turn for _reason_rank, _rank, turn in sorted(ranked, key=lambda one: one[:2])]  # stable: best first


_ORDER = {reason: place for place, reason in enumerate(Reason)}


def _reason(state: State, side: Side) -> Reason | None:
    waits = {State.WAITS_FOR_VMBO: Side.VMBO, State.WAITS_FOR_MBO: Side.MBO}
    if state in waits:
        return Reason.OTHER_SIDE if waits[state] is side else Reason.COLLEAGUE
    return {State.OPEN: Reason.NEW, State.CHANGED: Reason.CHANGED}.get(state)
