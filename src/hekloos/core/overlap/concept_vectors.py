"""Concepts of both sides as matrices, and how much of one text the concepts of another cover.

A concept is covered by itself, by what it is a kind or a part of (less with every step, and less the vaguer that
is), and by what shares such a parent with it. Shapes: L and R items of a side, K concepts that occur in texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, SmallFloats
from hekloos.core.overlap.concepts import Bag, ConceptReader, ItemConcepts

DETAIL, ABOVE = 0.8, 0.7  # what a concept is worth that stands there and not in the text itself
BY_LEXICON, BY_PROGRAMMES = 0.4, 0.6  # how telling a concept is: in general, and in these two programmes


@dataclass(frozen=True, slots=True)
class ConceptSide:
    """One side. `own`, `detail` and `context` are rows of weights that sum to one (n, K); `reach` says how well
    each item covers each concept (K, n), `reach_of_text` how well by less: a vmbo term without its task, an mbo
    item without its description. `content` is the summed weight of an item's own concepts (n,)."""

    own: sparse.csr_matrix
    detail: sparse.csr_matrix
    context: sparse.csr_matrix
    reach: SmallFloats
    reach_of_text: SmallFloats
    content: Floats


@dataclass(frozen=True, slots=True)
class ConceptVectors:
    """Both sides, and the weight of every concept in this comparison."""

    left: ConceptSide
    right: ConceptSide
    weight: Mapping[str, float]


def vectorise_concepts(
    reader: ConceptReader, left: Sequence[ItemConcepts], right: Sequence[ItemConcepts]
) -> ConceptVectors:
    weight = _weights(reader, [*left, *right])
    used = sorted({name for item in (*left, *right) for bag in (item.own, item.detail, item.context) for name in bag})
    column = {name: number for number, name in enumerate(used)}

    def side(items: Sequence[ItemConcepts], whole: Sequence[Bag], text: Sequence[Bag]) -> ConceptSide:
        return ConceptSide(
            own=_shares([item.own for item in items], column, weight),
            detail=_shares([item.detail for item in items], column, weight),
            context=_shares([item.context for item in items], column, weight),
            reach=_reach(reader, used, whole, weight),
            reach_of_text=_reach(reader, used, text, weight),
            content=np.array([sum(weight[name] * sure for name, sure in item.own.items()) for item in items]),
        )

    return ConceptVectors(
        left=side(
            left,
            [_spread((i.own_above, 1.0), (i.context_above, ABOVE)) for i in left],
            [i.own_above for i in left],
        ),
        right=side(
            right,
            [_spread((i.own_above, 1.0), (i.detail_above, DETAIL), (i.context_above, ABOVE)) for i in right],
            [_spread((i.own_above, 1.0), (i.context_above, ABOVE)) for i in right],
        ),
        weight=weight,
    )


def _weights(reader: ConceptReader, items: Sequence[ItemConcepts]) -> dict[str, float]:
    """What is rare in the language of programmes, and in these two, weighs more."""
    often: dict[str, float] = {}
    names: set[str] = set()
    for item in items:
        for name, closeness in item.own_above.items():
            often[name] = often.get(name, 0.0) + closeness
        names.update(item.own_above, item.detail_above, item.context_above)
    count = max(1, len(items))
    whole = np.log(1.0 + count)
    return {
        name: reader.weight(name)
        * (BY_LEXICON + BY_PROGRAMMES * float(np.log(1.0 + count / (1.0 + often.get(name, 0.0))) / whole))
        for name in sorted(names)
    }


def _spread(*bags: tuple[Bag, float]) -> dict[str, float]:
    """All concepts that an item speaks of, those above them included, by where it says them."""
    found: dict[str, float] = {}
    for bag, share in bags:
        for name, closeness in bag.items():
            found[name] = max(found.get(name, 0.0), share * closeness)
    return found


def _shares(bags: Sequence[Bag], column: Mapping[str, int], weight: Mapping[str, float]) -> sparse.csr_matrix:
    columns: list[int] = []
    data: list[float] = []
    starts = [0]
    for bag in bags:
        weighed = {column[name]: weight[name] * sure for name, sure in bag.items()}
        total = sum(weighed.values()) or 1.0
        columns.extend(weighed)
        data.extend(value / total for value in weighed.values())
        starts.append(len(columns))
    return sparse.csr_matrix((data, columns, starts), shape=(len(bags), len(column)), dtype=np.float32)


def _reach(
    reader: ConceptReader, used: Sequence[str], spread: Sequence[Mapping[str, float]], weight: Mapping[str, float]
) -> SmallFloats:
    rows_of, values_of = _by_concept(spread)
    reach = np.zeros((len(used), len(spread)), dtype=np.float32)
    for number, name in enumerate(used):
        for upper, closeness in reader.kinship.above(name).items():
            rows = rows_of.get(upper)
            if rows is None:
                continue
            worth = closeness * min(1.0, weight[upper] / max(weight[name], 1e-9))
            reach[number, rows] = np.maximum(reach[number, rows], worth * values_of[upper])
    return reach


def _by_concept(
    spread: Iterable[Mapping[str, float]],
) -> tuple[dict[str, list[int]], dict[str, SmallFloats]]:
    """Of every concept the items that speak of it, and how much."""
    rows: dict[str, list[int]] = {}
    values: dict[str, list[float]] = {}
    for row, found in enumerate(spread):
        for name, value in found.items():
            rows.setdefault(name, []).append(row)
            values.setdefault(name, []).append(value)
    return rows, {name: np.array(found, dtype=np.float32) for name, found in values.items()}
