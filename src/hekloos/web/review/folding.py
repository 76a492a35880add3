"""What a process remembers of a finished comparison: the order of its matches, and their states.

A state is never stored: it follows from the verdicts. But verdicts are only added and the matches of a finished
comparison never change, so what was worked out once holds until the next verdict, and then for all other pairs.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from hekloos.core import agreement
from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation, Side
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import matches_of
from hekloos.web.overlap.remembering import remembered
from hekloos.web.review.models import Verdict

OVERLAP = 100  # verdicts that are looked at again: of two that are given together the later one may be seen first

type_of_place = tuple[int, tuple[str, str]]  # a match by its number, and the digests of its texts


@dataclass(slots=True)
class _Fold:
    places: dict[int, type_of_place]  # by pair
    in_order: tuple[int, ...]  # matches as the vmbo programme has them
    best_first: tuple[int, ...]
    verdicts: dict[int, dict[int, agreement.Verdict]] = field(default_factory=lambda: defaultdict(dict))
    states: dict[int, State] = field(default_factory=dict)  # by match; pairs that nobody judged are not in it
    judged: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # matches by person
    last: int = 0  # number of the last verdict that was looked at
    lock: Lock = field(default_factory=Lock)

    def catch_up(self, lab: int) -> None:
        rows = Verdict.objects.filter(pair__lab=lab, pk__gt=self.last - OVERLAP).order_by("pk")
        names = ("pk", "pair", "person", "side", "relation", "left_digest", "right_digest")
        touched: set[int] = set()
        for pk, pair, person, side, relation, left, right in rows.values_list(*names):
            self.last = max(self.last, pk)
            if pair in self.places and pk not in self.verdicts[pair]:
                self.verdicts[pair][pk] = agreement.Verdict(
                    person=person,
                    side=Side(side),
                    relation=Relation(relation) if relation else None,
                    digests=(left, right),
                )
                self.judged[person].add(self.places[pair][0])
                touched.add(pair)
        for pair in touched:
            match, digests = self.places[pair]
            given = [verdict for _pk, verdict in sorted(self.verdicts[pair].items())]
            self.states[match] = agreement.state_of(given, digests)


def order_of_matches(comparison: Comparison, *, best_first: bool = False) -> Sequence[int]:
    """All matches by their number: as the vmbo programme has them, or the most probable first."""
    fold = _fold_of(comparison)
    return fold.best_first if best_first else fold.in_order


def states_of_matches(comparison: Comparison) -> dict[int, State]:
    """The state of every match on which something was said, by its number; of the others it is open."""
    fold = _fold_of(comparison)
    with fold.lock:
        fold.catch_up(comparison.lab_id)
        return dict(fold.states)


def matches_judged_by(comparison: Comparison, person: int) -> frozenset[int]:
    """Matches on which somebody ever said something, of whatever texts."""
    fold = _fold_of(comparison)
    with fold.lock:
        fold.catch_up(comparison.lab_id)
        return frozenset(fold.judged.get(person, ()))


@remembered
def _fold_of(comparison: Comparison) -> _Fold:
    rows = list(
        matches_of(comparison)
        .order_by("position")
        .values_list("pair", "pk", "left__digest", "right__digest", "probability")
    )
    best_first = sorted(rows, key=lambda row: -row[4])  # equal ones stay in the order of the programme
    return _Fold(
        {pair: (pk, (left, right)) for pair, pk, left, right, _probability in rows},
        tuple(row[1] for row in rows),
        tuple(row[1] for row in best_first),
    )
