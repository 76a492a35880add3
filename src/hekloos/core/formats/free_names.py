"""Names that differ, for what files name alike."""

from collections import Counter


class FreeNames:
    """Gives names out, each once. A number is remembered by what stands before it, so that very many that are named
    alike take no long search."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbered: Counter[str] = Counter()

    def take(self, *wanted: str, before_number: str) -> str:
        """The first of these that is free; else `before_number` with the first free number from 2 on."""
        found = next((name for name in wanted if name and name not in self._taken), "")
        while not found or found in self._taken:
            self._numbered[before_number] += 1
            found = f"{before_number}{self._numbered[before_number] + 1}"
        self._taken.add(found)
        return found
