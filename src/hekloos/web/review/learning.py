"""What the judge can learn from the blind verdicts of a lab, and using that."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from hekloos.core.guessing import OVERLAP
from hekloos.web.labs.actions import NotPossibleError, acting
from hekloos.web.labs.models import Membership
from hekloos.web.labs.permissions import Verb
from hekloos.web.overlap import refits
from hekloos.web.overlap.models import Refit
from hekloos.web.overlap.queries import matches_of_lab
from hekloos.web.review.guessing import SAME_TEXTS, blind_verdicts

if TYPE_CHECKING:
    from hekloos.core.overlap.refitting import Lacking, Learned, Said

REMEMBERED = 8  # labs
type_of_texts = tuple[int, str, str]


@dataclass(frozen=True)
class Learning:
    """How far a lab is: `verdicts` take part, of which `overlaps` say overlap; `left_aside` are on pairs that no
    comparison by the judge of now has. `learned` is there when nothing is lacking. `adopted` is what the lab uses, or
    would if Hekloos had not been renewed since."""

    verdicts: int
    overlaps: int
    left_aside: int
    lacking: "Lacking"
    learned: "Learned | None"
    adopted: Refit | None

    @property
    def others(self) -> int:
        return self.verdicts - self.overlaps

    @property
    def is_outdated(self) -> bool:
        return self.adopted is not None and self.adopted.judge != refits.shipped_judge()

    @property
    def in_use(self) -> Refit | None:
        return None if self.is_outdated else self.adopted

    @property
    def mark(self) -> str:
        """Of what was learned: whoever adopts it says so what they saw."""
        if self.learned is None:
            return ""
        found = self.learned.refit
        what = [refits.shipped_judge(), self.verdicts, found.weights, found.shift]
        return hashlib.blake2b(json.dumps(what).encode(), digest_size=8).hexdigest()

    @property
    def is_adopted(self) -> bool:
        """Whether exactly this is used already."""
        if self.learned is None or self.in_use is None:
            return False
        found = self.learned.refit
        return (self.in_use.weights, self.in_use.shift) == (dict(found.by_feature), found.shift)

    @property
    def is_offered(self) -> bool:
        return self.learned is not None and self.learned.is_better and not self.is_adopted


def learning_in(member: Membership) -> Learning:
    from hekloos.core.overlap.refitting import lacking

    said, left_aside = _said(member)
    still = lacking(said)
    return Learning(
        verdicts=len(said),
        overlaps=sum(one.is_overlap for one in said),
        left_aside=left_aside,
        lacking=still,
        learned=None if still.anything else _learn(said),
        adopted=refits.adopted_refit(member),
    )


@transaction.atomic
def adopt(by: Membership, mark: str) -> Refit:
    """Use what was learned from now on. Raises NotPossibleError when it is not what `mark` is of, or no better."""
    acting(by, Verb.TEACH)
    found = learning_in(by)
    if found.is_adopted and found.adopted is not None and found.mark == mark:
        return found.adopted  # the same press
    if found.learned is None or not found.learned.is_better:
        raise NotPossibleError(_("Er is nu niets geleerd dat beter raadt. Oordeel eerst over meer paren."))
    if found.mark != mark:
        raise NotPossibleError(_("Er is intussen geoordeeld. Kijk hieronder wat Hekloos er nu van leert."))
    return refits.adopt(by, found.learned, found.verdicts)


@lru_cache(maxsize=REMEMBERED)
def _learn(said: "tuple[Said, ...]") -> "Learned":
    from hekloos.core.overlap.judge import shipped
    from hekloos.core.overlap.refitting import learn

    return learn(shipped(), said)


def _said(member: Membership) -> "tuple[tuple[Said, ...], int]":
    """What was said of pairs that the judge of now measured, and how much was said of others."""
    from hekloos.core.overlap.refitting import Said

    names = (*SAME_TEXTS, "relation", "pair__left", "pair__left_key")
    verdicts = list(blind_verdicts(member).order_by("pk").values_list(*names))
    measured = _measured(member, {pair for pair, *_rest in verdicts})
    said = tuple(
        Said(f"{framework}:{key}", measured[pair, left, right], relation in OVERLAP)
        for pair, left, right, relation, framework, key in verdicts
        if (pair, left, right) in measured
    )
    return said, len(verdicts) - len(said)


def _measured(member: Membership, pairs: set[int]) -> Mapping[type_of_texts, tuple[float, ...]]:
    """What each feature added by the judge of now, in the newest comparison of these texts that knows it."""
    rows = (
        matches_of_lab(member)
        .filter(pair__in=pairs, comparison__judge=refits.shipped_judge())
        .annotate(added=KeyTransform("contributions", "why"))
        .order_by("comparison_id")
        .values_list("pair", "left__digest", "right__digest", "added")
    )
    return {(pair, left, right): tuple(added) for pair, left, right, added in rows if added}
