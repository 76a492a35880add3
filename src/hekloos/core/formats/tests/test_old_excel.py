"""Old Excel files that claim more than they hold."""

import struct

import pytest

from hekloos.core.formats.reading import Deadline
from hekloos.core.formats.table import old_excel
from hekloos.core.formats.table.old_excel import DamagedError, OldSheet, TooManyCellsError, _read_workbook

BEGIN, SHEET, NUMBER, END = 0x0809, 0x0085, 0x0203, 0x000A


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def workbook(*offsets: int) -> bytes:
    """A sheet at each of these places after the list of sheets; there are two, of three cells each."""
    begin = record(BEGIN, struct.pack("<H", 0x0600))
    length = len(begin) + len(offsets) * len(sheet_of(0)) + len(record(END, b""))
    cells = b"".join(record(NUMBER, struct.pack("<HHHd", row, 0, 0, 1.0)) for row in range(3)) + record(END, b"")
    listed = b"".join(sheet_of(length + offset * len(cells)) for offset in offsets)
    return begin + listed + record(END, b"") + 2 * cells


def sheet_of(place: int) -> bytes:
    return record(SHEET, struct.pack("<IBBBB", place, 0, 0, 1, 0) + b"A")


def test_two_sheets_are_read() -> None:
    found = _read_workbook(workbook(0, 1), Deadline(5))
    assert [list(sheet.rows()) for sheet in found] == [[[1.0], [1.0], [1.0]]] * 2


def test_many_sheets_in_one_place_are_refused() -> None:
    with pytest.raises(DamagedError):
        _read_workbook(workbook(0, 0), Deadline(5))


def test_cells_are_counted_over_all_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_excel, "MOST_OLD_CELLS", 5)
    with pytest.raises(TooManyCellsError):
        _read_workbook(workbook(0, 1), Deadline(5))


def test_rows_without_cells_cost_nothing_unless_cells_may_be_merged_over_them() -> None:
    sheet = OldSheet("A", True, cells={0: {0: "a"}, 2: {1: "b"}})
    assert list(sheet.rows()) == [["a", ""], [], ["", "b"]]
    sheet.spans.append((0, 0, 2, 1))
    assert list(sheet.rows()) == [["a", ""], ["", ""], ["", "b"]]


def test_very_many_merged_cells_take_no_time() -> None:
    sheet = OldSheet("A", True, cells={0: {0: "a"}}, spans=[(0, 0, 65_536, 256)] * 100_000)
    assert list(sheet.rows()) == [["a"]]
