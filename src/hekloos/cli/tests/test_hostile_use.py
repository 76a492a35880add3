"""What unlucky and hostile people do on the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hekloos.cli.compare import check_amount
from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.output import write_all
from hekloos.cli.tests.running import Run
from hekloos.core.overlap.compare import compare
from hekloos.core.report.content import Choices
from hekloos.core.tests.programmes import framework, item

VMBO = "code,soort,niveau,tekst\nT1,eindterm,BB,De kandidaat kan vloeren dweilen\nT2,eindterm,KB,Ramen lappen\n"
MBO = "code,soort,niveau,tekst\nW1,werkproces,2,Dweilt vloeren\nW2,werkproces,2,Lapt ramen\n"


@pytest.fixture
def run(tmp_path: Path, hekloos: Run) -> Run:
    """`hekloos` in a folder with two small programmes."""
    (tmp_path / "vmbo.csv").write_text(VMBO)
    (tmp_path / "mbo.csv").write_text(MBO)
    return hekloos


def run_in_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m hekloos.cli.main"
    command = command.replace("hekloos", program)
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, cwd=folder, check=False)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read", ""], "Er is geen bestand genoemd"),
        (["read", "x" * 300], "kan niet worden geopend"),
        (["read", "vmbo.csv:" + "x" * 300], "staat niet in vmbo.csv"),
        (["compare", "vmbo.csv", "mbo.csv", "-o", "x" * 300 + ".html"], "de naam is te lang"),
        (["compare", "vmbo.csv", "mbo.csv", "--at-least", "nan"], "De waarde bij --at-least past niet."),
        (["compare", "vmbo.csv", "mbo.csv", "--levels", "BB;KB"], "met komma's ertussen"),
        (["compare", "vmbo.csv", "mbo.csv", "-o", "vmbo.csv"], "vmbo.csv is ook een bron"),
        (["read", "vmbo.csv", "-o", "vmbo.csv"], "vmbo.csv is ook een bron"),
        (["read", os.devnull], "is geen gewoon bestand"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(run: Run, arguments: list[str], told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert Path("vmbo.csv").read_text() == VMBO


def test_a_chance_may_be_written_with_a_comma(run: Run) -> None:
    assert run("compare", "vmbo.csv", "mbo.csv", "--at-least", "0,5")[0] == 0


def test_a_folder_with_both_sides_asks_which_programme_is_meant(run: Run) -> None:
    Path("map").mkdir()
    Path("map/vmbo.csv").write_text(VMBO)
    Path("map/mbo.csv").write_text(MBO)
    code, _out, err = run("compare", "map", "mbo.csv")
    assert code == 2
    assert "map:vmbo" in err
    assert "map:mbo" in err


def test_the_same_programme_on_both_sides_is_remarked(run: Run) -> None:
    code, _out, err = run("compare", "vmbo.csv", "vmbo.csv")
    assert code == 0
    assert "Aan beide kanten staat hetzelfde programma." in err


def test_a_name_that_is_no_text_harms_nothing(run: Run) -> None:
    Path(os.fsdecode(b"raar\xff\n.csv")).write_text(VMBO)
    forms = ("html", "xlsx", "csv", "json", "jsonl")
    outputs = [part for form in forms for part in ("-o", f"uit.{form}")]
    code, _out, _err = run("compare", os.fsdecode(b"raar\xff\n.csv"), "mbo.csv", *outputs)
    assert code == 0
    assert json.loads(Path("uit.json").read_text())["left"]["source"] == "raar\ufffd\ufffd.csv"


def test_signs_that_command_a_screen_are_not_shown(run: Run) -> None:
    own = {"id": "1", "kind": "term", "text": "vloeren \x1b]0;weg\x07 dweilen \ud800"}
    entry = {"identifier": "1", "fullStatement": "x", "extensions": {"hekloos": own}}
    Path("case.json").write_text(json.dumps({"CFDocument": {"title": "T\ud800"}, "CFItems": [entry]}))
    code, out, _err = run("read", "case.json", "--all")
    assert code == 0
    assert "\x1b" not in out
    assert run("compare", "case.json", "mbo.csv", "-o", "u.html", "-o", "u.xlsx", "-o", "u.csv", "-o", "u.json")[0] == 0


def test_a_report_beside_its_sources_is_no_programme(run: Run) -> None:
    run("compare", "vmbo.csv", "mbo.csv", "-o", "rapport.xlsx")
    code, _out, err = run("compare", "rapport.xlsx", "mbo.csv")
    assert code == 2
    assert "is een rapport van Hekloos" in err


def test_nothing_is_written_when_one_of_two_files_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    with pytest.raises(SourceProblemError, match="de map bestaat niet"):
        write_all({tmp_path / "een.csv": b"1", tmp_path / "nergens" / "twee.csv": b"2"})
    assert os.listdir(tmp_path) == ["map"]


def test_nothing_is_left_behind_when_somebody_stops_halfway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "een.csv": b"1"})
    assert os.listdir(tmp_path) == []


def test_a_link_keeps_pointing_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("echt.csv")
    write_all({tmp_path / "link.csv": b"1"})
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "echt.csv").read_bytes() == b"1"


def test_a_queue_is_no_place_to_write_to(run: Run) -> None:
    os.mkfifo("rij.html")
    code, _out, err = run("compare", "vmbo.csv", "mbo.csv", "-o", "rij.html")
    assert code == 2
    assert "geen gewoon bestand" in err


def test_more_pairs_than_fit_are_refused() -> None:
    comparison = compare(framework(item("a", "hout zagen")), framework(item("b", "hout zagen")))
    check_amount(comparison, Choices(), forms=["html"])
    many = [item(f"t{n}", "hout zagen") for n in range(400)]
    comparison = compare(framework(*many), framework(*many))
    with pytest.raises(SourceProblemError, match="een hogere --at-least"):
        check_amount(comparison, Choices(top=0, at_least=0.0), forms=["html"])


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (
            "(sleep 0.3; hekloos --help; echo $? >code) | true; while [ ! -s code ]; do :; done; exit $(cat code)",
            0,
            "",
        ),
        ("hekloos read vmbo.csv 2>&-", 0, ""),
        ("hekloos read nergens.csv 2>&-", 2, ""),
        ("hekloos read vmbo.csv >/dev/full", 2, "de schijf is vol"),
        ("PYTHONIOENCODING=latin1 hekloos read \u20ac.csv", 2, "?.csv bestaat niet"),
    ],
)
def test_streams_that_are_gone_full_or_narrow_give_no_traceback(
    tmp_path: Path, command: str, code: int, told: str
) -> None:
    (tmp_path / "vmbo.csv").write_text(VMBO)
    done = run_in_shell(command, tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_json_is_utf_8_whatever_the_screen_can_show(tmp_path: Path) -> None:
    (tmp_path / "vmbo.csv").write_text(VMBO.replace("Ramen", "Caf\u00e9ramen"))
    command = [sys.executable, "-m", "hekloos.cli.main", "read", "vmbo.csv", "--json"]
    environment = os.environ | {"PYTHONIOENCODING": "latin1"}
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=True)
    assert "Caf\u00e9ramen" in done.stdout.decode()
