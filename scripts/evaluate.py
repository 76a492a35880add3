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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="sets", choices=("sets", "train"), help="which labelled sets")
    sets = load_sets(parser.parse_args().part)
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


if __name__ == "__main__":
    main()
