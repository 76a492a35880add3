"""Dutch verbs as programmes use them: "neemt ... op" is "opnemen", "ontvangt" is "ontvangen".

Work processes are written with a finite verb ("Ontvangt gasten"), terms with an infinitive
("gasten ontvangen"). Known verbs and their levels stand in data/verbs.tsv.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from hekloos.core.overlap.memory import WORDS
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.stopwords import stopwords

PARTICLES = (
    "aan", "achter", "af", "bij", "bijeen", "binnen", "door", "in", "klaar", "los", "mee", "na", "neer", "om", "onder",
    "op", "open", "over", "samen", "schoon", "tegen", "terug", "toe", "uit", "vast", "voor", "weg",
)  # fmt: skip
IRREGULAR = {"doet": "doen", "gaat": "gaan", "slaat": "slaan", "staat": "staan", "ziet": "zien"}
FARTHEST = 40  # words: no verb is farther from its particle
NEW_CLAUSE = frozenset({"om", "die", "dat", "zodat", "als", "waarbij", "waarmee", "waarop", "wanneer"})
LINKS = frozenset({"en", "of"})
PREPOSITIONS = frozenset({"met", "van", "volgens", "tijdens", "naar", "tot", "bij", "voor", "aan", "in", "op", "over"})
AFTER_PARTICLE = LINKS | NEW_CLAUSE | PREPOSITIONS


@cache
def verb_levels() -> Mapping[str, int]:
    """Level of each verb form: 1 herkennen, 2 uitleggen, 3 uitvoeren, 4 ontwerpen."""
    levels: dict[str, int] = {}
    for verb, level, forms in _table():
        for form in (verb, *forms):
            levels.setdefault(form, level)
    return levels


def most_demanding(found: Iterable[str]) -> tuple[str, int]:
    """The most demanding verb among the words (the first of equals) and its level; ("", 0) without a known verb."""
    levels = verb_levels()
    return max(((word, levels[word]) for word in found if word in levels), key=lambda pair: pair[1], default=("", 0))


@lru_cache(maxsize=WORDS)
def as_infinitive(word: str) -> str:
    """ "ontvangt" as "ontvangen"; any word that is no third person of a known verb as it is."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    roots = _infinitives()
    if not word.endswith("t") or word in stopwords() or stem(word) in roots:
        return word
    if word[-2:-1] in ("s", "e") and not stem(word[:-1]).endswith(word[-2:-1]):
        return word  # "dienst" is no form of "dienen", nor "boeket" of "boeken"
    return roots.get(stem(word[:-1]), word)


def join_verbs(words: Sequence[str]) -> list[str]:
    """The words with finite verbs as infinitives, and a split verb ("neemt ... op") as one word.

    A finite verb ends in a t; an infinitive keeps its particle: "opnemen".
    """
    joined: list[str] = []
    taken: set[int] = set()
    for place, word in enumerate(words):
        if place in taken:
            continue
        particle = _particle_of(words, place) if word.endswith("t") else None
        if particle is not None:
            taken.add(particle)
            joined.append(_separable()[words[particle], stem(as_infinitive(word))])
        else:
            joined.append(as_infinitive(word) if word.endswith("t") else word)
    return joined


def _particle_of(words: Sequence[str], place: int) -> int | None:
    """Where the particle of the verb at this place stands, later in the same clause."""
    if words[place] in stopwords():
        return None  # "met" is no form of "meten"
    particles = _particles().get(stem(as_infinitive(words[place])))
    if particles is None:
        return None  # mostly: it is no verb, or none that is split
    for later in range(place + 1, min(place + FARTHEST, len(words))):
        if words[later] in NEW_CLAUSE or (words[later] in LINKS and _is_finite(words, later + 1)):
            return None
        if words[later] in particles and _closes(words, later):
            return later
    return None


def _is_finite(words: Sequence[str], place: int) -> bool:
    """A new verb: "gasten en klanten" goes on, "gasten en neemt" begins anew."""
    return place < len(words) and as_infinitive(words[place]) != words[place]


def _closes(words: Sequence[str], place: int) -> bool:
    """Is this the particle of a verb, and not a preposition before a noun? "in de tuin uit": only "uit" closes."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is None or following in AFTER_PARTICLE


@cache
def _infinitives() -> Mapping[str, str]:
    """The infinitive of each verb stem, the bare verbs of separable ones included."""
    found: dict[str, str] = {}
    for verb, _level, _forms in _table():
        found.setdefault(stem(verb), verb)
    for (_particle, root), verb in _separable().items():
        found.setdefault(root, re.sub(rf"^({'|'.join(PARTICLES)})", "", verb))
    return found


@cache
def _separable() -> Mapping[tuple[str, str], str]:
    """Infinitive by particle and stem of the rest: ("op", "nem") is "opnemen"."""
    found: dict[tuple[str, str], str] = {}
    for verb, _level, _forms in _table():
        for particle in PARTICLES:
            rest = verb.removeprefix(particle)
            is_verb = rest.endswith("en") or rest in IRREGULAR.values()
            if rest != verb and len(rest) >= 4 and is_verb:
                found[particle, stem(rest)] = verb
    return found


@cache
def _particles() -> Mapping[str, frozenset[str]]:
    """By the stem of a verb those that it is joined with."""
    found: dict[str, set[str]] = defaultdict(set)
    for particle, root in _separable():
        found[root].add(particle)
    return {root: frozenset(particles) for root, particles in found.items()}


@cache
def _table() -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    text = resources.files("hekloos.core.overlap").joinpath("data", "verbs.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "verb\t")))
    return tuple((row[0], int(row[1]), tuple(filter(None, row[2].split(","))) if row[2:] else ()) for row in rows)
