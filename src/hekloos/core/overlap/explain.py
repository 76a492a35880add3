"""Why a pair was proposed, in plain Dutch, with contributions that add up to the score."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hekloos.core.curriculum import Relation
from hekloos.core.language import _
from hekloos.core.overlap.compare import Comparison, Match
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.kindred import Kindred, find_kindred
from hekloos.core.overlap.readings import ItemReading
from hekloos.core.overlap.stems import stem
from hekloos.core.overlap.texts import ItemStems

MOST_SHARED, MOST_ALONE, MOST_KINDRED = 6, 3, 3  # more words do not make a reason clearer
LIKELY = 0.5  # probability from which overlap is called likely
ALIKE = 0.9  # share of both texts from which they are nearly the same
TELLING = 0.35  # rarity (0 to 1) from which a word says something about the content
FORM = 4  # letters from which two stems may be forms of one word ("herkent", "herkennen")
SURE = 0.7  # probability from which another task around it is no doubt worth telling
EMPTY = 0.25  # content below which an mbo text leaves open what it is about


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
    those that only the mbo description has, and `kindred` other words with a related meaning. `usual` is what is
    usually done in the mbo work process, when the file does not say it; then that is the description.
    `verbs` are the most demanding of both sides; `doubt` says why the proposal may be wrong.
    """

    match: Match
    base: float
    contributions: tuple[Contribution, ...]
    shared: tuple[SharedWord, ...]
    in_detail: tuple[SharedWord, ...]
    usual: str
    kindred: tuple[Kindred, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    verbs: tuple[str, str]
    level_step: int
    doubt: str

    @property
    def score(self) -> float:
        return self.base + sum(contribution.added for contribution in self.contributions)

    @property
    def assumed(self) -> tuple[str, ...]:
        """Words of what is usually done there that speak for the pair: they do not stand in the file."""
        if not self.usual:
            return ()
        shared = (word for pair in self.in_detail for word in pair.mbo)
        return tuple(dict.fromkeys([*shared, *(k.mbo for k in self.kindred if self._is_assumed(k))]))[:MOST_SHARED]

    def _is_assumed(self, kindred: Kindred) -> bool:
        return bool(self.usual) and kindred.in_detail

    def sentences(self) -> tuple[str, ...]:
        """The reasons for a reader: what both say, what only one says, the level step."""
        told = []
        if self.shared:
            told.append(_("Beide noemen {words}.").format(words=listed(tuple(map(str, self.shared)))))
        elif not self.in_detail and not self.kindred:
            told.append(_("Ze hebben geen belangrijk woord gemeen."))
        if self.in_detail and not self.usual:
            words = listed(tuple(map(str, self.in_detail)))
            told.append(_("In de omschrijving van het mbo staat ook {words}.").format(words=words))
        told.extend(kindred.sentence() for kindred in self.kindred if not self._is_assumed(kindred))
        if self.assumed:
            text = _("Bij het mbo neemt Hekloos aan dat er ook bij hoort: {words}. Dat staat niet in uw mbo-bestand.")
            told.append(text.format(words=listed(self.assumed)))
        if self.only_left:
            told.append(_("Alleen het vmbo noemt {words}.").format(words=listed(self.only_left)))
        if self.only_right:
            told.append(_("Alleen het mbo noemt {words}.").format(words=listed(self.only_right)))
        vmbo, mbo = self.verbs
        if self.level_step > 0:
            told.append(_("Het mbo vraagt meer: {mbo} tegenover {vmbo}.").format(mbo=mbo, vmbo=vmbo))
        return tuple(told)


def labels() -> Mapping[str, str]:
    """What a reader calls each feature."""
    return {
        "concepts": _("ze gaan over dezelfde dingen, ook met andere woorden"),
        "concepts_of_mbo": _("waar het mbo over gaat, staat in de eindterm zelf"),
        "description": _("wat in het mbo-werkproces gebeurt, staat in de eindterm"),
        "surroundings": _("wat erboven staat, komt ook aan de andere kant voor"),
        "meaning": _("de betekenis lijkt op elkaar, zoals geleerd van programma's"),
        "everything": _("alles bij elkaar lijkt op elkaar: tekst, toelichting en taak"),
        "field": _("het is hetzelfde vakgebied"),
        "level_step": _("het niveau van de handeling"),
        "mbo_content": _("hoeveel de mbo-tekst zelf zegt"),
        "meaning_for_term": _("andere mbo-onderdelen passen beter of minder goed bij deze eindterm"),
        "concepts_for_term": _("andere mbo-onderdelen delen meer of minder met deze eindterm"),
        "sentence_model": _("het taalmodel dat u koos, vindt dat ze op elkaar lijken"),
        "concepts_for_mbo": _("andere eindtermen passen beter of minder goed bij dit mbo-onderdeel"),
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
    left, right = comparison.left_reading(int(row)), comparison.right_reading(int(column))
    features = comparison.pairs.features[match.index]
    added = comparison.judge.contributions(features[None, :])[0]
    named = labels()
    step = features[FEATURES.index("level_step")]
    detail = {name: word for name, word in right.stems.detail.items() if name not in right.stems.own}
    kindred = find_kindred(comparison, left, right)[:MOST_KINDRED]
    told_left, told_right = {k.vmbo for k in kindred}, {k.mbo for k in kindred}
    in_detail = _shared(comparison, left.stems.own, detail)
    return Explanation(
        match=match,
        base=comparison.judge.base,
        contributions=tuple(
            Contribution(name, named[name], float(value), float(weight))
            for name, value, weight in zip(comparison.judge.curves, features, added, strict=True)
        ),
        shared=_shared(comparison, left.stems.own, right.stems.own),
        in_detail=in_detail,
        usual=right.usual,
        kindred=kindred,
        only_left=_only(comparison, left.stems.own, right.stems.everything, told_left),
        only_right=_only(comparison, right.stems.own, left.stems.everything, told_right),
        verbs=(left.stems.verb, right.stems.verb),
        level_step=int(np.sign(step)),
        doubt=_doubt(comparison, match, left, right, kindred, in_detail),
    )


def listed(found: tuple[str, ...]) -> str:
    """Words as people list them: a, b en c."""
    if len(found) < 2:
        return "".join(found)
    return _("{first} en {last}").format(first=", ".join(found[:-1]), last=found[-1])


def _shared(comparison: Comparison, own: Mapping[str, str], there: Mapping[str, str]) -> tuple[SharedWord, ...]:
    """Words of the vmbo text with the words of the mbo text that share a stem, the most telling first."""
    rarity, says_nothing = comparison.weights.rarity, comparison.knowledge.reader.lexicon.says_nothing
    found = sorted(
        (name for name, word in own.items() if name in there and _says_something(word) and not says_nothing(word)),
        key=lambda n: (-rarity[n], n),
    )
    gathered: dict[str, dict[str, None]] = {}
    for name in found:
        if name in (stem(own[name]), stem(there[name])):  # two compounds that only end alike say different things
            gathered.setdefault(own[name], {})[there[name]] = None
    return tuple(SharedWord(word, tuple(others)) for word, others in gathered.items())[:MOST_SHARED]


def _says_something(word: str) -> bool:
    """A bare number tells a reader nothing about the content."""
    return not word[0].isdigit()


def _only(comparison: Comparison, own: Mapping[str, str], other: set[str], told: set[str]) -> tuple[str, ...]:
    """Words of one text that the other has nowhere, not even a part of the compound or another word for it."""
    rarity, says_nothing = comparison.weights.rarity, comparison.knowledge.reader.lexicon.says_nothing
    covered = {word for name, word in own.items() if name in other} | {word for words in told for word in words.split()}
    missing = sorted(
        (
            name
            for name, word in own.items()
            if word not in covered and not any(_same_form(name, theirs) for theirs in other) and not says_nothing(word)
        ),
        key=lambda name: (-rarity[name], name),
    )
    return tuple(dict.fromkeys(own[name] for name in missing))[:MOST_ALONE]


def _same_form(one: str, other: str) -> bool:
    """Are these perhaps stems of one word, as of "herkent" and "herkennen"?"""
    many = max(FORM, len(one) - 2)
    return one[:many] == other[:many]


def _doubt(
    comparison: Comparison,
    match: Match,
    left: ItemReading,
    right: ItemReading,
    kindred: tuple[Kindred, ...],
    in_detail: tuple[SharedWord, ...],
) -> str:
    """Why the proposal may be wrong: the first of these that fits."""
    empty = comparison.knowledge.reader.lexicon.says_nothing
    assumed = right.usual and (in_detail or any(k.in_detail for k in kindred))
    shared = left.stems.own.keys() & (right.stems.own.keys() if right.usual else right.stems.with_detail)
    telling = [name for name in shared if comparison.weights.rarity[name] >= TELLING]
    content = comparison.pairs.features[match.index][FEATURES.index("mbo_content")]
    if _nearly_the_same(left.stems, right.stems):
        return _("De teksten zijn vrijwel gelijk. Kijk of ook het niveau en de zelfstandigheid gelijk zijn.")
    if assumed and all(k.in_detail for k in kindred) and not any(not empty(left.stems.own[name]) for name in shared):
        return _("Dit voorstel rust op wat Hekloos aanneemt. Vraag de mbo-docent of dit er echt in zit.")
    if content < EMPTY:
        return _("De mbo-tekst zegt zelf weinig. Kijk bij de kerntaak waar het over gaat.")
    if not shared and not kindred:
        return _("Alleen de omgeving lijkt op elkaar: de teksten zelf delen geen woord.")
    if not telling and all(k.link != "same" for k in kindred):
        return _("Wat ze delen is algemeen en zegt weinig over de les.")
    if len(telling) + len(kindred) == 1:
        word = left.stems.own[telling[0]] if telling else kindred[0].vmbo
        return _("Er is maar één sprekend punt gemeen: {word}.").format(word=word)
    if len(right.stems.with_detail) > 6 * max(1, len(left.stems.own)):
        return _("Het mbo-onderdeel is veel ruimer; mogelijk is wat het vmbo leert er maar een detail van.")
    if match.probability < SURE and _stand_in_other_surroundings(left, right):
        return _("De taak eromheen heet anders, dus de woorden kunnen iets anders betekenen.")
    if match.relation is Relation.SAME:
        return _("Kijk of het mbo hetzelfde niveau en dezelfde zelfstandigheid bedoelt.")
    return _("Kijk of het om hetzelfde product en dezelfde doelgroep gaat, en om welk deel van het mbo-onderdeel.")


def _stand_in_other_surroundings(left: ItemReading, right: ItemReading) -> bool:
    """Do both have something above them, without a word or concept in common?"""
    ours, theirs = left.concepts.context.keys(), right.concepts.context.keys()
    said = left.stems.context.keys() & right.stems.context.keys()
    return bool(ours and theirs) and not ours & theirs and not said


def _nearly_the_same(left: ItemStems, right: ItemStems) -> bool:
    both = len(left.own.keys() & right.own.keys())
    return both > 0 and both >= ALIKE * max(len(left.own), len(right.own))
