"""A route on other ground: a new version of a programme, or pairs that were agreed, or are so no longer."""

from dataclasses import replace
from types import MappingProxyType

from hekloos.core.route.route import Plan, Route
from hekloos.core.route.schools import prove_each
from hekloos.core.route.units import Unit


def on_new_ground(route: Route, plan: Plan, ground: Route) -> tuple[Route, Plan]:
    """The units and plan of `route` on the programmes, items and agreed pairs of `ground`.

    Units keep what is still there. What was left out or shortened and would lose its place without the old pairs, is
    taught in full again; so of what is in both, nothing that had its place is lost by what was agreed.
    """
    keys = set(ground.item_by_key)
    new = replace(
        ground,
        units=tuple(_known(unit, keys) for unit in route.units),
        exemptions=tuple(exemption for exemption in route.exemptions if exemption.item in keys),
        given=route.given,
        deviations=route.deviations,
        confirmed=route.confirmed,
    )
    kept = {(unit.id, item) for unit in new.units for item in unit.treats}
    made = Plan(
        slots=MappingProxyType(dict(plan.slots)), left_out=plan.left_out & kept, shortened=plan.shortened & kept
    )
    while lost := _lost(new, made):
        made = Plan(slots=made.slots, left_out=made.left_out - lost, shortened=made.shortened - lost)
    return new, made


def _lost(route: Route, plan: Plan) -> set[tuple[str, str]]:
    """What is left out or shortened of items that have no place at some school."""
    holes = {hole.item for proof in prove_each(route, plan).values() for hole in proof.holes}
    return {pair for pair in plan.left_out | plan.shortened if pair[1] in holes}


def _known(unit: Unit, keys: set[str]) -> Unit:
    return replace(
        unit,
        treats=tuple(item for item in unit.treats if item in keys),
        assesses=tuple(item for item in unit.assesses if item in keys),
    )
