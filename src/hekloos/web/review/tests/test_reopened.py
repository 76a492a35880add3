"""A new version of a programme reopens exactly the pairs whose texts it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.filled import Filled, adopt, compare, judge

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.remembering import forget
from hekloos.web.review.agreed import agreed_list
from hekloos.web.review.folding import states_of_matches
from hekloos.web.review.models import Verdict

TOOLS = ("een trekker", "een spons", "een emmer", "een zeem", "een borstel")
VMBO, MBO = "vmbo-ramen.csv", "mbo-ramen.csv"


@dataclass(frozen=True)
class Line:
    code: str
    kind: str
    level: str
    text: str
    more: str = ""


LINES = {
    VMBO: [Line(f"V{n}", "eindterm", "BB", f"Ramen wassen met {tool}.") for n, tool in enumerate(TOOLS)],
    MBO: [Line(f"W{n}", "werkproces", "2", "Wast ramen", f"Wast de ramen met {tool}.") for n, tool in enumerate(TOOLS)],
}
CODES = [line.code for lines in LINES.values() for line in lines]


def change(line: Line, how: str) -> Line:
    """In each way in which a teacher would read something else."""
    if how == "text":
        return replace(line, text=f"{line.text} Daarna drogen.")
    if how == "more":
        return replace(line, more=f"{line.more} Zonder strepen.")
    return replace(line, level="BB KB" if line.level == "BB" else "2 3")


def written(name: str, changes: Mapping[str, str]) -> str:
    lines = [change(line, changes[line.code]) if line.code in changes else line for line in LINES[name]]
    rows = [f"{line.code},{line.kind},{line.level},{line.text},{line.more}" for line in lines]
    return "\n".join(["code,soort,niveau,tekst,toelichting", *rows])


@pytest.fixture
def washing(filled: Filled) -> Filled:
    """Two programmes of which every item resembles every item."""
    vmbo, mbo = adopt(filled.cast.anna, VMBO, written(VMBO, {})), adopt(filled.cast.bram, MBO, written(MBO, {}))
    return replace(filled, vmbo=vmbo, mbo=mbo, comparison=compare(filled.cast.paula, vmbo, mbo))


def standing(comparison: Comparison) -> dict[tuple[str, str], State]:
    """The state of every pair, by the codes of its items."""
    states = states_of_matches(comparison)
    names = comparison.matches.values_list("pk", "left__code", "right__code")
    return {(left, right): states.get(pk, State.OPEN) for pk, left, right in names}


def agreed(filled: Filled, comparison: Comparison) -> set[tuple[str, str]]:
    """The pairs on the list that leaves the site."""
    told = agreed_list(filled.cast.boris, comparison)
    return {(one.left.code, one.right.code) for one in told.agreements}


def judge_all(filled: Filled, verdicts: list[tuple[Relation | None, Relation | None]]) -> None:
    """Each pair gets one of these verdicts of Anna and Bram, so that pairs in every state occur."""
    matches = filled.comparison.matches.select_related("left", "right", "pair").order_by("position")
    for place, match in enumerate(matches):
        for by, relation in zip((filled.cast.anna, filled.cast.bram), verdicts[place % len(verdicts)], strict=True):
            if relation:
                judge(by, match, relation)


relations = st.sampled_from([Relation.SAME, Relation.SAME, Relation.NONE, None])
changes_made = st.dictionaries(
    st.sampled_from(CODES), st.sampled_from(["text", "more", "level"]), min_size=1, max_size=3
)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # finding a smaller example would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=changes_made, verdicts=st.lists(st.tuples(relations, relations), min_size=2, max_size=7))
def test_exactly_what_changed_is_open_again(
    washing: Filled, changes: dict[str, str], verdicts: list[tuple[Relation | None, Relation | None]]
) -> None:
    with transaction.atomic():
        judge_all(washing, verdicts)
        before, was_agreed = standing(washing.comparison), agreed(washing, washing.comparison)
        stored = list(Verdict.objects.order_by("pk").values_list())
        for name, by in ((VMBO, washing.cast.anna), (MBO, washing.cast.bram)):
            if any(line.code in changes for line in LINES[name]):
                adopt(by, name, written(name, changes))
        later = compare(washing.cast.paula, washing.vmbo, washing.mbo)
        after = standing(later)
        assert set(after) == set(before)
        touched = {pair for pair in before if set(pair) & set(changes)}
        reopened = {pair: State.OPEN if before[pair] is State.OPEN else State.CHANGED for pair in touched}
        assert after == before | reopened
        assert agreed(washing, later) == was_agreed - touched
        assert standing(washing.comparison) == before  # who looks at the old comparison reads what was said then
        assert list(Verdict.objects.order_by("pk").values_list()) == stored
        transaction.set_rollback(True)
    forget()


def test_pairs_of_every_state_and_many_of_them_are_tried(washing: Filled) -> None:
    judge_all(washing, [(Relation.SAME, Relation.SAME), (Relation.SAME, Relation.NONE), (None, Relation.SAME),
                        (Relation.SAME, None), (None, None)])  # fmt: skip
    found = standing(washing.comparison)
    assert len(found) == len(TOOLS) ** 2
    assert set(found.values()) == set(State) - {State.CHANGED}
