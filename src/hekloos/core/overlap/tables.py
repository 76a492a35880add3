"""What the items of one side, or of a part of it, say: as sparse tables, before anybody knows what is rare.

Shapes: n items, S stems, C concepts, D dimensions of meaning, F sectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Ints, SmallFloats
from hekloos.core.overlap.concepts import Bag
from hekloos.core.overlap.encoder import Encoder
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.sparse_rows import Names, max_product
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.texts import ItemTexts, ItemWords, item_stems, item_words

PARTS = ("own", "detail", "context")


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


def tabulate(reader: ItemReader, items: Sequence[ItemTexts], *, left: bool) -> SideTables:
    """Read all items; `left` says that they are vmbo items."""
    knowledge = reader.knowledge
    worded = [item_words(item) for item in items]
    stems = [item_stems(words, reader.splitter) for words in worded]
    understood = [knowledge.reader.bags(item) for item in items]
    stem_names, concepts = Names(), Names()
    anywhere = stem_names.table([dict.fromkeys(sorted(found.everything), 1.0) for found in stems])
    said = {part: concepts.table([getattr(found, part) for found in understood]) for part in PARTS}
    steps = _steps_up(knowledge.reader.kinship, concepts)
    parts = {part: _part(table, steps) for part, table in said.items()}
    directions = [_sums(knowledge.encoder, worded, part, parts[part], tuple(concepts.number)) for part in PARTS]
    own, detail, context = directions
    encoder = knowledge.encoder
    return SideTables(
        stem_names=tuple(stem_names.number),
        stems=anywhere,
        concepts=tuple(concepts.number),
        own=parts["own"],
        detail=parts["detail"],
        context=parts["context"],
        field=_fields([found.field for found in understood], knowledge.reader.sectors),
        meaning=encoder.left(own, context) if left else encoder.right(own, detail, context),
        levels=np.array([found.level for found in stems], dtype=np.int64),
    )


def _steps_up(kinship: Kinship, concepts: Names) -> sparse.csr_matrix:
    """How near each concept is to each that is above it; names of those above are added."""
    return concepts.table([kinship.above(name) for name in tuple(concepts.number)])


def _part(said: sparse.csr_matrix, steps: sparse.csr_matrix) -> PartTables:
    below, width = steps.shape
    narrow = sparse.csr_matrix((said.data, said.indices, said.indptr), shape=(said.shape[0], below))
    return PartTables(said=sparse.csr_matrix(narrow, shape=(said.shape[0], width)), above=max_product(narrow, steps))


def _sums(
    encoder: Encoder, worded: Sequence[ItemWords], part: str, tables: PartTables, concepts: Sequence[str]
) -> SmallFloats:
    """The summed vectors of what this part of each item says, words and concepts; shape (n, D)."""
    names = Names()
    said = names.table([dict.fromkeys((stem(word) for word in getattr(words, part)), 1.0) for words in worded])
    summed: SmallFloats = said @ encoder.vectors_of(tuple(names.number))
    summed += tables.above @ encoder.vectors_of(tuple(f":{name}" for name in concepts))
    return summed


def _fields(found: Sequence[Bag], sectors: Sequence[str]) -> SmallFloats:
    """How much of each sector speaks from each item, rows of length one."""
    table = np.array([[bag.get(sector, 0.0) for sector in sectors] for bag in found], dtype=np.float32)
    table = table.reshape(len(found), len(sectors))
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    fields: SmallFloats = (table / np.where(lengths == 0, 1.0, lengths)).astype(np.float32)
    return fields
