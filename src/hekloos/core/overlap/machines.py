"""Where the parts of a comparison are worked on: here, or on other machines that do the same."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from threadpoolctl import threadpool_limits


class Machines(Protocol):
    """Runs functions on values that may stay where they were made.

    A handle stands for a value: what `share` and `start` give back can be an argument of `start`.
    """

    def share(self, value: object) -> Any:
        """A handle for a value that many calls need."""

    def start(self, function: Callable[..., object], *arguments: object) -> Any:
        """A handle for what the function makes of these arguments."""

    def collect(self, handles: Sequence[Any], *, sums: bool = False) -> Iterator[Any]:
        """The values themselves, in order; after that they are kept nowhere.

        `sums` says that the work is sums over large tables, which go on beside each other even in one process.
        """


class ThisMachine:
    """This process: reads one thing after the other, and sums in a thread for each core.

    Only what is asked for is done, and little ahead of that.
    """

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or cores()

    def share(self, value: object) -> object:
        return value

    def start(self, function: Callable[..., object], *arguments: object) -> object:
        return _Task(function, arguments)

    def collect(self, handles: Sequence[object], *, sums: bool = False) -> Iterator[object]:
        return self._beside_each_other(handles) if sums and len(handles) > 1 else map(_outcome, handles)

    def _beside_each_other(self, handles: Sequence[object]) -> Iterator[object]:
        waiting, given = deque(handles), deque[Future[object]]()
        with threadpool_limits(1), ThreadPoolExecutor(self._threads) as threads:  # a sum needs no threads of its own
            while waiting or given:
                while waiting and len(given) < self._threads:
                    given.append(threads.submit(_outcome, waiting.popleft()))
                yield given.popleft().result()


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _outcome(handle: object) -> object:
    return handle.run() if isinstance(handle, _Task) else handle


class _Task:
    """Work that waits. What another task asks of it is kept, what is collected is not."""

    def __init__(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        self._function, self._arguments = function, arguments
        self._kept: list[object] = []

    def run(self) -> object:
        if self._kept:
            return self._kept[0]
        return self._function(*(a.keep() if isinstance(a, _Task) else a for a in self._arguments))

    def keep(self) -> object:
        if not self._kept:
            self._kept.append(self.run())
        return self._kept[0]
