from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import resources

import pytest

from hekloos.core.curriculum import Framework, Item
from hekloos.core.formats import tables
from hekloos.core.formats.reading import Bundle, Document
from hekloos.core.formats.table.writing import write_table_csv, write_xlsx

Write = Callable[[Sequence[Framework]], bytes]
FORMS = [("csv", write_table_csv), ("xlsx", write_xlsx)]


def read_back(form: str, data: bytes) -> tuple[Framework, ...]:
    return tables.read(Bundle(f"programma.{form}", (Document(f"programma.{form}", data),))).frameworks


def content(framework: Framework) -> list[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """What a person reads of each item; ids are the reader's own affair."""

    def code_above(item: Item) -> str:
        return framework.by_id[item.parent].code if item.parent else ""

    return [(i.code, i.kind, code_above(i), i.text, i.description, i.behaviour) for i in framework.items]


@pytest.mark.parametrize(("form", "write"), FORMS)
@pytest.mark.parametrize("name", ["vmbo-techniek.csv", "mbo-monteur.csv"])
def test_a_programme_reads_back_as_it_was_written(form: str, write: Write, name: str) -> None:
    with resources.as_file(resources.files("hekloos.demo") / name) as path:
        (before,) = tables.read(path).frameworks
    (after,) = read_back(form, write([before]))
    assert content(after) == content(before)
    assert (after.side, after.levels) == (before.side, before.levels)


def test_text_that_looks_like_a_formula_comes_back_as_it_was() -> None:
    with resources.as_file(resources.files("hekloos.demo") / "vmbo-techniek.csv") as path:
        (before,) = tables.read(path).frameworks
    risky = replace(before, items=(*before.items[:-1], replace(before.items[-1], text="=2+2 is een som")))
    for form, write in FORMS:
        (after,) = read_back(form, write([risky]))
        assert after.items[-1].text == "=2+2 is een som"
