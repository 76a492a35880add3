"""Pairs and verdicts as calls give and take them."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from hekloos.core.agreement import State
from hekloos.core.changes import full_text
from hekloos.core.curriculum import Relation, Side
from hekloos.web.api.schemas.common import Asked, Digest, Page, Paging, Remark, Row, Search, Told
from hekloos.web.api.schemas.curriculum import Item
from hekloos.web.api.schemas.labs import Person
from hekloos.web.review.models import TakenUpBy
from hekloos.web.review.queries import Seen, changes_since_verdicts


class Verdict(Told):
    """`was_blind` when it was the first of this person on these texts; later ones were given after reading others.
    `entered_by` typed it for this person, at a table or from paper.
    """

    person: Person
    side: Side
    relation: Relation
    reason: str
    remainder: str
    taken_up_by: str
    was_blind: bool
    entered_by: Person | None
    at: datetime


class Pair(Told):
    """Two items as a comparison proposes them.

    `left_group` and `right_group` are rows of the module and the core task, as on the map. `own` is your verdict on the
    texts of now. `others` stays empty while you still have to judge. `agreed` is what both sides hold, if you may know.
    """

    id: int
    left: Item
    right: Item
    left_group: int | None
    right_group: int | None
    relation: Relation
    probability: float
    state: State
    own: Verdict | None
    others: list[Verdict]
    agreed: Relation | None

    @classmethod
    def of(cls, seen: Seen) -> "Pair":
        match = seen.match
        return cls(
            id=match.pk,
            left=Item.model_validate(match.left),
            right=Item.model_validate(match.right),
            left_group=match.left_group_id,
            right_group=match.right_group_id,
            relation=Relation(match.relation),
            probability=match.probability,
            state=seen.state,
            own=Verdict.model_validate(seen.own) if seen.own else None,
            others=[Verdict.model_validate(verdict) for verdict in seen.others],
            agreed=seen.agreed_relation,
        )


class Why(Told):
    """Why it is proposed: Dutch sentences, and the words that both texts have, as their infinitive or as they stand."""

    sentences: list[str] = []
    doubt: str = ""
    usual: str = ""
    left_words: list[str] = []
    right_words: list[str] = []


class TextChange(Told):
    """The text of one side as somebody judged it last, and as it is now."""

    side: Side
    before: str
    now: str


class PairWithWhy(Pair):
    """`text_changes` says what became of the texts since the last verdict on other ones."""

    why: Why
    text_changes: list[TextChange]

    @classmethod
    def of(cls, seen: Seen) -> "PairWithWhy":
        changes = changes_since_verdicts(seen.match) if seen.state is State.CHANGED else []
        return cls(
            **dict(Pair.of(seen)),
            why=Why.model_validate(seen.match.why),
            text_changes=[
                TextChange(side=Side(change.side), before=full_text(change.before), now=full_text(change.now))
                for change in changes
            ],
        )


class Standing(Told):
    """How many pairs are in each state."""

    states: dict[State, int]


class PairFilter(Paging):
    """`at_least` is a percentage; `judged_by` a person; `left_group` and `right_group` are rows of the map."""

    relation: Literal["same", "builds_on", "related", "none", "overlap"] | None = None
    at_least: Annotated[int, Field(ge=0, le=100)] | None = None
    state: State | None = None
    left_group: Row | None = None
    right_group: Row | None = None
    person: Annotated[Row | None, Field(description="Somebody who judged the pair.")] = None
    order: Literal["programme", "probability"] = "programme"
    search: Search = ""


class ItemWithPairs(Told):
    item: Item
    group: Item | None
    pairs: Page[Pair]


class NewVerdict(Asked):
    """`left_digest` and `right_digest` are of the texts that were read. The same `stroke` again changes nothing."""

    relation: Relation
    reason: Remark = ""
    remainder: Remark = ""
    taken_up_by: TakenUpBy | None = None
    left_digest: Digest
    right_digest: Digest
    stroke: uuid.UUID
