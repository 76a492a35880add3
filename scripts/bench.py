"""How fast and how large, on this machine, as ratios in one run: `make bench`.

Whole commands are timed cold, in a process of their own; the engine warm. Real programmes are
used where ../shared/data has them, else the demo programmes.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path

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


def enlarged(framework_: Framework, times: int) -> Framework:
    """The same programme so many times over, under other ids."""
    return replace(
        framework_,
        items=tuple(
            replace(item, id=f"{n}:{item.id}", parent=f"{n}:{item.parent}" if item.parent else None)
            for n in range(times)
            for item in framework_.items
        ),
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
    print("\ngrowth of the engine with the mbo side")
    before = 0.0
    for times in (1, 2, 4, 8, 16):
        larger = enlarged(right, times)
        seconds = median_seconds(lambda larger=larger: compare(left, larger), runs=3)  # type: ignore[misc]
        ratio = f"x {seconds / before:.2f} for twice the size" if before else ""
        print(f"{len(larger.comparable()):7} mbo items {seconds:7.3f} s  {ratio}")
        before = seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this run {peak:.0f} MB")


if __name__ == "__main__":
    main()
