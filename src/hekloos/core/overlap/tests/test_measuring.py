"""Parts that are measured one by one are the whole, and the machine is left as it was."""

import gc
import pickle
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.overlap import features, measuring
from hekloos.core.overlap.arrays import SmallFloats
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.lexicon import Lexicon
from hekloos.core.overlap.lexicon_file import Concept
from hekloos.core.overlap.machines import ThisMachine
from hekloos.core.overlap.measuring import Pairs, Task, choose, measure, measure_parts
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.tables import tabulate
from hekloos.core.overlap.texts import ItemTexts, build_splitter
from hekloos.core.overlap.weights import count, weigh

TEXTS = st.sampled_from(["ramen lappen", "vloeren dweilen", "gasten ontvangen", "facturen boeken", "een bed opmaken"])
ITEMS = st.lists(TEXTS.map(lambda text: ItemTexts(text, (), ())), min_size=1, max_size=12)


def reader_of(items: list[ItemTexts]) -> ItemReader:
    return ItemReader(shipped_knowledge(), build_splitter(items))


class Here(ThisMachine):
    def __init__(self, threads: int, together: int) -> None:
        super().__init__(threads)
        self.reads_together = together


def measured(
    left: list[ItemTexts], right: list[ItemTexts], *, per_term: int, part: int, threads: int = 1, together: int = 1
) -> Pairs:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "EVERY_PAIR", 0)
        patch.setattr(measuring, "PER_TERM", per_term)
        patch.setattr(measuring, "PART", part)
        patch.setattr(measuring, "WAITING", 0)
        patch.setattr(features, "BLOCK", 2)
        return measure(reader_of([*left, *right]), left, right, machines=Here(threads, together))[0]


@given(ITEMS, ITEMS, st.integers(1, 4), st.integers(1, 5), st.integers(1, 3), st.integers(1, 3))
def test_parts_give_the_pairs_of_the_whole_also_when_items_are_alike(
    left: list[ItemTexts], right: list[ItemTexts], per_term: int, part: int, threads: int, together: int
) -> None:
    whole = measured(left, right, per_term=per_term, part=len(right))
    parts = measured(left, right, per_term=per_term, part=part, threads=threads, together=together)
    assert parts.rows.tolist() == whole.rows.tolist()
    for row in range(len(left)):  # of items that are alike any may be chosen: sums differ in the last digit
        one, other = (np.sort(pairs.features[pairs.rows == row].sum(axis=1)) for pairs in (parts, whole))
        assert np.allclose(one, other, atol=1e-4)


def test_a_floor_that_another_thread_raises_meanwhile_changes_no_choice() -> None:
    class Raised(np.ndarray):
        """Rises as soon as it is written."""

        def __setitem__(self, key: Any, value: Any) -> None:
            super().__setitem__(key, 0.9)

    floor: Any = np.full(1, -np.inf, np.float32).view(Raised)
    rows, columns = choose(np.array([[0.5, 0.5, 0.5, 0.9]], np.float32), 2, floor)
    assert (rows.tolist(), columns.tolist()) == ([0, 0], [0, 3])


def test_without_items_there_are_no_pairs() -> None:
    some = [ItemTexts("ramen lappen", (), ())]
    reader = reader_of(some)
    assert len(measure_parts(reader, some, [[]], sizes=[0])[0].rows) == 0
    assert len(measure_parts(reader, [], [[]], sizes=[0])[0].rows) == 0
    assert len(measure(reader, [], some)[0].rows) == len(measure(reader, some, [])[0].rows) == 0


def test_a_task_travels_without_what_was_made_of_it() -> None:
    items = [ItemTexts("ramen lappen", (), ()), ItemTexts("vloeren dweilen", (), ())]
    reader = reader_of(items)
    tables = tabulate(reader, items, left=True)
    task = Task(reader.knowledge, weigh(reader.knowledge.reader, count(tables)), tables, 1)
    before = len(pickle.dumps(task))
    assert len(task.beside[2]) == 1
    assert len(task.floor) == 2
    assert len(pickle.dumps(task)) == before
    arrived = pickle.loads(pickle.dumps(task))  # noqa: S301
    assert arrived.beside[1].meaning.tolist() == task.beside[1].meaning.tolist()


def test_what_a_reader_knows_travels_unless_the_other_machine_has_it() -> None:
    class Model:
        def directions(self, texts: Sequence[str]) -> SmallFloats:
            raise AssertionError("nobody asks it there")

    shipped = shipped_knowledge()
    lexicon = Lexicon({"eigen": Concept(name="eigen", kind="topic", words=(("eigen", frozenset()),))})
    other = replace(shipped, reader=replace(shipped.reader, lexicon=lexicon, kinship=Kinship(lexicon)))
    assert list(pickle.loads(pickle.dumps(other)).reader.lexicon.concepts) == ["eigen"]  # noqa: S301
    assert pickle.loads(pickle.dumps(replace(shipped, model=Model()))) is shipped  # noqa: S301


@pytest.mark.parametrize("after", [0.0, 0.2, 0.5])  # while the left side is read, the right side, while it measures
def test_a_comparison_that_is_broken_off_leaves_nothing_behind(after: float) -> None:
    def stop(share: float) -> None:
        if share > after:
            raise KeyboardInterrupt

    items = [ItemTexts(f"ramen lappen in gebouw {n}", (), ()) for n in range(9)]
    reader, threads = reader_of(items), set(threading.enumerate())
    for part in (1, 9):
        parts = [items[start : start + part] for start in range(0, 9, part)]
        with pytest.raises(KeyboardInterrupt):
            measure_parts(reader, items, parts, sizes=[len(each) for each in parts], progress=stop)
    assert gc.isenabled()
    assert set(threading.enumerate()) <= threads
