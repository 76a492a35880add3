"""What the overview of a lab tells of its routes."""

from collections.abc import Mapping

from hekloos.core.route.scope import ScopeState
from hekloos.web.labs.models import Line, Membership
from hekloos.web.route.exemption_queries import awaited_by_route
from hekloos.web.route.scope_queries import scope_of
from hekloos.web.route.wording import CLASSES, STATES


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


def awaited_panel(member: Membership) -> Mapping[str, object] | None:
    """Exceptions that wait for the side of the reader."""
    awaited = awaited_by_route(member)
    return {"awaited": awaited} if awaited else None
