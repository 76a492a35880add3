"""The documentation tells the truth: about commands, JSON, words of the code, and where links lead."""

import json
import re
import shlex
from dataclasses import asdict
from enum import Enum
from importlib import resources
from io import BytesIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.filled_in_reports import fill_in
from tests.pages import DOCS, PAGES, REFERENCE, ROOT, name_of, prose, sections, shown_commands, table

from hekloos.cli.main import hekloos
from hekloos.cli.read import as_data, kind_word
from hekloos.core.agreement import State
from hekloos.core.curriculum import Framework, FrameworkKind, ItemKind, Level, Relation, Side
from hekloos.core.formats import registry, tables
from hekloos.core.formats.reading import Limits, Problem, Reading
from hekloos.core.overlap.compare import compare
from hekloos.core.overlap.explain import relation_words
from hekloos.core.report.content import FIRST, Choices, Content, build_content
from hekloos.core.report.plain import column_names, render_json, render_pairs
from hekloos.core.report.route_oeapi import render_route_oeapi
from hekloos.core.report.route_workbook import render_route_workbook
from hekloos.core.report.tests.route_sample import sample_content
from hekloos.core.report.workbook import OWN_FINDS, PRINTED, render_workbook
from hekloos.core.route.coverage import Lack
from hekloos.core.route.proposal import Wish
from hekloos.core.route.scope import Aspect, Extent, ScopeState
from hekloos.web.labs.models import Role
from hekloos.web.review.forms import STATES
from hekloos.web.route import wording
from hekloos.web.route.models import EXTENTS

PROBLEM = Problem(message="De tekst ontbreekt. Vul haar aan.", place="regel 3")
WORDS: tuple[type[Enum], ...] = (
    *(ItemKind, Relation, FrameworkKind, Side, Level, State, Role),
    *(Extent, Aspect, ScopeState),
    *(Wish, Lack),
)

Json = dict[str, object]


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


def test_the_limits_are_as_documented() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", (REFERENCE / "commands.md").read_text("utf-8"), flags=re.MULTILINE)
    assert {name: int(number.replace(",", "")) for name, number in rows} == asdict(Limits())


# The workbook


@pytest.fixture(scope="module")
def content() -> Content:
    return build_content(compare(demo("vmbo-techniek.csv"), demo("mbo-monteur.csv")), Choices(), problems=[PROBLEM])


def demo(name: str) -> Framework:
    with resources.as_file(resources.files("hekloos.demo") / name) as path:
        return tables.read(path).frameworks[0]


def test_the_sheets_of_the_workbook_are_as_documented(content: Content) -> None:
    from openpyxl import load_workbook

    sheets = load_workbook(BytesIO(render_workbook(content))).sheetnames
    section = sections(REFERENCE / "commands.md")["`hekloos compare`"]
    assert table(section, "sheet") == set(sheets)
    assert table(section, "column") == set(column_names())
    dutch = sections(DOCS / "howto" / "samen-invullen.md")["Het bestand"]
    assert re.findall(r"^\| ([A-Z].*?) \|", dutch, flags=re.MULTILINE) == sheets


def test_the_numbers_of_the_workbook_are_as_documented() -> None:
    section = sections(REFERENCE / "commands.md")["`hekloos compare`"]
    assert (FIRST, OWN_FINDS, PRINTED) == (15, 8, 7), "the words for these numbers stand in the how-to and tutorial too"
    assert "at most 15 pairs" in section
    assert "eight empty rows" in section
    assert "The first seven print" in section
    assert column_names().index("opmerking") == PRINTED - 1


def test_the_files_of_a_route_are_as_documented() -> None:
    from openpyxl import load_workbook

    page = sections(REFERENCE / "route-files.md")
    book = load_workbook(BytesIO(render_route_workbook(sample_content())))
    assert table(page["The workbook (xlsx)"], "sheet") == set(book.sheetnames)
    data = json.loads(render_route_oeapi(sample_content()))
    kinds = ("programmes", "courses", "learningOutcomes")
    written = {field for kind in kinds for each in entries(data[kind]) for field in each} | set(data)
    assert table(page["For a catalogue (oeapi.json)"], "field") == written


# JSON


def entries(data: object) -> list[Json]:
    assert isinstance(data, list)
    assert data, "an empty list proves nothing"
    return data


def assert_documented(page: str, section: str, *produced: Json) -> None:
    fields = table(sections(REFERENCE / page)[section], "field")
    for entry in produced:
        assert set(entry) == fields, f"{page}, {section}"


def shared_words(pair: Json) -> list[Json]:
    """A pair may share no word at all."""
    found = pair["shared_words"], pair["shared_with_description"]
    return [word for words in found if words for word in entries(words)]


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
    assert_documented(page, "A shared word", *(word for pair in pairs for word in shared_words(pair)))
    assert_documented(page, "A remark", *entries(data["problems"]))
    related = [word for pair in pairs if pair["kindred"] for word in entries(pair["kindred"])]
    assert_documented(page, "A related word", *related)


def test_the_json_of_repeated_lessons_is_as_documented() -> None:
    with resources.as_file(resources.files("hekloos.demo")) as demo_folder:
        here, there = (registry.read(demo_folder / name).frameworks[0] for name in ("lessen-vmbo", "lessen-mbo"))
    repeats = entries(json.loads(render_json(build_content(compare(here, there), Choices())))["repeats"])
    assert_documented("compare-json.md", "A repeated lesson", *repeats)
    passages = [passage for repeat in repeats for passage in entries(repeat["passages"])]
    assert_documented("compare-json.md", "A repeated passage", *passages)


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


def row_of(member: Enum) -> list[str]:
    name = f"`{type(member).__name__}.{member.name}` (`{member.value}`)"
    found = [row for row in glossary_rows() if row[1] == name]
    assert len(found) == 1, f"{name} stands {len(found)} times in the glossary"
    return found[0]


@pytest.mark.parametrize("kinds", WORDS, ids=lambda kinds: kinds.__name__)
def test_every_word_of_the_code_stands_in_the_glossary(kinds: type[Enum]) -> None:
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
    for role in Role:
        assert str(role.label) in row_of(role)[0]
    for value, told in STATES:
        assert str(told) in row_of(State(str(value)))[0]
    for extent, told in EXTENTS:
        assert str(told) in row_of(Extent(extent))[0]
    for member, said in [*wording.ASPECTS.items(), *wording.STATES.items()]:
        assert str(said) in row_of(member)[0]


# Links


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
