"""Where the parts of a comparison are worked on: here, or on other machines that do the same."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import Any, Protocol

from threadpoolctl import threadpool_limits


class Machines(Protocol):
    """Runs functions on values that may stay where they were made.

    A handle stands for a value: what `share` and `start` give back can be an argument of `start`. `reads_together` is
    how many parts are best read as one: more is less work, since programmes repeat their words, and more memory.
    """

    reads_together: int

    def share(self, value: object) -> Any:
        """A handle for a value that many calls need."""

    def start(self, function: Callable[..., object], *arguments: object) -> Any:
        """A handle for what the function makes of these arguments."""

    def collect(self, handles: Sequence[Any], *, arithmetic: bool = False) -> Generator[Any]:
        """The values themselves, in order; they are not kept, what other work asks of them is.

        `arithmetic` says that the work is on large tables, which goes on beside each other even in one process.
        """


class ThisMachine:
    """This process: Python one thing after the other, arithmetic in a thread for each core.

    Only what is asked for is done, and little ahead of that.
    """

    reads_together = 5

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or cores()

    def share(self, value: object) -> object:
        return value

    def start(self, function: Callable[..., object], *arguments: object) -> object:
        return _Later(function, arguments)

    def collect(self, handles: Sequence[object], *, arithmetic: bool = False) -> Generator[object]:
        return self._beside_each_other(handles) if arithmetic else (_outcome(handle) for handle in handles)

    def _beside_each_other(self, handles: Sequence[object]) -> Generator[object]:
        waiting, given = deque(handles), deque[Future[object]]()
        with one_thread_each(), ThreadPoolExecutor(self._threads) as threads:
            while waiting or given:
                while waiting and len(given) < self._threads:
                    given.append(threads.submit(_outcome, waiting.popleft()))
                yield given.popleft().result()


class _OneThreadEach:
    """While somebody is within, no product of matrices takes threads of its own. It counts who is, since the setting
    is one for the whole process."""

    def __init__(self) -> None:
        self._lock, self._within = Lock(), 0
        self._limits: threadpool_limits | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        with self._lock:
            self._within += step
            if self._limits is None:
                self._limits = threadpool_limits(1)
            elif not self._within:
                self._limits.restore_original_limits()
                self._limits = None


one_thread_each = _OneThreadEach()


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _outcome(handle: object) -> object:
    return handle.run() if isinstance(handle, _Later) else handle


class _Later:
    """Work that waits. What another task asks of it is kept, what is collected is not."""

    def __init__(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        self._function, self._arguments = function, arguments
        self._kept: list[object] = []

    def run(self) -> object:
        if self._kept:
            return self._kept[0]
        return self._function(*(a.keep() if isinstance(a, _Later) else a for a in self._arguments))

    def keep(self) -> object:
        if not self._kept:
            self._kept.append(self.run())
        return self._kept[0]
