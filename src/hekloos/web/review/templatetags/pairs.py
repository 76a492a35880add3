"""How a pair is shown: its state in words, and the words that both texts have marked."""

from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hekloos.core.agreement import State
from hekloos.core.changes import Edit, compare_words, full_text
from hekloos.core.overlap.differing import differing
from hekloos.web.curriculum.models import Item
from hekloos.web.overlap.models import RELATIONS
from hekloos.web.review.forms import STATES
from hekloos.web.review.queries import TextChange
from hekloos.web.ui.templatetags.hekloos_ui import marked, percent

register = template.Library()

_WORDS = dict(STATES)
AROUND = 60  # signs of a text that stay on each side of what changed in it


@register.filter
def state_word(state: State) -> str:
    return str(_WORDS[state.value])


@register.filter
def state_class(state: State) -> str:
    return {State.AGREED: "agreed", State.DIFFERS: "differs", State.CHANGED: "changed"}.get(state, "")


@register.simple_tag(takes_context=True)
def pair_rows(context: Context) -> SafeString:
    """The pairs of a page as a list. By Jinja2, since Django's templates take most of a page for long lists."""
    member, comparison = context["request"].member, context["comparison"]
    query = context.get("query", "")
    told = {
        "seen": context["seen"],
        "address": reverse("pairs", args=[member.lab.slug, comparison.pk]),
        "query": f"?{urlencode({'uit': query})}" if query else "",
        "words": {value: str(word) for value, word in RELATIONS},
        "states": {state: state_word(state) for state in State},
        "you_said": _("u zei"),
        "thinks_otherwise": _("iemand denkt er anders over"),
        "percent": percent,
        "state_class": state_class,
    }
    return SafeString(render_to_string("review/rows.html", told, using="jinja2"))


@register.filter
def text_change(change: TextChange) -> SafeString:
    """What changed with the words around it; the whole text stands elsewhere on the page."""
    pieces = list(compare_words(full_text(change.before), full_text(change.now)))
    last = len(pieces) - 1
    return marked(
        (edit, _only_around(piece, is_first=place == 0, is_last=place == last) if edit is Edit.KEPT else piece)
        for place, (edit, piece) in enumerate(pieces)
    )


def _only_around(kept: str, *, is_first: bool, is_last: bool) -> str:
    """The beginning and end of a piece that stayed, where it touches something that changed."""
    if is_last:  # what stands on other lines is not around it
        kept = kept.partition("\n")[0]
    elif is_first:
        kept = kept.rpartition("\n")[2]
    start = "" if is_first else kept[:AROUND].rpartition(" ")[0]
    end = "" if is_last else kept[-AROUND:].partition(" ")[2]
    return kept if len(kept) < 3 * AROUND else f"{start} … {end}"


@register.filter
def mark_differing(text: str, beside: Item) -> SafeString:
    """The text with the words marked that the item beside it does not have."""
    pieces = differing(text, f"{beside.text} {beside.description}")
    marked = (f'<span class="only">{piece}</span>' if is_other else escape(piece) for piece, is_other in pieces)
    return SafeString("".join(marked))
