"""What the items of one side, or of a part of it, say: as sparse tables, before anybody knows what is rare.

Programmes repeat themselves: words return, and many items stand under one core task. So each word and phrase is looked
up once; what texts and items say follows by products of tables.
Shapes: n items or texts, w words and p spots of `Sentences`, S stems, C concepts, D dimensions of meaning, F sectors.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress
from typing import TypeVar

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints, SmallFloats, to_length_one
from hekloos.core.overlap.concepts import CONTEXT_FIELD, OF_FIELD, ConceptReader, bag
from hekloos.core.overlap.dutch import Splitter
from hekloos.core.overlap.encoder import Encoder
from hekloos.core.overlap.memory import nothing_collected
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.sentences import Sentences
from hekloos.core.overlap.sparse_rows import Names, counted, max_product, ones
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.texts import PARTS, ItemTexts, stems_of
from hekloos.core.overlap.verbs import most_demanding

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PartTables:
    """One part of the items: their own texts, their detail, or what stands above them.

    `said` (n, C) is how surely each concept is meant, `above` (n, C) the same with all that is above it.
    """

    said: sparse.csr_matrix
    above: sparse.csr_matrix

    def part(self, which: slice) -> "PartTables":
        """Of some of the items."""
        return PartTables(self.said[which], self.above[which])


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

    def part(self, which: slice) -> "SideTables":
        """Of some of the items, with the same columns."""
        return replace(
            self,
            stems=self.stems[which],
            own=self.own.part(which),
            detail=self.detail.part(which),
            context=self.context.part(which),
            field=self.field[which],
            meaning=self.meaning[which],
            levels=self.levels[which],
        )


@nothing_collected()
def tabulate(reader: ItemReader, items: Sequence[ItemTexts], *, left: bool) -> SideTables:
    """Read all items; `left` says that they are vmbo items."""
    knowledge, encoder = reader.knowledge, reader.knowledge.encoder
    parts = [[item.of_part(part) for item in items] for part in PARTS]
    sentences = Sentences(knowledge.reader.lexicon, chain.from_iterable(chain.from_iterable(parts)))
    spots, words = _Spots(knowledge.reader, sentences), _Words(reader.splitter, sentences)
    texts = [_Texts(sentences, part) for part in parts]
    field = texts[0].field(spots) + texts[1].field(spots) + CONTEXT_FIELD * texts[2].field(spots)
    fields = _Fields(field, knowledge.reader.sectors)
    concepts = Names()
    said = [part.said(spots, fields, concepts) for part in texts]
    steps = concepts.table([knowledge.reader.kinship.above(name) for name in tuple(concepts.number)])
    tables = [_with_above(table, steps) for table in said]
    vectors = encoder.vectors_of([f":{name}" for name in concepts.number])
    own, detail, context = (
        part.vectors(words, encoder) + table.above @ vectors for part, table in zip(texts, tables, strict=True)
    )
    return SideTables(
        stem_names=words.stems,
        stems=words.stems_in(sum(part.content for part in texts)),
        concepts=tuple(concepts.number),
        own=tables[0],
        detail=tables[1],
        context=tables[2],
        field=to_length_one(field),
        meaning=encoder.left(own, context) if left else encoder.right(own, detail, context),
        levels=words.levels_in(texts[0].content),
    )


class _Fields:
    """The sectors that the words of each item are read by; many items share theirs."""

    def __init__(self, field: Floats, sectors: Sequence[str]) -> None:
        belongs = field > OF_FIELD * field.sum(axis=1, keepdims=True)
        kinds, which = np.unique(belongs, axis=0, return_inverse=True)
        self.which: Ints = which.ravel()
        self.kinds = [frozenset(compress(sectors, kind)) for kind in kinds]


class _Spots:
    """What each spot says by itself: `told` (p, F) is how much of each sector, `needed` (p,) whether it has to be read
    by the field of its item."""

    def __init__(self, reader: ConceptReader, sentences: Sentences) -> None:
        self._spots = sentences.spots
        fields = [reader.field([spot]) for spot in self._spots]
        number = {sector: place for place, sector in enumerate(reader.sectors)}
        self.told: Floats = np.zeros((len(fields), len(number)))
        rows = np.repeat(np.arange(len(fields)), [len(field.told) for field in fields])
        columns = [number[sector] for field in fields for sector in field.told]
        self.told[rows, columns] = [much for field in fields for much in field.told.values()]
        self.needed = np.array([field.needed for field in fields], dtype=bool)

    def meant(self, spotted: sparse.csr_matrix, kinds: Ints, fields: _Fields, concepts: Names) -> sparse.csr_matrix:
        """How surely each text (n) means each concept, of its spots (n, p) and the kind of field (n,) it stands in."""
        width = len(self._spots)
        kind = np.repeat(kinds, np.diff(spotted.indptr)) * self.needed[spotted.indices]
        used, columns = np.unique(spotted.indices + width * kind, return_inverse=True)
        meanings = concepts.table([bag([self._spots[n % width]], fields.kinds[n // width]) for n in used.tolist()])
        shape = (spotted.shape[0], len(used))
        texts = sparse.csr_matrix((np.ones_like(spotted.data), columns.ravel(), spotted.indptr), shape=shape)
        return max_product(texts, meanings)


class _Words:
    """What is known of each word by itself; (w, ...)."""

    def __init__(self, splitter: Splitter, sentences: Sentences) -> None:
        self._alone, self._with_parts = Names(), Names()
        words = sentences.words
        self._stem = self._alone.table([{stem(word): 1.0} for word in words])
        self._stems = self._with_parts.table([dict.fromkeys(stems_of([word], splitter), 1.0) for word in words])
        levels = np.array([most_demanding([word])[1] for word in words], dtype=np.int64)
        self._at_level = counted(np.arange(len(words)), levels, (len(words), levels.max(initial=0) + 1))

    @property
    def stems(self) -> tuple[str, ...]:
        """(S,)"""
        return tuple(self._with_parts.number)

    def stems_in(self, content: sparse.csr_matrix) -> sparse.csr_matrix:
        """1 for each stem of these words, of parts of compounds too; (n, S)."""
        return ones(content @ self._stems)

    def vectors_in(self, content: sparse.csr_matrix, encoder: Encoder) -> SmallFloats:
        """The summed vectors of the stems of these words; (n, D)."""
        summed: SmallFloats = ones(content @ self._stem) @ encoder.vectors_of(tuple(self._alone.number))
        return summed

    def levels_in(self, content: sparse.csr_matrix) -> Ints:
        """Of the most demanding verb; 0 where there is none; (n,)."""
        has = (content @ self._at_level).toarray() > 0
        levels: Ints = (has * np.arange(has.shape[1])).max(axis=1, initial=0)
        return levels


class _Texts:
    """One part of all items. `which` (n,) is the text of each item, among the texts that differ."""

    def __init__(self, sentences: Sentences, texts: Sequence[tuple[str, ...]]) -> None:
        self.which, distinct = _numbered(texts)
        sentences_in = sentences.in_each(distinct)
        self._content = sentences_in @ sentences.content
        self._spotted = sentences_in @ sentences.spotted

    @property
    def content(self) -> sparse.csr_matrix:
        """How often each item has each word that carries meaning in this part; (n, w)."""
        return self._content[self.which]

    def field(self, spots: _Spots) -> Floats:
        """How much of each sector speaks from this part of each item; (n, F)."""
        fields: Floats = (self._spotted @ spots.told)[self.which]
        return fields

    def said(self, spots: _Spots, fields: _Fields, concepts: Names) -> tuple[Ints, sparse.csr_matrix]:
        """A table of what these texts say in the fields where they stand, and the row of each item in it."""
        by_field = (self._spotted @ spots.needed)[self.which] > 0
        rows, distinct = _numbered(list(zip(self.which.tolist(), (fields.which * by_field).tolist(), strict=True)))
        texts, kinds = np.array(distinct, dtype=np.int64).reshape(-1, 2).T
        return rows, spots.meant(self._spotted[texts], kinds, fields, concepts)

    def vectors(self, words: _Words, encoder: Encoder) -> SmallFloats:
        """The summed vectors of the words of this part; (n, D)."""
        return words.vectors_in(self._content, encoder)[self.which]


def _numbered(keys: Sequence[Key]) -> tuple[Ints, list[Key]]:
    """The number of each key among the keys that differ, and those."""
    number: dict[Key, int] = {}
    which = [number.setdefault(key, len(number)) for key in keys]
    return np.array(which, dtype=np.int64), list(number)


def _with_above(said: tuple[Ints, sparse.csr_matrix], steps: sparse.csr_matrix) -> PartTables:
    """Of each item what it says, with what is above that by these steps (C, C); later names have no steps."""
    which, table = said
    below, width = steps.shape
    narrow = sparse.csr_matrix((table.data, table.indices, table.indptr), shape=(table.shape[0], below))
    wide = sparse.csr_matrix(narrow, shape=(table.shape[0], width))
    return PartTables(said=wide[which], above=max_product(narrow, steps)[which])
