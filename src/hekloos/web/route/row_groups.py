"""Long lists under the module or kerntaak that they belong to, so that a page can fold them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.units import Unit

FEW = 12  # rows that need no folding

type_of_row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """`title` is empty for what belongs to no module; `marked` is how many rows there is something to say of."""

    title: str
    rows: Sequence[type_of_row]
    marked: int
    is_open: bool


def in_groups(
    rows: Sequence[type_of_row],
    title_of: Callable[[type_of_row], str],
    *,
    marks: Callable[[type_of_row], bool],
    opens: Callable[[int], bool],
) -> list[RowGroup]:
    """In the order in which groups come first. `opens` says of how many marked rows a group stands open; a short list
    is not folded."""
    found: dict[str, list[type_of_row]] = {}
    for row in rows:
        found.setdefault(title_of(row), []).append(row)
    is_short = len(rows) <= FEW or len(found) == 1
    counted = {title: sum(map(marks, own)) for title, own in found.items()}
    return [
        RowGroup(title=title, rows=own, marked=counted[title], is_open=is_short or opens(counted[title]))
        for title, own in found.items()
    ]


def group_of_unit(core: CoreRoute, unit: Unit) -> str:
    """The module or kerntaak of most of what it treats and assesses, and else of nothing."""
    return _most(core.item_by_key[key].group for key in (*unit.treats, *unit.assesses))


def _most(titles: Iterable[str]) -> str:
    counted = Counter(titles)
    return max(counted, key=lambda title: counted[title]) if counted else ""
