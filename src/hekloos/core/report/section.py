"""What a document on paper is made of: headings with sentences and a table below them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`widths` are relative. Of the column `strong` the first line is the name of what the row is about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    strong: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`lines` are sentences before the table. What is `urgent` is marked, in words as well."""

    title: str
    level: int = 1
    lines: tuple[str, ...] = ()
    table: Table | None = None
    urgent: bool = False
