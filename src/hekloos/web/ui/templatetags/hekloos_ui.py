"""Tags of every page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hekloos.core.changes import Edit, compare_words, full_text
from hekloos.core.curriculum import Item, ItemKind
from hekloos.core.formats.kind_names import NAME_OF_KIND
from hekloos.web.ui.panels import panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str, subject: object) -> SafeString:
    """All panels of this place, one below the other."""
    shown = ""
    for name, own in panels_of(place, subject):
        found = context.template.engine.get_template(name)  # type: ignore[union-attr]
        with context.push(**own):
            shown += found.render(context)
    return SafeString(shown)


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changes: object) -> str:
    """The query of this page with some parts set, or taken away when they are None or empty."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def percent(probability: float) -> str:
    """0.4 is "40 %", as the reports write it; never 0 or 100, which would be certain."""
    return f"{min(99, max(1, round(100 * probability)))} %"


@register.filter
def of_hundred(share: float) -> str:
    """0.4 is "40", where what was counted stands beside it."""
    return str(round(100 * share))


@register.filter
def word_changes(pair: tuple[Item, Item]) -> SafeString:
    """The new text of an item with what was removed and added marked."""
    was, now = pair
    return marked(compare_words(full_text(was), full_text(now)))


def marked(pieces: Iterable[tuple[Edit, str]]) -> SafeString:
    """Pieces of a changed text, marked for eyes and ears."""
    shown = {
        Edit.KEPT: "{}",
        Edit.ADDED: f'<ins><span class="hidden">{_("erbij:")} </span>{{}}</ins>',
        Edit.REMOVED: f'<del><span class="hidden">{_("weg:")} </span>{{}}</del>',
    }
    return SafeString("".join(format_html(shown[edit], piece) for edit, piece in pieces))


@register.filter
def kind_word(kind: str) -> str:
    """What people call this kind of item: "eindterm"."""
    return NAME_OF_KIND[ItemKind(kind)]


@register.filter
def indent(depth: int) -> str:
    """A class for how deep an item stands; styles go no deeper than six."""
    return f"depth-{min(depth, 6)}"
