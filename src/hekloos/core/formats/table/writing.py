"""A programme as a table that people can correct and Hekloos reads back."""

import io
from collections.abc import Iterable, Iterator, Sequence

from hekloos.core.curriculum import Framework, Item, in_order
from hekloos.core.formats.kind_names import NAME_OF_KIND
from hekloos.core.formats.table.sheets import write_csv, write_sheet
from hekloos.core.language import _

# Names and order of the columns, as the table reader knows them.
COLUMNS = {
    "vmbo of mbo": 10, "crebo": 9, "kwalificatie": 26, "code": 16, "soort": 14, "hoort bij": 14, "niveau": 10,
    "tekst": 60, "toelichting": 60, "resultaat": 40, "uren": 8, "verwijzing": 18, "opmerking": 28,
}  # fmt: skip


def write_xlsx(frameworks: Sequence[Framework]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = _("Programma")
    write_sheet(sheet, tuple(COLUMNS), table_rows(frameworks), widths=tuple(COLUMNS.values()))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_table_csv(frameworks: Sequence[Framework]) -> bytes:
    return write_csv(tuple(COLUMNS), table_rows(frameworks))


def table_rows(frameworks: Iterable[Framework]) -> Iterator[tuple[str | float, ...]]:
    """A row per item under `COLUMNS`, each work process followed by a row per behaviour."""
    for framework in frameworks:
        for item in framework.items:
            parent = framework.by_id[item.parent].code if item.parent is not None else ""
            yield _row(framework, item, parent)
            for behaviour in item.behaviour:
                said = Item(id="", code="", kind=item.kind, text=behaviour)
                yield _row(framework, said, item.code, kind="gedrag")


def _row(framework: Framework, item: Item, parent: str, *, kind: str = "") -> tuple[str | float, ...]:
    return (
        framework.side,
        framework.crebo,
        framework.title,
        item.code,
        kind or NAME_OF_KIND[item.kind],
        parent,
        # The level of a whole programme has no row of its own, so its roots carry it.
        " ".join(in_order(item.levels or (framework.levels if not parent and not kind else ()))),
        item.text,
        item.description,
        item.result,
        item.hours if item.hours is not None else "",
        item.reference,
        item.remark,
    )
