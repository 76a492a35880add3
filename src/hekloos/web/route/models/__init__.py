"""The route that a lab builds, by what it is about."""

from hekloos.web.route.models.exemptions import AskedExemption
from hekloos.web.route.models.lessons import LessonFile, LessonReading
from hekloos.web.route.models.plan import WISHES, Route, RouteGround, RouteProposal, RouteVersion
from hekloos.web.route.models.scope import EXTENTS, ScopeAnswer, ScopeConfirmation

__all__ = [
    "EXTENTS",
    "WISHES",
    "AskedExemption",
    "LessonFile",
    "LessonReading",
    "Route",
    "RouteGround",
    "RouteProposal",
    "RouteVersion",
    "ScopeAnswer",
    "ScopeConfirmation",
]
