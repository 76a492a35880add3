"""What changed between two versions of a programme, and between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from hekloos.core.curriculum import Framework, Item, in_order


@dataclass(frozen=True, slots=True)
class Changes:
    """Items of the new version by what became of them, in its order; `gone` are items of the old version."""

    added: tuple[Item, ...]
    changed: tuple[tuple[Item, Item], ...]  # the old and the new one, with another text
    gone: tuple[Item, ...]
    same: tuple[Item, ...]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.changed or self.gone)


def compare_versions(old: Framework | None, new: Framework) -> Changes:
    """Items are the same when their id is; without an old version all of them are new."""
    before = old.by_id if old else {}
    there = [(before.get(item.id), item) for item in new.items]
    return Changes(
        added=tuple(item for was, item in there if was is None),
        changed=tuple((was, item) for was, item in there if was is not None and was.digest != item.digest),
        gone=tuple(item for item in before.values() if item.id not in new.by_id),
        same=tuple(item for was, item in there if was is not None and was.digest == item.digest),
    )


class Edit(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


MOST_WORDS = 2_000  # of a text that is laid beside another; what follows is taken as one piece
MOST_WORK = 100_000  # places where two texts have the same word; texts that repeat themselves have very many


def compare_words(old: str, new: str) -> Iterator[tuple[Edit, str]]:
    """Pieces that make up the new text when what was removed is left out, and the old one without what was added."""
    before, after = _words(old), _words(new)
    there = Counter(after)
    if sum(count * there[word] for word, count in Counter(before).items()) > MOST_WORK:
        before, after = [old], [new]
    for kind, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Edit.KEPT, "".join(after[c:d])
            continue
        if a < b:
            yield Edit.REMOVED, "".join(before[a:b])
        if c < d:
            yield Edit.ADDED, "".join(after[c:d])


def _words(text: str) -> list[str]:
    """Words and the white space and signs between them; together they are the text."""
    pieces = re.findall(r"\w+|\s+|[^\w\s]", text)
    return [*pieces[:MOST_WORDS], "".join(pieces[MOST_WORDS:])] if len(pieces) > MOST_WORDS else pieces


def full_text(item: Item) -> str:
    """All that the digest of an item looks at and people read, as one text."""
    levels = " ".join(in_order(item.levels))
    return "\n".join(part for part in (item.text, item.description, item.result, *item.behaviour, levels) if part)
