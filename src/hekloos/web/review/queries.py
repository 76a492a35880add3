"""Pairs with what people said of them, as far as the reader may know it.

Who may judge a pair and has not done so is not told what the others said of it, until both sides have spoken: first
verdicts are blind.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hekloos.core import agreement
from hekloos.core import curriculum as core
from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation, Side
from hekloos.web.curriculum.convert import item_to_core
from hekloos.web.curriculum.models import Item, Version
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.overlap.models import Comparison, Match
from hekloos.web.review.folding import states_of_matches
from hekloos.web.review.models import Verdict

SPOKEN = frozenset({State.AGREED, State.DIFFERS})  # both sides have; what they said is for the table


@dataclass(frozen=True, slots=True)
class Seen:
    """A match as one reader may see it."""

    match: Match
    state: State
    own: Verdict | None  # the last verdict of the reader on the texts of now, unless it was taken back
    earlier: Verdict | None  # the last verdict of the reader, when it was on other texts
    others: tuple[Verdict, ...]  # the last of every other person; none while the reader has to judge blind
    is_blind: bool  # then neither others nor the proposal are shown

    @property
    def agreed_relation(self) -> Relation | None:
        """The relation that both sides hold, for whoever may know it."""
        return agreement.agreed_relation(map(_core, self._in_time), _digests(self.match))

    @property
    def _in_time(self) -> list[Verdict]:
        return sorted((verdict for verdict in (self.own, *self.others) if verdict), key=lambda verdict: verdict.pk)

    @property
    def dissenting(self) -> tuple[Verdict, ...]:
        """Of people who think otherwise than what was agreed, for whoever may know it."""
        who = agreement.dissenting(map(_core, self._in_time), _digests(self.match))
        return tuple(verdict for verdict in self._in_time if verdict.person_id in who)

    @property
    def said(self) -> list[Verdict]:
        """What everybody said, vmbo first, once both sides have spoken."""
        return sorted(self._in_time, key=lambda one: one.side, reverse=True) if self.state in SPOKEN else []

    @property
    def remainders(self) -> tuple[Verdict, ...]:
        """What is left of a partial overlap, as those said who hold what was agreed."""
        held = [verdict for verdict in (self.own, *self.others) if verdict and verdict.remainder]
        agreed = [verdict for verdict in held if verdict.relation == self.agreed_relation]
        return tuple({(verdict.remainder, verdict.taken_up_by): verdict for verdict in agreed}.values())

    @property
    def agreed(self) -> str:
        """The same in words."""
        found = self.agreed_relation
        return dict(Verdict._meta.get_field("relation").flatchoices).get(found.value, "") if found else ""


def states_of(comparisons: Collection[Comparison]) -> dict[int, Counter[State]]:
    """How many matches of each of these (by their number) are in each state."""
    return {
        comparison.pk: counted(comparison, states_of_matches(comparison) if comparison.finished_at else {})
        for comparison in comparisons
    }


def counted(comparison: Comparison, states: Mapping[int, State]) -> Counter[State]:
    """How many matches are in each of `states`, which have no match that is open."""
    counted = Counter(states.values())
    counted[State.OPEN] = comparison.match_count - sum(n for state, n in counted.items() if state is not State.OPEN)
    return counted


def _verdict(person: int, side: str, relation: str, left: str, right: str) -> agreement.Verdict:
    held = Relation(relation) if relation else None
    return agreement.Verdict(person=person, side=Side(side), relation=held, digests=(left, right))


def _core(verdict: Verdict) -> agreement.Verdict:
    return _verdict(verdict.person_id, verdict.side, verdict.relation, verdict.left_digest, verdict.right_digest)


def _digests(match: Match) -> tuple[str, str]:
    return match.left.digest, match.right.digest


@dataclass(frozen=True, slots=True)
class TextChange:
    """A side of a pair of which somebody judged another text than the one of now."""

    side: str
    before: core.Item
    now: core.Item


def changes_since_verdicts(match: Match) -> list[TextChange]:
    """What became of the texts since the last verdict that was on other ones."""
    others = Verdict.objects.filter(pair=match.pair_id).exclude(relation="")
    last = others.exclude(left_digest=match.left.digest, right_digest=match.right.digest).last()
    found: list[TextChange] = []
    for side, item, digest in (
        ("vmbo", match.left, last.left_digest if last else ""),
        ("mbo", match.right, last.right_digest if last else ""),
    ):
        if digest in ("", item.digest):
            continue
        versions = Version.objects.filter(framework__versions=item.version_id)
        before = Item.objects.filter(version__in=versions, key=item.key, digest=digest).first()
        if before is not None:
            found.append(TextChange(side, item_to_core(before), item_to_core(item)))
    return found


def held_by(person: Membership, matches: Iterable[Match]) -> dict[int, Relation | None]:
    """What somebody holds of these matches, by their number. Only for whoever may write it down."""
    held: dict[int, Relation | None] = {}
    for seen in seen_by(person, matches):
        held[seen.match.pk] = Relation(seen.own.relation) if seen.own else None
    return held


def seen_by(member: Membership, matches: Iterable[Match]) -> list[Seen]:
    """These matches with their state and the verdicts that the reader may know."""
    found = list(matches)
    by_pair: dict[int, list[Verdict]] = defaultdict(list)
    rows = (
        Verdict.objects.filter(pair__in=[match.pair_id for match in found])
        .select_related("person", "entered_by")
        .order_by("id")
    )
    for verdict in rows:
        by_pair[verdict.pair_id].append(verdict)
    return [_seen(member, match, by_pair[match.pair_id]) for match in found]


def _seen(member: Membership, match: Match, verdicts: Sequence[Verdict]) -> Seen:
    digests = _digests(match)
    state = agreement.state_of(map(_core, verdicts), digests)
    here = [verdict for verdict in verdicts if (verdict.left_digest, verdict.right_digest) == digests]
    last = {verdict.person_id: verdict for verdict in here}
    own = last.pop(member.person_id, None)
    own = own if own and own.relation else None
    mine = [verdict for verdict in verdicts if verdict.person_id == member.person_id and verdict not in here]
    earlier = mine[-1] if mine and mine[-1].relation and own is None else None
    is_blind = may(member, Verb.JUDGE) and own is None and state not in SPOKEN
    held = () if is_blind else tuple(verdict for verdict in last.values() if verdict.relation)
    return Seen(match, state, own, earlier, held, is_blind)
