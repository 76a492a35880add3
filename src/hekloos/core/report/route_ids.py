"""Identifiers of what a route holds, for other programs. They follow from keys alone, so that every export of a route,
by whomever and in whichever form, names the same things the same."""

import uuid

from hekloos.core.formats.case_package.words import identify_item
from hekloos.core.route.exits import programmes_of
from hekloos.core.route.route import Programme, Route, RouteItem

_NAMESPACE = uuid.UUID("3f0c1d5e-7f0b-5a52-8d1c-0c1a1f6f4b77")  # chosen once; changing it changes all identifiers


def identify_outcome(item: RouteItem) -> str:
    """Its key where that is a UUID, as SLO's are."""
    return identify_item(_sound(item.programme), _sound(item.key))


def identify_route(route: Route) -> str:
    """By the programmes that it keeps whole, since a title may change."""
    return _identify("route", *sorted(f"{found.side}\t{found.key}" for found, _items in programmes_of(route)))


def identify_programme(programme: Programme) -> str:
    return _identify("programme", programme.side, programme.key)


def identify_group(programme: Programme, group: str) -> str:
    return _identify("group", programme.side, programme.key, group)


def identify_unit(route: Route, unit: str) -> str:
    return _identify("unit", identify_route(route), unit)


def identify_units(route: Route) -> str:
    """What holds all of them."""
    return _identify("units", identify_route(route))


def _identify(kind: str, *keys: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "\n".join((kind, *map(_sound, keys)))))


def _sound(text: str) -> str:
    """Halves of characters cannot be written."""
    return text.encode("utf-8", "replace").decode()
