"""What the judge knows beside the two programmes: the lexicon, how rare each concept is, the encoder, and
what is usually done in a work process; with a sentence model when the user named one."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from hekloos.core.overlap.concepts import ConceptReader
from hekloos.core.overlap.encoder import Encoder, shipped_encoder
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.lexicon import shipped_lexicon
from hekloos.core.overlap.sentence_model import SentenceModel
from hekloos.core.overlap.work_processes import UsualContents, shipped_contents

MOST_LABS = 8  # with words of their own, of which a worker keeps the lexicon


@dataclass(frozen=True, slots=True)
class Knowledge:
    reader: ConceptReader
    encoder: Encoder
    contents: UsualContents
    model: SentenceModel | None = None

    words: tuple[tuple[str, str], ...] = ()

    def with_words(self, equal: Iterable[tuple[str, str]]) -> "Knowledge":
        """The same with words of a lab: each is said to mean what another word means."""
        words = (*self.words, *equal)
        lexicon = self.reader.lexicon.extended(words)
        return replace(self, words=words, reader=replace(self.reader, lexicon=lexicon, kinship=Kinship(lexicon)))

    def __reduce__(self) -> tuple[Callable[..., "Knowledge"], tuple[object, ...]]:
        """To another machine goes only what that machine does not have itself; the model stays, since pairs that were
        measured elsewhere come back here before it looks on."""
        shipped = shipped_knowledge()
        is_shipped = self.reader is shipped.reader or (bool(self.words) and self.reader.rarity is shipped.reader.rarity)
        if is_shipped and self.encoder is shipped.encoder and self.contents is shipped.contents:
            return _with_words, (self.words,)
        return Knowledge, (self.reader, self.encoder, self.contents, None, self.words)


@lru_cache(maxsize=MOST_LABS)
def _with_words(words: tuple[tuple[str, str], ...]) -> Knowledge:
    return shipped_knowledge().with_words(words) if words else shipped_knowledge()


@cache
def shipped_knowledge() -> Knowledge:
    """What comes with Hekloos."""
    lexicon = shipped_lexicon()
    return Knowledge(ConceptReader(lexicon, Kinship(lexicon), shipped_rarity()), shipped_encoder(), shipped_contents())


@cache
def shipped_rarity() -> dict[str, float]:
    """How rare each concept is in published programmes, 0 to 1; counted by `make train`."""
    path = resources.files("hekloos.core.overlap").joinpath("data", "rarity.json")
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found
