"""How a pair is shown: its state in words, and the words that both texts have marked."""

import re
from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hekloos.core.agreement import State
from hekloos.core.overlap.verbs import as_infinitive
from hekloos.web.review.forms import STATES
from hekloos.web.review.queries import TextChange
from hekloos.web.ui.templatetags.hekloos_ui import word_changes

register = template.Library()


@register.filter
def state_word(state: State) -> str:
    return str(dict(STATES)[state.value])


@register.filter
def state_class(state: State) -> str:
    return {State.AGREED: "agreed", State.DIFFERS: "differs", State.CHANGED: "changed"}.get(state, "")


@register.filter
def text_change(change: TextChange) -> SafeString:
    return word_changes((change.before, change.now))


@register.filter
def mark_words(text: str, words: Sequence[str]) -> SafeString:
    """The text with the words that the other side has as well marked."""
    shared = set(words)
    pieces = re.split(r"([^\W\d_]+(?:['\u2019-][^\W\d_]+)*)", text)
    return SafeString(
        "".join(
            format_html("<mark>{}</mark>" if as_infinitive(piece.lower()) in shared else "{}", piece)
            for piece in pieces
        )
    )
