"""What a side says as tables, beside each item read by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.overlap.arrays import to_length_one
from hekloos.core.overlap.encoder import text_features
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.tables import SideTables, tabulate
from hekloos.core.overlap.texts import PARTS, ItemTexts, build_splitter, content_of

TEXTS = st.sampled_from(
    [
        "",
        "leiding geven aan medewerkers",
        "leidingen aanleggen in een badkamer",
        "neemt de bestelling op en schenkt koffie",
        "onderhoudt de bank",
        "de kandidaat kan een plan van aanpak maken",
        "frutsels afwerken",
    ]
)
SEVERAL = st.lists(TEXTS, max_size=2).map(tuple)
ITEMS = st.lists(st.builds(ItemTexts, own=TEXTS, detail=SEVERAL, context=SEVERAL), min_size=1, max_size=6)


def reader_of(items: list[ItemTexts]) -> ItemReader:
    return ItemReader(shipped_knowledge(), build_splitter(items))


def row(tables: SideTables, part: str, number: int) -> dict[str, float]:
    said = getattr(tables, part).said[number]
    return {tables.concepts[column]: float(value) for column, value in zip(said.indices, said.data, strict=True)}


@given(ITEMS)
def test_items_in_a_table_are_understood_as_each_is_by_itself(items: list[ItemTexts]) -> None:
    reader = reader_of(items)
    tables = tabulate(reader, items, left=False)
    for number, item in enumerate(items):
        alone = reader.read(item)
        for part in PARTS:
            assert row(tables, part, number) == {
                k: float(np.float32(v)) for k, v in getattr(alone.concepts, part).items()
            }
        stems = {tables.stem_names[column] for column in tables.stems[number].indices}
        assert stems == alone.stems.everything
        assert tables.levels[number] == alone.stems.level


def together(tables: SideTables, part: str, number: int) -> dict[str, float]:
    above = getattr(tables, part).above[number]
    return {tables.concepts[column]: float(value) for column, value in zip(above.indices, above.data, strict=True)}


@given(ITEMS, st.booleans())
def test_field_and_direction_are_those_of_the_item_by_itself(items: list[ItemTexts], left: bool) -> None:
    reader = reader_of(items)
    concepts, encoder = reader.knowledge.reader, reader.knowledge.encoder
    tables = tabulate(reader, items, left=left)
    for number, item in enumerate(items):
        bags = concepts.bags(item)
        told = np.array([[bags.field.get(sector, 0.0) for sector in concepts.sectors]])
        assert np.allclose(tables.field[number], to_length_one(told)[0], atol=1e-6)
        directions = []
        for part in PARTS:
            above = concepts.with_all_above(getattr(bags, part))
            assert together(tables, part, number) == pytest.approx(above)
            said = text_features({stem(word) for word in content_of(item.of_part(part))}, above)
            much = np.array(list(said.values()), dtype=np.float32)[:, None]
            directions.append((encoder.vectors_of(list(said)) * much).sum(axis=0)[None])
        own, detail, context = directions
        slow = encoder.left(own, context) if left else encoder.right(own, detail, context)
        assert np.allclose(tables.meaning[number], slow[0], atol=1e-4)


@given(ITEMS)
def test_every_column_is_of_something_that_an_item_says(items: list[ItemTexts]) -> None:
    tables = tabulate(reader_of(items), items, left=False)
    parts = [getattr(tables, part).above for part in PARTS]
    assert (np.diff(tables.stems.tocsc().indptr) > 0).all()
    assert (sum(np.diff(above.tocsc().indptr) for above in parts) > 0).all()


@given(ITEMS, st.integers(0, 6), st.integers(0, 6))
def test_some_of_the_items_keep_their_rows(items: list[ItemTexts], start: int, end: int) -> None:
    tables = tabulate(reader_of(items), items, left=False)
    some = tables.part(slice(start, end))
    assert len(some) == len(items[start:end])
    for number in range(len(some)):
        assert [row(some, part, number) for part in PARTS] == [row(tables, part, start + number) for part in PARTS]
        assert some.meaning[number].tolist() == tables.meaning[start + number].tolist()


@given(ITEMS, st.booleans())
def test_the_direction_of_an_item_does_not_depend_on_the_others(items: list[ItemTexts], left: bool) -> None:
    reader = reader_of(items)
    together = tabulate(reader, items, left=left)
    for number, item in enumerate(items):
        alone = tabulate(reader, [item], left=left)
        assert np.allclose(together.meaning[number], alone.meaning[0], atol=1e-5)
        assert np.allclose(together.field[number], alone.field[0], atol=1e-6)
