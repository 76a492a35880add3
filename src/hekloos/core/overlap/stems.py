"""The form that inflections of a Dutch word share."""

import re
from functools import cache

DOUBLED_VOWEL = re.compile(r"([aeou])\1")
DOUBLED_END = re.compile(r"([bdfgklmnprst])\1$")
# Words whose last s is no plural, although an e stands before it.
KEEPS_S = re.compile(r"(proces|succes|adres|congres|expres|[^u]les|mes|advies|ervies|verlies|precies)$")
FINAL = {"v": "f", "z": "s"}


@cache
def _stemmer() -> object:
    import Stemmer

    # `dutch_porter` keeps "leerling" whole, where the newer `dutch` makes it "leerl".
    return Stemmer.Stemmer("dutch_porter")


@cache
def stem(word: str) -> str:
    """ "materialen" and "materiaal" both give "material", "installaties" and "installatie" "installati"."""
    stemmed: str = _stemmer().stemWord(_without_plural_s(word))  # type: ignore[attr-defined]
    # Dutch writes a long vowel once in an open syllable and twice in a closed one.
    # ... and a short one before a doubled consonant, which stands single at the end.
    single = DOUBLED_END.sub(r"\1", DOUBLED_VOWEL.sub(r"\1", stemmed))
    return single[:-1] + FINAL.get(single[-1:], single[-1:])


def _without_plural_s(word: str) -> str:
    """The stemmer knows "leidingen" but not "installaties", "machines" and "risico's"."""
    if word.endswith(("'s", "\u2019s")):
        return word[:-2]
    if len(word) > 5 and word.endswith("es") and not KEEPS_S.search(word):
        return word[:-1]
    return word
