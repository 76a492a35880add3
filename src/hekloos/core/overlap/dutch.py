"""Dutch as programmes write it: what carries meaning in a term, in comparable form.

`words` leaves out what every term says ("De kandidaat kan ...") and joins verbs;
`Splitter` finds the parts of a compound among the words of both programmes ("leidingmontage"
holds "leiding" and "montage").
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from hekloos.core.overlap.stems import LONGEST_WORD
from hekloos.core.overlap.stopwords import stopwords
from hekloos.core.overlap.verbs import join_verbs

REMEMBERED = 32_768  # texts: those of two large programmes, since each is asked for twice
WORD = re.compile(r"[a-zà-ÿ]+(?:['’-][a-zà-ÿ]+)*|\d+(?:[.,]\d+)?[a-z]*")

BOILERPLATE = re.compile(
    r"""^(
        de\ kandidaat\ (kan|is\ in\ staat(\ om)?|heeft|weet|is)\b
      | (hij|zij|de\ (beginnend[e]?\ )?(beroepsbeoefenaar|medewerker))\b
      | (heeft|bezit|beschikt\ over)\ (\w+\ )?(basis)?kennis\ (van|over)\b
      | (kan|weet|is\ in\ staat\ om)\b
    )""",
    re.VERBOSE,
)

# Fixed phrases that only link words: the hand in "aan de hand van" is no hand.
LINKING = re.compile(
    r"""\b(
        aan\ de\ hand\ van | met\ behulp\ van | door\ middel\ van | met\ betrekking\ tot | in\ relatie\ tot
      | ten\ behoeve\ van | op\ het\ gebied\ van | met\ gebruikmaking\ van | rekening\ houdend?e?\ met
      | en\ dergelijke | (d\.m\.v|m\.b\.v|m\.b\.t|t\.b\.v|o\.a)\b\.?
    )""",
    re.VERBOSE,
)


@lru_cache(maxsize=REMEMBERED)
def tokens(text: str) -> tuple[str, ...]:
    """All words in lower case and in order, without boilerplate; verbs as infinitives, split verbs joined."""
    lowered = LINKING.sub(" ", BOILERPLATE.sub(" ", text.strip().lower()))
    return tuple(join_verbs(WORD.findall(lowered)))


def content_words(found: Iterable[str]) -> list[str]:
    """Those that carry meaning."""
    return [word for word in found if word not in stopwords() and len(word) > 1]


def words(text: str) -> list[str]:
    """The words of a text that carry meaning, in lower case and in order, without boilerplate."""
    return content_words(tokens(text))


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
        for cut in range(self.SHORTEST, len(word) - self.SHORTEST + 1 if len(word) <= LONGEST_WORD else 0):
            last = word[cut:]
            if last not in self._known:
                continue
            for binding in self.BINDINGS:
                first = word[:cut].removesuffix(binding) if word[:cut].endswith(binding) else ""
                if first in self._known:
                    return (first, last)
        return ()
