"""What is rare in two programmes says more: counted over parts, so that no part needs to see the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from hekloos.core.overlap.concepts import ConceptReader
from hekloos.core.overlap.tables import SideTables

BY_LEXICON, BY_PROGRAMMES = 0.4, 0.6  # how telling a concept is: in general, and in these two programmes


@dataclass
class Counts:
    """In how many items each stem stands, how much each concept is spoken of in own texts, and of how many items."""

    items: int = 0
    stems: dict[str, int] = field(default_factory=dict)
    concepts: dict[str, float] = field(default_factory=dict)


def merged(one: Counts, other: Counts) -> Counts:
    """Of all items together. Changes the first, since it may be large."""
    one.items += other.items
    for name, often in other.stems.items():
        one.stems[name] = one.stems.get(name, 0) + often
    for name, much in other.concepts.items():
        one.concepts[name] = one.concepts.get(name, 0.0) + much
    return one


def count(tables: SideTables) -> Counts:
    often = np.bincount(tables.stems.indices, minlength=len(tables.stem_names))
    own = tables.own.above
    much = np.bincount(own.indices, weights=own.data, minlength=len(tables.concepts))
    return Counts(
        items=len(tables),
        stems=dict(zip(tables.stem_names, often.tolist(), strict=True)),
        concepts=dict(zip(tables.concepts, much.tolist(), strict=True)),
    )


@dataclass(frozen=True)
class Weights:
    """How telling each stem (`rarity`, 0 to 1; `rare` as it is) and each concept (`weight`) of the programmes is."""

    rare: Mapping[str, float]
    rarity: Mapping[str, float]
    weight: Mapping[str, float]


def weigh(reader: ConceptReader, total: Counts) -> Weights:
    rare = {name: float(np.log(1.0 + total.items / (often + 0.5))) for name, often in sorted(total.stems.items())}
    largest = max(rare.values(), default=1e-9)
    items = max(1, total.items)
    whole = float(np.log(1.0 + items))
    return Weights(
        rare=rare,
        rarity={name: value / largest for name, value in rare.items()},
        weight={
            name: reader.weight(name) * (BY_LEXICON + BY_PROGRAMMES * float(np.log(1.0 + items / (1.0 + much))) / whole)
            for name, much in sorted(total.concepts.items())
        },
    )
