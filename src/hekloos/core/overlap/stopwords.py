"""Words without content of their own."""

from functools import cache
from importlib import resources


@cache
def stopwords() -> frozenset[str]:
    """The words of data/stopwords.txt."""
    path = resources.files("hekloos.core.overlap").joinpath("data", "stopwords.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
