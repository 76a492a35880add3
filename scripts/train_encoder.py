"""Make the encoder and the rarity of concepts: the first half of `make train`."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from corpus import DATA, paraphrases, tree_pairs
from encoder_training import DIMENSIONS, TrainingSet, Weights, learn_labels, learn_language
from judged import judged_whole
from labelled import LabelledSet
from numpy.typing import NDArray
from scipy import sparse

from hekloos.core.overlap.concepts import ConceptBags, ConceptReader
from hekloos.core.overlap.dutch import tokens, words
from hekloos.core.overlap.encoder import Encoder, dump, text_features
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.knowledge import Knowledge
from hekloos.core.overlap.lexicon import shipped_lexicon
from hekloos.core.overlap.meanings import root
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.texts import ItemTexts, ItemWords, item_texts, item_words
from hekloos.core.overlap.work_processes import shipped_contents

TARGETS = Path(__file__).parent.parent / "src/hekloos/core/overlap/data"
LENGTH = 0.5  # of a vector at the start
SHARES = (0.5, 0.6, 0.37)  # what the context of a vmbo item, detail and context of an mbo item count at the start

Features = dict[str, float]


def count_rarity(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """How rare each concept is in the texts of published programmes, from 0 to 1."""
    lexicon = shipped_lexicon()
    kinship = Kinship(lexicon)
    often: Counter[str] = Counter()
    texts = sorted({text for pair in pairs for text in pair})
    for text in texts:
        found: dict[str, float] = {}
        for spot in lexicon.spots(tokens(text)):
            for reading in spot.readings:
                for upper, closeness in kinship.above(reading.concept).items():
                    found[upper] = max(found.get(upper, 0.0), closeness)
        for name, closeness in found.items():
            often[name] += closeness  # type: ignore[assignment]
    rare = {name: float(np.log((len(texts) + 1) / (often[name] + 1))) for name in sorted(lexicon.concepts)}
    rarest = max(rare.values())
    return {name: round(value / rarest, 4) for name, value in rare.items()}


@dataclass
class FeatureColumns:
    """Columns of the features that have a vector."""

    names: list[str]

    def __post_init__(self) -> None:
        self.place = {name: column for column, name in enumerate(self.names)}

    def matrix(self, found: Sequence[Features]) -> sparse.csr_matrix:
        columns: list[int] = []
        data: list[float] = []
        starts = [0]
        for features in found:
            known = [(self.place[name], value) for name, value in features.items() if name in self.place]
            columns.extend(column for column, _value in known)
            data.extend(value for _column, value in known)
            starts.append(len(columns))
        return sparse.csr_matrix((data, columns, starts), shape=(len(found), len(self.names)), dtype=np.float32)


class Trainer:
    """Everything that the rounds of training share."""

    def __init__(self, sets: Sequence[LabelledSet]) -> None:
        pairs = tree_pairs()
        self.rarity = count_rarity(pairs)
        lexicon = shipped_lexicon()
        self.reader = ConceptReader(lexicon, Kinship(lexicon), self.rarity)
        pairs = [*pairs, *paraphrases()]
        texts = sorted({text for pair in pairs for text in pair})
        features = {text: self._of_text(text) for text in texts}
        often = Counter(name for found in features.values() for name in found)
        stems = sorted(name for name in often if not name.startswith(":"))
        self.columns = FeatureColumns([*stems, *(f":{name}" for name in sorted(lexicon.concepts))])
        here, there = (self.columns.matrix([features[pair[side]] for pair in pairs]) for side in (0, 1))
        self.before = learn_language(self._start(stems, often, len(texts)), here, there)
        self.sets = [self._training_set(labelled) for labelled in sets]

    def knowledge(self, encoder: Encoder) -> Knowledge:
        return Knowledge(self.reader, encoder, shipped_contents())

    def train(self, names: Iterable[str]) -> bytes:
        """An encoder that learned from the labels of these sets, as it is stored."""
        wanted = set(names)
        weights = learn_labels(self.before, [part for part in self.sets if part.name in wanted])
        return dump(
            self.columns.names,
            weights.loud().astype(np.float64),
            (weights.turn_left.astype(np.float64), weights.turn_right.astype(np.float64)),
            [float(share) for share in np.exp(weights.shares)],
        )

    def _start(self, stems: Sequence[str], often: Counter[str], texts: int) -> Weights:
        known = _word_vectors()
        chance = np.random.default_rng(0)
        lexicon = self.reader.lexicon
        by_stem: dict[str, list[NDArray[np.float32]]] = {}
        for word, vector in known.items():
            by_stem.setdefault(root(word), []).append(vector)
        vectors = chance.normal(size=(len(self.columns.names), DIMENSIONS)) * 0.02
        loudness = np.zeros(len(self.columns.names))
        for row, name in enumerate(self.columns.names):
            if name.startswith(":"):
                concept = lexicon.concepts[name[1:]]
                found = [known[word] for word, _sectors in concept.words if word in known][:8]
                loudness[row] = max(0.02, self.reader.weight(concept.name))
            else:
                found = by_stem.get(name, [])[:4]
                loudness[row] = np.log(1 + texts / (often[name] + 1))
            if found:
                middle = np.mean(found, axis=0)
                vectors[row] = LENGTH * middle / (np.linalg.norm(middle) + 1e-9)
        loudness[: len(stems)] /= loudness[: len(stems)].max()
        turn = np.eye(DIMENSIONS, dtype=np.float32)
        return Weights(
            vectors=vectors.astype(np.float32),
            loudness=np.log(np.maximum(loudness, 0.02)).astype(np.float32),
            turn_left=turn,
            turn_right=turn.copy(),
            shares=np.log(np.array(SHARES, dtype=np.float32)),
            scale=np.array([8.0, -4.5], dtype=np.float32),
        )

    def _of_text(self, text: str) -> Features:
        concepts = self.reader.with_all_above(self.reader.bags(ItemTexts(text, (), ())).own)
        return text_features((stem(word) for word in words(text)), concepts)

    def _of_part(self, item: ItemWords, concepts: ConceptBags, part: str) -> Features:
        above = self.reader.with_all_above(getattr(concepts, part))
        return text_features((stem(word) for word in getattr(item, part)), above)

    def _training_set(self, labelled: LabelledSet) -> TrainingSet:
        parts: dict[str, sparse.csr_matrix] = {}
        for side, framework in (("left", labelled.left), ("right", labelled.right)):
            texts = item_texts(framework, framework.comparable(), shipped_contents())
            worded, understood = [item_words(item) for item in texts], [self.reader.bags(item) for item in texts]
            for part in ("own", "detail", "context"):
                parts[f"{part}_{side}"] = self.columns.matrix(
                    [self._of_part(item, concepts, part) for item, concepts in zip(worded, understood, strict=True)]
                )
        del parts["detail_left"]
        labels, careful = judged_whole(labelled)
        return TrainingSet(name=labelled.name, labels=labels, careful=careful, **parts)


def _word_vectors() -> dict[str, NDArray[np.float32]]:
    with np.load(DATA / "vectors" / "dutch-100d.npz", allow_pickle=False) as stored:
        return dict(zip(map(str, stored["words"]), stored["vectors"].astype(np.float32), strict=True))


def write_rarity(rarity: dict[str, float]) -> None:
    text = json.dumps(rarity, ensure_ascii=False, indent=0)
    (TARGETS / "rarity.json").write_text(text + "\n", encoding="utf-8")
