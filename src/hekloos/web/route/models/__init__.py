"""The route that a lab builds, by what it is about."""

from hekloos.web.route.models.plan import WISHES, Route, RouteGround, RouteProposal, RouteVersion

__all__ = ["WISHES", "Route", "RouteGround", "RouteProposal", "RouteVersion"]
