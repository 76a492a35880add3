"""Which pairs of a comparison somebody asked for, in order, and what stands before and after one of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hekloos.core.agreement import State
from hekloos.core.curriculum import Side
from hekloos.web.curriculum.models import Item
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, require
from hekloos.web.overlap.models import Comparison, Match
from hekloos.web.overlap.queries import OVERLAP, matches_of
from hekloos.web.review.folding import matches_judged_by, order_of_matches, spoken_of, states_of_matches
from hekloos.web.review.queue import queue_of

# Among the states to choose from:
MINE = "mine"  # what is in the queue of the reader
NOT_BY_ME = "not_by_me"  # pairs of which the reader said nothing yet
DISPUTED = "disputed"  # agreed, while somebody thinks otherwise

# What a list shows. Texts of hundreds of rows are most of what a page of them costs.
IN_A_LIST = (
    *("comparison", "pair", "left_group", "right_group", "position", "probability", "relation"),
    *(f"{side}__{name}" for side in ("left", "right") for name in ("code", "kind", "levels", "text", "digest")),
)


@dataclass(frozen=True)
class Chosen:
    """The pairs that were asked for, by number and in order; a slice reads its rows."""

    rows: QuerySet[Match]
    keys: Sequence[int]
    order: Sequence[int]  # all pairs, also those that were not asked for

    def count(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> list[Match]:
        return self.read(self.keys[part])

    def read(self, keys: Sequence[int]) -> list[Match]:
        found = self.rows.in_bulk(keys)
        return [found[key] for key in keys]

    def around(self, match: int) -> tuple[int | None, int | None]:
        """The pairs before and after one, which need not have been asked for itself."""
        place, asked = self.order.index(match), set(self.keys)
        before = next((key for key in reversed(self.order[:place]) if key in asked), None)
        return before, next((key for key in self.order[place + 1 :] if key in asked), None)


def pairs_of(member: Membership, comparison: Comparison, asked: Mapping[str, Any], *, complete: bool = False) -> Chosen:
    """Matches of a comparison that a PairFilterForm asked for; `complete` ones have all texts of their items."""
    require(member, Verb.SEE)
    order = order_of_matches(comparison, best_first=asked.get("volgorde") == "kans")
    keys = order
    kept = [*_by_content(comparison, asked), *_by_verdicts(member, comparison, asked)]
    dropped = _dropped(member, comparison, asked)
    if kept or dropped:
        wanted = set(order).intersection(*kept).difference(dropped)
        keys = [key for key in order if key in wanted]
    return Chosen(rows_of(comparison, complete=complete), keys, order)


def _by_content(comparison: Comparison, asked: Mapping[str, Any]) -> Iterator[Collection[int]]:
    """What the database finds: by proposal, chance, module and words."""
    conditions = Q()
    if relation := asked.get("verband"):
        conditions &= Q(relation__in=OVERLAP if relation == "overlap" else [relation])
    if asked.get("kans"):
        conditions &= Q(probability__gte=float(asked["kans"]) / 100)
    for name, field in (("vmbo", "left_group"), ("mbo", "right_group")):
        if asked.get(name):
            conditions &= Q(**{field: asked[name]})
    if words := asked.get("zoek"):
        named = Q()
        for side, field in (("left", "text"), ("left", "code"), ("right", "text"), ("right", "code")):
            named |= Q(**{f"{side}__{field}__icontains": words})
        conditions &= named
    if conditions:
        yield set(matches_of(comparison).filter(conditions).order_by().values_list("pk", flat=True))


def _by_verdicts(member: Membership, comparison: Comparison, asked: Mapping[str, Any]) -> Iterator[Collection[int]]:
    """By who judged, and by state."""
    if person := asked.get("wie"):
        yield matches_judged_by(comparison, person.pk)
    if relation := asked.get("afspraak"):
        wanted = OVERLAP if relation == "overlap" else (relation,)
        yield {key for key, agreed in spoken_of(comparison).agreed.items() if agreed in wanted}
    if asked.get("stand") == MINE:
        yield {turn.key for turn in queue_of(member, comparison).turns}
    elif asked.get("stand") == DISPUTED:
        yield spoken_of(comparison).disputed
    elif asked.get("stand") not in (None, "", NOT_BY_ME, State.OPEN.value):
        state = State(asked["stand"])
        yield {key for key, there in states_of_matches(comparison).items() if there is state}


def _dropped(member: Membership, comparison: Comparison, asked: Mapping[str, Any]) -> Collection[int]:
    """What was judged already, for whoever asked for the rest."""
    if asked.get("stand") == NOT_BY_ME:
        return spoken_of(comparison, member.person_id).held
    if asked.get("stand") == State.OPEN.value:
        return {key for key, there in states_of_matches(comparison).items() if there is not State.OPEN}
    return frozenset()


def rows_of(comparison: Comparison, *, complete: bool = False) -> QuerySet[Match]:
    rows = matches_of(comparison).select_related("left", "right")
    return rows if complete else rows.only(*IN_A_LIST)


def pairs_of_item(comparison: Comparison, item: Item, *, complete: bool = False) -> Chosen:
    """All pairs of an item in a comparison, best first."""
    side = "left" if item.version.framework.side == Side.VMBO else "right"
    order = order_of_matches(comparison, best_first=True)
    there = set(matches_of(comparison).filter(**{side: item}).order_by().values_list("pk", flat=True))
    return Chosen(rows_of(comparison, complete=complete), [key for key in order if key in there], order)
