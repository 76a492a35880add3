"""Dutch for what the method says of a route."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from hekloos.core.route.norms import Topic
from hekloos.core.route.scope import Aspect, Extent, ScopeState

STATES: Mapping[ScopeState, object] = MappingProxyType(
    {
        ScopeState.OPEN: _("nog niemand antwoordde"),
        ScopeState.WAITS_FOR_VMBO: _("wacht op het vmbo"),
        ScopeState.WAITS_FOR_MBO: _("wacht op het mbo"),
        ScopeState.DIFFERS: _("de scholen verschillen"),
        ScopeState.WAITS_FOR_SCHOOLS: _("wacht op een school"),
        ScopeState.UNCONFIRMED: _("hetzelfde, nog niet bevestigd"),
        ScopeState.AGREED: _("afgesproken"),
    }
)
CLASSES: Mapping[ScopeState, str] = MappingProxyType({ScopeState.AGREED: "agreed", ScopeState.DIFFERS: "differs"})
STOPS: Mapping[Extent, object] = MappingProxyType(
    {
        Extent.FRONT_DOOR: _("voordeur"),
        Extent.HUNDRED_DAYS: _("honderd dagen"),
        Extent.DIPLOMA: _("mbo-diploma"),
    }
)
ASPECTS: Mapping[Aspect, object] = MappingProxyType(
    {
        Aspect.EXTENT: _("Tot hoever"),
        Aspect.FOR_WHOM: _("Voor wie"),
        Aspect.FROM_YEAR: _("Vanaf welk schooljaar"),
    }
)
TOPICS: Mapping[Topic, object] = MappingProxyType(
    {
        Topic.ROUTE: _("Wat is een route volgens de wet?"),
        Topic.PHASES: _("Wie doet wat, en wanneer?"),
        Topic.REPORTING: _("Melden"),
        Topic.AGREEMENT: _("De samenwerkingsovereenkomst"),
        Topic.EXAMS: _("Examens"),
        Topic.TEAM: _("Eén team"),
        Topic.ROUTE_HOURS: _("Uren van een doorlopende leerroute"),
        Topic.MBO_HOURS: _("Uren van een gewone mbo-opleiding"),
        Topic.FUNDING: _("Geld"),
    }
)
