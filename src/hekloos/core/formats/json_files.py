"""JSON from outside."""

import json


def load_json(text: str) -> object:
    """What stands in the text. Raises ValueError or RecursionError for what is no JSON, or too deep."""
    content: object = json.loads(text)
    if "\\ud" in text.lower():  # halves of surrogate pairs, which JSON can name and UTF-8 cannot write
        content = json.loads(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    return content
