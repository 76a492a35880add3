"""Units of lessons in a route: nothing is lost, whatever guessed units give up for them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.changing import HoleError, LeaveOut, PutUnit, change
from hekloos.core.route.coverage import prove
from hekloos.core.route.lesson_changes import BroughtIn, bring_in, free_ids
from hekloos.core.route.route import Agreed, Plan, Route, as_it_is
from hekloos.core.route.schools import as_in, prove_each, schools_of
from hekloos.core.route.tests.routes import SAME, plans, routes, small, unit
from hekloos.core.route.units import Unit

GUESSED = (
    unit("vg", 0, "a b", guessed=True),
    unit("mx", 2, "x", guessed=True),
    unit("my", 3, "y", guessed=True),
)


def lesson(number: int, slot: int, treats: str, **more: object) -> Unit:
    told: dict[str, object] = {"assesses": (), **more}
    return replace(unit(f"v{number}", slot, treats, **told), id=f"les{number}")  # type: ignore[arg-type]


def bring(route: Route, *units: Unit, plan: Plan | None = None) -> tuple[Route, Plan, BroughtIn]:
    plan = plan or as_it_is(route)
    brought = bring_in(route, plan, units, giving_up=True)
    return (*change(route, plan, *brought.changes), brought)


def test_a_guessed_unit_gives_up_what_a_lesson_treats_and_keeps_assessing_it() -> None:
    route, _plan, brought = bring(small(units=GUESSED), lesson(1, 0, "a"))
    old = route.unit_by_id["vg"]
    assert (old.treats, old.assesses, old.hours.total) == (("b",), ("a", "b"), 8)
    assert (brought.shrunk, brought.gone, brought.kept) == (("vg",), (), ())


def test_a_unit_with_nothing_left_goes() -> None:
    both = lesson(1, 0, "a b", assesses=("a", "b"))
    route, plan, brought = bring(small(units=GUESSED), both)
    assert "vg" not in route.unit_by_id
    assert "vg" not in plan.slots
    assert brought.gone == ("vg",)


def test_what_is_still_assessed_there_waits_for_the_lesson() -> None:
    route, plan, brought = bring(small(units=GUESSED), lesson(1, 1, "a b"))
    assert plan.slots["vg"] == 1
    assert (route.unit_by_id["vg"].treats, brought.later) == ((), ("vg",))


def test_a_unit_that_people_moved_is_not_moved_and_keeps_what_it_would_assess_too_early() -> None:
    start = small(units=(replace(GUESSED[0], slot=1), *GUESSED[1:]))
    route, plan, brought = bring(
        start, lesson(1, 1, "a"), plan=replace(as_it_is(start), slots={"vg": 0, "mx": 2, "my": 3})
    )
    assert plan.slots["vg"] == 0
    assert route.unit_by_id["vg"].treats == ("a", "b")
    assert brought.kept == ("a",)


def test_a_lesson_after_the_exam_takes_nothing_away() -> None:
    route, _plan, brought = bring(small(units=GUESSED), lesson(1, 3, "a"))
    assert route.unit_by_id["vg"].treats == ("a", "b")
    assert brought.kept == ("a",)


@pytest.mark.parametrize(
    "old", [{"guessed": False}, {"pinned": True}, {"id": "les7"}], ids=["told", "pinned", "of lessons"]
)
def test_what_people_said_by_hand_stays(old: dict[str, object]) -> None:
    start = small(units=(replace(GUESSED[0], **old), *GUESSED[1:]))  # type: ignore[arg-type]
    route, _plan, _brought = bring(start, lesson(1, 0, "a b"))
    assert start.units[0] in route.units


def test_pupils_of_another_school_keep_what_they_had() -> None:
    route, _plan, _brought = bring(small(units=GUESSED), lesson(1, 0, "a b", school="De Vaart"))
    assert route.unit_by_id["vg"].treats == ("a", "b")
    own = small(units=(replace(GUESSED[0], school="De Vaart"), *GUESSED[1:]))
    route, _plan, _brought = bring(own, lesson(1, 0, "a b", school="De Vaart"))
    assert route.unit_by_id["vg"].treats == ()


def test_what_one_school_of_several_gives_up_the_others_have_still() -> None:
    start = small(SAME, units=GUESSED)
    plan = replace(as_it_is(start), left_out=frozenset({("mx", "x")}))
    brought = bring_in(
        start, plan, [lesson(1, 0, "a b", school="De Vaart")], giving_up=True, schools=("De Vaart", "Kompas", "Vijver")
    )
    route, plan = change(start, plan, *brought.changes)
    assert {one.school: one.treats for one in route.units if one.id.startswith("vg")} == {
        "De Vaart": (),
        "Kompas": ("a", "b"),
        "Vijver": ("a", "b"),
    }
    assert (brought.split, brought.shrunk) == (("vg",), ("vg",))
    assert all(proof.holds for proof in prove_each(route, plan).values())


def test_what_leaned_on_the_guessed_unit_leans_on_the_lesson() -> None:
    start = small(SAME, units=GUESSED)
    route, plan = change(start, as_it_is(start), LeaveOut("mx", "x"))
    route, plan, _brought = bring(route, lesson(1, 0, "a"), plan=plan)
    with pytest.raises(HoleError):
        change(route, plan, LeaveOut("les1", "a"))


def test_what_was_left_out_is_left_out_of_the_lesson_as_well() -> None:
    start = small(SAME, units=GUESSED)
    route, plan = change(start, as_it_is(start), LeaveOut("mx", "x"))
    mbo = replace(lesson(1, 2, "x"), side=Side.MBO)
    _route, plan, _brought = bring(route, mbo, plan=plan)
    assert plan.left_out == {("les1", "x")}


def test_without_giving_up_lessons_only_come_in() -> None:
    route = small(units=GUESSED)
    brought = bring_in(route, as_it_is(route), [lesson(1, 0, "a")], giving_up=False)
    assert [type(one) for one in brought.changes] == [PutUnit]


def test_ids_are_free() -> None:
    route = small(units=(*GUESSED, lesson(3, 0, "a")))
    assert free_ids(route, 2) == ["les4", "les5"]


@st.composite
def lesson_units(draw: st.DrawFn, route: Route) -> Sequence[Unit]:
    """Any ticks on any preview."""
    keys = [item.key for item in route.items]
    units = []
    for name in free_ids(route, draw(st.integers(1, 4))):
        treats = tuple(draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)))
        units.append(
            replace(
                unit(name, draw(st.integers(0, 3)), ""),
                side=draw(st.sampled_from(Side)),
                school=draw(st.sampled_from(("", "", "De Vaart", "Kompas"))),
                treats=treats,
                assesses=treats if draw(st.booleans()) else (),
            )
        )
    return units


@st.composite
def guessed_routes(draw: st.DrawFn) -> Route:
    route = draw(routes())
    return replace(route, units=tuple(replace(one, guessed=draw(st.integers(0, 3)) > 0) for one in route.units))


def holes_of(route: Route, plan: Plan, school: str) -> set[str]:
    return {hole.item for hole in prove(*as_in(route, plan, school)).holes}


def assessed(route: Route, plan: Plan, school: str) -> set[str]:
    return {item for one in as_in(route, plan, school)[0].units for item in one.assesses}


@given(st.data())
def test_whatever_lessons_come_in_no_hole_opens_and_what_was_assessed_stays_so(data: st.DataObject) -> None:
    route = data.draw(guessed_routes())
    plan = data.draw(st.one_of(st.just(as_it_is(route)), plans(route)))
    units = data.draw(lesson_units(route))
    there: tuple[str, ...] = data.draw(st.sampled_from(((), ("De Vaart", "Kompas"), ("De Vaart", "Kompas", "Vijver"))))
    if len(there) > 0 and data.draw(st.booleans()):  # as one school brings them
        units = [replace(one, side=Side.VMBO, school="De Vaart") for one in units]
    else:  # or all schools of a side together
        units = [replace(one, school="") for one in units]
    brought = bring_in(route, plan, units, giving_up=True, schools=there)
    try:
        beside = change(route, plan, *map(PutUnit, units))
    except HoleError:  # a school that had nothing of its own yet, and lacks what others have
        with pytest.raises(HoleError):
            change(route, plan, *brought.changes)
        return
    after = change(route, plan, *brought.changes)
    for school in {*schools_of(route), *schools_of(beside[0]), *there}:
        assert holes_of(*after, school) <= holes_of(*beside, school) <= holes_of(route, plan, school)
        assert assessed(route, plan, school) <= assessed(*beside, school) == assessed(*after, school)
    assert {one.id for one in units} <= set(after[0].unit_by_id)
    assert set(brought.gone).isdisjoint(after[0].unit_by_id)
    assert all(len(after[0].unit_by_id[one].treats) <= len(route.unit_by_id[one].treats) for one in brought.shrunk)


def test_a_pair_that_leans_on_a_late_lesson_stays_where_it_was() -> None:
    """What builds on a term is shortened in the period of the term; a lesson after that is too late for it."""
    builds = Agreed(left="a", right="x", relation=Relation.BUILDS_ON)
    early = (unit("vg", 0, "a b", guessed=True), unit("mx", 0, "x", guessed=True), unit("my", 3, "y"))
    start = small(builds, units=early)
    route, plan = change(start, replace(as_it_is(start), shortened=frozenset({("mx", "x")})))
    route, plan, brought = bring(route, lesson(1, 1, "a"), plan=plan)
    assert route.unit_by_id["vg"].treats == ("a", "b")
    assert brought.kept == ("a",)
