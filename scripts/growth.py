"""Where the quality comes from: how it grows with labels, and what it loses without each part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from judge_fitting import Measured, fit, with_cuts
from labelled import LabelledSet
from measuring import measured, quality, stored
from train_encoder import Trainer

from hekloos.core.overlap.encoder import load
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import Judge, shipped
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.work_processes import UsualContents

ORDER_SEED = 7  # sets are taken in one order, chosen by chance
Row = tuple[str, dict[str, float]]


def judge_by_labels(tests: Sequence[LabelledSet]) -> Iterator[Row]:
    """The judge fitted on more and more sets, with the encoder as it is shipped."""
    data, held = _shuffled(stored()), _held(tests)
    for many in (1, 2, 5, 11, len(data)):
        pairs = sum(len(part.labels) for part in data[:many])
        yield f"judge on {many} sets ({pairs} pairs)", quality(_fitted(data[:many]), held)


def encoder_by_labels(tests: Sequence[LabelledSet], sets: Sequence[LabelledSet]) -> Iterator[Row]:
    """The encoder trained on more and more judged programmes, with the judge as it is shipped."""
    trainer, judge = Trainer(sets), shipped()
    names = [str(name) for name in np.random.default_rng(ORDER_SEED).permutation([labelled.name for labelled in sets])]
    for many in (0, 3, 7, 14, len(names)):
        encoder = load(trainer.train(names[:many]))
        held = [measured(labelled, trainer.knowledge(encoder)) for labelled in tests]
        yield f"encoder on {many} programmes", quality(judge, held)


def without_each(tests: Sequence[LabelledSet]) -> Iterator[Row]:
    """The judge fitted again without one feature; the whole one first."""
    data, held = stored(), _held(tests)
    yield "with everything", quality(_fitted(data), held)
    for name in FEATURES:
        column = FEATURES.index(name)
        blind = [Measured(part.name, _without(part, column), part.labels) for part in held]
        yield f"without {name}", quality(_fitted(data, without=name), blind)
    bare = replace(shipped_knowledge(), contents=UsualContents({}))
    yield "titles as bare as they are", quality(shipped(), [measured(labelled, bare) for labelled in tests])


def _without(part: Measured, column: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    features = part.features.copy()
    features[:, column] = 0.0
    return features


def _fitted(data: Sequence[Measured], *, without: str = "") -> Judge:
    judge = fit(data, without=without)
    return with_cuts(judge, [judge.probabilities(part.features) for part in data], data)


def _held(tests: Sequence[LabelledSet]) -> list[Measured]:
    knowledge = shipped_knowledge()
    return [measured(labelled, knowledge) for labelled in tests]


def _shuffled(data: Sequence[Measured]) -> list[Measured]:
    return [data[n] for n in np.random.default_rng(ORDER_SEED).permutation(len(data))]
