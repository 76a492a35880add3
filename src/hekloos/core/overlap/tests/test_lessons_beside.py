"""Lessons beside lessons, and lessons beside a programme."""

import csv
from importlib import resources
from pathlib import Path

import pytest

from hekloos.core.curriculum import Framework, FrameworkKind, Item, ItemKind, Side
from hekloos.core.formats import registry
from hekloos.core.overlap.compare import compare
from hekloos.core.overlap.lesson_cover import find_cover
from hekloos.core.overlap.repeats import How, find_repeats, share_repeated
from hekloos.core.tests.programmes import framework, item, mbo, vmbo

FUSE = (
    "Zet eerst de automaat van de groep uit en hang er een slotje op. Meet daarna met de spanningstester of de "
    "spanning er echt af is, en probeer de tester daarna nog eens uit op een punt waar spanning op staat."
)
FUSE_IN_OTHER_WORDS = (
    "Eerst gaat de automaat van die groep uit en komt er een slotje op. Of de spanning er echt af is, meet je daarna "
    "met de spanningstester; op een punt met spanning probeer je de tester nog eens uit."
)
COFFEE = "Schenk de koffie in een voorverwarmd kopje en zet het met een lepeltje op het schoteltje voor de gast."
TILES = "Verdeel de tegels vanuit het midden van de wand, zodat de stroken links en rechts even breed worden."


def lessons(side: Side, *texts: tuple[str, float | None, tuple[str, ...]]) -> Framework:
    items: list[Item] = []
    for title, hours, passages in texts:
        code = title.lower()
        items.append(Item(id=code, code=code, kind=ItemKind.LESSON, text=title, hours=hours))
        items += [
            Item(id=f"{code}-{n}", code=f"{code}-{n}", kind=ItemKind.FRAGMENT, text=text, parent=code)
            for n, text in enumerate(passages, start=1)
        ]
    return Framework(
        key=f"lessen-{side}", title="Lessen", kind=FrameworkKind.LESSON_MATERIAL, side=side, items=tuple(items)
    )


def test_a_copied_passage_is_found_with_its_share_and_hours() -> None:
    here = lessons(Side.VMBO, ("Veilig", 1.0, (FUSE,)), ("Koffie", 1.0, (COFFEE,)))
    there = lessons(Side.MBO, ("Veiligstellen", 2.0, (FUSE, TILES)))
    (repeat,) = find_repeats(compare(here, there))
    assert (repeat.vmbo.text, repeat.mbo.text) == ("Veilig", "Veiligstellen")
    assert [passage.how for passage in repeat.passages] == [How.COPIED]
    assert repeat.share == pytest.approx(len(FUSE.split()) / len(f"{FUSE} {TILES}".split()), abs=0.05)
    assert repeat.hours == pytest.approx(2.0 * repeat.share)


def test_a_reworded_passage_is_told_as_such() -> None:
    here, there = (
        lessons(Side.VMBO, ("Veilig", None, (FUSE,))),
        lessons(Side.MBO, ("Veiligstellen", None, (FUSE_IN_OTHER_WORDS,))),
    )
    (repeat,) = find_repeats(compare(here, there))
    assert repeat.passages[0].how is How.REWORDED
    assert repeat.hours is None


def test_the_same_content_in_new_words_is_taught_anew() -> None:
    here = lessons(Side.VMBO, ("Schoon", None, ("Maak de vloer van de keuken schoon met een dweil en sop.",)))
    there = lessons(Side.MBO, ("Reinigen", None, ("Keukenvloeren dweilen en reinigen",)))
    found = find_repeats(compare(here, there))
    assert [passage.how for repeat in found for passage in repeat.passages] == [How.ANEW]


def test_repeated_passages_stand_in_the_order_of_the_lesson() -> None:
    texts = tuple(f"{FUSE} Dit is oefening nummer {n}." for n in range(1, 13))
    here, there = lessons(Side.VMBO, ("Veilig", None, (FUSE,))), lessons(Side.MBO, ("Veiligstellen", None, texts))
    (repeat,) = find_repeats(compare(here, there))
    assert [passage.match.right.text for passage in repeat.passages] == list(texts)


def test_lessons_with_nothing_in_common_repeat_nothing() -> None:
    here, there = lessons(Side.VMBO, ("Koffie", 1.0, (COFFEE,))), lessons(Side.MBO, ("Tegels", 1.0, (TILES,)))
    assert find_repeats(compare(here, there)) == ()


def test_a_passage_that_two_vmbo_lessons_have_counts_once_for_the_mbo_lesson() -> None:
    here = lessons(Side.VMBO, ("Veilig", None, (FUSE,)), ("Nogmaals", None, (FUSE,)))
    comparison = compare(here, lessons(Side.MBO, ("Veiligstellen", None, (FUSE,))))
    repeats = find_repeats(comparison)
    assert len(repeats) == 2
    assert share_repeated(comparison, repeats) == {"veiligstellen": pytest.approx(1.0)}


def test_programmes_are_no_lessons() -> None:
    comparison = compare(vmbo(), mbo())
    assert find_repeats(comparison) == ()
    assert find_cover(comparison) == ()


def test_every_term_has_its_lessons_and_one_without_shows() -> None:
    programme = framework(
        item("P/1", "Veilig werken", kind=ItemKind.MODULE),
        item("P/1-1", "De kandidaat kan een elektrische groep spanningsloos maken en de spanning meten", parent="P/1"),
        item("P/1-2", "De kandidaat kan een bloemstuk binden", parent="P/1"),
    )
    material = lessons(Side.VMBO, ("Veilig", 1.0, (FUSE, COFFEE)))
    for here, there in ((material, programme), (programme, material)):
        with_lesson, without = find_cover(compare(here, there))
        assert [treatment.lesson.text for treatment in with_lesson.lessons] == ["Veilig"]
        assert (without.item.code, without.lessons) == ("P/1-2", ())


def test_a_lesson_that_names_more_of_the_term_treats_it_more_surely() -> None:
    programme = framework(item("P/1-1", "De kandidaat kan een groep spanningsloos maken en met de tester meten"))
    passage = "Zet de automaat van de groep uit; zo maak je de groep spanningsloos."
    more = "Daarna kun je met de tester meten."
    short, whole = (
        find_cover(compare(programme, lessons(Side.VMBO, ("Les", None, passages))))[0].lessons[0].chance
        for passages in ((passage,), (passage, more))
    )
    assert whole > short


@pytest.mark.parametrize(
    ("side", "programme", "least_found"), [("vmbo", "vmbo-techniek.csv", 15), ("mbo", "mbo-monteur.csv", 11)]
)
def test_the_lessons_of_the_demo_are_tied_to_what_they_treat(side: str, programme: str, least_found: int) -> None:
    demo = Path(str(resources.files("hekloos.demo")))
    sides = [registry.read(str(demo / name)).frameworks[0] for name in (programme, f"lessen-{side}")]
    told = {
        (cover.item.code, treatment.lesson.code)
        for cover in find_cover(compare(*(sides if side == "vmbo" else reversed(sides))))
        for treatment in cover.lessons
    }
    with (demo / "lesson_truth.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["side"] == side]
    treated = {(row["item"], row["lesson"]) for row in rows if row["how"] == "treats"}
    touched = {(row["item"], row["lesson"]) for row in rows}
    assert len(told & treated) >= least_found
    assert len(told - touched) <= 0.3 * len(told)
