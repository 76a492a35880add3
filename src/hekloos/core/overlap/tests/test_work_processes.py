"""What is usually done in a work process of which only the title is known."""

from dataclasses import replace

import pytest

from hekloos.core.curriculum import Framework, ItemKind, Side
from hekloos.core.overlap.compare import Comparison, compare
from hekloos.core.overlap.explain import explain
from hekloos.core.overlap.knowledge import shipped_knowledge
from hekloos.core.overlap.texts import item_texts
from hekloos.core.overlap.work_processes import UsualContents, digest, read_contents, shipped_contents
from hekloos.core.tests.programmes import framework, item


def contents(*rows: tuple[str, str, str]) -> UsualContents:
    """Each row a core task, a title and what is usually done."""
    return read_contents("".join(f"{digest(title, core)}\t{told}\n" for core, title, told in rows))


def test_a_work_process_is_found_by_its_core_task_and_title() -> None:
    known = contents(("Schildert", "Rondt af", "kwasten spoelen"), ("Kapt", "Rondt af", "haar opvegen"))
    assert known.of("Rondt af", "Schildert") == "kwasten spoelen"
    assert known.of("Rondt af", "Kapt") == "haar opvegen"


def test_case_signs_and_a_qualification_in_brackets_do_not_matter() -> None:
    known = contents(("Maakt haar", "Wast, en droogt", "shampoo"))
    assert known.of("wast en droogt", "MAAKT HAAR (Kapper)") == "shampoo"


def test_a_title_below_another_core_task_is_not_taken_for_the_same() -> None:
    known = contents(("Fotografeert", "Adviseert de klant", "camera en lens"))
    assert known.of("Adviseert de klant", "Behandelt het haar") == ""


def test_what_is_shipped_holds_phrases_that_a_teacher_can_read() -> None:
    told = list(shipped_contents().by_place.values())
    assert len(told) > 1_500
    assert all(8 <= len(text.split()) <= 45 and "," in text for text in told)


KNOWN = contents(("Schildert", "Rondt het werk af", "kwasten schoonmaken, afval scheiden"))


@pytest.fixture
def bare_title() -> Framework:
    """A work process without a description, and one of the same title with one."""
    return framework(
        item("K1", "Schildert", kind=ItemKind.CORE_TASK),
        item("W1", "Rondt het werk af", kind=ItemKind.WORK_PROCESS, parent="K1"),
        item("W2", "Rondt het werk af", kind=ItemKind.WORK_PROCESS, parent="K1", description="Vult de werkbon in."),
        side=Side.MBO,
    )


def test_only_a_work_process_without_description_gets_its_usual_content(bare_title: Framework) -> None:
    bare, described = item_texts(bare_title, bare_title.comparable(), KNOWN)
    assert bare.detail == (bare.usual,) == ("kwasten schoonmaken, afval scheiden",)
    assert described.detail == ("Vult de werkbon in.",)
    assert described.usual == ""


def test_a_description_that_is_ignored_because_many_share_it_still_stands_before_usual_content() -> None:
    same = "Deze omschrijving staat overal."
    items = (
        item(f"W{n}", "Rondt het werk af", kind=ItemKind.WORK_PROCESS, parent="K1", description=same) for n in range(4)
    )
    programme = framework(item("K1", "Schildert", kind=ItemKind.CORE_TASK), *items, side=Side.MBO)
    assert {texts.usual for texts in item_texts(programme, programme.comparable(), KNOWN)} == {""}


def test_only_work_processes_have_usual_content() -> None:
    core = item("K1", "Schildert", kind=ItemKind.CORE_TASK)
    knows = item("V1", "Rondt het werk af", kind=ItemKind.KNOWLEDGE, parent="K1")
    programme = framework(core, knows, side=Side.MBO)
    assert [texts.usual for texts in item_texts(programme, programme.comparable(), KNOWN)] == [""]


def brushes(right: Framework) -> Comparison:
    knowledge = replace(shipped_knowledge(), contents=KNOWN)
    return compare(framework(item("T1", "De kandidaat kan kwasten schoonmaken")), right, knowledge=knowledge)


def test_usual_content_makes_a_bare_title_findable(bare_title: Framework) -> None:
    comparison = brushes(bare_title)
    bare, described = (comparison.find(comparison.left.items[0], comparison.right.by_id[code]) for code in ("W1", "W2"))
    assert bare is not None
    assert described is not None
    assert bare.probability > 2 * described.probability


def test_an_explanation_says_that_it_is_not_from_the_file(bare_title: Framework) -> None:
    comparison = brushes(bare_title)
    match = comparison.find(comparison.left.items[0], comparison.right.by_id["W1"])
    assert match is not None
    explanation = explain(comparison, match)
    assert explanation.usual == "kwasten schoonmaken, afval scheiden"
    told = " ".join(explanation.sentences())
    assert "Bij het mbo neemt Hekloos aan dat er ook bij hoort: kwasten en schoonmaken." in told
    assert "Dat staat niet in uw mbo-bestand." in told
    assert "In de omschrijving van het mbo" not in told
    assert "Beide noemen" not in told
    assert explanation.doubt.startswith("Dit voorstel rust op wat Hekloos aanneemt.")
