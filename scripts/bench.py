"""How fast and how large, on this machine, as ratios in one run: `make bench`.

Whole commands are timed cold, in a process of their own; the engine warm. Real programmes are
used where ../shared/data has them, else the demo programmes.
"""

import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import bench_routes

from hekloos.core.curriculum import Framework
from hekloos.core.formats import registry
from hekloos.core.overlap.compare import compare

DATA = Path(__file__).parent.parent.parent / "shared" / "data"
DEMO = Path(str(resources.files("hekloos.demo")))


def sources() -> tuple[str, str]:
    if DATA.is_dir():
        return f"{DATA}/slo:PIE", f"{DATA}/sbb/2755-dienstverlening.xml:25498"
    return str(DEMO / "vmbo-techniek.csv"), str(DEMO / "mbo-monteur.csv")


def framework(source: str) -> Framework:
    path, _colon, part = source.partition(":")
    reading = registry.read(path)
    return (registry.pick(reading, part) if part else reading.frameworks)[0]


def median_seconds(work: Callable[[], object], *, runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def cold(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True)


def dense_cosine(left: Framework, right: Framework) -> object:
    """The named peer: a dense TF-IDF cosine of scikit-learn over the same texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    texts = [f"{item.text} {item.description}" for item in (*left.comparable(), *right.comparable())]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(texts)
    split = len(left.comparable())
    return cosine_similarity(vectors[:split], vectors[split:])


SIZES = (2_500, 5_000, 10_000, 20_000)
PEERS = {
    "dense": "dense cosine of scikit-learn",
    "sparse": "sparse_dot_topn, the bare products of the same matrices",
    "minilm": "all-MiniLM-L6-v2, encoding and comparing",
}


def scale(way: str, size: int) -> dict[str, Any]:
    """All vmbo terms beside so many mbo statements, in a process of its own."""
    command = [sys.executable, str(Path(__file__).parent / "bench_scale.py"), way, str(size)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def show_growth() -> None:
    if not DATA.is_dir():
        print("\nThe real programmes are not on this machine (../shared/data), so nothing large is measured.")
        return
    print("\nall vmbo terms beside more and more mbo statements, from texts to judged pairs")
    found = {size: scale("hekloos", size) for size in SIZES}
    for size, row in found.items():
        phases = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in row["phases"].items())
        print(f"{row['terms']} x {size:6} {row['seconds']:7.1f} s {row['peak']:6.0f} MB   ({phases})")
    first, last = SIZES[0], SIZES[-1]
    slope = math.log(found[last]["seconds"] / found[first]["seconds"]) / math.log(last / first)
    print(f"slope of the seconds over these sizes: {slope:.2f} (1 is in proportion)")
    ours = found[last]["seconds"]
    for way, name in PEERS.items():
        row = scale(way, last)
        if "missing" in row:
            print(f"{name}: not measured, {row['missing']} is not installed")
        else:
            print(
                f"{name}: {row['seconds']:.1f} s, {row['peak']:.0f} MB; that is {row['seconds'] / ours:.2f} x Hekloos"
            )


def main() -> None:
    left_source, right_source = sources()
    left, right = framework(left_source), framework(right_source)
    print(f"{left.title}: {len(left.comparable())} terms; {right.title}: {len(right.comparable())} items; medians of 5")
    with tempfile.TemporaryDirectory() as folder:
        report = f"{folder}/rapport.html"
        rows = {
            "python, doing nothing": cold("-c", "pass"),
            "import hekloos.cli.main": cold("-c", "import hekloos.cli.main"),
            "compare, cold, files to report": cold(
                "-m", "hekloos.cli.main", "compare", left_source, right_source, "-o", report
            ),
            "engine alone, warm": lambda: compare(left, right),
            "peer, warm: dense cosine of scikit-learn": lambda: dense_cosine(left, right),
        }
        for name, work in rows.items():
            print(f"{name:42} {median_seconds(work):7.3f} s")
    show_growth()
    bench_routes.main()


if __name__ == "__main__":
    main()
