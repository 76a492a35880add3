"""The form that inflections of a Dutch word share."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from hekloos.core.overlap.memory import WORDS

LONGEST_WORD = 60  # letters; what is longer is no word, and stands for itself
DOUBLED_VOWELS = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("uu", "u"))
DOUBLED_END = frozenset("bdfgklmnprst")
# Words whose last s is no plural, although an e stands before it.
KEEPS_S = re.compile(r"(proces|succes|adres|congres|expres|[^u]les|mes|advies|ervies|verlies|precies)$")
FINAL = {"v": "f", "z": "s"}


@cache
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    # `dutch_porter` keeps "leerling" whole, where the newer `dutch` makes it "leerl".
    stemmer = Stemmer.Stemmer("dutch_porter")
    stemmer.maxCacheSize = 0  # its own memory takes longer than its work
    stem_word: Callable[[str], str] = stemmer.stemWord
    return stem_word


@lru_cache(maxsize=WORDS)
def stem(word: str) -> str:
    """ "materialen" and "materiaal" both give "material", "installaties" and "installatie" "installati"."""
    if len(word) > LONGEST_WORD:
        return word
    single = _stemmer()(_without_plural_s(word))
    # Dutch writes a long vowel once in an open syllable and twice in a closed one.
    for twice, once in DOUBLED_VOWELS:
        single = single.replace(twice, once)
    # ... and a short one before a doubled consonant, which stands single at the end.
    if single[-1:] in DOUBLED_END and single[-2:-1] == single[-1:]:
        single = single[:-1]
    return single[:-1] + FINAL.get(single[-1:], single[-1:])


def _without_plural_s(word: str) -> str:
    """The stemmer knows "leidingen" but not "installaties", "machines" and "risico's"."""
    if word.endswith(("'s", "\u2019s")):
        return word[:-2]
    if len(word) > 5 and word.endswith("es") and not KEEPS_S.search(word):
        return word[:-1]
    return word
