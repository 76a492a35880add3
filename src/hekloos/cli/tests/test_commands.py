import json
import os
import re
import resource
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hekloos.cli.output import write_all
from hekloos.cli.tests.running import Run

VMBO = """code,kind,parent,levels,text
P/1,profielmodule,,BB KB,Schoonmaken
P/1/1,deeltaak,P/1,BB KB,Ruimtes schoonmaken
P/1/1-1,eindterm,P/1/1,BB,De kandidaat kan vloeren dweilen
P/1/1-2,eindterm,P/1/1,KB,De kandidaat kan ramen lappen
P/2,profielmodule,,BB KB,Boeken
P/2/1,deeltaak,P/2,BB KB,Facturen verwerken
P/2/1-1,eindterm,P/2/1,BB KB,De kandidaat kan een inkoopfactuur boeken
"""
MBO = """code,kind,parent,levels,text
B1-K1,kerntaak,,2,Maakt schoon
B1-K1-W1,werkproces,B1-K1,2,Dweilt vloeren
B1-K1-W2,werkproces,B1-K1,2,Lapt ramen
"""


@pytest.fixture
def run(tmp_path: Path, hekloos: Run) -> Run:
    """`hekloos` in a folder with two small programmes."""
    (tmp_path / "vmbo.csv").write_text(VMBO)
    (tmp_path / "mbo.csv").write_text(MBO)
    return hekloos


def test_read_tells_what_was_understood(run: Run) -> None:
    code, out, _err = run("read", "vmbo.csv")
    assert code == 0
    assert "2 profielmodules, 2 deeltaken, 3 eindtermen" in out
    assert "P/1/1  Ruimtes schoonmaken [BB KB] - 2 eindtermen" in out


def test_read_all_shows_every_term(run: Run) -> None:
    _code, out, _err = run("read", "vmbo.csv", "--all")
    assert "De kandidaat kan vloeren dweilen [BB]" in out


def test_read_gives_machines_everything(run: Run) -> None:
    _code, out, _err = run("read", "mbo.csv", "--json")
    (framework,) = json.loads(out)["frameworks"]
    assert framework["side"] == "mbo"
    assert framework["counts"] == {"core_task": 1, "work_process": 2}
    assert [(i["code"], i["parent_code"], i["text"]) for i in framework["items"]][1] == (
        "B1-K1-W1",
        "B1-K1",
        "Dweilt vloeren",
    )


@pytest.mark.parametrize("form", ["html", "xlsx", "csv", "json", "jsonl"])
def test_compare_writes_each_form(run: Run, form: str) -> None:
    code, out, _err = run("compare", "vmbo.csv", "mbo.csv", "-o", f"rapport.{form}")
    assert code == 0
    assert f"Geschreven: rapport.{form}" in out
    assert Path(f"rapport.{form}").stat().st_size > 100


def test_compare_writes_several_forms_at_once(run: Run) -> None:
    run("compare", "vmbo.csv", "mbo.csv", "-o", "a.html", "-o", "b.jsonl")
    assert Path("a.html").exists()
    assert Path("b.jsonl").exists()


def test_top_zero_gives_every_scored_pair(run: Run) -> None:
    run("compare", "vmbo.csv", "mbo.csv", "--top", "0", "-o", "x.jsonl")
    pairs = [json.loads(line) for line in Path("x.jsonl").read_text().splitlines()]
    assert {(p["left"], p["right"]) for p in pairs} == {
        (left, right) for left in ("P/1/1-1", "P/1/1-2", "P/2/1-1") for right in ("B1-K1-W1", "B1-K1-W2")
    }


def test_levels_and_modules_narrow_the_comparison(run: Run) -> None:
    def compared(*choice: str) -> set[str]:
        run("compare", "vmbo.csv", "mbo.csv", "--top", "0", "-o", "x.jsonl", *choice)
        return {json.loads(line)["left"] for line in Path("x.jsonl").read_text().splitlines()}

    assert compared("--levels", "KB") == {"P/1/1-2", "P/2/1-1"}
    assert compared("--modules", "P/2") == {"P/2/1-1"}
    assert compared("--levels", "BB,2", "--modules", "P/1,B1-K1") == {"P/1/1-1"}


def test_a_module_gets_the_same_probabilities_as_in_the_whole(run: Run) -> None:
    def judged(*choice: str) -> dict[tuple[str, str], float]:
        run("compare", "vmbo.csv", "mbo.csv", "--top", "0", "-o", "x.jsonl", *choice)
        rows = [json.loads(line) for line in Path("x.jsonl").read_text().splitlines()]
        return {(row["left"], row["right"]): row["probability"] for row in rows}

    whole, part = judged(), judged("--modules", "P/1", "--levels", "BB")
    assert part
    assert part.items() <= whole.items()


def test_explain_adds_up_in_words_and_numbers(run: Run) -> None:
    code, out, _err = run("explain", "vmbo.csv", "mbo.csv", "P/1/1-1", "B1-K1-W1")
    assert code == 0
    assert "Beide noemen" in out
    added = [float(n) for n in re.findall(r"^  ([ +-]+[\d.]+)  ", out, flags=re.MULTILINE)]
    assert sum(added[:-1]) == pytest.approx(added[-1], abs=0.05)


def test_explain_speaks_json(run: Run) -> None:
    _code, out, _err = run("explain", "vmbo.csv", "mbo.csv", "P/1/1-1", "B1-K1-W1", "--json")
    assert json.loads(out)["right"] == "B1-K1-W1"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read", "nergens.xml"], "nergens.xml bestaat niet."),
        (["compare", "mbo.csv", "vmbo.csv"], "Noem eerst het vmbo-programma"),
        (["compare", "vmbo.csv", "mbo.csv", "-o", "x.docx"], "Kies .html, .xlsx"),
        (["compare", "vmbo.csv", "mbo.csv", "-o", "nergens/x.html"], "De map nergens bestaat niet."),
        (["compare", "vmbo.csv", "mbo.csv", "--levels", "ZZ"], "Niveau ZZ bestaat niet."),
        (["compare", "vmbo.csv", "mbo.csv", "--levels", "GL"], "blijft niets over om te vergelijken"),
        (["compare", "vmbo.csv", "mbo.csv", "--modules", "P/9"], "Module P/9 komt niet voor. Kies uit: P/1, P/2"),
        (["compare", "vmbo.csv:PIE", "mbo.csv"], "PIE staat niet in vmbo.csv."),
        (["compare", "vmbo.csv"], "Er ontbreekt iets: MBO."),
        (["compare", "vmbo.csv", "mbo.csv", "--top", "veel"], "De waarde bij --top past niet."),
        (["compare", "vmbo.csv", "mbo.csv", "--topp", "3"], "De optie --topp bestaat niet."),
        (["explain", "vmbo.csv", "mbo.csv", "P/1/1-9", "B1-K1-W1"], "Code P/1/1-9 staat niet in"),
        (["explain", "vmbo.csv", "mbo.csv", "P/1", "B1-K1-W1"], "P/1 is een kop"),
        (["vergelijk"], "Deze opdracht bestaat niet. Kies uit: read, compare"),
    ],
)
def test_a_mistake_gets_a_dutch_sentence_and_exit_code_two(run: Run, arguments: list[str], told: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert told in err
    assert "Traceback" not in out + err
    assert sorted(os.listdir()) == ["mbo.csv", "vmbo.csv"]


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["compare", "--help"], ["explain", "--help"]])
def test_help_is_dutch(run: Run, arguments: list[str]) -> None:
    code, out, _err = run(*arguments)
    assert code == 0
    assert "Gebruik:" in out
    assert not re.search(r"Usage|Options|Commands|Show this", out)


def test_the_demo_does_the_whole_job(run: Run) -> None:
    code, out, _err = run("demo", "proef")
    assert code == 0
    assert Path("proef/rapport.html").exists()
    suggested = [line.split()[1:] for line in out.splitlines() if line.startswith("  hekloos")]
    assert len(suggested) == 3
    for command in suggested:
        assert run(*command)[0] == 0


def test_a_file_is_written_whole_with_ordinary_rights(tmp_path: Path) -> None:
    target = tmp_path / "rapport.html"
    target.write_bytes(b"oud")
    write_all({target: b"nieuw"})
    assert target.read_bytes() == b"nieuw"
    assert stat.S_IMODE(target.stat().st_mode) & 0o600 == 0o600
    assert os.listdir(tmp_path) == ["rapport.html"]


def test_the_old_file_stays_when_the_disk_refuses(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "rapport.csv"
    target.write_bytes(b"oud")

    def refuse(_one: object, _other: object) -> None:
        raise OSError(28, "geen ruimte meer")

    monkeypatch.setattr(os, "replace", refuse)
    code, _out, err = run("compare", "vmbo.csv", "mbo.csv", "-o", "rapport.csv")
    assert code == 2
    assert "rapport.csv kan niet worden geschreven: de schijf is vol." in err
    assert target.read_bytes() == b"oud"
    assert sorted(os.listdir()) == ["mbo.csv", "rapport.csv", "vmbo.csv"]


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = "import sys, hekloos.cli.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "scipy", "lxml", "openpyxl", "docx", "pptx", "pypdfium2", "jinja2", "rich", "typst"} & set(
        loaded
    )


@pytest.mark.real_files
def test_files_to_report_take_at_most_three_seconds(real_files: Path, tmp_path: Path) -> None:
    sources = [f"{real_files}/slo:PIE", f"{real_files}/sbb/2755-dienstverlening.xml:25498"]
    command = [sys.executable, "-m", "hekloos.cli.main", "compare", *sources, "-o", str(tmp_path / "rapport.html")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of the processor, and of one that is not held up by its neighbours: a machine may be busy with something else.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 3 * _slowness()


def _slowness() -> float:
    """How many times as long this machine now takes for a bare loop as when it was quiet and the limit was measured."""
    begun = time.process_time()
    sum(number * number for number in range(3_000_000))
    return max(1.0, (time.process_time() - begun) / 0.22)


def test_words_of_a_lab_are_understood(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mbo.csv").write_text(MBO.replace("Dweilt vloeren", "Fleurt frutsels op"))
    (tmp_path / "woorden.csv").write_text("ons woord;betekent\nfrutsels;vloeren dweilen\n")
    _code, before, _err = run("explain", "vmbo.csv", "mbo.csv", "P/1/1-1", "B1-K1-W1", "--json")
    _code, after, _err = run(
        "explain", "vmbo.csv", "mbo.csv", "P/1/1-1", "B1-K1-W1", "--json", "--words", "woorden.csv"
    )
    assert json.loads(after)["probability"] > json.loads(before)["probability"] + 0.2
    assert any("frutsels" in sentence for sentence in json.loads(after)["why"])


def test_a_report_never_overwrites_the_words_of_a_lab(run: Run, tmp_path: Path) -> None:
    (tmp_path / "woorden.csv").write_text("kuisen;schoonmaken\n")
    code, _out, _err = run("compare", "vmbo.csv", "mbo.csv", "--words", "woorden.csv", "-o", "woorden.csv")
    assert code == 2
    assert (tmp_path / "woorden.csv").read_text() == "kuisen;schoonmaken\n"


def test_a_sentence_model_without_its_library_is_told_with_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    code, out, err = run("compare", "vmbo.csv", "mbo.csv", "--model", "een-model")
    assert code == 2
    assert 'pip install "hekloos[neural]"' in out + err


def test_a_cluster_that_is_not_there_is_told_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hekloos.cluster.PATIENCE", 0.5)
    code, out, err = run("compare", "vmbo.csv", "mbo.csv", "--cluster", "tcp://127.0.0.1:9")
    assert code == 2
    assert "antwoordt geen Dask-cluster" in out + err
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, out, err = run("compare", "vmbo.csv", "mbo.csv", "--cluster", "tcp://127.0.0.1:9")
    assert code == 2
    assert 'pip install "hekloos[cluster]"' in out + err


def test_a_table_with_words_that_is_not_there_is_told_in_a_sentence(run: Run) -> None:
    code, out, err = run("compare", "vmbo.csv", "mbo.csv", "--words", "nee.csv")
    assert code == 2
    assert "nee.csv" in out + err
