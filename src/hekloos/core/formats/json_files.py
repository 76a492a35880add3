"""JSON from outside."""

import json

from hekloos.core.language import _

MOST_VALUES = 3_000_000  # a small text can hold many empty ones, and each takes room


class TooManyValuesError(ValueError):
    """`str()` is a Dutch sentence with a remedy."""


def load_json(text: str) -> object:
    """What stands in the text. Raises ValueError or RecursionError for what is no JSON or too deep, and
    TooManyValuesError."""
    if sum(map(text.count, ",{[")) > MOST_VALUES:
        message = _("Dit bestand is te groot om te lezen: er staan meer dan {count} miljoen waarden in. Splits het.")
        raise TooManyValuesError(message.format(count=MOST_VALUES // 1_000_000))
    content: object = json.loads(text)
    if "\\ud" in text.lower():  # halves of surrogate pairs, which JSON can name and UTF-8 cannot write
        content = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    return content
