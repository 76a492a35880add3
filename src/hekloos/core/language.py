"""The language of messages: Dutch sentences are the keys, other languages are catalogues.

``_`` marks a sentence for translation. Dutch needs no catalogue, so nothing is read from
disk until somebody calls `speak`. The language belongs to the running context, so that two
requests in two languages do not disturb each other.
"""

from contextvars import ContextVar
from gettext import NullTranslations

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue", default=NullTranslations())  # noqa: B039 (never changed)


def speak(catalogue: NullTranslations) -> None:
    """Use this catalogue for messages from here on, in the running context."""
    _catalogue.set(catalogue)


def _(message: str) -> str:
    return _catalogue.get().gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _catalogue.get().ngettext(singular, plural, number)
