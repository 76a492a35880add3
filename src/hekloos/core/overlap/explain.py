"""Why a pair was proposed, in plain Dutch, with contributions that add up to the score."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hekloos.core.curriculum import Relation
from hekloos.core.language import _
from hekloos.core.overlap.compare import Comparison, Match
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.texts import ItemStems

MOST_SHARED, MOST_ALONE = 6, 4  # more words do not make a reason clearer
LIKELY = 0.45  # probability from which overlap is called likely
ALIKE = 0.85  # likeness of letters from which two texts are nearly the same
SURROUNDED = 0.12  # likeness of everything from which the surroundings are alike
TELLING = 0.35  # rarity (0 to 1) from which a word says something about the content


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature of the pair was (`value`) and what it added to the score, in log-odds."""

    feature: str
    label: str
    value: float
    added: float


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word of the vmbo text and the words of the mbo text that say the same."""

    vmbo: str
    mbo: tuple[str, ...]

    def __str__(self) -> str:
        others = tuple(word for word in self.mbo if word != self.vmbo)
        return f"{self.vmbo} ({', '.join(others)})" if others else self.vmbo


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`base` plus all `contributions` is the log-odds of `match.probability`.

    `shared` holds, by word of the vmbo text, the words of the mbo text that say the same, `in_detail`
    those that only the mbo description has. `verbs` are the most demanding of both sides; `doubt`
    says why the proposal may be wrong.
    """

    match: Match
    base: float
    contributions: tuple[Contribution, ...]
    shared: tuple[SharedWord, ...]
    in_detail: tuple[SharedWord, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    verbs: tuple[str, str]
    level_step: int
    doubt: str

    @property
    def score(self) -> float:
        return self.base + sum(contribution.added for contribution in self.contributions)

    def sentences(self) -> tuple[str, ...]:
        """The reasons for a reader: what both say, what only one says, the level step."""
        told = []
        if self.shared:
            told.append(_("Beide noemen {words}.").format(words=listed(tuple(map(str, self.shared)))))
        elif not self.in_detail:
            told.append(_("Ze hebben geen belangrijk woord gemeen."))
        if self.in_detail:
            words = listed(tuple(map(str, self.in_detail)))
            told.append(_("In de omschrijving van het mbo staat ook {words}.").format(words=words))
        if self.only_left:
            told.append(_("Alleen het vmbo noemt {words}.").format(words=listed(self.only_left)))
        if self.only_right:
            told.append(_("Alleen het mbo noemt {words}.").format(words=listed(self.only_right)))
        vmbo, mbo = self.verbs
        if self.level_step > 0:
            told.append(_("Het mbo vraagt meer: {mbo} tegenover {vmbo}.").format(mbo=mbo, vmbo=vmbo))
        elif self.level_step < 0:
            told.append(_("Het vmbo vraagt meer: {vmbo} tegenover {mbo}.").format(mbo=mbo, vmbo=vmbo))
        return tuple(told)


def labels() -> Mapping[str, str]:
    """What a reader calls each feature."""
    return {
        "letters": _("de teksten lijken op elkaar"),
        "letters_with_detail": _("de vmbo-tekst lijkt op de mbo-tekst met toelichting"),
        "coverage_of_vmbo": _("het mbo noemt wat het vmbo noemt"),
        "coverage_of_mbo": _("het vmbo noemt wat het mbo noemt"),
        "context": _("alles bij elkaar lijkt op elkaar: tekst, toelichting en taak"),
        "level_step": _("het niveau van de handeling"),
    }


def relation_words() -> Mapping[Relation, str]:
    return {
        Relation.SAME: _("dubbel"),
        Relation.BUILDS_ON: _("bouwt voort"),
        Relation.RELATED: _("verwant"),
        Relation.NONE: _("geen overlap"),
    }


def probability_words(probability: float) -> str:
    """A chance of overlap in words, for people who would rather not read figures."""
    if probability >= 0.7:
        return _("zeer waarschijnlijk")
    if probability >= LIKELY:
        return _("waarschijnlijk")
    if probability >= 0.2:
        return _("misschien")
    return _("klein")


def explain(comparison: Comparison, match: Match) -> Explanation:
    row, column = comparison.pairs.rows[match.index], comparison.pairs.columns[match.index]
    left, right = comparison.left_stems[int(row)], comparison.right_stems[int(column)]
    rarity = comparison.rarity
    features = comparison.pairs.features[match.index]
    added = comparison.judge.contributions(features[None, :])[0]
    named = labels()
    step = features[FEATURES.index("level_step")]
    shared = _shared(left.own, right.own, rarity)
    detail = {name: word for name, word in right.detail.items() if name not in right.own}
    in_detail = _shared(left.own, detail, rarity)
    return Explanation(
        match=match,
        base=comparison.judge.base,
        contributions=tuple(
            Contribution(name, named[name], float(value), float(weight))
            for name, value, weight in zip(FEATURES, features, added, strict=True)
        ),
        shared=shared,
        in_detail=in_detail,
        only_left=_only(left.own, right.everything, rarity),
        only_right=_only(right.own, left.everything, rarity),
        verbs=(left.verb, right.verb),
        level_step=int(np.sign(step)),
        doubt=_doubt(match, left, right, rarity, dict(zip(FEATURES, features, strict=True))),
    )


def listed(found: tuple[str, ...]) -> str:
    """Words as people list them: a, b en c."""
    if len(found) < 2:
        return "".join(found)
    return _("{first} en {last}").format(first=", ".join(found[:-1]), last=found[-1])


def _shared(own: Mapping[str, str], there: Mapping[str, str], rarity: Mapping[str, float]) -> tuple[SharedWord, ...]:
    """Words of the vmbo text with the words of the mbo text that share a stem, the most telling first."""
    found = sorted(
        (name for name in own if name in there and _says_something(own[name])), key=lambda n: (-rarity[n], n)
    )
    gathered: dict[str, dict[str, None]] = {}
    for name in found:
        gathered.setdefault(own[name], {})[there[name]] = None
    return tuple(SharedWord(word, tuple(others)) for word, others in gathered.items())[:MOST_SHARED]


def _says_something(word: str) -> bool:
    """A bare number tells a reader nothing about the content."""
    return not word[0].isdigit()


def _only(own: Mapping[str, str], other: set[str], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Words of one text that the other has nowhere, not even a part of the compound."""
    covered = {word for name, word in own.items() if name in other}
    missing = sorted(
        (name for name, word in own.items() if word not in covered), key=lambda name: (-rarity[name], name)
    )
    return tuple(dict.fromkeys(own[name] for name in missing))[:MOST_ALONE]


def _doubt(
    match: Match, left: ItemStems, right: ItemStems, rarity: Mapping[str, float], measured: Mapping[str, float]
) -> str:
    shared = left.own.keys() & right.with_detail
    telling = [name for name in shared if rarity[name] >= TELLING]
    if measured["letters"] >= ALIKE:
        return _("De teksten zijn vrijwel gelijk. Kijk of ook het niveau en de zelfstandigheid gelijk zijn.")
    if not shared and measured["context"] >= SURROUNDED:
        return _("Alleen de omgeving lijkt op elkaar: de teksten zelf delen geen woord.")
    if not shared:
        return _("Lees de teksten zelf: Hekloos ziet niet dat andere woorden hetzelfde kunnen betekenen.")
    if not telling:
        return _("De gedeelde woorden komen in deze programma's vaak voor, dus ze zeggen weinig.")
    if len(telling) == 1:
        return _("Er is maar één sprekend woord gemeen: {word}.").format(word=left.own[telling[0]])
    if len(right.with_detail) > 6 * max(1, len(left.own)):
        return _("Het mbo-onderdeel is veel ruimer; mogelijk is wat het vmbo leert er maar een detail van.")
    if left.context and right.context and not left.context.keys() & right.context.keys():
        return _("De taak eromheen heet anders, dus de woorden kunnen iets anders betekenen.")
    if match.relation is Relation.SAME:
        return _("Kijk of het mbo hetzelfde niveau en dezelfde zelfstandigheid bedoelt.")
    return _("Hekloos vergelijkt woorden, geen lessen. Kijk wat er in de les gebeurt.")
