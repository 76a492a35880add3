"""One worker beside two, on lesson fragments that they make themselves: `python scripts/bench_cluster.py 1000000`.

The fragments are sentences of the demo lessons in another order, so that nothing has to travel and any number can be
made. The terms are those of the demo. Prints seconds, and the highest memory that a worker took.
"""

import resource
import sys
import time
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from hekloos.cluster import DaskMachines
from hekloos.core.curriculum import Item
from hekloos.core.formats import registry
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.measuring import Pairs, measure_parts
from hekloos.core.overlap.readings import ItemReader
from hekloos.core.overlap.texts import ItemTexts, build_splitter, item_texts

DEMO = Path(str(resources.files("hekloos.demo")))
SIZE = 2_000  # fragments of a part
SENTENCES = 3  # of a fragment
MEMORY = "1GB"  # of a worker; what does not fit Dask writes to disk


@dataclass(frozen=True)
class Fragments:
    """A part that makes itself."""

    sentences: tuple[str, ...]
    number: int

    def __call__(self) -> list[ItemTexts]:
        chance = np.random.default_rng(self.number)
        chosen = chance.integers(len(self.sentences), size=(SIZE, SENTENCES))
        return [ItemTexts(" ".join(self.sentences[n] for n in row), (), ()) for row in chosen.tolist()]


def sentences() -> tuple[str, ...]:
    texts = [item.text for name in ("lessen-vmbo", "lessen-mbo") for item in _items(name)]
    return tuple(sorted({part.strip() for text in texts for part in text.split(".") if len(part.split()) > 3}))


def _items(name: str) -> tuple[Item, ...]:
    return registry.read(str(DEMO / name)).frameworks[0].comparable()


def run(workers: int, parts: list[Fragments]) -> tuple[float, float, Pairs]:
    from distributed import LocalCluster

    knowledge = shipped_knowledge()
    vmbo = registry.read(str(DEMO / "vmbo-techniek.csv")).frameworks[0]
    terms = item_texts(vmbo, vmbo.comparable(), knowledge.contents)
    known = [ItemTexts(sentence, (), ()) for sentence in parts[0].sentences]
    reader = ItemReader(knowledge, build_splitter((*terms, *known)))
    settings = {"n_workers": workers, "threads_per_worker": 1, "memory_limit": MEMORY, "dashboard_address": None}
    with LocalCluster(**settings) as cluster, DaskMachines(cluster.scheduler_address) as machines:  # type: ignore[no-untyped-call]
        started = time.perf_counter()
        pairs, _weights = measure_parts(reader, terms, parts, sizes=[SIZE] * len(parts), machines=machines)
        seconds = time.perf_counter() - started
        peak = max(machines.on_every_worker(_peak))
    return seconds, peak, pairs


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    parts = [Fragments(sentences(), number) for number in range(max(1, many // SIZE))]
    found = {workers: run(workers, parts) for workers in (2, 1)}
    for workers, (seconds, peak, pairs) in found.items():
        print(
            f"{workers} workers, {len(parts) * SIZE} fragments: {seconds:.1f} s, {peak:.0f} MB, {len(pairs.rows)} pairs"
        )
    print(f"two workers are {found[1][0] / found[2][0]:.2f} times as fast as one")
    print("the same pairs:", np.array_equal(found[1][2].features, found[2][2].features))


if __name__ == "__main__":
    main()
