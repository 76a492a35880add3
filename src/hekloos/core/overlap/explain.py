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
TELLING = 0.35  # rarity (0 to 1) from which a word says something about the content


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature of the pair was (`value`) and what it added to the score, in log-odds."""

    feature: str
    label: str
    value: float
    added: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`base` plus all `contributions` is the log-odds of `match.probability`.

    `shared` holds pairs of words (as the vmbo text has it, as the mbo text has it); `doubt` says
    why the proposal may be wrong.
    """

    match: Match
    base: float
    contributions: tuple[Contribution, ...]
    shared: tuple[tuple[str, str], ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    level_step: int
    doubt: str

    @property
    def score(self) -> float:
        return self.base + sum(contribution.added for contribution in self.contributions)

    def sentences(self) -> tuple[str, ...]:
        """The reasons for a reader: what both say, what only one says, the level step."""
        told = [_shared_sentence(self.shared)]
        if self.only_left:
            told.append(_("Alleen het vmbo noemt {words}.").format(words=listed(self.only_left)))
        if self.only_right:
            told.append(_("Alleen het mbo noemt {words}.").format(words=listed(self.only_right)))
        if self.level_step > 0:
            told.append(_("Het mbo vraagt een zwaardere handeling dan het vmbo."))
        elif self.level_step < 0:
            told.append(_("Het vmbo vraagt een zwaardere handeling dan het mbo."))
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
    """A chance in words, for people who would rather not read figures."""
    if probability >= 0.7:
        return _("zeer waarschijnlijk")
    if probability >= 0.45:
        return _("waarschijnlijk")
    if probability >= 0.2:
        return _("mogelijk")
    return _("onwaarschijnlijk")


def explain(comparison: Comparison, match: Match) -> Explanation:
    row, column = comparison.pairs.rows[match.index], comparison.pairs.columns[match.index]
    left, right = comparison.vectors.left.stems[int(row)], comparison.vectors.right.stems[int(column)]
    rarity = comparison.vectors.rarity
    features = comparison.pairs.features[match.index]
    added = comparison.judge.contributions(features[None, :])[0]
    named = labels()
    step = features[FEATURES.index("level_step")]
    shared = _shared(left, right, rarity)
    return Explanation(
        match=match,
        base=comparison.judge.base,
        contributions=tuple(
            Contribution(name, named[name], float(value), float(weight))
            for name, value, weight in zip(FEATURES, features, added, strict=True)
        ),
        shared=shared,
        only_left=_only(left.own, right.everything, rarity),
        only_right=_only(right.own, left.everything, rarity),
        level_step=int(np.sign(step)),
        doubt=_doubt(match, left, right, rarity, shared),
    )


def listed(found: tuple[str, ...]) -> str:
    """Words as people list them: a, b en c."""
    if len(found) < 2:
        return "".join(found)
    return _("{first} en {last}").format(first=", ".join(found[:-1]), last=found[-1])


def _shared_sentence(shared: tuple[tuple[str, str], ...]) -> str:
    if not shared:
        return _("Ze hebben geen belangrijk woord gemeen.")
    pairs = tuple(left if left == right else f"{left} ({right})" for left, right in shared)
    return _("Beide noemen {words}.").format(words=listed(pairs))


def _shared(left: ItemStems, right: ItemStems, rarity: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """Words of the term that the mbo item has in its text or description, the most telling first."""
    there = {**right.detail, **right.own}
    found = sorted((name for name in left.own if name in there), key=lambda name: (-rarity[name], name))
    pairs = dict.fromkeys((left.own[name], there[name]) for name in found)
    return tuple(pairs)[:MOST_SHARED]


def _only(own: Mapping[str, str], other: set[str], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Words of one text that the other has nowhere, not even a part of the compound."""
    covered = {word for name, word in own.items() if name in other}
    missing = sorted(
        (name for name, word in own.items() if word not in covered), key=lambda name: (-rarity[name], name)
    )
    return tuple(dict.fromkeys(own[name] for name in missing))[:MOST_ALONE]


def _doubt(
    match: Match, left: ItemStems, right: ItemStems, rarity: Mapping[str, float], shared: tuple[tuple[str, str], ...]
) -> str:
    telling = [name for name in left.own.keys() & right.with_detail if rarity[name] >= TELLING]
    if not shared:
        return _("Alleen de omgeving lijkt op elkaar: de teksten zelf delen geen woord.")
    if not telling:
        return _("De gedeelde woorden komen in beide programma's vaak voor, dus ze zeggen weinig.")
    if len(telling) == 1:
        return _("Er is maar één sprekend woord gemeen: {word}.").format(word=left.own[telling[0]])
    if not left.context.keys() & right.context.keys():
        return _("De taak eromheen is een andere, dus de woorden kunnen iets anders betekenen.")
    if len(right.with_detail) > 6 * max(1, len(left.own)):
        return _("Het mbo-onderdeel is veel ruimer; mogelijk is wat het vmbo leert er maar een detail van.")
    if match.relation is Relation.SAME:
        return _("Kijk of het mbo hetzelfde niveau en dezelfde zelfstandigheid bedoelt.")
    return _("Hekloos vergelijkt woorden, geen lessen: kijk wat er in de les gebeurt.")
