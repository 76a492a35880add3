"""What a process remembers of finished comparisons, whose matches and texts never change."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

from hekloos.web.overlap.models import Comparison

T = TypeVar("T")
SIZE = 64  # comparisons

_memories: "list[OrderedDict[tuple[int, int], object]]" = []


def remembered(work: Callable[[Comparison], T]) -> Callable[[Comparison], T]:
    """`work` done once for each of the comparisons that were asked for last."""
    memory: OrderedDict[tuple[int, int], T] = OrderedDict()
    _memories.append(memory)  # type: ignore[arg-type]
    lock = Lock()

    @wraps(work)
    def found(comparison: Comparison) -> T:
        if comparison.finished_at is None:
            return work(comparison)
        key = comparison.pk, comparison.attempts
        with lock:
            if key in memory:
                memory.move_to_end(key)
                return memory[key]
        made = work(comparison)
        with lock:
            made = memory.setdefault(key, made)  # somebody else may have been first
            while len(memory) > SIZE:
                memory.popitem(last=False)
            return made

    return found


def forget() -> None:
    """For tests, in which numbers of rows come back."""
    for memory in _memories:
        memory.clear()
