"""Pieces of a page that belong to an app above it: that app registers them, the page shows what is registered.

A panel is a piece by itself. Links stand beside the rows of a list, and are asked for all rows at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

type_of_panel = Callable[[Any], Mapping[str, object] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """`context_of` gets what the page is about, and gives what the template needs; None when there is nothing."""

    place: str
    order: int
    template: str
    context_of: type_of_panel


_panels: list[Panel] = []


def register(place: str, *, order: int, template: str, context_of: type_of_panel) -> None:
    """Called in `AppConfig.ready` of the app that the panel belongs to."""
    _panels.append(Panel(place, order, template, context_of))


def panels_of(place: str, subject: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The template of each panel in this place, with its context, in order."""
    for panel in sorted(_panels, key=lambda panel: panel.order):
        if panel.place == place and (context := panel.context_of(subject)) is not None:
            yield panel.template, context


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Links:
    """`about` tells where the links of the rows come from; `of` has them by the number of the row."""

    about: Link
    of: Mapping[int, Link]


type_of_links = Callable[[Any, Sequence[Any]], Links | None]
_links: dict[str, type_of_links] = {}


def register_links(place: str, links_of: type_of_links) -> None:
    """Called in `AppConfig.ready`; `links_of` gets what the list is of and the rows that are shown."""
    _links[place] = links_of


def links_of(place: str, subject: object, rows: Sequence[object]) -> Links | None:
    """The links beside these rows; None when there is nothing to link to."""
    return _links[place](subject, rows) if place in _links and rows else None
