"""Whatever people do with a pair, in whatever order: verdicts are only added, and two keys make it agreed."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.filled import Filled, judge, meet
from tests.people import person

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Membership, Role
from hekloos.web.overlap.models import Match
from hekloos.web.overlap.remembering import forget
from hekloos.web.review import actions
from hekloos.web.review.agreed import agreed_matches
from hekloos.web.review.folding import order_of_matches, states_of_matches
from hekloos.web.review.models import Meeting, Verdict
from hekloos.web.review.queries import seen_by

type_of_browse = Callable[[Person], Client]
CHANGES = re.compile(r'\s*(UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?review_verdict"?\s', re.IGNORECASE)
ON_A_FIXTURE = [HealthCheck.function_scoped_fixture]  # every example is rolled back


@dataclass(frozen=True)
class Room:
    """The people and pairs of a test, and a meeting at which Anna and Bram sit and Paula types."""

    filled: Filled
    matches: Sequence[Match]
    judges: Sequence[Membership]
    meeting: Meeting
    paula: Client


@dataclass(frozen=True)
class Step:
    """Something that somebody does; numbers choose from what is there."""

    kind: str
    judge: int
    match: int
    relations: tuple[Relation, Relation]
    verdict: int
    stroke: int


steps = st.builds(
    Step,
    kind=st.sampled_from(["judge", "judge", "take_back", "undo", "record", "decide"]),
    judge=st.integers(0, 2),
    match=st.integers(0, 2),
    relations=st.tuples(st.sampled_from(Relation), st.sampled_from(Relation)),
    verdict=st.integers(0, 10),
    stroke=st.integers(0, 12),  # few enough that the same press comes again
)


@pytest.fixture
def room(filled: Filled, browse: type_of_browse) -> Room:
    cast = filled.cast
    aad = Membership.objects.create(  # a second key of the same side opens nothing
        person=person("Aad"), lab=cast.lab, organisation=cast.vmbo, role=Role.TEACHER
    )
    matches = list(filled.comparison.matches.select_related("left", "right", "pair").order_by("position"))
    return Room(filled, matches, (cast.anna, aad, cast.bram), meet(filled), browse(cast.paula.person))


def do(room: Room, step: Step) -> None:
    match, who = room.matches[step.match], room.judges[step.judge]
    digests, stroke = (match.left.digest, match.right.digest), uuid.UUID(int=step.stroke)
    said = [actions.Said(relation, reason=f"reden {step.verdict}") for relation in step.relations]
    if step.kind == "judge":
        actions.judge(who, match, said[0], digests=digests, stroke=stroke)
    elif step.kind == "take_back":
        actions.take_back(who, match)
    elif step.kind == "undo":
        undo(room, who, match, step.verdict)
    elif step.kind == "record":
        both = dict(zip((room.filled.cast.anna, room.filled.cast.bram), said, strict=True))
        actions.record(room.filled.cast.paula, room.meeting, match, both, digests=digests, stroke=stroke)
    else:
        decide(room, match, step.relations[0], stroke)


def undo(room: Room, who: Membership, match: Match, number: int) -> None:
    """One of the last verdicts: by whoever gave it, and sometimes by somebody or on a pair that it is not of."""
    given = list(Verdict.objects.order_by("-pk")[:3])
    verdict = given[number % len(given)] if given else None
    if verdict and number < 8:
        who = next(one for one in room.judges if one.person_id == verdict.person_id)
        match = next(one for one in room.matches if one.pair_id == verdict.pair_id)
    actions.undo(who, match, verdict.pk if verdict else 0)


def decide(room: Room, match: Match, relation: Relation, stroke: uuid.UUID) -> None:
    """At the table, by its form."""
    cast = room.filled.cast
    card = 1 + list(order_of_matches(room.filled.comparison)).index(match.pk)
    address = cast.url(f"bijeenkomsten/{room.meeting.pk}/tafel/?kaart={card}")
    sent = {
        "relation": relation.value, "stroke": str(stroke), "vmbo": cast.anna.pk, "mbo": cast.bram.pk,
        "left_digest": match.left.digest, "right_digest": match.right.digest,
    }  # fmt: skip
    assert room.paula.post(address, sent).status_code == 302


def rows() -> list[str]:
    """All that is stored of verdicts, in the order in which it came."""
    return [repr(row) for row in Verdict.objects.order_by("pk").values_list()]


@contextmanager
def only_adding() -> Iterator[None]:
    """No statement changes or removes a verdict, also not one that nobody would see in the rows."""

    def run(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        assert not CHANGES.match(sql), sql
        return execute(sql, *more)

    with connection.execute_wrapper(run):
        yield


def keys_turned(match: Match) -> bool:
    """The rule, by itself: the last verdicts on the texts of now, and a relation that both sides hold."""
    of_now = {"left_digest": match.left.digest, "right_digest": match.right.digest}
    here = Verdict.objects.filter(pair=match.pair_id, **of_now).order_by("pk")
    last = {verdict.person_id: verdict for verdict in here}
    held = {(verdict.side, verdict.relation) for verdict in last.values()}
    return any({("vmbo", relation.value), ("mbo", relation.value)} <= held for relation in Relation)


def check_keys(room: Room) -> None:
    """List, states and pages say agreed of the same pairs, which are those of which both keys were turned."""
    turned = {match.pk for match in room.matches if keys_turned(match)}
    states = states_of_matches(room.filled.comparison)
    assert {pk for pk, state in states.items() if state is State.AGREED} == turned
    assert set(agreed_matches(room.filled.comparison)) == turned
    seen = seen_by(room.filled.cast.boris, room.matches)
    assert {one.match.pk for one in seen if one.state is State.AGREED and one.agreed_relation} == turned


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget()


@settings(max_examples=15, deadline=None, suppress_health_check=ON_A_FIXTURE)
@given(done=st.lists(steps, max_size=12))
def test_nothing_that_people_do_changes_a_verdict(room: Room, done: list[Step]) -> None:
    with rolled_back(), only_adding():
        for step in done:
            before, most = rows(), 2 if step.kind in ("record", "decide") else 1
            try:
                do(room, step)
            except NotPossibleError:  # the same press with something else in it
                most = 0
            after = rows()
            assert after[: len(before)] == before
            assert len(after) - len(before) <= most
            check_keys(room)


def said_by(member: Membership, match: Match) -> tuple[str, ...] | None:
    """What somebody holds, in all its words."""
    (seen,) = seen_by(member, [match])
    own = seen.own
    return (own.relation, own.reason, own.remainder, own.taken_up_by) if own else None


@settings(max_examples=15, deadline=None, suppress_health_check=ON_A_FIXTURE)
@given(said=st.lists(st.tuples(st.sampled_from([*Relation, None]), st.text("abé", max_size=3)), min_size=1, max_size=5))
def test_undo_is_a_verdict_that_says_again_what_was_said_before(
    filled: Filled, said: list[tuple[Relation | None, str]]
) -> None:
    match, anna = filled.match(), filled.cast.anna
    with rolled_back(), only_adding():
        held: list[tuple[str, ...] | None] = [None]
        for relation, word in said:
            verdict = judge(anna, match, relation, reason=word, remainder=word[:1], taken_up_by="mbo" if word else "")
            held.append(said_by(anna, match))
        before = rows()
        undone = actions.undo(anna, match, verdict.pk)
        assert undone is not None
        assert rows()[:-1] == before
        assert undone.pk > verdict.pk
        assert said_by(anna, match) == held[-2]
        assert actions.undo(anna, match, verdict.pk) is None  # pressed twice
        assert len(rows()) == len(before) + 1
        actions.undo(anna, match, undone.pk)  # and undo can be undone
        assert said_by(anna, match) == held[-1]
