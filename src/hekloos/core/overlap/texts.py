"""The texts of an item that judging looks at, as words.

Of a vmbo term: its own text, and as context its task and module. Of an mbo item: its own text,
the detail a dossier gives (description, result, behaviour), and as context its core task.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from hekloos.core.curriculum import Framework, Item, ItemKind
from hekloos.core.overlap.dutch import Splitter, content_words, tokens, words
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.verbs import most_demanding
from hekloos.core.overlap.work_processes import UsualContents

Part = Literal["own", "detail", "context"]
PARTS: tuple[Part, ...] = ("own", "detail", "context")
LONGEST_ABOVE = 600  # letters of what stands above an item; every item below it has them all
REPEATED = 4  # a description that so many items share says nothing about any of them


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """What judging reads of one item: its own text, the detail a dossier gives, and what stands above it.

    `usual` is what is usually done in a work process of which the file gives no detail; then it is the detail.
    """

    own: str
    detail: tuple[str, ...]
    context: tuple[str, ...]
    usual: str = ""

    def of_part(self, part: Part) -> tuple[str, ...]:
        return (self.own,) if part == "own" else self.detail if part == "detail" else self.context


def item_texts(framework: Framework, items: Sequence[Item], contents: UsualContents) -> list[ItemTexts]:
    described = Counter(item.description for item in items)
    found = []
    for item in items:
        detail = [item.result, *item.behaviour]
        if described[item.description] < REPEATED:
            detail.insert(0, item.description)
        above = tuple(_within(LONGEST_ABOVE, (ancestor.text for ancestor in framework.ancestors(item))))
        told = tuple(filter(None, detail))
        usual = ""
        if item.kind is ItemKind.WORK_PROCESS and not (told or item.description):
            usual = contents.of(item.text, above[0] if above else "")
        found.append(ItemTexts(item.text, (usual,) if usual else told, above, usual=usual))
    return found


def _within(letters: int, texts: Iterable[str]) -> Iterator[str]:
    """The texts, until so many letters of them were given."""
    for text in texts:
        if letters <= 0:
            return
        yield text[:letters]
        letters -= len(text)


@dataclass(frozen=True, slots=True)
class ItemWords:
    """Words of one item in order: its own, those of its detail, and those of what stands above it."""

    own: tuple[str, ...]
    detail: tuple[str, ...]
    context: tuple[str, ...]


def item_words(texts: ItemTexts) -> ItemWords:
    return ItemWords(*(content_of(texts.of_part(part)) for part in PARTS))


def content_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of these texts that carry meaning."""
    return tuple(word for text in texts for word in words(text))


def build_splitter(items: Iterable[ItemTexts]) -> Splitter:
    """Knows all words of both programmes."""
    texts = {text for item in items for text in (item.own, *item.detail, *item.context)}
    return Splitter(content_words(set(chain.from_iterable(map(tokens, texts)))))


@dataclass(frozen=True, slots=True)
class ItemStems:
    """Stems of one item, each with a word as it stands in the text; parts of compounds count too."""

    own: Mapping[str, str]
    detail: Mapping[str, str]
    context: Mapping[str, str]
    verb: str  # the most demanding one, "" when unknown
    level: int  # of that verb, 0 when unknown

    @property
    def with_detail(self) -> set[str]:
        return self.own.keys() | self.detail.keys()

    @property
    def everything(self) -> set[str]:
        return self.own.keys() | self.detail.keys() | self.context.keys()


def item_stems(item: ItemWords, splitter: Splitter) -> ItemStems:
    verb, level = most_demanding(item.own)
    return ItemStems(
        own=stems_of(item.own, splitter),
        detail=stems_of(item.detail, splitter),
        context=stems_of(item.context, splitter),
        verb=verb,
        level=level,
    )


def stems_of(found: Sequence[str], splitter: Splitter) -> dict[str, str]:
    """Stems of these words and of the parts of compounds, each with the word where it was found."""
    forms: dict[str, str] = {}
    for word in found:
        forms.setdefault(stem(word), word)
    for word in found:
        for part in splitter.parts(word):
            forms.setdefault(stem(part), word)
    return forms
