"""Which words of a text the text beside it does not have, for eyes that compare the two."""

import re
from collections.abc import Iterator

from hekloos.core.overlap.meanings import root
from hekloos.core.overlap.stopwords import stopwords
from hekloos.core.overlap.verbs import join_verbs

WORD = re.compile(r"([^\W\d_]+(?:['\u2019-][^\W\d_]+)*)")


def differing(text: str, other: str) -> Iterator[tuple[str, bool]]:
    """Pieces that make up `text`, each with whether it is a word with content that `other` has in no form."""
    words = [word.lower() for word in WORD.findall(other)]
    theirs = {root(word) for word in (*words, *join_verbs(words))}  # "sluit ... aan" is "aansluiten" as well
    for place, piece in enumerate(WORD.split(text)):
        is_word = place % 2 == 1  # between two words stands what is no word
        yield piece, is_word and piece.lower() not in stopwords() and root(piece.lower()) not in theirs
