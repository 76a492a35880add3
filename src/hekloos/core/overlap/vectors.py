"""Both programmes as sparse matrices, from which everything about a pair is measured."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hekloos.core.overlap.arrays import Floats, Ints
from hekloos.core.overlap.texts import ItemStems, ItemWords, build_splitter, item_stems, letter_grams


@dataclass(frozen=True, slots=True)
class SideVectors:
    """The matrices of one side: a row per item, columns shared with the other side.

    In the first three, rows have length one, so that a product is a cosine. `share` holds each
    item's own stems weighted to sum to one, `wide` the stems (0 or 1) that may cover the other
    side: of a vmbo term with its task, of an mbo item with its description.
    """

    letters: sparse.csr_matrix
    letters_with_detail: sparse.csr_matrix
    everything: sparse.csr_matrix
    share: sparse.csr_matrix
    wide: sparse.csr_matrix
    levels: Ints
    stems: tuple[ItemStems, ...]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Both sides, and the rarity (0 to 1) of every stem."""

    left: SideVectors
    right: SideVectors
    rarity: Mapping[str, float]


def vectorise(left: Sequence[ItemWords], right: Sequence[ItemWords]) -> Vectors:
    splitter = build_splitter(left, right)
    left_stems = tuple(item_stems(item, splitter) for item in left)
    right_stems = tuple(item_stems(item, splitter) for item in right)
    stem_index, rarity = _index([item.everything for item in (*left_stems, *right_stems)])
    largest = float(rarity.max(initial=1e-9))
    left_grams = [(letter_grams(item.own),) * 2 for item in left]
    right_grams = [(letter_grams(item.own), letter_grams((*item.own, *item.detail))) for item in right]
    gram_index, gram_rarity = _index([full for _own, full in (*left_grams, *right_grams)])

    def side(
        found: tuple[ItemStems, ...], counted: Sequence[tuple[Counter[str], Counter[str]]], wide: str
    ) -> SideVectors:
        return SideVectors(
            letters=_to_length_one(_counts([own for own, _full in counted], gram_index), gram_rarity),
            letters_with_detail=_to_length_one(_counts([full for _own, full in counted], gram_index), gram_rarity),
            everything=_to_length_one(_counts([item.everything for item in found], stem_index), rarity),
            share=_to_sum_one(_counts([item.own.keys() for item in found], stem_index), rarity),
            wide=_counts([getattr(item, wide) for item in found], stem_index),
            levels=np.array([item.level for item in found], dtype=np.int64),
            stems=found,
        )

    return Vectors(
        left=side(left_stems, left_grams, "with_context"),
        right=side(right_stems, right_grams, "with_detail"),
        rarity={name: max(0.0, float(rarity[column])) / largest for name, column in stem_index.items()},
    )


def _index(rows: Iterable[Iterable[str]]) -> tuple[dict[str, int], Floats]:
    """The column of every term, and its rarity (inverse document frequency) by column."""
    seen: Counter[str] = Counter()
    total = 0
    for row in rows:
        seen.update(set(row))
        total += 1
    index = {term: column for column, term in enumerate(sorted(seen))}
    often = np.array([seen[term] for term in index], dtype=np.float64)
    return index, np.log(1.0 + total / (often + 0.5))


def _counts(rows: Sequence[Iterable[str] | Mapping[str, int]], index: Mapping[str, int]) -> sparse.csr_matrix:
    """How often (sets: once) each term stands in each row; shape rows x terms."""
    columns: list[int] = []
    data: list[float] = []
    starts = [0]
    for row in rows:
        counted = row if isinstance(row, Mapping) else dict.fromkeys(sorted(row), 1)
        columns.extend(index[term] for term in counted)
        data.extend(counted.values())
        starts.append(len(columns))
    return sparse.csr_matrix((data, columns, starts), shape=(len(rows), len(index)), dtype=np.float64)


def _to_length_one(counts: sparse.csr_matrix, rarity: Floats) -> sparse.csr_matrix:
    matrix = counts.copy()
    matrix.data = (1.0 + np.log(matrix.data)) * rarity[matrix.indices]
    return _divide_rows(matrix, np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()))


def _to_sum_one(counts: sparse.csr_matrix, rarity: Floats) -> sparse.csr_matrix:
    matrix = counts.copy()
    matrix.data = rarity[matrix.indices]
    return _divide_rows(matrix, np.asarray(matrix.sum(axis=1)).ravel())


def _divide_rows(matrix: sparse.csr_matrix, by: Floats) -> sparse.csr_matrix:
    matrix.data /= np.repeat(np.where(by == 0, 1.0, by), np.diff(matrix.indptr))
    return matrix
