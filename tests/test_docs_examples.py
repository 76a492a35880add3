"""The documentation shows what the program does: what it prints, its figures, sheets and messages."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.filled_in_reports import fill_in, write_verdicts
from tests.pages import DOCS, ROOT, sections, shown_commands, table

from hekloos.cli.main import hekloos
from hekloos.core.overlap.explain import LIKELY, probability_words
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import shipped

TUTORIAL = DOCS / "tutorial" / "eerste-vergelijking.md"
JUDGING = DOCS / "explanation" / "how-a-pair-is-judged.md"
OWN_FILES = DOCS / "howto" / "eigen-bestanden.md"
FILL_IN = DOCS / "howto" / "samen-invullen.md"

# What commands print


@pytest.fixture
def demo_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the screen says to somebody who does the tutorial."""
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    output = run.invoke(hekloos, ["demo", "hekloos-demo"]).output
    filled_in = tmp_path / "hekloos-demo" / "ingevuld.xlsx"
    filled_in.write_bytes(fill_in((tmp_path / "hekloos-demo" / "rapport.xlsx").read_bytes()))
    for typed in shown_commands(TUTORIAL):
        result = run.invoke(hekloos, shlex.split(typed)[1:])
        assert result.exit_code == 0, typed
        output += result.output
    return output


def blocks(text: str) -> list[str]:
    return re.findall(r"^```text\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def shown_output(text: str) -> Iterator[str]:
    for block in blocks(text):
        yield from (line for line in block.splitlines() if line.strip(" ."))


def joined(text: str) -> str:
    """On one line, with ordinary spaces: how a page breaks its lines does not matter."""
    return " ".join(text.split())


def test_the_demo_says_what_the_tutorial_and_the_readme_show(demo_output: str) -> None:
    said = demo_output.replace("\u00a0", " ").splitlines()
    try_it = sections(ROOT / "README.md")["Try it"]
    for line in (*shown_output(TUTORIAL.read_text(encoding="utf-8")), *shown_output(try_it)):
        assert line in said, f"out of date: {line!r}; the program now says\n{demo_output}"


@pytest.mark.real_files
def test_real_programmes_give_what_the_readme_shows(
    real_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slo").symlink_to(real_files / "slo")
    (tmp_path / "dossier.xml").symlink_to(real_files / "sbb" / "2755-dienstverlening.xml")
    monkeypatch.chdir(tmp_path)
    section = sections(ROOT / "README.md")["With real programmes"]
    typed = re.findall(r"^\.venv/bin/hekloos (compare .+)$", section, flags=re.MULTILINE)
    said = "".join(CliRunner().invoke(hekloos, shlex.split(command)).output for command in typed)
    shown = list(shown_output(section))
    assert shown
    assert not set(shown) - set(said.splitlines()), said


def test_a_verdict_that_is_not_understood_is_told_as_shown(demo_output: str, tmp_path: Path) -> None:
    assert "Geschreven" in demo_output
    report = (tmp_path / "hekloos-demo" / "rapport.xlsx").read_bytes()
    verdicts = (None, None, None, "zeker")  # the fourth row under the header is row 5
    (tmp_path / "module-2.xlsx").write_bytes(write_verdicts(report, sheet="Paren", vmbo=verdicts, mbo=()))
    said = joined(CliRunner().invoke(hekloos, ["read", "module-2.xlsx"]).output)
    (shown,) = (joined(block) for block in blocks(FILL_IN.read_text(encoding="utf-8")) if "zeker" in block)
    assert shown in said


@cache
def program_sentences() -> str:
    """All text in the code, a string per line."""
    found = []
    for file in (ROOT / "src" / "hekloos").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        found += [joined(value) for value in constants if isinstance(value, str)]
    return "\n".join(found)


def test_the_messages_for_which_a_remedy_is_given_exist() -> None:
    remedies = sections(OWN_FILES)["Als het niet lukt"]
    quoted = re.findall(r"^\| \*(.+?)\* \|", remedies, flags=re.MULTILINE)
    assert len(quoted) > 5
    assert [message for message in quoted if message not in program_sentences()] == []


def test_the_message_about_pictures_is_as_shown() -> None:
    (shown,) = (joined(block) for block in blocks(OWN_FILES.read_text(encoding="utf-8")))
    assert shown.removeprefix("Bladzijde 81: ") in program_sentences()


# Figures


def test_the_page_about_judging_speaks_of_the_judge_that_is_shipped() -> None:
    text, judge = JUDGING.read_text(encoding="utf-8"), shipped()
    assert table(sections(JUDGING)["From two texts to twelve numbers"], "feature") == set(FEATURES)
    related, builds_on = judge.cuts
    assert f"*verwant* from a probability of {related:g} and as *bouwt voort* from {builds_on:g}." in joined(text)
    assert f"when `concepts` is at least {judge.alike:g} and" in joined(text)
    assert f"{judge.scores['labelled_pairs']:,} pairs from {judge.scores['labelled_sets']} combinations" in text


def test_the_words_for_a_probability_are_those_of_the_program() -> None:
    section = sections(JUDGING)["From twelve numbers to a probability"]
    rows = re.findall(r"^\| (?:below )?(0\.\d\d).*? \| (\w[\w ]+) \|$", section, flags=re.MULTILINE)
    *upper, (highest, lowest_words) = rows
    assert len(upper) == 3
    for number, words in upper:
        assert probability_words(float(number)) == words
        assert probability_words(float(number) - 0.001) != words
    assert probability_words(float(highest) - 0.001) == probability_words(0) == lowest_words
    assert f"is likely ({LIKELY:.2f} and more)" in joined(section)


@pytest.mark.real_files
def test_the_figures_are_those_of_make_eval(labelled_pairs: Path) -> None:
    assert labelled_pairs.is_dir()
    command = [sys.executable, str(ROOT / "scripts" / "evaluate.py")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measured = re.findall(r"^(.+?)((?:\s+\d\.\d{3}){6})$", said, flags=re.MULTILINE)
    shown = [re.findall(r"\d\.\d{3}", row) for row in sections(JUDGING)["How good it is"].splitlines()]
    assert [figures.split() for _name, figures in measured] == [row for row in shown if row]
