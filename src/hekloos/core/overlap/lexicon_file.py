"""The concepts of the lexicon as they stand in its files: a table with tabs, one concept a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COLUMNS = ("concept", "broader", "belongs_to", "kind", "sectors", "words")
KINDS = frozenset(
    ["object", "material", "tool", "action", "place", "person", "property", "document", "topic", "generic"]
)
ALL_SECTORS = "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What two teachers would call the same thing.

    `broader` are the concepts it is a kind of, `belongs_to` those of which it is a step, part, tool or
    topic. `words` hold each word or phrase with the sectors in which it means this (none: everywhere).
    A `generic` concept has no content by itself ("uitvoeren", "verschillend").
    """

    name: str
    broader: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()
    kind: str
    sectors: frozenset[str] = frozenset()
    words: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def is_generic(self) -> bool:
        return self.kind == "generic"

    @property
    def is_action(self) -> bool:
        return self.kind == "action"


def read_concepts(text: str) -> Iterator[Concept]:
    """The concepts of one file. Raises ValueError with the line that cannot be read."""
    lines = text.splitlines()
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError(f"line 1: the columns are {', '.join(COLUMNS)}")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ValueError(f"line {number}: {len(cells)} cells, not {len(COLUMNS)}")
        yield _concept(cells)


def _concept(cells: Sequence[str]) -> Concept:
    name, broader, belongs_to, kind, sectors, words = cells
    return Concept(
        name=name,
        broader=_listed(broader),
        belongs_to=_listed(belongs_to),
        kind=kind,
        sectors=frozenset(_listed(sectors)) - {ALL_SECTORS},
        words=tuple(_word(word) for word in _listed(words)),
    )


def _word(cell: str) -> tuple[str, frozenset[str]]:
    """ "leiding@bouw+installatie" is "leiding", in those two sectors only."""
    word, _at, sectors = cell.partition("@")
    return word, frozenset(filter(None, sectors.split("+")))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(",")))
