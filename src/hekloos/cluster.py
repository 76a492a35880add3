"""The work of a comparison on a Dask cluster. Optional: `pip install "hekloos[cluster]"`.

Every worker has Hekloos itself, so what comes with Hekloos does not travel; texts of a part and what was found of it
do. What was read of a part stays on the worker that read it (Dask writes it to disk when memory runs short). When a
worker dies, Dask gives its work to another, with the same outcome.
"""

from collections.abc import Callable, Generator, Sequence
from types import TracebackType
from typing import Any

PATIENCE = 10.0  # seconds to find the cluster


class ClusterError(Exception):
    """The cluster cannot be had; `missing` says that the library is not installed."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


class DaskMachines:
    """The machines of one cluster, by the address of its scheduler ("tcp://..."). Use it in a `with`."""

    reads_together = 1  # so that there is a part for each worker

    def __init__(self, address: str) -> None:
        """Raises ClusterError when the library or the cluster is not there."""
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterError(str(error), missing=True) from error
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise ClusterError(str(error)) from error

    def __enter__(self) -> "DaskMachines":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()  # type: ignore[no-untyped-call]

    def share(self, value: object) -> Any:
        """On every worker, so that none is missed when it dies."""
        return self._client.scatter(value, broadcast=True, hash=False)  # type: ignore[no-untyped-call]

    def start(self, function: Callable[..., object], *arguments: object) -> Any:
        return self._client.submit(function, *arguments, pure=False)

    def on_every_worker(self, function: Callable[[], Any]) -> list[Any]:
        """What the function says on each of them."""
        return list(self._client.run(function).values())

    def collect(self, handles: Sequence[Any], *, arithmetic: bool = False) -> Generator[Any]:
        waiting = list(reversed(handles))
        while waiting:
            handle = waiting.pop()
            yield handle.result()
            handle.release()
