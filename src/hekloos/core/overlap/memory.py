"""What is kept in memory, and what is thrown away."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

WORDS = 131_072  # more than Dutch programmes have
Key = TypeVar("Key")
Value = TypeVar("Value")


def remembered(memory: dict[Key, Value], key: Key, make: Callable[[Key], Value], *, most: int = WORDS) -> Value:
    """What stands in the memory for this key, made when it is new; a full memory is begun anew, since programs may run
    for months and meet any word."""
    found = memory.get(key)
    if found is None:
        if len(memory) >= most:
            memory.clear()
        found = memory[key] = make(key)
    return found


class _NothingCollected:
    """Reading makes very many small things and no circles, so looking for circles costs a quarter and finds none. It
    counts who is within, since the setting is one for the whole process."""

    def __init__(self) -> None:
        self._lock, self._within, self._was_on = Lock(), 0, False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if not self._within:
                self._was_on = gc.isenabled()
                gc.disable()
            self._within += 1
        try:
            yield
        finally:
            with self._lock:
                self._within -= 1
                if not self._within and self._was_on:
                    gc.enable()


nothing_collected = _NothingCollected()
