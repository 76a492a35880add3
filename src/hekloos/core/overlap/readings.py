"""Items as they are understood: words by stem, and concepts."""

from dataclasses import dataclass

from hekloos.core.overlap.concepts import ItemConcepts
from hekloos.core.overlap.dutch import Splitter
from hekloos.core.overlap.knowledge import Knowledge
from hekloos.core.overlap.texts import ItemStems, ItemTexts, item_stems, item_words


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One item as it was understood: its words by stem, its concepts, and what is usually done in it."""

    stems: ItemStems
    concepts: ItemConcepts
    usual: str


@dataclass(frozen=True)
class ItemReader:
    """Understands items by what is known, and by the words of both programmes (for compounds)."""

    knowledge: Knowledge
    splitter: Splitter

    def read(self, texts: ItemTexts) -> ItemReading:
        return ItemReading(item_stems(item_words(texts), self.splitter), self.knowledge.reader.read(texts), texts.usual)
