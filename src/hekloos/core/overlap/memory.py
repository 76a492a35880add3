"""What was found before, of which so much is remembered: programs may run for months and meet any word. And what is
thrown away."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Reading makes very many small things and no circles, so looking for circles costs a quarter and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
