"""Pairs of a comparison: which there are, why, and what people say of them.

What somebody may know of the verdicts of others is for `review.queries` to say, in every call.
"""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from hekloos.core.agreement import State
from hekloos.web.api.access import MemberRequest, Token
from hekloos.web.api.labs import somebody
from hekloos.web.api.overlap import finished
from hekloos.web.api.schemas.common import LabName, Page, Paging, Row, page_of
from hekloos.web.api.schemas.curriculum import Item
from hekloos.web.api.schemas.review import ItemWithPairs, NewVerdict, Pair, PairFilter, PairWithWhy, Standing
from hekloos.web.curriculum.queries import group_of, item_of
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap.models import Match
from hekloos.web.overlap.queries import matches_of
from hekloos.web.review import actions, choosing, queries

router = Router(tags=["pairs"])
PAIRS = "/labs/{slug:lab}/comparisons/{row:comparison}/pairs"


def _tell(member: Membership, matches: Iterable[Match]) -> list[Pair]:
    return [Pair.of(seen) for seen in queries.seen_by(member, matches)]


@router.get(PAIRS, response=Page[Pair], auth=Token(Verb.SEE))
def pairs(request: MemberRequest, lab: LabName, comparison: Row, asked: Query[PairFilter]) -> Page[Pair]:
    """Pairs of a finished comparison."""
    member = request.auth
    chosen = {
        "verband": asked.relation,
        "kans": asked.at_least,
        "stand": asked.state,
        "vmbo": asked.left_group,
        "mbo": asked.right_group,
        "wie": somebody(member, asked.person) if asked.person is not None else None,
        "volgorde": "kans" if asked.order == "probability" else "",
        "zoek": asked.search,
    }
    found = choosing.pairs_of(member, finished(request, comparison), chosen, complete=True)
    return page_of(found, asked, lambda part: _tell(member, part))


@router.get("/labs/{slug:lab}/comparisons/{row:comparison}/standing", response=Standing, auth=Token(Verb.SEE))
def standing(request: MemberRequest, lab: LabName, comparison: Row) -> Standing:
    """How far the two sides are with a comparison."""
    found = finished(request, comparison)
    counted = queries.states_of([found])[found.pk]
    return Standing(states={state: counted[state] for state in State})


def match_of(request: MemberRequest, comparison: int, pk: int) -> Match:
    found = matches_of(finished(request, comparison)).select_related("left", "right", "pair")
    return get_object_or_404(found, pk=pk)


def tell_pair(member: Membership, match: Match) -> PairWithWhy:
    (seen,) = queries.seen_by(member, [match])
    return PairWithWhy.of(seen)


@router.get(PAIRS + "/{row:pair}", response=PairWithWhy, auth=Token(Verb.SEE))
def pair(request: MemberRequest, lab: LabName, comparison: Row, pair: Row) -> PairWithWhy:
    """A pair with why it is proposed."""
    return tell_pair(request.auth, match_of(request, comparison, pair))


@router.post(PAIRS + "/{row:pair}/verdict", response=PairWithWhy, auth=Token(Verb.JUDGE))
def judge(request: MemberRequest, lab: LabName, comparison: Row, pair: Row, asked: NewVerdict) -> PairWithWhy:
    """Say what a pair is; 409 when a text is another one than you read."""
    match = match_of(request, comparison, pair)
    said = actions.Said(asked.relation, asked.reason, asked.remainder, asked.taken_up_by or "")
    actions.judge(request.auth, match, said, digests=(asked.left_digest, asked.right_digest), stroke=asked.stroke)
    return tell_pair(request.auth, match)


@router.delete(PAIRS + "/{row:pair}/verdict", response={204: None}, auth=Token(Verb.JUDGE))
def take_back(request: MemberRequest, lab: LabName, comparison: Row, pair: Row) -> None:
    """Take back what you said of a pair."""
    match = match_of(request, comparison, pair)
    actions.take_back(request.auth, match)


@router.get(
    "/labs/{slug:lab}/comparisons/{row:comparison}/items/{row:item}", response=ItemWithPairs, auth=Token(Verb.SEE)
)
def item_with_pairs(
    request: MemberRequest, lab: LabName, comparison: Row, item: Row, asked: Query[Paging]
) -> ItemWithPairs:
    """An item of one of the programmes with its pairs, best first."""
    member = request.auth
    found = item_of(member, item)
    group = group_of(found)
    rows = choosing.pairs_of_item(finished(request, comparison), found, complete=True)
    return ItemWithPairs(
        item=Item.model_validate(found),
        group=Item.model_validate(group) if group else None,
        pairs=page_of(rows, asked, lambda part: _tell(member, part)),
    )
