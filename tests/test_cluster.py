"""The same comparison on real Dask workers, also when one of them dies."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from hekloos.cluster import ClusterError, DaskMachines
from hekloos.core.curriculum import Framework, ItemKind, Side
from hekloos.core.overlap import measuring
from hekloos.core.overlap.compare import Comparison, compare
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.tests.programmes import framework, item, vmbo

WORK = ("dweilt vloeren", "lapt ramen", "boekt facturen", "ontvangt gasten", "schenkt koffie", "meet spanning")
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """A scheduler with two workers, each a process of its own."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True) as found:  # type: ignore[no-untyped-call]
        yield found


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Framework:
    """An mbo programme of several parts."""
    monkeypatch.setattr(measuring, "PART", 20)
    monkeypatch.setattr(measuring, "EVERY_PAIR", 0)
    items = (
        item(f"W{n}", f"{WORK[n % 6]} en {WORK[n % 5]} in gebouw {n}", kind=ItemKind.WORK_PROCESS) for n in range(240)
    )
    return framework(*items, side=Side.MBO)


def told(comparison: Comparison) -> list[tuple[str, str, float]]:
    return [(match.left.code, match.right.code, match.probability) for match in comparison.matches()]


def test_a_cluster_finds_the_same(cluster: object, many: Framework) -> None:
    with DaskMachines(cluster.scheduler_address) as machines:  # type: ignore[attr-defined]
        there = compare(vmbo(), many, machines=machines)
    here = compare(vmbo(), many)
    assert told(there) == told(here)
    assert np.allclose(there.pairs.features, here.pairs.features, atol=1e-5)  # what is read together differs


def test_words_of_a_lab_travel_to_the_cluster(cluster: object) -> None:
    knowledge = shipped_knowledge().with_words([("frutsels", "vloeren dweilen")])
    there = framework(item("W", "fleurt frutsels op", kind=ItemKind.WORK_PROCESS), side=Side.MBO)
    with DaskMachines(cluster.scheduler_address) as machines:  # type: ignore[attr-defined]
        found = compare(vmbo(), there, knowledge=knowledge, machines=machines)
    assert told(found) == told(compare(vmbo(), there, knowledge=knowledge))
    assert told(found) != told(compare(vmbo(), there))


def test_a_worker_that_dies_changes_nothing(cluster: object, many: Framework) -> None:
    pids = [worker.pid for worker in cluster.workers.values()]  # type: ignore[attr-defined]
    killed = threading.Event()

    def kill() -> None:
        os.kill(pids[0], signal.SIGKILL)
        killed.set()

    def progress(share: float) -> None:
        if 0.2 < share < 0.9 and not killed.is_set():
            kill()

    with DaskMachines(cluster.scheduler_address) as machines:  # type: ignore[attr-defined]
        there = compare(vmbo(), many, machines=machines, progress=progress)
    assert killed.is_set()
    assert told(there) == told(compare(vmbo(), many))


def test_an_address_where_nobody_answers_is_told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hekloos.cluster.PATIENCE", 0.5)
    started = time.monotonic()
    with pytest.raises(ClusterError):
        DaskMachines("tcp://127.0.0.1:9")
    assert time.monotonic() - started < 10
