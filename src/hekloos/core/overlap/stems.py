"""The form that inflections of a Dutch word share."""

import re
from functools import cache

DOUBLED_VOWEL = re.compile(r"([aeou])\1")
DOUBLED_END = re.compile(r"([bdfgklmnprst])\1$")
FINAL = {"v": "f", "z": "s"}


@cache
def _stemmer() -> object:
    import snowballstemmer

    # `dutch_porter` keeps "leerling" whole, where the newer `dutch` makes it "leerl".
    return snowballstemmer.stemmer("dutch_porter")


@cache
def stem(word: str) -> str:
    """ "materialen" and "materiaal" both give "material", "lezen" and "lees" both "les"."""
    stemmed: str = _stemmer().stemWord(word)  # type: ignore[attr-defined]
    # Dutch writes a long vowel once in an open syllable and twice in a closed one.
    # ... and a short one before a doubled consonant, which stands single at the end.
    single = DOUBLED_END.sub(r"\1", DOUBLED_VOWEL.sub(r"\1", stemmed))
    return single[:-1] + FINAL.get(single[-1:], single[-1:])
