"""Make everything that is learned again: `make train`.

First the rarity of concepts and the encoder, then the judge. The judge is fitted on what an encoder says that did
not see the labels of the same vmbo profile, so that it trusts the encoder no more than it may. Scores are
those of sets left out while fitting (each set once). They still flatter: errors on these sets showed where to mend
the lexicon. Only sets that nobody looked at tell how good it is.
"""

import sys
from dataclasses import replace

import numpy as np
from judge_fitting import Measured, fit, macro_f1, with_cuts
from labelled import LabelledSet, average_precision, load_sets
from measuring import measured, store
from train_encoder import TARGETS, Trainer, write_rarity

from hekloos.core.overlap.encoder import load
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import dump


def profile(name: str) -> str:
    """The vmbo profile of a set: "bwi" of "bwi_bouw"."""
    return name.split("_")[0]


def measure_all(sets: list[LabelledSet], trainer: Trainer) -> list[Measured]:
    """What the judge learns from."""
    found: dict[str, Measured] = {}
    for left_out in dict.fromkeys(profile(labelled.name) for labelled in sets):
        encoder = load(trainer.train(other.name for other in sets if profile(other.name) != left_out))
        for labelled in sets:
            if profile(labelled.name) == left_out:
                found[labelled.name] = measured(labelled, trainer.knowledge(encoder))
        print(f"encoder without {left_out} trained", flush=True)
    return [found[labelled.name] for labelled in sets]


def main() -> None:
    sets = load_sets("train")
    if not sets:
        sys.exit("The labelled pairs are not on this machine; what is shipped stays as it is.")
    trainer = Trainer(sets)
    write_rarity(trainer.rarity)
    data = measure_all(sets, trainer)
    store(data)
    (TARGETS / "encoder.npz").write_bytes(trainer.train(labelled.name for labelled in sets))
    chances, scores = [], []
    for part in data:
        judge = fit([other for other in data if profile(other.name) != profile(part.name)])
        chances.append(judge.probabilities(part.features))
        scores.append(average_precision(part.labels, chances[-1]))
        print(f"{part.name:16} average precision, left out: {scores[-1]:.3f}")
    judge = with_cuts(fit(data), chances, data)
    relations = [
        macro_f1(judge.relations(part.features, c), part.labels) for c, part in zip(chances, data, strict=True)
    ]
    final = {
        "labelled_sets": len(sets),
        "labelled_pairs": sum(len(part.labels) for part in data),
        "average_precision_left_out": round(float(np.mean(scores)), 3),
        "macro_f1_left_out": round(float(np.mean(relations)), 3),
    }
    (TARGETS / "judge.json").write_text(dump(replace(judge, scores=final)), encoding="utf-8")
    print(f"mean {final['average_precision_left_out']}; relations {final['macro_f1_left_out']}")
    print(f"cuts {judge.cuts}, alike {judge.alike}")
    for name in FEATURES:
        adds = judge.curves[name].adds
        print(f"  {name:20} adds {min(adds):6.2f} to {max(adds):6.2f}")


if __name__ == "__main__":
    main()
