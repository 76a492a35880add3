"""The documentation tells the truth: about commands, JSON, words of the code, and where links lead."""

import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib import resources
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hekloos.cli.main import hekloos
from hekloos.cli.read import as_data, kind_word
from hekloos.core.curriculum import Framework, FrameworkKind, ItemKind, Level, Relation, Side
from hekloos.core.formats import tables
from hekloos.core.formats.reading import Problem, Reading
from hekloos.core.overlap.compare import compare
from hekloos.core.overlap.explain import relation_words
from hekloos.core.overlap.features import FEATURES
from hekloos.core.overlap.judge import shipped
from hekloos.core.report.content import Choices, Content, build_content
from hekloos.core.report.plain import render_json, render_pairs
from hekloos.core.report.workbook import render_workbook

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
TUTORIAL = DOCS / "tutorial" / "eerste-vergelijking.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PROBLEM = Problem(message="De tekst ontbreekt. Vul haar aan.", place="regel 3")
WORDS: tuple[type[StrEnum], ...] = (ItemKind, Relation, FrameworkKind, Side, Level)

Json = dict[str, object]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def sections(page: Path) -> dict[str, str]:
    """The text under each second-level heading, without what stands above the first."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def table(section: str, first_column: str) -> set[str]:
    """The code words in the first cells of the tables whose first column has this name."""
    found: set[str] = set()
    for heading, rows in re.findall(r"^\| (.+?) \|.*\n\|[-|]+\|\n((?:\|.*\n?)+)", section, flags=re.MULTILINE):
        if heading == first_column:
            for row in rows.splitlines():
                found.update(re.findall(r"`([^`]+)`", row.split("|")[1]))
    return found


# Commands


def options(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {name for option in command.get_params(context) if isinstance(option, click.Option) for name in option.opts}


def arguments(command: click.Command) -> set[str]:
    found = (parameter for parameter in command.params if isinstance(parameter, click.Argument))
    return {argument.metavar or (argument.name or "").upper() for argument in found}


COMMANDS: dict[str, click.Command] = {
    "hekloos": hekloos,
    **{f"hekloos {name}": command for name, command in hekloos.commands.items()},
}


def test_every_command_has_its_section_and_no_other_has() -> None:
    documented = {title.strip("`") for title in sections(REFERENCE / "commands.md") if title.startswith("`")}
    assert documented == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_of_a_command_are_documented_and_exist(name: str) -> None:
    section = sections(REFERENCE / "commands.md")[f"`{name}`"]
    assert table(section, "option") == options(COMMANDS[name])
    assert table(section, "argument") == arguments(COMMANDS[name])


def shown_commands(page: Path) -> Iterator[str]:
    """What a page tells its reader to type, commands written over several lines joined."""
    for block in FENCED.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            typed = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if typed.startswith("hekloos "):
                yield typed


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_examples_can_be_typed(page: Path) -> None:
    for typed in shown_commands(page):
        name, *rest = shlex.split(typed.split(" | ")[0], comments=True)[1:]
        if name not in ("--help", "--version"):
            command = hekloos.commands[name]
            if "--help" not in rest:
                command.make_context(name, list(rest))  # raises for an option that does not exist


def test_make_targets_in_the_docs_exist() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    for page in PAGES:
        used = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE))
        assert {first or second for first, second in used} <= known, name_of(page)


# What examples show


def fill_in(workbook: bytes) -> bytes:
    """A report with the verdicts of which the tutorial tells: twice agreed, once not, twice waiting."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook))
    columns = [cell.value for cell in book["Paren"][1]]
    vmbo = ("dubbel", "verwant", "bouwt voort", "geen", None)
    mbo = ("dubbel", "verwant", "verwant", None, "dubbel")
    for name, verdicts in (("oordeel vmbo", vmbo), ("oordeel mbo", mbo)):
        for row, verdict in enumerate(verdicts, start=2):
            book["Paren"].cell(row, columns.index(name) + 1).value = verdict
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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


def shown_output(text: str) -> Iterator[str]:
    for block in re.findall(r"^```text\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        yield from (line for line in block.splitlines() if line.strip(" ."))


def test_the_demo_says_what_the_tutorial_and_the_readme_show(demo_output: str) -> None:
    said = demo_output.splitlines()
    try_it = sections(ROOT / "README.md")["Try it"]
    for line in (*shown_output(TUTORIAL.read_text(encoding="utf-8")), *shown_output(try_it)):
        assert line in said, f"out of date: {line!r}; the program now says\n{demo_output}"


# Figures


JUDGING = DOCS / "explanation" / "how-a-pair-is-judged.md"


def test_the_page_about_judging_speaks_of_the_judge_that_is_shipped() -> None:
    text, judge = JUDGING.read_text(encoding="utf-8"), shipped()
    assert table(sections(JUDGING)["From two texts to six numbers"], "feature") == set(FEATURES)
    assert f"probability of {judge.cuts[1]:g}," in text
    assert f"*dubbel* is {judge.cuts[2]:g}." in text
    assert f"{judge.scores['labelled_pairs']:,} pairs from {judge.scores['labelled_sets']} combinations" in text


@pytest.mark.real_files
def test_the_figures_are_those_of_make_eval(labelled_pairs: Path) -> None:
    assert labelled_pairs.is_dir()
    command = [sys.executable, str(ROOT / "scripts" / "evaluate.py")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    measured = re.findall(r"^(.+?)((?:\s+\d\.\d{3}){6})$", said, flags=re.MULTILINE)
    shown = [re.findall(r"\d\.\d{3}", row) for row in sections(JUDGING)["How good it is"].splitlines()]
    assert [figures.split() for _name, figures in measured] == [row for row in shown if row]


# JSON


@pytest.fixture(scope="module")
def content() -> Content:
    return build_content(compare(demo("vmbo-techniek.csv"), demo("mbo-monteur.csv")), Choices(), problems=[PROBLEM])


def demo(name: str) -> Framework:
    with resources.as_file(resources.files("hekloos.demo") / name) as path:
        return tables.read(path).frameworks[0]


def entries(data: object) -> list[Json]:
    assert isinstance(data, list)
    assert data, "an empty list proves nothing"
    return data


def assert_documented(page: str, section: str, *produced: Json) -> None:
    fields = table(sections(REFERENCE / page)[section], "field")
    for entry in produced:
        assert set(entry) == fields, f"{page}, {section}"


def test_the_json_of_read_is_as_documented() -> None:
    data = json.loads(json.dumps(as_data(Reading((demo("mbo-monteur.csv"),), (PROBLEM,)))))
    frameworks = entries(data["frameworks"])
    assert_documented("read-json.md", "The whole", data)
    assert_documented("read-json.md", "A programme", *frameworks)
    assert_documented("read-json.md", "An item", *entries(frameworks[0]["items"]))
    assert_documented("read-json.md", "A remark", *entries(data["problems"]))


def test_the_json_of_compare_is_as_documented(content: Content) -> None:
    data = json.loads(render_json(content))
    pairs = entries(data["pairs"])
    contributions = [part for pair in pairs for part in entries(pair["contributions"])]
    page = "compare-json.md"
    assert_documented(page, "The whole", data)
    assert_documented(page, "A programme", data["left"], data["right"])
    assert_documented(page, "The choices", data["choices"])
    assert_documented(page, "A ribbon", *entries(data["map"]))
    assert_documented(page, "A pair", *pairs)
    assert_documented(page, "A contribution", *contributions)
    assert_documented(page, "A remark", *entries(data["problems"]))


def test_the_json_of_a_filled_in_report_is_as_documented(content: Content, tmp_path: Path) -> None:
    filled_in = tmp_path / "ingevuld.xlsx"
    filled_in.write_bytes(fill_in(render_workbook(content)))
    data = json.loads(CliRunner().invoke(hekloos, ["read", str(filled_in), "--json"]).stdout)
    assert_documented("read-json.md", "The verdicts", data)
    assert_documented("read-json.md", "A verdict", *entries(data["judgements"]))


def test_the_counts_of_compare_are_as_documented(content: Content) -> None:
    documented = table(sections(REFERENCE / "compare-json.md")["The counts"], "field")
    assert documented == {relation.value for relation in Relation}
    assert set(json.loads(render_json(content))["counts"]) <= documented


def test_lines_of_jsonl_are_as_documented(content: Content) -> None:
    lines = [json.loads(line) for line in render_pairs(content).splitlines()]
    assert_documented("compare-json.md", "Lines of jsonl", *entries(lines))


# Words


def glossary_rows() -> list[list[str]]:
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] != "Dutch"]


def row_of(member: StrEnum) -> list[str]:
    name = f"`{type(member).__name__}.{member.name}` (`{member.value}`)"
    found = [row for row in glossary_rows() if row[1] == name]
    assert len(found) == 1, f"{name} stands {len(found)} times in the glossary"
    return found[0]


@pytest.mark.parametrize("kinds", WORDS, ids=lambda kinds: kinds.__name__)
def test_every_word_of_the_code_stands_in_the_glossary(kinds: type[StrEnum]) -> None:
    for member in kinds:
        assert row_of(member)[2], f"{member!r} has no meaning in the glossary"


def test_the_glossary_names_no_word_that_the_code_has_not() -> None:
    known = {kinds.__name__: {member.name for member in kinds} for kinds in WORDS}
    for row in glossary_rows():
        for kinds, name in re.findall(r"`(\w+)\.([A-Z_0-9]+)`", row[1]):
            assert name in known[kinds], row


def test_the_glossary_has_the_dutch_words_that_the_program_says() -> None:
    for kind in ItemKind:
        assert kind_word(kind, 1) in row_of(kind)[0]
    for relation, word in relation_words().items():
        assert word in row_of(relation)[0]


# Links


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The ids that headings get when the page is shown."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue  # on the web
        path, _hash, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), f"{name_of(page)} points to {target}"
        if anchor:
            assert anchor in anchors(goal), f"{name_of(page)} points to {target}"


def test_the_index_leads_to_every_page() -> None:
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)", prose(DOCS / "README.md"))}
    missing = [name_of(page) for page in DOCS.rglob("*.md") if page.name != "README.md" and page not in linked]
    assert not missing
