"""Where the parts of a comparison are worked on: here, or on other machines that do the same."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol


class Machines(Protocol):
    """Runs functions on values that may stay where they were made.

    A handle stands for a value: what `share` and `start` give back can be an argument of `start`.
    """

    def share(self, value: object) -> Any:
        """A handle for a value that many calls need."""

    def start(self, function: Callable[..., object], *arguments: object) -> Any:
        """A handle for what the function makes of these arguments."""

    def collect(self, handles: Sequence[Any]) -> Iterator[Any]:
        """The values themselves, in order; after that they are kept nowhere."""


class ThisMachine:
    """One thing after the other, in this process, when it is asked for."""

    def share(self, value: object) -> object:
        return value

    def start(self, function: Callable[..., object], *arguments: object) -> object:
        return _Task(function, arguments)

    def collect(self, handles: Sequence[object]) -> Iterator[object]:
        return (handle.run() if isinstance(handle, _Task) else handle for handle in handles)


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
