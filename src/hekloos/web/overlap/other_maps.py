"""Maps of a comparison that an app above this one counts: it registers them, the page of the comparison shows them."""

from collections.abc import Callable

from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import MapOfComparison, map_from, type_of_counts

_counts_of: dict[str, Callable[[Comparison], type_of_counts]] = {}


def register_map(name: str, counts_of: Callable[[Comparison], type_of_counts]) -> None:
    """Called in `AppConfig.ready`; `name` stands in the address of the page."""
    _counts_of[name] = counts_of


def other_map(name: str, comparison: Comparison) -> MapOfComparison | None:
    """None when there is no map of this name."""
    return map_from(comparison, _counts_of[name](comparison)) if name in _counts_of else None
