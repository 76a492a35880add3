"""The queue of somebody: which pairs they still have to judge, and which one is next."""

from dataclasses import dataclass

from hekloos.core.agreement import State
from hekloos.core.curriculum import Side
from hekloos.core.turns import Candidate, Reason, Turn, order_turns
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison
from hekloos.web.review.folding import Spoken, spoken_of
from hekloos.web.review.meetings import places_in
from hekloos.web.review.models import Meeting

WORTH_IT = 0.35  # probability from which a pair is asked for at once; nobody judges thousands of pairs


@dataclass(frozen=True)
class Queue:
    """`turns` are the pairs to judge now; `later` is how many less probable ones there are."""

    turns: tuple[Turn, ...]
    later: int

    @property
    def awaited(self) -> int:
        """Pairs that the other side judged already; they come first."""
        return sum(turn.reason is Reason.OTHER_SIDE for turn in self.turns)

    def find(self, match: int) -> Turn | None:
        return next((turn for turn in self.turns if turn.key == match), None)

    def after(self, match: int) -> int | None:
        """The pair after this one; after the last the first one that was skipped; none when there is no other."""
        keys = [turn.key for turn in self.turns]
        place = keys.index(match) if match in keys else -1
        others = [*keys[place + 1 :], *keys[: max(place, 0)]]
        return others[0] if others else None

    def before(self, match: int) -> int | None:
        keys = [turn.key for turn in self.turns]
        place = keys.index(match) if match in keys else 0
        return keys[place - 1] if place else None


def queue_of(
    member: Membership,
    comparison: Comparison,
    meeting: Meeting | None = None,
    *,
    everything: bool = False,
    spoken: Spoken | None = None,
) -> Queue:
    """In a meeting, and with `everything`, also the pairs that are not probable. `spoken` for whoever asked already."""
    require(member, Verb.JUDGE)
    spoken = spoken or spoken_of(comparison, member.person_id)
    candidates, later = [], 0
    for place in places_in(comparison, meeting):
        state = spoken.states.get(place.match, State.OPEN)
        if place.match in spoken.held:
            continue
        if everything or meeting or place.probability >= WORTH_IT or state is not State.OPEN:
            candidates.append(Candidate(place.match, place.left, place.probability, state))
        else:
            later += 1
    turns = order_turns(candidates, Side(member.side))
    return Queue(tuple(turns), later)
