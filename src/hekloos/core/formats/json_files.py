"""JSON from outside."""

import json

MOST_VALUES = 3_000_000  # a small text can hold many empty ones, and each takes room


def load_json(text: str) -> object:
    """What stands in the text. Raises ValueError or RecursionError for what is no JSON, too much, or too deep."""
    if sum(map(text.count, ",{[")) > MOST_VALUES:
        raise ValueError("too many values")
    content: object = json.loads(text)
    if "\\ud" in text.lower():  # halves of surrogate pairs, which JSON can name and UTF-8 cannot write
        content = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    return content
