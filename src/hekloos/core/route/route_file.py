"""A route with its plan as one JSON file, that anyone can check again with `hekloos prove`.

What is in the file is all that a proof needs. `digest` is of everything but itself: who changes a letter by hand is
told so.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_type_hints

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.route import (
    Agreed,
    Calendar,
    Deviation,
    Exemption,
    Given,
    Limits,
    Plan,
    Programme,
    Purpose,
    Route,
    RouteItem,
)
from hekloos.core.route.units import Confirmed, Hours, Unit

FORMAT = "hekloos-route"
VERSION = 1
MOST = 50_000  # of each kind of thing in a route
OPTIONAL = (float | None, int | None)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFile:
    """`was_changed` tells that the file is not as Hekloos wrote it."""

    route: Route
    plan: Plan
    was_changed: bool = False
    digest: str = ""


class NotARouteError(ValueError):
    """This is no route that can be read; the argument says where it goes wrong."""


def write_route(route: Route, plan: Plan) -> bytes:
    """As JSON with sorted keys: the same route gives the same bytes."""
    data = {"format": FORMAT, "version": VERSION, **to_data(route, plan)}
    data["digest"] = digest_of(data)
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest_of(data: Mapping[str, Any]) -> str:
    """Fingerprint of all that a route file says (32 hex digits)."""
    said = {key: value for key, value in data.items() if key != "digest"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def read_route(content: bytes) -> RouteFile:
    """Raises NotARouteError."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotARouteError("json") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotARouteError("format")
    if data.get("version") != VERSION:
        raise NotARouteError("version")
    try:
        route, plan = from_data(data)
        digest = digest_of(data)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NotARouteError(str(error)) from error
    return RouteFile(route=route, plan=plan, was_changed=data.get("digest") != digest, digest=digest)


def to_data(route: Route, plan: Plan) -> dict[str, Any]:
    """As plain values for JSON."""
    calendar = {**asdict(route.calendar), "practice_slots": sorted(route.calendar.practice_slots)}
    return {
        "title": route.title,
        "calendar": calendar,
        "programmes": [asdict(programme) for programme in route.programmes],
        "items": [asdict(item) for item in route.items],
        "units": [asdict(unit) for unit in route.units],
        "agreed": [asdict(pair) for pair in route.agreed],
        "exemptions": [asdict(exemption) for exemption in route.exemptions],
        "limits": asdict(route.limits),
        "given": [asdict(given) for given in route.given],
        "deviations": [asdict(deviation) for deviation in route.deviations],
        "confirmed": [asdict(said) for said in route.confirmed],
        "plan": plan_to_data(plan),
    }


def plan_to_data(plan: Plan) -> dict[str, Any]:
    return {
        "slots": dict(plan.slots),
        "left_out": sorted(map(list, plan.left_out)),
        "shortened": sorted(map(list, plan.shortened)),
    }


def from_data(data: Mapping[str, Any]) -> tuple[Route, Plan]:
    """What `to_data` wrote. Raises KeyError, TypeError or ValueError for what it cannot have written."""
    calendar = {**data["calendar"], "practice_slots": frozenset(data["calendar"]["practice_slots"])}
    route = Route(
        title=_text(data["title"]),
        calendar=Calendar(**{key: _whole(value) for key, value in calendar.items()}),
        programmes=_several(data, "programmes", lambda each: Programme(**{**each, "side": Side(each["side"])})),
        items=_several(data, "items", _item),
        units=_several(data, "units", _unit),
        agreed=_several(data, "agreed", lambda each: Agreed(**{**each, "relation": Relation(each["relation"])})),
        exemptions=_several(data, "exemptions", lambda each: Exemption(**{**each, "names": _names(each["names"])})),
        limits=_typed(Limits(**data["limits"])),
        given=_several(data, "given", lambda each: Given(**{**each, "purpose": Purpose(each["purpose"])})),
        deviations=_several(data, "deviations", _deviation),
        confirmed=_several(data, "confirmed", _confirmed),
    )
    plan = plan_from_data(data["plan"])
    _check(route, plan)
    return route, plan


def plan_from_data(data: Mapping[str, Any]) -> Plan:
    return Plan(
        slots=MappingProxyType({_text(unit): _whole(slot) for unit, slot in data["slots"].items()}),
        left_out=frozenset((_text(unit), _text(item)) for unit, item in data["left_out"]),
        shortened=frozenset((_text(unit), _text(item)) for unit, item in data["shortened"]),
    )


def _several(data: Mapping[str, Any], name: str, make: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    """Everything of this kind. Files of before there was something to give, to deviate in or to confirm have none."""
    told = data.get(name, ()) if name in ("given", "deviations", "confirmed") else data[name]
    if len(told) > MOST:
        raise ValueError(f"more than {MOST} {name}")
    return tuple(_typed(make(each)) for each in told)


def _typed(value: T) -> T:
    """Raises TypeError when a text, a number or a yes-or-no in it is something else."""
    kinds: dict[Any, tuple[type, ...]] = {str: (str,), bool: (bool,), int: (int,), float: (int, float)}
    for name, hint in get_type_hints(type(value)).items():
        said = getattr(value, name)
        kind = kinds.get(get_args(hint)[0] if said is not None and hint in OPTIONAL else hint, ())
        if kind and (not isinstance(said, kind) or (isinstance(said, bool) and bool not in kind)):
            raise TypeError(f"{name} cannot be {said!r}")
    return value


def _names(names: Any) -> tuple[str, str]:
    first, second = map(_text, names)
    return first, second


def _item(data: Mapping[str, Any]) -> RouteItem:
    """Files of before items had levels have none."""
    levels = tuple(map(_text, data.get("levels", ())))
    return RouteItem(**{**data, "side": Side(data["side"]), "levels": levels})


def _unit(data: Mapping[str, Any]) -> Unit:
    several = {name: tuple(map(_text, data[name])) for name in ("treats", "assesses", "needs")}
    return Unit(**{**data, **several, "side": Side(data["side"]), "hours": Hours(**data["hours"])})


def _deviation(data: Mapping[str, Any]) -> Deviation:
    hours = Hours(**data["hours"]) if data["hours"] else None
    return Deviation(**{**data, "hours": hours, "slot": None if data["slot"] is None else _whole(data["slot"])})


def _confirmed(data: Mapping[str, Any]) -> Confirmed:
    several = {name: tuple(map(_text, data[name])) for name in ("treats", "assesses", "left_out", "shortened")}
    return Confirmed(**{**data, **several, "side": Side(data["side"])})


def _check(route: Route, plan: Plan) -> None:
    """Raises ValueError when the plan is of another route."""
    if set(plan.slots) != set(route.unit_by_id):
        raise ValueError("the plan has other units than the route")
    if any(not 0 <= slot < route.calendar.slots for slot in plan.slots.values()):
        raise ValueError("a unit stands outside the route")
    treated = {(unit.id, item) for unit in route.units for item in unit.treats}
    for unit, item in plan.left_out | plan.shortened:
        if (unit, item) not in treated:
            raise ValueError(f"unit {unit!r} does not treat {item!r}")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, frozenset):
        return frozenset(map(_whole, value))
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value
