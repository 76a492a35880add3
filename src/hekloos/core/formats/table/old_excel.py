"""Old Excel files (xls, Excel 97 to 2003), read without a library.

The libraries make room for what such a file claims: a few changed bytes claim hundreds of gigabytes,
and that ends the whole program. Here nothing is kept but what the file really holds: the chain of
sectors, the records in them, and of those the sheets, the cells and the merged cells.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from hekloos.core.formats.reading import Deadline
from hekloos.core.formats.table.csv_files import MOST_COLUMNS

BEGIN, END, PASSWORD, SHEET = 0x0809, 0x000A, 0x002F, 0x0085
SHARED_TEXTS, CONTINUED, MERGED = 0x00FC, 0x003C, 0x00E5
FORMULA, FORMULA_TEXT = 0x0006, 0x0207
SHARED_TEXT, TEXT, NUMBER, SHORT_NUMBER, SHORT_NUMBERS, TRUTH = 0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD, 0x0205
EXCEL_97 = 0x0600
END_OF_CHAIN = 0xFFFFFFFA  # and above: free, end, table sectors
MOST_RECORDS = 4_000_000
MOST_OLD_CELLS = 2_000_000  # over all sheets

Value = str | float | bool
Part = tuple[int, bytes]


class DamagedError(Exception):
    """The file does not keep to its own structure."""


class TooManyCellsError(Exception):
    """More cells than there is room for."""


class PasswordError(Exception):
    """The file has a password."""


@dataclass(slots=True)
class OldSheet:
    """Cells by row and column, from 0; `spans` are merged cells as (row, column, rows, columns)."""

    name: str
    is_visible: bool
    cells: dict[int, dict[int, Value]] = field(default_factory=dict)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)

    def rows(self) -> Iterator[list[Value]]:
        """Every row from the top, all of one width; without cells it is empty, unless cells may be merged over it."""
        width = min(1 + max((max(row, default=0) for row in self.cells.values()), default=0), MOST_COLUMNS)
        blank: list[Value] = [""] * width
        for number in range(1 + max(self.cells, default=-1)):
            row = self.cells.get(number)
            if row is None:
                yield blank if self.spans else []
            else:
                yield [row.get(column, "") for column in range(width)]


def read_old_excel(data: bytes, *, deadline: Deadline) -> list[OldSheet]:
    """The worksheets, without charts and macros. Raises DamagedError, TooManyCellsError or PasswordError."""
    try:
        stream = _Container(data).stream({"Workbook", "Book"})
        return _read_workbook(stream, deadline)
    except (struct.error, IndexError, MemoryError, ValueError) as error:
        raise DamagedError("not as such files are") from error


def _read_workbook(stream: bytes, deadline: Deadline) -> list[OldSheet]:
    texts: list[bytes] = []
    sheets: list[tuple[int, OldSheet]] = []
    before = 0
    for kind, body in _records(stream, 0, deadline):
        if kind == PASSWORD:
            raise PasswordError
        if kind == BEGIN and struct.unpack_from("<H", body)[0] != EXCEL_97:
            raise DamagedError("older than Excel 97")
        if kind == SHEET and body[5] == 0:
            name = _decode(body[8:], body[6], wide=bool(body[7] & 1))
            sheets.append((struct.unpack_from("<I", body)[0], OldSheet(name, body[4] == 0)))
        elif kind == SHARED_TEXTS or (kind == CONTINUED and before == SHARED_TEXTS):
            texts.append(body)
            kind = SHARED_TEXTS
        before = kind
    shared = list(_shared_texts(texts))
    if len({start for start, _sheet in sheets}) < len(sheets):
        raise DamagedError("two sheets in one place")
    cells = 0
    for start, sheet in sheets:
        _read_sheet(sheet, _records(stream, start, deadline), shared)
        cells += sum(map(len, sheet.cells.values()))
        if cells > MOST_OLD_CELLS:
            raise TooManyCellsError
    return [sheet for _start, sheet in sheets]


def _records(stream: bytes, position: int, deadline: Deadline) -> Iterator[Part]:
    """Kind and content of each record, up to the end of the sheet that begins here."""
    for count in range(MOST_RECORDS):
        if position + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, position)
        if kind == END:
            return
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size
        if count % 10_000 == 9_999 and deadline.passed:
            break
    raise DamagedError("too many records")


def _decode(data: bytes, length: int, *, wide: bool) -> str:
    return data[: 2 * length].decode("utf-16-le", "replace") if wide else data[:length].decode("latin-1")


def _read_sheet(sheet: OldSheet, records: Iterator[Part], shared: list[str]) -> None:
    waiting: tuple[int, int] | None = None  # a formula whose outcome is a text, which comes in the next record
    for kind, body in records:
        if kind == MERGED:
            count = struct.unpack_from("<H", body)[0]
            for row, last_row, column, last in struct.iter_unpack("<4H", body[2 : 2 + 8 * count]):
                sheet.spans.append((row, column, last_row - row + 1, last - column + 1))
        elif kind == FORMULA_TEXT and waiting is not None:
            length, flags = struct.unpack_from("<HB", body)
            sheet.cells.setdefault(waiting[0], {})[waiting[1]] = _decode(body[3:], length, wide=bool(flags & 1))
        elif kind in (FORMULA, SHARED_TEXT, TEXT, NUMBER, SHORT_NUMBER, SHORT_NUMBERS, TRUTH):
            row, column = struct.unpack_from("<HH", body)
            values = list(_values(kind, body, shared))
            sheet.cells.setdefault(row, {}).update(enumerate(values, start=column))
            waiting = (row, column) if kind == FORMULA and not values else None


def _values(kind: int, body: bytes, shared: list[str]) -> Iterator[Value]:
    """What stands in the cell, or in the neighbouring cells, of one record."""
    if kind == SHARED_TEXT:
        yield shared[struct.unpack_from("<I", body, 6)[0]]
    elif kind == NUMBER:
        yield float(struct.unpack_from("<d", body, 6)[0])
    elif kind == SHORT_NUMBER:
        yield _short_number(struct.unpack_from("<I", body, 6)[0])
    elif kind == SHORT_NUMBERS:
        for _style, number in struct.iter_unpack("<HI", body[4 : 4 + (len(body) - 6) // 6 * 6]):
            yield _short_number(number)
    elif kind == TEXT:
        length, flags = struct.unpack_from("<HB", body, 6)
        yield _decode(body[9:], length, wide=bool(flags & 1))
    elif kind == TRUTH:
        yield bool(body[6]) if not body[7] else ""
    elif body[12:14] != b"\xff\xff":  # a formula with a number for outcome
        yield float(struct.unpack_from("<d", body, 6)[0])
    elif body[6] == 1:
        yield bool(body[8])


def _short_number(packed: int) -> float:
    """Thirty bits of a number: whole or the upper half of a float, perhaps a hundred times too large."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return number / 100 if packed & 1 else number


def _shared_texts(parts: list[bytes]) -> Iterator[str]:
    """The shared texts; a text runs on in the next part, which then begins with its width."""
    if not parts:
        return
    count = struct.unpack_from("<I", parts[0], 4)[0]
    part, position = 0, 8
    for _index in range(count):
        while position >= len(parts[part]):
            part, position = part + 1, position - len(parts[part])
            if part == len(parts):
                return
        length, flags = struct.unpack_from("<HB", parts[part], position)
        position += 3
        runs = extra = 0
        if flags & 8:
            runs = struct.unpack_from("<H", parts[part], position)[0]
            position += 2
        if flags & 4:
            extra = struct.unpack_from("<I", parts[part], position)[0]
            position += 4
        pieces: list[str] = []
        wide = bool(flags & 1)
        while length * (1 + wide) > len(parts[part]) - position:
            here = max(0, len(parts[part]) - position) // (1 + wide)
            pieces.append(_decode(parts[part][position:], here, wide=wide))
            length -= here
            part, position = part + 1, 1
            wide = bool(parts[part][0] & 1)
        pieces.append(_decode(parts[part][position : position + 2 * length], length, wide=wide))
        yield "".join(pieces)
        position += length * (1 + wide) + runs * 4 + extra


class _Container:
    """A compound file (OLE): sectors chained through an allocation table."""

    def __init__(self, data: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise DamagedError("strange sector size")
        self.data, self.size = data, 1 << shift
        self.first_directory, _unused, self.cutoff, self.first_small = struct.unpack_from("<IIII", data, 48)
        self.table = self._read_table()

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size]

    def _read_table(self) -> tuple[int, ...]:
        numbers = list(struct.unpack_from("<109I", self.data, 76))
        following, extra = struct.unpack_from("<II", self.data, 68)
        for _index in range(min(extra, len(self.data) // self.size)):
            if following >= END_OF_CHAIN:
                break
            words = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            numbers.extend(words[:-1])
            following = words[-1]
        most = len(self.data) // self.size  # a repeated sector number cannot make the table grow
        content = b"".join(self._sector(n) for n in numbers[: most + 109] if n < END_OF_CHAIN)
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def _chain(self, first: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        while first < END_OF_CHAIN and first not in seen:
            seen.add(first)
            parts.append(self._sector(first))
            first = self.table[first]
        return b"".join(parts)

    def stream(self, names: set[str]) -> bytes:
        directory = self._chain(self.first_directory)
        root = directory[:128]
        for start in range(0, len(directory) - 127, 128):
            entry = directory[start : start + 128]
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[: max(0, length - 2)].decode("utf-16-le", "replace") in names:
                first, size = struct.unpack_from("<II", entry, 116)
                if size < self.cutoff:
                    return self._small_stream(root, first)[:size]
                return self._chain(first)[:size]
        raise DamagedError("no workbook in it")

    def _small_stream(self, root: bytes, first: int) -> bytes:
        holder = self._chain(struct.unpack_from("<I", root, 116)[0])
        content = self._chain(self.first_small)
        table = struct.unpack(f"<{len(content) // 4}I", content)
        parts: list[bytes] = []
        seen: set[int] = set()
        while first < END_OF_CHAIN and first not in seen:
            seen.add(first)
            parts.append(holder[first * 64 : first * 64 + 64])
            first = table[first]
        return b"".join(parts)
