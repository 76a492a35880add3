"""How good the judge is, beside simple baselines, on labelled pairs it was not fitted on: `make eval`.

The labels were made by language models that followed written guidelines, each on its own; two of
them agree on positives at F1 0.85, so that is the ceiling.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from labelled import LabelledSet, load_scorer, load_sets

from hekloos.core.overlap.compare import compare

COLUMNS = ("AP", "R@5", "nDCG@5", "F1*", "ECE", "rel4")
EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9, 1.01)
Prediction = dict[str, str | float]


def hekloos(labelled: LabelledSet) -> Iterable[Prediction]:
    comparison = compare(labelled.left, labelled.right)
    for match in comparison.matches():
        yield {
            "left": match.left.code,
            "right": match.right.code,
            "probability": match.probability,
            "relation": match.relation,
        }


def cosine(analyzer: str, sizes: tuple[int, int]) -> Callable[[LabelledSet], Iterable[Prediction]]:
    """Plain TF-IDF cosine of scikit-learn over item texts, as other tools do it."""

    def predict(labelled: LabelledSet) -> Iterable[Prediction]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        left, right = labelled.left.comparable(), labelled.right.comparable()
        vectoriser = TfidfVectorizer(analyzer=analyzer, ngram_range=sizes, sublinear_tf=True)
        vectors = vectoriser.fit_transform([f"{item.text} {item.description}" for item in (*left, *right)])
        likeness = (vectors[: len(left)] @ vectors[len(left) :].T).toarray()
        for row, l_item in enumerate(left):
            for column, r_item in enumerate(right):
                yield {"left": l_item.code, "right": r_item.code, "probability": float(likeness[row, column])}

    return predict


METHODS: dict[str, Callable[[LabelledSet], Iterable[Prediction]]] = {
    "TF-IDF, words": cosine("word", (1, 1)),
    "TF-IDF, letters 3-5": cosine("char_wb", (3, 5)),
    "Hekloos": hekloos,
}


def evaluate(
    method: Callable[[LabelledSet], Iterable[Prediction]], sets: list[LabelledSet]
) -> dict[str, dict[str, float]]:
    score = load_scorer()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for labelled in sets:
            predictions = Path(folder) / f"{labelled.name}.jsonl"
            predictions.write_text("".join(json.dumps(row) + "\n" for row in method(labelled)), encoding="utf-8")
            found[labelled.name] = score(labelled.folder, predictions)
    return found


def _show(name: str, values: dict[str, float]) -> None:
    print(name.ljust(24) + "".join(f"{values[column]:9.3f}" for column in COLUMNS))


def _mean(rows: dict[str, dict[str, float]]) -> dict[str, float]:
    return {column: sum(row[column] for row in rows.values()) / len(rows) for column in COLUMNS}


def _show_calibration(sets: list[LabelledSet]) -> None:
    """Of the labelled pairs with about the same chance: the chance that was told, and the share that overlaps."""
    told: list[tuple[float, bool]] = []
    for labelled in sets:
        for match in compare(labelled.left, labelled.right).matches():
            label = labelled.labels.get((match.left.code, match.right.code))
            if label is not None:
                told.append((match.probability, label >= 2))
    print("\nDo the chances hold? (all labelled pairs together)")
    print("chance told".ljust(24) + "pairs".rjust(9) + "told".rjust(9) + "true".rjust(9))
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        inside = [(chance, overlaps) for chance, overlaps in told if low <= chance < high]
        if inside:
            mean, true = (sum(pair[n] for pair in inside) / len(inside) for n in (0, 1))
            bar = "#" * round(30 * true)
            print(f"{low:.2f} to {min(high, 1.0):.2f}".ljust(24) + f"{len(inside):9}{mean:9.2f}{true:9.2f}  {bar}")


def _show_growth(sets: list[LabelledSet]) -> None:
    import growth

    columns = ("AP", "ECE", "rel4")
    train = load_sets("train")
    for title, rows in (
        ("What each part adds", growth.without_each(sets)),
        ("How the judge grows with labels", growth.judge_by_labels(sets)),
        ("How the encoder grows with judged programmes", growth.encoder_by_labels(sets, train)),
    ):
        print(f"\n{title}".ljust(37) + "".join(column.rjust(9) for column in columns))
        for name, values in rows:
            print(name.ljust(36) + "".join(f"{values[column]:9.3f}" for column in columns), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="sets", choices=("sets", "train"), help="which labelled sets")
    parser.add_argument("--grow", action="store_true", help="how quality grows with labels, and what each part adds")
    arguments = parser.parse_args()
    sets = load_sets(arguments.part)
    if not sets:
        sys.exit("The labelled pairs are not on this machine (../shared/eval), so there is nothing to measure against.")
    print(f"{len(sets)} labelled sets; labels by language models, ceiling F1 0.85 between two of them")
    print("mean over sets".ljust(24) + "".join(column.rjust(9) for column in COLUMNS))
    results = {name: evaluate(method, sets) for name, method in METHODS.items()}
    for name, rows in results.items():
        _show(name, _mean(rows))
    print("\nHekloos, per set")
    for name, row in results["Hekloos"].items():
        _show(name, row)
    _show_calibration(sets)
    if arguments.grow:
        _show_growth(sets)


if __name__ == "__main__":
    main()
