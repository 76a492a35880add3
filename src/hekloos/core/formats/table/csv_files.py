"""Rows out of csv and tsv: whatever the encoding, the separator and the quotes are."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress

from hekloos.core.formats.findings import Findings
from hekloos.core.formats.reading import Limits
from hekloos.core.formats.table.sheets import RISKY
from hekloos.core.language import _

SEPARATORS = (";", ",", "\t", "|")
MOST_COLUMNS = 300  # nobody has a programme with more; the rest is not looked at
SAMPLE = 30  # records that decide on the separator


def decode_text(data: bytes) -> tuple[str, bool]:
    """The text, and whether every byte could be understood.

    Excel writes cp1252 or UTF-16 as happily as UTF-8; only the bytes themselves tell which.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decode_surely(data, "utf-16")
    sample = data[:2000]
    if len(sample) >= 4 and sample.count(0) * 3 > len(sample):
        return _decode_surely(data, "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be")
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return _decode_surely(data, "cp1252")


def _decode_surely(data: bytes, encoding: str) -> tuple[str, bool]:
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return text, "\ufffd" not in text


def looks_like_text(data: bytes) -> bool:
    """Hardly any control characters, and no zeros, in the first part of it."""
    text, _sure = decode_text(data[:4096])
    strange = sum(ord(c) < 32 and c not in "\t\r\n\f" for c in text)
    return bool(text.strip()) and "\0" not in text and strange * 50 <= len(text)


def csv_records(data: bytes, *, limits: Limits, findings: Findings) -> list[list[str]]:
    """All records, at most `limits.rows` and one more, so that the caller sees that there are more.

    Of each record at most `MOST_COLUMNS` cells.
    """
    text, sure = decode_text(data)
    if not sure:
        message = _(
            "Enkele letters konden niet worden gelezen en zijn vervangen door een vraagteken. "
            "Bewaar het bestand als CSV UTF-8."
        )
        findings.add(message)
    text, separator = _chosen_separator(text.replace("\0", ""))
    records = _limited(text, separator, limits, quotes=True)
    if records is None:  # a quote that is never closed swallows the rest of the file
        message = _("De aanhalingstekens kloppen niet, dus ze zijn als gewone tekens gelezen. Kijk de teksten na.")
        findings.add(message)
        records = _limited(text, separator, limits, quotes=False)
    return records or []


def _limited(text: str, separator: str, limits: Limits, *, quotes: bool) -> list[list[str]] | None:
    records: list[list[str]] = []
    try:
        for record in _parse(text, separator, quotes=quotes):
            records.append([_without_guard(cell) for cell in record[:MOST_COLUMNS]])
            if len(records) > limits.rows:
                break
    except csv.Error:
        return None
    return records


def _without_guard(cell: str) -> str:
    """Text without the quote that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in RISKY)) else cell


def _parse(text: str, separator: str, *, quotes: bool = True) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if quotes:
        return csv.reader(lines, delimiter=separator)
    return (line.rstrip("\r\n").split(separator) for line in lines)  # the reader of Python refuses long cells


def _chosen_separator(text: str) -> tuple[str, str]:
    """The text without a `sep=` line, and what stands between its cells."""
    first, _newline, rest = text.partition("\n")
    stated = first.strip().strip('"').lower()
    if stated.startswith("sep=") and len(first.strip("\r\n")) <= 8:
        separator = first.strip("\r\n").strip('"')[4:5]
        if separator in SEPARATORS:
            return rest, separator
    return text, max(SEPARATORS, key=lambda separator: _neatness(text, separator))


def _neatness(text: str, separator: str) -> tuple[float, int]:
    """How much a text looks like a table with this separator: rows of equal width, more than one cell."""
    widths: list[int] = []
    with suppress(csv.Error):  # a very long cell, or a quote that is never closed: the rows before it tell enough
        for record in _parse(text[:200_000], separator):
            if any(cell.strip() for cell in record):
                widths.append(len(record))
            if len(widths) == SAMPLE:
                break
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0, 0
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(widths), usual
