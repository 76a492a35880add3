"""What the items of one side, or of a part of it, say: as sparse tables, before anybody knows what is rare.

Programmes repeat themselves: many items stand under one core task, and their descriptions return. So each text is
read once, and its row is given to every item that has it.
Shapes: n items, t distinct texts, S stems, C concepts, D dimensions of meaning, F sectors.
"""

import gc
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress
from typing import TypeVar

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats, to_length_one
from hekloos.core.overlap.concepts import CONTEXT_FIELD, OF_FIELD, bag
from hekloos.core.overlap.encoder import Encoder
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.sparse_rows import Names, max_product
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.texts import PARTS, ItemTexts, content_of, stems_of
from hekloos.core.overlap.verbs import most_demanding

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PartTables:
    """One part of the items: their own texts, their detail, or what stands above them.

    `said` (n, C) is how surely each concept is meant, `above` (n, C) the same with all that is above it.
    """

    said: sparse.csr_matrix
    above: sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class SideTables:
    """`stems` (n, S) holds 1 for each stem that an item has anywhere; `concepts` and `stem_names` name the columns.

    `meaning` (n, D) points the way of a vmbo item on the left and of an mbo item on the right; `field` (n, F) has
    rows of length one.
    """

    stem_names: tuple[str, ...]
    stems: sparse.csr_matrix
    concepts: tuple[str, ...]
    own: PartTables
    detail: PartTables
    context: PartTables
    field: SmallFloats
    meaning: SmallFloats
    levels: Ints

    def __len__(self) -> int:
        return len(self.levels)


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Reading makes very many small things and no circles, so looking for circles costs a quarter and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@nothing_collected()
def tabulate(reader: ItemReader, items: Sequence[ItemTexts], *, left: bool) -> SideTables:
    """Read all items; `left` says that they are vmbo items."""
    knowledge, encoder = reader.knowledge, reader.knowledge.encoder
    texts = [_Texts(reader, [item.of_part(part) for item in items]) for part in PARTS]
    stem_names, concepts = Names(), Names()
    stems = _in_any([part.stems(stem_names) for part in texts], len(stem_names))
    field = texts[0].field() + texts[1].field() + CONTEXT_FIELD * texts[2].field()
    fields = _Fields(field, knowledge.reader.sectors)
    said = [part.said(fields, concepts) for part in texts]
    steps = concepts.table([knowledge.reader.kinship.above(name) for name in tuple(concepts.number)])
    tables = [_with_above(table, steps) for table in said]
    vectors = encoder.vectors_of([f":{name}" for name in concepts.number])
    own, detail, context = (
        part.vectors(encoder) + table.above @ vectors for part, table in zip(texts, tables, strict=True)
    )
    return SideTables(
        stem_names=tuple(stem_names.number),
        stems=stems,
        concepts=tuple(concepts.number),
        own=tables[0],
        detail=tables[1],
        context=tables[2],
        field=to_length_one(field),
        meaning=encoder.left(own, context) if left else encoder.right(own, detail, context),
        levels=texts[0].levels(),
    )


class _Fields:
    """The sectors that the words of each item are read by; many items share theirs."""

    def __init__(self, field: Floats, sectors: Sequence[str]) -> None:
        belongs = field > OF_FIELD * field.sum(axis=1, keepdims=True)
        kinds, which = np.unique(belongs, axis=0, return_inverse=True)
        self.which: Ints = which.ravel()
        self.kinds = [frozenset(compress(sectors, kind)) for kind in kinds]


class _Texts:
    """One part of all items. `which` (n,) is the text of each item, among the texts that differ."""

    def __init__(self, reader: ItemReader, texts: Sequence[tuple[str, ...]]) -> None:
        self.which, distinct = _numbered(texts)
        self._reader = reader
        self._spots = [reader.knowledge.reader.spots(text) for text in distinct]
        self._fields = [reader.knowledge.reader.field(spots) for spots in self._spots]
        self._words = [content_of(text) for text in distinct]

    def field(self) -> Floats:
        """How much of each sector speaks from this part of each item; (n, F)."""
        sectors = self._reader.knowledge.reader.sectors
        table = np.array([[field.told.get(sector, 0.0) for sector in sectors] for field in self._fields])
        fields: Floats = table.reshape(len(self._fields), len(sectors))[self.which]
        return fields

    def stems(self, names: Names) -> sparse.csr_matrix:
        """1 for each stem of this part, (n, as many names as there are)."""
        found = [stems_of(words, self._reader.splitter) for words in self._words]
        return names.table([dict.fromkeys(stems, 1.0) for stems in found])[self.which]

    def said(self, fields: _Fields, concepts: Names) -> tuple[Ints, sparse.csr_matrix]:
        """A table of what these texts say in the fields where they stand, and the row of each item in it."""
        by_field = np.array([field.needed for field in self._fields], dtype=bool)[self.which]
        rows, distinct = _numbered(list(zip(self.which.tolist(), (fields.which * by_field).tolist(), strict=True)))
        return rows, concepts.table([bag(self._spots[text], fields.kinds[field]) for text, field in distinct])

    def vectors(self, encoder: Encoder) -> SmallFloats:
        """The summed vectors of the words of this part; (n, D)."""
        names = Names()
        said = names.table([dict.fromkeys(map(stem, words), 1.0) for words in self._words])
        summed: SmallFloats = (said @ encoder.vectors_of(tuple(names.number)))[self.which]
        return summed

    def levels(self) -> Ints:
        """Of the most demanding verb of each item; 0 where there is none."""
        return np.array([most_demanding(words)[1] for words in self._words], dtype=np.int64)[self.which]


def _numbered(keys: Sequence[Key]) -> tuple[Ints, list[Key]]:
    """The number of each key among the keys that differ, and those."""
    number: dict[Key, int] = {}
    which = [number.setdefault(key, len(number)) for key in keys]
    return np.array(which, dtype=np.int64), list(number)


def _in_any(tables: Sequence[sparse.csr_matrix], width: int) -> sparse.csr_matrix:
    """1 where any of these tables holds something."""
    total = sum(sparse.csr_matrix(table, shape=(table.shape[0], width)) for table in tables)
    return sparse.csr_matrix((np.ones_like(total.data), total.indices, total.indptr), shape=total.shape)


def _with_above(said: tuple[Ints, sparse.csr_matrix], steps: sparse.csr_matrix) -> PartTables:
    """Of each item what it says, with what is above that by these steps (C, C); later names have no steps."""
    which, table = said
    below, width = steps.shape
    narrow = sparse.csr_matrix((table.data, table.indices, table.indptr), shape=(table.shape[0], below))
    wide = sparse.csr_matrix(narrow, shape=(table.shape[0], width))
    return PartTables(said=wide[which], above=max_product(narrow, steps)[which])
