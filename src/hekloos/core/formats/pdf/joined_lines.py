"""Lines become running text again: hyphens at the end of a line, words cut by a narrow cell."""

import re
from collections.abc import Iterable

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
LONG_WORD = 14  # letters: one that fills a line by itself is more likely cut than whole
# Two vowels that would be read as one sound: productie-informatie keeps its hyphen.
_CLASHES = frozenset(("aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu"))
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
_NO_END_OF_WORD = re.compile(r"([bcdfghklmnprstvwz])\1$|[vz]$")  # no Dutch word ends so
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WHOLE_VERB = re.compile(r"[A-Z][a-z]*[aeiou]{1,2}[a-z]*t")  # Bereidt, Maakt: the first word of a title
_DASH_OF_NEXT = re.compile(r"(?:\b(?:en|of|en/of)|[,/]) -$")  # "zaaien of -verpotten", broken after the hyphen
_LONE_HYPHEN = re.compile(r"[a-zà-ÿ] -$")  # some programs set it apart: "geautomati -"
_SECOND_HALF_APART = re.compile(r"^(?:en|of|en/of|tot|noch)\b|^/")


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document, to decide with whether a hyphen belongs to a word."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def join_lines(lines: list[str], *, known: frozenset[str], cut_after: frozenset[int] = frozenset()) -> str:
    """One sentence of its lines; `cut_after` holds the lines whose last word is cut without a hyphen."""
    text = ""
    for index, line in enumerate(lines):
        text = _joined(text, line, known=known, is_cut=index - 1 in cut_after) if index else line
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def _joined(above: str, below: str, *, known: frozenset[str], is_cut: bool) -> str:
    above, below = above.rstrip(), below.lstrip()
    if above.endswith(SOFT_HYPHEN):
        return above[:-1] + below
    if _DASH_OF_NEXT.search(above) and below[:1].islower():
        return above + below
    if _LONE_HYPHEN.search(above) and below[:1].islower() and not _SECOND_HALF_APART.match(below):
        above = f"{above[:-2]}-"
    if above.endswith("-") and len(above) > 1 and (above[-2].isalnum() or above[-2] == ")"):
        return _joined_at_hyphen(above, below, known)
    if above.endswith("/") or (below.startswith("/") and above[-1:].isalpha()):
        return above + below
    if below[:1] in ",;)":
        return above + below
    if is_cut and _is_one_word(above, below, known):
        return above + below
    return f"{above} {below}"


def _joined_at_hyphen(above: str, below: str, known: frozenset[str]) -> str:
    """Voor- + bereiding is one word, ICT- + projecten keeps its hyphen, onderhouds- + en a space as well."""
    if _SECOND_HALF_APART.match(below):
        return above + below if below.startswith("/") else f"{above} {below}"
    first, second = _last_word(above[:-1]), _first_word(below)
    if not below[:1].islower() or not above[-2].islower() or not first or not second:
        return above + below
    if f"{first}-{second}".casefold() in known and f"{first}{second}".casefold() not in known:
        return above + below
    if (first[-1] + second[0]).casefold() in _CLASHES:
        return above + below
    return above[:-1] + below


def _is_one_word(above: str, below: str, known: frozenset[str]) -> bool:
    """Whether a piece that fills its cell and the small letters under it are one word."""
    first, second = _last_word(above), _first_word(below)
    if not first or not second or not below[:1].islower():
        return False
    if f"{first}{second}".casefold() in known:
        return True
    if len(first) >= LONG_WORD:  # as it is a line by itself its piece is known as well
        return bool(_NO_END_OF_WORD.search(first)) or not _VOWEL.search(second)
    return first.casefold() not in known and not _WHOLE_VERB.fullmatch(first)


def _last_word(text: str) -> str:
    found = _WORD.findall(text)
    return found[-1] if found and text.endswith(found[-1]) else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
