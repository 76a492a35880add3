"""Sentences of the method with links in them: from a block that is named to its page, and from an item that lacks a
place to asking for an exception."""

import re
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hekloos.core.route.clash_wording import clash_sentences, too_large_sentences
from hekloos.core.route.fitting import TooLarge
from hekloos.core.route.route import Route as CoreRoute
from hekloos.core.route.rules import Rule
from hekloos.core.route.wording import OF_HOLES, quoted, shortened
from hekloos.web.labs.access import LabRequest
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.permissions import Verb, may
from hekloos.web.route.models import Route
from hekloos.web.route.plan_words import LossError

MOST_ITEMS = 4  # to which links go from one sentence


def linked(
    request: LabRequest,
    found: Route,
    core: CoreRoute,
    text: str,
    *,
    items: Iterable[str] = (),
    units: Iterable[str] = (),
) -> SafeString:
    """The same words. `items` are those that an exception would help; `units` are meant where titles are the same."""
    addresses = _addresses(request, found, core, text, units)
    if not addresses:
        said = format_html("{}", text)
    else:
        pattern = "|".join(re.escape(name) for name in sorted(addresses, key=len, reverse=True))
        said = format_html_join("", "{}", ((part,) for part in _pieces(re.split(f"({pattern})", text), addresses)))
    return format_html("{}{}", said, _exceptions(request, found, core, items))


def _addresses(request: LabRequest, found: Route, core: CoreRoute, text: str, units: Iterable[str]) -> dict[str, str]:
    """By the title between its marks; a title that several units have leads nowhere, unless one of them is meant."""
    meant = frozenset(units)
    by_name: dict[str, list[str]] = {}
    for unit in core.units:
        if (name := quoted(unit.title)) in text:
            by_name.setdefault(name, []).append(unit.id)
    sure = {name: [unit for unit in there if unit in meant] or there for name, there in by_name.items()}
    slug = request.member.lab.slug
    return {
        name: reverse("route_unit", args=[slug, found.pk, there[0]]) for name, there in sure.items() if len(there) == 1
    }


def _pieces(parts: Sequence[str], addresses: dict[str, str]) -> Iterable[str]:
    for part in parts:
        if part in addresses:
            yield format_html('{}<a href="{}">{}</a>{}', part[:1], addresses[part], part[1:-1], part[-1:])
        else:
            yield part


def _exceptions(request: LabRequest, found: Route, core: CoreRoute, items: Iterable[str]) -> SafeString:
    there = [core.item_by_key[key] for key in dict.fromkeys(items) if key in core.item_by_key][:MOST_ITEMS]
    if not there or not may(request.member, Verb.PLAN):
        return SafeString("")
    slug = request.member.lab.slug
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        (
            (reverse("exempt_item", args=[slug, found.pk, item.key]), item.code or shortened(item.text, 40))
            for item in there
        ),
    )
    return format_html(" {} {}.", _("Naar een uitzondering voor"), links)


def why_not(request: LabRequest, found: Route, core: CoreRoute, error: NotPossibleError) -> SafeString:
    """Why something did not happen."""
    if isinstance(error, LossError):
        items = [hole.item for hole in error.holes]
        units = [unit for hole in error.holes for unit in hole.could]
        return linked(request, found, core, str(error), items=items, units=units)
    return linked(request, found, core, str(error))


def linked_clash(
    request: LabRequest, found: Route, core: CoreRoute, rules: Sequence[Rule]
) -> list[tuple[SafeString, SafeString]]:
    """Of each rule what it asks and what could give."""
    units = [key for rule in rules for key in rule.about if key in core.unit_by_id]
    items = {shortened(core.item_by_key[rule.about[0]].name): rule.about[0] for rule in rules if rule.kind in OF_HOLES}
    return [
        (
            linked(request, found, core, asked, units=units),
            linked(
                request, found, core, remedy, units=units, items=[key for name, key in items.items() if name in asked]
            ),
        )
        for asked, remedy in clash_sentences(core, rules)
    ]


def linked_too_large(
    request: LabRequest, found: Route, core: CoreRoute, large: Sequence[TooLarge]
) -> list[tuple[SafeString, SafeString]]:
    """Of each unit that fits nowhere how much it takes, and what could give."""
    units = [one.unit.id for one in large]
    return [
        (linked(request, found, core, asked, units=units), linked(request, found, core, remedy))
        for asked, remedy in too_large_sentences(large)
    ]
