"""Dutch as programmes write it: what carries meaning in a term, in comparable form.

`words` leaves out what every term says ("De kandidaat kan ..."), `stem` makes inflected forms
equal, and `Splitter` finds the parts of a compound among the words of both programmes
("leidingmontage" holds "leiding" and "montage"). Verbs have a level (1 herkennen ... 4 ontwerpen).
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

WORD = re.compile(r"[a-zà-ÿ]+(?:['’-][a-zà-ÿ]+)*|\d+(?:[.,]\d+)?[a-z]*")

DOUBLED_VOWEL = re.compile(r"([aeou])\1")

BOILERPLATE = re.compile(
    r"""^(
        de\ kandidaat\ (kan|is\ in\ staat(\ om)?|heeft|weet|is)\b
      | (hij|zij|de\ (beginnend[e]?\ )?(beroepsbeoefenaar|medewerker))\b
      | (heeft|bezit|beschikt\ over)\ (\w+\ )?(basis)?kennis\ (van|over)\b
      | (kan|weet|is\ in\ staat\ om)\b
    )""",
    re.VERBOSE,
)


@cache
def stopwords() -> frozenset[str]:
    """Words without content of their own (data/stopwords.txt)."""
    return frozenset(_data("stopwords.txt").split())


def words(text: str) -> list[str]:
    """The words that carry meaning, in lower case and in order, without boilerplate."""
    lowered = BOILERPLATE.sub(" ", text.strip().lower())
    return [word for word in WORD.findall(lowered) if word not in stopwords() and len(word) > 1]


@cache
def _stemmer() -> "object":
    import snowballstemmer

    # `dutch_porter` keeps "leerling" whole, where the newer `dutch` makes it "leerl".
    return snowballstemmer.stemmer("dutch_porter")


@cache
def stem(word: str) -> str:
    """The form that inflections of a word share: "materialen" and "materiaal" both give "material"."""
    stemmed: str = _stemmer().stemWord(word)  # type: ignore[attr-defined]
    # Dutch writes a long vowel once in an open syllable and twice in a closed one.
    return DOUBLED_VOWEL.sub(r"\1", stemmed)


class Splitter:
    """Finds the parts of compounds among a vocabulary of words.

    A compound splits in two known words of at least four letters, with or without a binding
    letter between; of several ways the one with the longest last part wins, since the last part
    says what the thing is.
    """

    BINDINGS = ("", "s", "en", "e", "-")
    SHORTEST = 4

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._known = {word for word in vocabulary if len(word) >= self.SHORTEST and word.isalpha()}
        self._found: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """The two parts of a compound, or nothing."""
        if word not in self._found:
            self._found[word] = self._split(word)
        return self._found[word]

    def _split(self, word: str) -> tuple[str, ...]:
        for cut in range(self.SHORTEST, len(word) - self.SHORTEST + 1):
            last = word[cut:]
            if last not in self._known:
                continue
            for binding in self.BINDINGS:
                first = word[:cut].removesuffix(binding) if word[:cut].endswith(binding) else ""
                if first in self._known:
                    return (first, last)
        return ()


@cache
def verb_levels() -> Mapping[str, int]:
    """Level of each verb form: 1 herkennen, 2 uitleggen, 3 uitvoeren, 4 ontwerpen (data/verbs.tsv)."""
    levels: dict[str, int] = {}
    for line in _data("verbs.tsv").splitlines():
        if line and not line.startswith(("#", "verb\t")):
            verb, level, forms = (line + "\t").split("\t")[:3]
            for form in (verb, *filter(None, forms.strip().split(","))):
                levels.setdefault(form, int(level))
    return levels


def _data(name: str) -> str:
    return resources.files("hekloos.core.overlap").joinpath("data", name).read_text(encoding="utf-8")


def highest_level(found: Iterable[str]) -> int:
    """The level of the most demanding verb among the words; 0 when there is no known verb."""
    levels = verb_levels()
    return max((levels[word] for word in found if word in levels), default=0)
