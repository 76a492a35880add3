"""What a lab can learn as calls give and take it."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from hekloos.web.api.schemas.common import Asked, Told
from hekloos.web.api.schemas.labs import Person
from hekloos.web.overlap.models import Refit as RefitRow
from hekloos.web.review import learning

Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Share(Told):
    """`right` of `of`; the true share probably lies between `low` and `high`."""

    right: int
    of: int
    low: float
    high: float


class Quality(Told):
    """On verdicts that were not learned from. `right`: of what is proposed as overlap, what people called so; `found`:
    of what people called overlap, what is proposed. `log_loss` is lower when the chances were better."""

    log_loss: float
    right: Share
    found: Share


class Lacking(Told):
    """How many more are needed: verdicts in all, that say overlap, that say something else."""

    verdicts: int
    overlaps: int
    others: int


class Learned(Told):
    """What the verdicts of now teach: a weight for what each feature adds, and a shift of the score."""

    mark: str
    weights: dict[str, float]
    shift: float
    before: Quality
    after: Quality
    is_better: bool

    @classmethod
    def of(cls, found: learning.Learning) -> "Learned | None":
        learned = found.learned
        if learned is None:
            return None
        return cls(
            mark=found.mark,
            weights=dict(learned.refit.by_feature),
            shift=learned.refit.shift,
            before=Quality.model_validate(learned.before),
            after=Quality.model_validate(learned.after),
            is_better=learned.is_better,
        )


class Refit(Told):
    """What a lab chose to use. `is_outdated` when Hekloos was renewed since: then it is not used."""

    id: int
    by: Person
    at: datetime
    verdict_count: int
    weights: dict[str, float]
    shift: float
    is_outdated: bool

    @classmethod
    def of(cls, row: RefitRow, *, is_outdated: bool = False) -> "Refit":
        names = ("id", "verdict_count", "at", "weights", "shift")
        known = {name: getattr(row, name) for name in names}
        return cls(**known, by=Person.model_validate(row.by), is_outdated=is_outdated)


class Learning(Told):
    """`verdicts` are the blind ones that take part, `overlaps` those that say overlap; `left_aside` are of pairs that
    no comparison by the judge of now has. `learned` is null while something is lacking."""

    verdicts: int
    overlaps: int
    left_aside: int
    lacking: Lacking
    learned: Learned | None
    adopted: Refit | None

    @classmethod
    def of(cls, found: learning.Learning) -> "Learning":
        return cls(
            verdicts=found.verdicts,
            overlaps=found.overlaps,
            left_aside=found.left_aside,
            lacking=Lacking.model_validate(found.lacking),
            learned=Learned.of(found),
            adopted=Refit.of(found.adopted, is_outdated=found.is_outdated) if found.adopted else None,
        )


class UseLearned(Asked):
    """`mark` of what you read, so that nobody adopts something else."""

    mark: Mark
