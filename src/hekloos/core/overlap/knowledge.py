"""What the judge knows beside the two programmes: the lexicon, how rare each concept is, the encoder, and
what is usually done in a work process; with a sentence model when the user named one."""

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from hekloos.core.overlap.concepts import ConceptReader
from hekloos.core.overlap.encoder import Encoder, shipped_encoder
from hekloos.core.overlap.kinship import Kinship
from hekloos.core.overlap.lexicon import Lexicon, shipped_lexicon
from hekloos.core.overlap.sentence_model import SentenceModel
from hekloos.core.overlap.work_processes import UsualContents, shipped_contents


@dataclass(frozen=True, slots=True)
class Knowledge:
    reader: ConceptReader
    encoder: Encoder
    contents: UsualContents
    model: SentenceModel | None = None

    def with_lexicon(self, lexicon: Lexicon) -> "Knowledge":
        """The same with other words, such as those of a lab."""
        return replace(self, reader=replace(self.reader, lexicon=lexicon, kinship=Kinship(lexicon)))


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
