"""What the overview of a lab tells of its routes."""

from collections.abc import Mapping

from hekloos.core.route.scope import ScopeState
from hekloos.web.labs.models import Line, Membership
from hekloos.web.route.plan_standing import routes_at_hand, standings
from hekloos.web.route.scope_queries import scope_of
from hekloos.web.route.wording import CLASSES, STATES

MOST_ROUTES = 3  # each may have to be read and proved first


def scope_panel(member: Membership) -> Mapping[str, object] | None:
    """The opening question of a lab that makes a route; in a network only once somebody answered."""
    seen = scope_of(member)
    if member.lab.line == Line.COOPERATION and seen.state is ScopeState.OPEN:
        return None
    return {
        "seen": seen,
        "state": seen.state,
        "state_word": STATES[seen.state],
        "state_class": CLASSES.get(seen.state, ""),
    }


def routes_panel(member: Membership) -> Mapping[str, object] | None:
    """The newest routes with how they stand; the others are a link away."""
    there = routes_at_hand(member)
    if not there:
        return None
    return {"standing": standings(there[:MOST_ROUTES]), "more": max(0, len(there) - MOST_ROUTES)}


def awaited_panel(member: Membership) -> Mapping[str, object] | None:
    """Exceptions that wait for the side of the reader."""
    awaited = [(route, route.awaited) for route in routes_at_hand(member) if route.awaited]
    return {"awaited": awaited} if awaited else None
