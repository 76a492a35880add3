"""How near two concepts are: along "is a kind of" and "belongs to", weaker with every step."""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hekloos.core.overlap.lexicon import Lexicon
from hekloos.core.overlap.memory import remembered

KIND_OF, PART_OF = 0.65, 0.5  # what is left of a likeness after one step up
FARTHEST = 0.25  # from here down, two concepts have nothing to do with each other
Link = Literal["same", "kind", "part"]


@dataclass(frozen=True)
class Kinship:
    """Closeness of concepts, looked up once per concept."""

    lexicon: Lexicon

    def above(self, concept: str) -> Mapping[str, float]:
        """The concept itself (1.0) and all that it is a kind or a part of, with how near each is (0 to 1)."""
        return remembered(self._above, concept, lambda new: dict(self._walk(new)))

    def link(self, concept: str, higher: str) -> Link:
        """How a concept leads to a higher one: it is the same, a kind of it, or (somewhere on the way) a part."""
        if concept == higher:
            return "same"
        return "kind" if higher in self._kinds_above(concept) else "part"

    def _walk(self, concept: str) -> Iterator[tuple[str, float]]:
        """Nearest first (Dijkstra's way, with products instead of sums), so circles do no harm."""
        waiting, seen = [(-1.0, concept)], set()
        while waiting:
            closeness, name = heapq.heappop(waiting)
            if name in seen:
                continue
            seen.add(name)
            yield name, -closeness
            found = self.lexicon.concepts.get(name)
            if found is None:
                continue
            for names, step in ((found.broader, KIND_OF), (found.belongs_to, PART_OF)):
                for upper in names:
                    if upper not in seen and -closeness * step > FARTHEST:
                        heapq.heappush(waiting, (closeness * step, upper))

    def _kinds_above(self, concept: str) -> set[str]:
        found, waiting = set(), [concept]
        while waiting:
            known = self.lexicon.concepts.get(waiting.pop())
            for upper in known.broader if known else ():
                if upper not in found:
                    found.add(upper)
                    waiting.append(upper)
        return found

    @cached_property
    def _above(self) -> dict[str, Mapping[str, float]]:
        return {}
