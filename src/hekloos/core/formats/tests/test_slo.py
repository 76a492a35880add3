import io
import json
import zipfile
from pathlib import Path

import pytest

from hekloos.core.curriculum import ItemKind, Level
from hekloos.core.formats.reading import Bundle, Document, Limits, Severity
from hekloos.core.formats.slo import read


def folder(**lists: object) -> Bundle:
    return Bundle("slo", tuple(Document(f"{name}.json", json.dumps(rows).encode()) for name, rows in lists.items()))


def small(**changes: object) -> Bundle:
    lists: dict[str, object] = {
        "profiel": [{"id": "p", "prefix": "TST", "title": "Examenprogramma beroepsgericht Testen",
                     "examenprogramma_bg_module_id": ["m"]}],
        "module": [{"id": "m", "prefix": "P/TST/01", "title": "Meten", "examenprogramma_bg_deeltaak_id": ["d"],
                    "examenprogramma_bg_moduletaak_id": ["mt"]}],
        "moduletaak": [{"id": "mt", "prefix": "P/TST/01/MT", "title": "Meten", "niveau_id": ["n1", "n2"]}],
        "deeltaak": [{"id": "d", "prefix": "P/TST/01/01", "title": "Iets meten",
                      "examenprogramma_bg_globale_eindterm_id": ["e1", "e2"]}],
        "globale_eindterm": [
            {"id": "e1", "prefix": "P/TST/01/01-01", "title": "De kandidaat kan  meten.", "niveau_id": ["n1"]},
            {"id": "e2", "prefix": "P/TST/01/01-01", "title": "De kandidaat kan aflezen.", "niveau_id": ["n2"]},
        ],
        "niveaus": [{"id": "n1", "title": "bb vmbo bb"}, {"id": "n2", "title": "bb vmbo kb"}],
    }  # fmt: skip
    return folder(**lists | changes)


def test_a_profile_becomes_a_tree_of_modules_tasks_and_terms() -> None:
    (framework,) = read(small()).frameworks
    assert framework.key == "TST"
    assert framework.title == "Testen"
    assert [item.kind for item in framework.items] == [ItemKind.MODULE, ItemKind.TASK, ItemKind.TERM, ItemKind.TERM]
    assert framework.by_id["e1"].text == "De kandidaat kan meten."
    assert [above.id for above in framework.ancestors(framework.by_id["e1"])] == ["d", "m"]


def test_levels_come_from_the_term_and_for_a_module_from_its_whole_task() -> None:
    (framework,) = read(small()).frameworks
    assert framework.by_id["e2"].levels == {Level.KB}
    assert framework.by_id["m"].levels == {Level.BB, Level.KB}
    assert framework.by_id["d"].levels == frozenset()


def test_a_code_that_occurs_twice_keeps_both_items_and_is_mentioned() -> None:
    reading = read(small())
    assert len(reading.frameworks[0].find("p/tst/01/01-01")) == 2
    assert [p.severity for p in reading.problems] == [Severity.NOTE]
    assert "P/TST/01/01-01" in reading.problems[0].message


def test_an_obsolete_reference_leads_to_its_successor_which_knows_what_it_replaces() -> None:
    deeltaak = [{"id": "d", "prefix": "x", "title": "x", "examenprogramma_bg_globale_eindterm_id": ["old", "e2"]}]
    reading = read(small(deeltaak=deeltaak, deprecated=[{"id": "old", "replacedBy": ["e1"]}]))
    assert reading.frameworks[0].by_id["e1"].replaces == ("old",)


def test_a_reference_to_nothing_is_named_with_its_place() -> None:
    module = [{"id": "m", "prefix": "P/TST/01", "title": "Meten", "examenprogramma_bg_deeltaak_id": ["d", "gone"]}]
    problem = next(p for p in read(small(module=module)).problems if p.severity is Severity.WARNING)
    assert problem.place == "P/TST/01"
    assert "gone" in problem.message


def test_a_missing_list_is_named() -> None:
    bundle = folder(profiel=[{"id": "p"}], globale_eindterm=[{"id": "e"}])
    reading = read(bundle)
    assert reading.failed
    assert "deeltaak.json" in reading.problems[0].message


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b"null", b"[1, null, [[]]]"])
def test_damaged_json_is_refused_in_a_sentence(content: bytes) -> None:
    documents = tuple(Document(f"{name}.json", content) for name in ("profiel", "deeltaak", "globale_eindterm"))
    reading = read(Bundle("slo", documents))
    assert reading.failed
    assert all(problem.message.endswith(".") for problem in reading.problems)


def test_a_task_that_contains_itself_does_not_run_for_ever() -> None:
    deeltaak = [{"id": "d", "prefix": "x", "title": "x", "examenprogramma_bg_globale_eindterm_id": ["d", "e1"]}]
    assert len(read(small(deeltaak=deeltaak)).frameworks[0].items) == 3


def test_a_zip_reads_like_its_folder(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for document in small().documents:
            archive.writestr(f"data/{document.name}", document.data)
    assert read(packed.getvalue()).frameworks == read(small()).frameworks


def test_reading_stops_at_the_limit_of_items() -> None:
    reading = read(small(), limits=Limits(items=2))
    assert len(reading.frameworks[0].items) == 2
    assert "hoogstens 2 onderdelen" in reading.problems[0].message
