"""The invented programmes and lessons hang together: nothing points at what is not there."""

import csv
from collections import Counter
from pathlib import Path

DEMO = Path(__file__).parent.parent
COMPARABLE = {"eindterm", "werkproces", "vakkennis"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


VMBO = rows_of("vmbo-techniek.csv")
MBO = rows_of("mbo-monteur.csv")
TRUTH = rows_of("truth.csv")


def kinds_by_code(rows: list[dict[str, str]]) -> dict[str, str]:
    return {row["code"]: row["kind"] for row in rows}


def lessons_of(folder: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((DEMO / folder).glob("*.md"))}


def paragraphs_of(lessons: dict[str, str]) -> set[str]:
    return {part for text in lessons.values() for part in text.split("\n\n") if len(part.split()) >= 40}


def test_both_programmes_have_the_same_six_columns_and_a_text_on_every_row() -> None:
    for row in VMBO + MBO:
        assert list(row) == ["code", "kind", "parent", "levels", "text", "description"]
        assert row["code"]
        assert row["text"] == " ".join(row["text"].split()) != ""


def test_codes_are_unique() -> None:
    for rows in (VMBO, MBO):
        assert [code for code, times in Counter(row["code"] for row in rows).items() if times > 1] == []


def test_no_two_items_of_a_programme_say_the_same() -> None:
    for rows in (VMBO, MBO):
        assert [text for text, times in Counter(row["text"] for row in rows).items() if times > 1] == []


def test_parents_exist_and_stand_before_their_children() -> None:
    for rows in (VMBO, MBO):
        seen = {""}
        for row in rows:
            assert row["parent"] in seen, row["code"]
            seen.add(row["code"])


def test_each_kind_hangs_under_the_kind_it_belongs_to() -> None:
    allowed = {
        "profielmodule": {""},
        "keuzevak": {""},
        "deeltaak": {"profielmodule", "keuzevak"},
        "eindterm": {"deeltaak"},
        "kerntaak": {""},
        "werkproces": {"kerntaak"},
        "vakkennis": {"kerntaak"},
    }
    for rows in (VMBO, MBO):
        kinds = {"": "", **kinds_by_code(rows)}
        for row in rows:
            assert kinds[row["parent"]] in allowed[row["kind"]], row["code"]
            assert row["code"].startswith(row["parent"]), row["code"]


def test_levels_are_vmbo_tracks_or_mbo_levels() -> None:
    assert {level for row in VMBO for level in row["levels"].split()} == {"BB", "KB", "GL"}
    assert {row["levels"] for row in MBO} == {"2", "3"}


def test_a_vmbo_parent_is_meant_for_every_level_of_its_children() -> None:
    levels = {row["code"]: set(row["levels"].split()) for row in VMBO}
    for row in VMBO:
        if row["parent"]:
            assert levels[row["code"]] <= levels[row["parent"]], row["code"]


def test_the_programmes_are_as_large_as_real_ones() -> None:
    vmbo = Counter(row["kind"] for row in VMBO)
    assert vmbo["profielmodule"] == 4
    assert vmbo["keuzevak"] == 4
    assert 110 <= vmbo["eindterm"] <= 135
    mbo = Counter(row["kind"] for row in MBO)
    assert mbo["kerntaak"] == 6
    assert 28 <= mbo["werkproces"] <= 34
    assert 55 <= mbo["vakkennis"] <= 65


def test_every_work_process_is_described() -> None:
    assert [row["code"] for row in MBO if row["kind"] == "werkproces" and not row["description"]] == []


def test_truth_holds_enough_pairs_of_every_relation() -> None:
    relations = Counter(row["relation"] for row in TRUTH)
    assert set(relations) == {"same", "builds_on", "related", "none"}
    assert len(TRUTH) >= 150
    assert relations["same"] >= 25
    assert min(relations["builds_on"], relations["related"], relations["none"]) >= 40


def test_truth_judges_existing_comparable_items_and_each_pair_once() -> None:
    vmbo, mbo = kinds_by_code(VMBO), kinds_by_code(MBO)
    for row in TRUTH:
        assert vmbo.get(row["left"]) in COMPARABLE, row
        assert mbo.get(row["right"]) in COMPARABLE, row
    assert max(Counter((row["left"], row["right"]) for row in TRUTH).values()) == 1


def test_both_sides_also_teach_what_the_other_never_touches() -> None:
    shared = [row for row in TRUTH if row["relation"] != "none"]
    vmbo_only = {row["code"] for row in VMBO if row["kind"] == "eindterm"} - {row["left"] for row in shared}
    mbo_only = {row["code"] for row in MBO if row["kind"] in COMPARABLE} - {row["right"] for row in shared}
    assert len(vmbo_only) >= 15
    assert len(mbo_only) >= 5


def test_each_school_has_ten_lessons_with_a_title_sections_a_duration_and_enough_text() -> None:
    for folder in ("lessen-vmbo", "lessen-mbo"):
        lessons = lessons_of(folder)
        assert len(lessons) == 10
        for name, text in lessons.items():
            lines = text.splitlines()
            assert lines[0].startswith("# "), name
            assert sum(line.startswith("## ") for line in lines) >= 4, name
            assert sum(line.startswith("Duur: ") for line in lines) == 1, name
            assert 250 <= len(text.split()) <= 500, name


def test_some_passages_stand_word_for_word_in_lessons_of_both_schools() -> None:
    copied = paragraphs_of(lessons_of("lessen-vmbo")) & paragraphs_of(lessons_of("lessen-mbo"))
    assert len(copied) == 5
