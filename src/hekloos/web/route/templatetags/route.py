"""What pages of a route write in many places."""

from urllib.parse import urlsplit

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hekloos.core.route.route import Route as CoreRoute
from hekloos.web.labs.log import SENTENCES
from hekloos.web.route.models import Route, RouteVersion
from hekloos.web.route.plan_board import Block, Board
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_words import hours, period

register = template.Library()
BAR = 120  # wide, for the longest unit of the route
GLANCE = 100  # high, for the fullest period


@register.filter
def as_hours(number: float) -> str:
    """ "12,5 uur"."""
    return hours(number)


@register.filter
def as_number(number: float) -> str:
    """ "1.212,5": hours in a column that says so."""
    return number_format(number if number % 1 else int(number), use_l10n=True, force_grouping=True)


@register.filter
def period_number(slot: int, core: CoreRoute) -> int:
    """Within its year, counted from 1."""
    return slot % core.calendar.periods + 1


@register.filter
def period_words(slot: int, core: CoreRoute) -> str:
    return period(core.calendar, slot)


@register.filter
def period_words_of(slot: int, version: RouteVersion) -> str:
    return period(read_version(version)[0].calendar, slot)


@register.filter
def what_was_done(version: RouteVersion, route: Route) -> str:
    """A sentence to read after the name of who did it."""
    return str(SENTENCES[version.what]).format(subject=route, detail=version.detail)


@register.filter
def hours_bar(block: Block, core: CoreRoute) -> SafeString:
    """A bar as long as the unit takes, with what came free striped; for eyes only, the figures stand above it."""
    longest = max((unit.hours.total for unit in core.units), default=0) or 1
    kept, whole = (round(BAR * part / longest, 1) for part in (block.kept, block.whole))
    bar = (
        '<svg class="bar" viewBox="0 0 {} 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="kept" width="{}" height="8"/>{}</svg>'
    )
    rest = format_html('<rect class="freed" x="{}" width="{}" height="8"/>', kept, round(whole - kept, 1))
    return format_html(bar, BAR, kept, rest if block.freed else "")


@register.filter
def glance(board: Board) -> SafeString:
    """A bar for every period: what vmbo and mbo take, what freed hours go to, and what is left of them.

    For eyes only, the map below it says the same.
    """
    bars = []
    for number, column in enumerate(board.columns):
        bottom = float(GLANCE)
        for kind, part in zip(("vmbo", "mbo", "given", "freed"), column.parts, strict=True):
            tall = round(GLANCE * part / board.fullest, 1)
            bottom -= tall
            bars.append((kind, 10 * number + 1, round(bottom, 1), tall))
    rows = format_html_join(
        "", '<rect class="{}" x="{}" y="{}" width="8" height="{}"/>', (one for one in bars if one[3])
    )
    shape = '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    return format_html(shape, 10 * len(board.columns), GLANCE, rows)


@register.filter
def as_sentence(text: str) -> str:
    """With one full stop at its end, as some texts of programmes have and others have not."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


@register.filter
def site_of(address: str) -> str:
    """The site of an address, as people call it: "duo.nl"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def unit_title(unit: str, core: CoreRoute) -> str:
    return core.unit_by_id[unit].title


@register.filter
def item_name(key: str, core: CoreRoute) -> str:
    return core.item_by_key[key].name
