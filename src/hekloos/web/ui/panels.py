"""Pieces of a page that belong to an app above it: that app registers a panel, the page shows what is registered."""

from collections.abc import Callable, Iterator, Mapping
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
