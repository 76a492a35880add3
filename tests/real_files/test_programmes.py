"""Real programmes as SLO, SBB and schools publish them: nothing of them may be missed."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from hekloos.core.curriculum import Framework, ItemKind, Side
from hekloos.core.formats import kwalificatiedossier, lessons, slo, tables
from hekloos.core.formats.lesson.passages import MOST_WORDS
from hekloos.core.formats.reading import Severity
from hekloos.core.formats.tests.test_table_writing import FORMS, Write, content, read_back

pytestmark = pytest.mark.real_files


def test_all_ten_published_profiles_are_read_whole(real_files: Path) -> None:
    reading = slo.read(real_files / "slo")
    kinds = Counter(item.kind for framework in reading.frameworks for item in framework.items)
    assert len(reading.frameworks) == 10
    assert kinds[ItemKind.TERM] == 3_473
    assert kinds[ItemKind.TASK] == 677
    assert kinds[ItemKind.ELECTIVE] == 158
    assert kinds[ItemKind.MODULE] == 40
    assert all(p.severity is Severity.NOTE for p in reading.problems)


def test_levels_and_replaced_terms_are_as_published(real_files: Path) -> None:
    reading = slo.read(real_files / "slo")
    terms = [item for framework in reading.frameworks for item in framework.items if item.kind is ItemKind.TERM]
    assert Counter("".join(sorted(term.levels)) for term in terms) == {
        "BBGLKB": 2_388, "GLKB": 492, "BBKB": 369, "GL": 103, "BB": 95, "KB": 26,
    }  # fmt: skip
    published = json.loads((real_files / "slo" / "globale_eindterm.json").read_bytes())
    replacing = {entry["id"]: set(entry["replaces"]) for entry in published if "replaces" in entry}
    assert len(replacing) == 161
    assert all(set(term.replaces) >= replacing.get(term.id, set()) for term in terms)


def test_the_core_is_read_but_not_compared(real_files: Path) -> None:
    pie = next(framework for framework in slo.read(real_files / "slo").frameworks if framework.key == "PIE")
    assert len(pie.comparable()) == 463


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2635-pedagogisch-werk", {"25484": (21, 92), "25485": (17, 77), "25486": (16, 59)}),
        ("2637-sociaal-werk", {"25488": (13, 59), "25489": (13, 63)}),
        ("2755-dienstverlening", {"25498": (12, 35), "25499": (12, 27), "25500": (12, 31)}),
    ],
)
def test_every_qualification_of_the_real_dossiers_is_whole(
    real_files: Path, name: str, expected: dict[str, tuple[int, int]]
) -> None:
    found = {}
    for framework in kwalificatiedossier.read(real_files / "sbb" / f"{name}.xml").frameworks:
        kinds = Counter(item.kind for item in framework.items)
        found[framework.crebo] = (kinds[ItemKind.WORK_PROCESS], kinds[ItemKind.KNOWLEDGE])
        assert all(p.description and p.behaviour for p in framework.items if p.kind is ItemKind.WORK_PROCESS)
        assert all(p.result for p in framework.items if p.kind is ItemKind.WORK_PROCESS)
    assert found == expected


def _count(framework: Framework) -> int:
    return len(framework.items) + sum(len(item.behaviour) for item in framework.items)


def test_the_labelled_pairs_are_read_with_every_row(labelled_pairs: Path) -> None:
    files = sorted(labelled_pairs.glob("*/*/left.csv")) + sorted(labelled_pairs.glob("*/*/right.csv"))
    assert files
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = sum(1 for _row in csv.DictReader(stream))
        reading = tables.read(file)
        assert _count(reading.frameworks[0]) == rows
        assert reading.problems == ()


def test_all_qualifications_are_read_with_every_row(real_files: Path) -> None:
    reading = tables.read(real_files / "mbo" / "items.csv")
    assert len(reading.frameworks) == 255
    assert sum(map(_count, reading.frameworks)) == 5866
    assert {f.side for f in reading.frameworks} == {Side.MBO}


def test_the_real_lessons_are_read(real_files: Path) -> None:
    reading = lessons.read(real_files / "lessons" / "mbo-ict")
    framework = reading.frameworks[0]
    assert framework.side is Side.MBO
    assert sum(item.kind is ItemKind.LESSON for item in framework.items) == 27
    fragments = [item.text for item in framework.items if item.kind is ItemKind.FRAGMENT]
    assert len(fragments) > 400
    assert all(len(text.split()) <= MOST_WORDS for text in fragments)
    assert len(reading.problems) == 2  # one file is empty, one holds only a template


@pytest.mark.parametrize(("form", "write"), FORMS)
def test_a_whole_dossier_reads_back_as_it_was_written(real_files: Path, form: str, write: Write) -> None:
    before = kwalificatiedossier.read(real_files / "sbb" / "2755-dienstverlening.xml").frameworks
    after = read_back(form, write(before))
    assert [(f.crebo, f.title, f.levels) for f in after] == [(f.crebo, f.title, f.levels) for f in before]
    assert [content(f) for f in after] == [content(f) for f in before]
