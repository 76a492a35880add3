"""The states of all pairs of a comparison, kept up to date in the memory of a process.

A state is never stored: it follows from the verdicts. But verdicts are only added and the matches of a finished
comparison never change, so what was worked out once holds until the next verdict, and then for all other pairs.
"""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from threading import Lock

from hekloos.core import agreement
from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation, Side
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import matches_of
from hekloos.web.review.models import Verdict

REMEMBERED = 64  # comparisons
OVERLAP = 500  # verdicts that are looked at again: of two that are given together the later one may be seen first

type_of_place = tuple[int, tuple[str, str]]  # a match by its number, and the digests of its texts


@dataclass(slots=True)
class _Fold:
    places: dict[int, type_of_place]  # by pair
    verdicts: dict[int, dict[int, agreement.Verdict]] = field(default_factory=lambda: defaultdict(dict))
    states: dict[int, State] = field(default_factory=dict)  # by match; pairs that nobody judged are not in it
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
                touched.add(pair)
        for pair in touched:
            match, digests = self.places[pair]
            given = [verdict for _pk, verdict in sorted(self.verdicts[pair].items())]
            self.states[match] = agreement.state_of(given, digests)


_folds: "OrderedDict[tuple[int, int], _Fold]" = OrderedDict()
_finding = Lock()


def states_of_matches(comparison: Comparison) -> dict[int, State]:
    """The state of every match on which something was said, by its number; of the others it is open."""
    fold = _fold_of(comparison)
    with fold.lock:
        fold.catch_up(comparison.lab_id)
        return dict(fold.states)


def _fold_of(comparison: Comparison) -> _Fold:
    key = comparison.pk, comparison.attempts
    with _finding:
        if key in _folds:
            _folds.move_to_end(key)
            return _folds[key]
    rows = matches_of(comparison).order_by().values_list("pair", "pk", "left__digest", "right__digest")
    fold = _Fold({pair: (pk, (left, right)) for pair, pk, left, right in rows})
    with _finding:
        _folds[key] = fold
        while len(_folds) > REMEMBERED:
            _folds.popitem(last=False)
        return fold


def forget() -> None:
    """For tests, in which numbers of rows come back."""
    with _finding:
        _folds.clear()
