"""What a process remembers of a finished comparison: the order of its matches, and their states.

A state is never stored: it follows from the verdicts. But verdicts are only added and the matches of a finished
comparison never change, so what was worked out once holds until the next verdict, and then for all other pairs.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from hekloos.core import agreement
from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation, Side
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import matches_of
from hekloos.web.overlap.remembering import remembered
from hekloos.web.review.models import Verdict

OVERLAP = 100  # verdicts that are looked at again: of two that are given together the later one may be seen first


class Place(NamedTuple):
    """A match with what never changes of it; items and groups by the number of their row."""

    match: int
    pair: int
    left: int
    right: int
    left_group: int | None
    right_group: int | None
    probability: float
    left_digest: str
    right_digest: str

    @property
    def digests(self) -> tuple[str, str]:
        return self.left_digest, self.right_digest


_Given = tuple[int, int, int, str, str, str, str]


def _given_after(lab: int, last: int) -> Iterable[_Given]:
    rows = Verdict.objects.filter(pair__lab=lab, pk__gt=last - OVERLAP).order_by("pk")
    return rows.values_list("pk", "pair", "person", "side", "relation", "left_digest", "right_digest")


@dataclass(slots=True)
class _Fold:
    places: dict[int, Place]  # by pair
    in_order: tuple[int, ...]  # matches as the vmbo programme has them
    best_first: tuple[int, ...]
    verdicts: dict[int, dict[int, agreement.Verdict]] = field(default_factory=lambda: defaultdict(dict))
    states: dict[int, State] = field(default_factory=dict)  # by match; pairs that nobody judged are not in it
    agreed: dict[int, Relation] = field(default_factory=dict)  # by match, what both sides hold
    disputed: set[int] = field(default_factory=set)  # matches that are agreed while somebody thinks otherwise
    judged: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # matches by person
    held: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # of those what was not taken back
    last: int = 0  # number of the last verdict that was looked at
    lock: Lock = field(default_factory=Lock)

    def catch_up(self, lab: int) -> None:
        self.take(_given_after(lab, self.last))

    def take(self, rows: Iterable[_Given]) -> None:
        """These verdicts, of which some may be known already; none that came after the last one may be left out."""
        touched: set[int] = set()
        for pk, pair, person, side, relation, left, right in rows:
            self.last = max(self.last, pk)
            if pair in self.places and pk not in self.verdicts[pair]:
                self.verdicts[pair][pk] = agreement.Verdict(
                    person=person,
                    side=Side(side),
                    relation=Relation(relation) if relation else None,
                    digests=(left, right),
                )
                touched.add(pair)
        for pair in touched:
            self._fold_in(self.places[pair])

    def _fold_in(self, place: Place) -> None:
        given = [verdict for _pk, verdict in sorted(self.verdicts[place.pair].items())]
        self.states[place.match] = agreement.state_of(given, place.digests)
        self._fold_agreement(place, given)
        last = {verdict.person: verdict.relation for verdict in given if verdict.digests == place.digests}
        for verdict in given:
            self.judged[verdict.person].add(place.match)
            self.held[verdict.person].discard(place.match)
        for person, relation in last.items():
            if relation is not None:
                self.held[person].add(place.match)

    def _fold_agreement(self, place: Place, given: Sequence[agreement.Verdict]) -> None:
        self.agreed.pop(place.match, None)
        self.disputed.discard(place.match)
        relation = agreement.agreed_relation(given, place.digests)
        if relation is not None:
            self.agreed[place.match] = relation
            if agreement.dissenting(given, place.digests):
                self.disputed.add(place.match)


@dataclass(frozen=True, slots=True)
class Spoken:
    """How far the matches of a comparison are at one moment, by their number. A match without a state is open."""

    states: Mapping[int, State]
    agreed: Mapping[int, Relation]  # what both sides hold
    disputed: Collection[int]  # that are agreed, while somebody thinks otherwise
    held: Collection[int]  # of which the person who asks judged the texts of now, and did not take that back


def spoken_of(comparison: Comparison, person: int = 0) -> Spoken:
    return spoken_of_each([comparison], person)[comparison.pk]


def spoken_of_each(comparisons: Sequence[Comparison], person: int = 0) -> dict[int, Spoken]:
    """The same of several comparisons of one lab, by their number, in one question."""
    if not comparisons:
        return {}
    folds = {comparison.pk: _fold_of(comparison) for comparison in comparisons}
    rows = list(_given_after(comparisons[0].lab_id, min(fold.last for fold in folds.values())))
    return {pk: _spoken(fold, rows, person) for pk, fold in folds.items()}


def _spoken(fold: _Fold, rows: Iterable[_Given], person: int) -> Spoken:
    with fold.lock:
        fold.take(rows)
        held = frozenset(fold.held.get(person, ()))
        return Spoken(dict(fold.states), dict(fold.agreed), frozenset(fold.disputed), held)


def order_of_matches(comparison: Comparison, *, best_first: bool = False) -> Sequence[int]:
    """All matches by their number: as the vmbo programme has them, or the most probable first."""
    fold = _fold_of(comparison)
    return fold.best_first if best_first else fold.in_order


def places_of_matches(comparison: Comparison) -> Collection[Place]:
    """All matches with what never changes of them, as the vmbo programme has them."""
    return _fold_of(comparison).places.values()


def states_of_matches(comparison: Comparison) -> dict[int, State]:
    """The state of every match on which something was said, by its number; of the others it is open."""
    return dict(spoken_of(comparison).states)


def stamp_of_agreed(comparison: Comparison) -> str:
    """Another one whenever other pairs are agreed, or something was said of those that are."""
    fold = _fold_of(comparison)
    with fold.lock:
        fold.catch_up(comparison.lab_id)
        pairs = sorted(place.pair for place in fold.places.values() if fold.states.get(place.match) is State.AGREED)
        last = max((max(fold.verdicts[pair]) for pair in pairs), default=0)
    told = f"{comparison.pk} {comparison.attempts} {last} {pairs}"
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def matches_judged_by(comparison: Comparison, person: int) -> frozenset[int]:
    """Matches on which somebody ever said something, of whatever texts."""
    fold = _fold_of(comparison)
    with fold.lock:
        fold.catch_up(comparison.lab_id)
        return frozenset(fold.judged.get(person, ()))


@remembered
def _fold_of(comparison: Comparison) -> _Fold:
    names = ("pk", "pair", "left", "right", "left_group", "right_group", "probability", "left__digest", "right__digest")
    rows = matches_of(comparison).order_by("position").values_list(*names)
    places = [Place(*row) for row in rows]
    best_first = sorted(places, key=lambda place: -place.probability)  # equal ones stay in the order of the programme
    in_order, ranked = (tuple(place.match for place in some) for some in (places, best_first))
    return _Fold({place.pair: place for place in places}, in_order, ranked)
