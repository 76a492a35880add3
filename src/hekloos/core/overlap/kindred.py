"""Other words with a related meaning: what the lexicon saw that the letters do not show."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from hekloos.core.language import _
from hekloos.core.overlap.compare import Comparison
from hekloos.core.overlap.kinship import Kinship, Link
from hekloos.core.overlap.readings import ItemReading
from hekloos.core.overlap.stems import stem

LEAST_WEIGHT = 0.25  # a vaguer concept explains nothing
NEAR = 0.4  # closeness from which two concepts are worth telling


@dataclass(frozen=True, slots=True)
class Kindred:
    """A word of the vmbo text and one of the mbo text, and how their meanings hang together.

    `link` is "same" when they are two words for one thing. Else the narrower is a kind ("kind") or a part
    ("part") of the wider. `in_detail` says that the mbo word stands in the detail only. `worth` is how much it says,
    0 to 1.
    """

    vmbo: str
    mbo: str
    link: Link
    wider: str  # "vmbo" or "mbo"
    in_detail: bool
    worth: float

    def sentence(self) -> str:
        if self.link == "same":
            return _("{vmbo} en {mbo} gaan hier over hetzelfde.").format(vmbo=_quoted(self.vmbo), mbo=_quoted(self.mbo))
        narrow, wide = (self.vmbo, self.mbo) if self.wider == "mbo" else (self.mbo, self.vmbo)
        text = _("{narrow} valt onder {wide}.") if self.link == "kind" else _("{narrow} hoort bij {wide}.")
        return text.format(narrow=_quoted(narrow), wide=_quoted(wide))


def find_kindred(comparison: Comparison, left: ItemReading, right: ItemReading) -> tuple[Kindred, ...]:
    """The most telling ones first; each word at most once. Words that share a stem are no news."""
    shared = left.stems.own.keys() & right.stems.with_detail
    known = {stems[name] for stems in (left.stems.own, right.stems.own) for name in shared if name in stems}
    news = (kindred for kindred in _all(comparison, left, right) if not {kindred.vmbo, kindred.mbo} & known)
    found = sorted(news, key=lambda kindred: (-kindred.worth, kindred.vmbo, kindred.mbo))
    chosen: list[Kindred] = []
    for kindred in found:
        if all(kindred.vmbo != other.vmbo and kindred.mbo != other.mbo for other in chosen):
            chosen.append(kindred)
    return tuple(chosen)


def _all(comparison: Comparison, left: ItemReading, right: ItemReading) -> Iterator[Kindred]:
    kinship, weight = comparison.knowledge.reader.kinship, comparison.weights.weight
    heard = {**right.concepts.heard_in_detail, **right.concepts.heard}
    said = {name: heard[name] for name in (*right.concepts.own, *right.concepts.detail) if name in heard}
    for ours, vmbo in left.concepts.heard.items():
        if weight.get(ours, 0.0) < LEAST_WEIGHT or _is_said(vmbo, right.stems.with_detail):
            continue
        for theirs, mbo in said.items():
            if (
                weight.get(theirs, 0.0) >= LEAST_WEIGHT
                and not _is_said(mbo, left.stems.own.keys())
                and stem(vmbo) != stem(mbo)
            ):
                kindred = _kindred(kinship, weight, (ours, vmbo), (theirs, mbo))
                if kindred is not None:
                    yield replace(kindred, in_detail=theirs not in right.concepts.own)


def _kindred(
    kinship: Kinship, weight: Mapping[str, float], ours: tuple[str, str], theirs: tuple[str, str]
) -> Kindred | None:
    above_ours, above_theirs = kinship.above(ours[0]), kinship.above(theirs[0])
    ways = [
        (above_ours.get(theirs[0], 0.0), "mbo", ours[0], theirs[0]),
        (above_theirs.get(ours[0], 0.0), "vmbo", theirs[0], ours[0]),
    ]
    closeness, wider, narrow, wide = max(ways)
    if closeness < NEAR or weight.get(wide, 0.0) < LEAST_WEIGHT:
        return None
    return Kindred(
        vmbo=ours[1],
        mbo=theirs[1],
        link=kinship.link(narrow, wide),
        wider=wider,
        in_detail=False,
        worth=closeness * weight[wide],
    )


def _is_said(words: str, other: AbstractSet[str]) -> bool:
    """Do all these words stand in the other text too?"""
    return all(stem(word) in other for word in words.split())


def _quoted(word: str) -> str:
    return f"\u2018{word}\u2019"
