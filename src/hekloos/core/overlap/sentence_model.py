"""A sentence model that the user names. Optional: `pip install "hekloos[neural]"`; see second_opinion.py."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from hekloos.core.overlap.arrays import SmallFloats


class SentenceModelError(Exception):
    """The model cannot be had; `missing` says that the library is not installed."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.missing = missing


class SentenceModel(Protocol):
    def directions(self, texts: Sequence[str]) -> SmallFloats:
        """One vector of length one for each text."""


class NamedModel:
    """A model of sentence-transformers, by a name on its hub or a folder on disk."""

    def __init__(self, name: str) -> None:
        """Raises SentenceModelError when the library or the model is not there."""
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise SentenceModelError(str(error), missing=True) from error
        try:
            self._model = SentenceTransformer(name)
        except Exception as error:  # the library lets whatever its many parts raise come through
            raise SentenceModelError(str(error)) from error

    def directions(self, texts: Sequence[str]) -> SmallFloats:
        found = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        # Of a text that it cannot handle a model may give no numbers; then it says nothing of it.
        directions: SmallFloats = np.nan_to_num(np.asarray(found, dtype=np.float32), posinf=0.0, neginf=0.0)
        return directions
