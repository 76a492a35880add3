"""Lessons beside the items of a route: which units they suggest."""

from collections.abc import Sequence
from dataclasses import replace

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side
from hekloos.core.formats import lessons as reader
from hekloos.core.formats.opening import Bundle, Document
from hekloos.core.route.drafting import draft_units, items_of, programme_of
from hekloos.core.route.lesson_units import ProposedUnit, keyed, lessons_of, propose_units, slots_between
from hekloos.core.route.route import Calendar, Route
from hekloos.core.tests.programmes import framework, item

WINDOWS = "Lap de ramen met een trekker en een spons. Begin boven, trek het water in banen naar beneden."
FLOORS = "Een vloer dweilen of stofzuigen: eerst stofzuigen, dan dweilen met schoon sop, en de vloer laten drogen."
CALENDAR = Calendar(years=4, periods=2, vmbo_years=2, exam_slot=3)
PROGRAMME = framework(
    item("P/1", "Schoonmaken", kind=ItemKind.MODULE),
    item("P/1-1", "De kandidaat kan ramen lappen met een trekker en een spons", parent="P/1"),
    item("P/1-2", "De kandidaat kan een vloer dweilen en stofzuigen", parent="P/1"),
    item("P/1-3", "De kandidaat kan een bloemstuk binden", parent="P/1"),
)


def read(*files: tuple[str, str]) -> Framework:
    documents = tuple(Document(name, text.encode()) for name, text in files)
    found = lessons_of(reader.read(Bundle("lessen", documents)).frameworks, Side.VMBO)
    assert found is not None
    return found


def build() -> Route:
    return Route(
        title="Schoon",
        calendar=CALENDAR,
        programmes=(programme_of(PROGRAMME),),
        items=items_of(PROGRAMME, prefix="v:"),
        units=draft_units(PROGRAMME, CALENDAR, hours=60, prefix="v:"),
    )


def propose(lessons: Framework, **more: object) -> Sequence[ProposedUnit]:
    return propose_units(lessons, keyed({"v:": PROGRAMME}), build(), **more)  # type: ignore[arg-type]


def lesson(number: int, text: str) -> tuple[str, str]:
    return f"{number}. les.md", f"# Les {number}\n\n{text}\n"


def test_every_lesson_is_a_unit_with_what_it_seems_to_treat() -> None:
    windows, floors = propose(read(lesson(1, WINDOWS), lesson(2, FLOORS)))
    assert (windows.title, floors.title) == ("Les 1", "Les 2")
    assert [one.item for one in windows.items if one.is_sure] == ["v:P/1-1"]
    assert [one.item for one in floors.items if one.is_sure] == ["v:P/1-2"]
    assert all(one.item != "v:P/1-3" for one in (*windows.items, *floors.items))


def test_what_a_lesson_treats_stands_with_the_surest_first() -> None:
    (both,) = propose(read(lesson(1, f"{WINDOWS}\n\n{FLOORS}")))
    chances = [one.chance for one in both.items]
    assert chances == sorted(chances, reverse=True)
    assert {one.item for one in both.items if one.is_sure} == {"v:P/1-1", "v:P/1-2"}


def test_lessons_are_spread_in_order_over_the_periods_of_their_side() -> None:
    made = propose(read(*(lesson(number, WINDOWS) for number in range(1, 9))))
    slots = [unit.slot for unit in made]
    assert slots == sorted(slots)
    assert set(slots) == {0, 1, 2, 3}
    later = propose(read(lesson(1, WINDOWS), lesson(2, FLOORS)), slots=slots_between(CALENDAR, Side.VMBO, 2, None))
    assert [unit.slot for unit in later] == [2, 3]


def test_hours_of_the_source_count_and_others_follow_them() -> None:
    found = read(lesson(1, WINDOWS), lesson(2, FLOORS))
    told = replace(found, items=tuple(replace(i, hours=3.1) if i.text == "Les 1" else i for i in found.items))
    first, second = propose(told)
    assert (first.hours, first.guessed) == (3.0, False)
    assert (second.hours, second.guessed) == (3.0, True)


def test_without_any_hours_lessons_share_what_was_guessed_for_their_items() -> None:
    one, other, third = propose(
        read(lesson(1, WINDOWS), lesson(2, WINDOWS), lesson(3, "Over niets uit de lijst, echt."))
    )
    assert one.guessed
    assert one.hours == other.hours == 7.5  # of 60 hours a quarter for each part: three items and the assessing
    assert third.hours == 1


def test_a_folder_is_one_unit_when_that_is_asked() -> None:
    names = ("Week 1/a.md", "Week 1/b.md", "Week_2/c.md", "los.md")
    made = {
        one.title: one for one in propose(read(*((name, f"# {name}\n\n{FLOORS}") for name in names)), by_folder=True)
    }
    assert list(made) == ["Week 1", "Week 2", "los.md"]
    assert made["Week 1"].lessons == ("Week 1/a.md", "Week 1/b.md")
    assert [one.item for one in made["Week 1"].items if one.is_sure] == ["v:P/1-2"]
    assert made["Week 1"].items[0].place in made["Week 1"].lessons


def test_a_reading_without_lessons_gives_none() -> None:
    assert lessons_of([PROGRAMME], Side.VMBO) is None
    material = Framework(
        key="x",
        title="x",
        kind=FrameworkKind.LESSON_MATERIAL,
        side=Side.MBO,
        items=(Item(id="a", code="a", kind=ItemKind.FRAGMENT, text="Zonder les erboven"),),
    )
    found = lessons_of([material], Side.VMBO)
    assert found is not None
    assert found.side is Side.VMBO
    assert propose(found) == ()
