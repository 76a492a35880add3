"""What was found before, of which so much is remembered: programs may run for months and meet any word."""

from collections.abc import Callable
from typing import TypeVar

WORDS = 131_072  # more than Dutch programmes have
Key = TypeVar("Key")
Value = TypeVar("Value")


def remembered(memory: dict[Key, Value], key: Key, make: Callable[[Key], Value], *, most: int = WORDS) -> Value:
    """What stands in the memory for this key, made when it is new; a full memory is begun anew."""
    found = memory.get(key)
    if found is None:
        if len(memory) >= most:
            memory.clear()
        found = memory[key] = make(key)
    return found
