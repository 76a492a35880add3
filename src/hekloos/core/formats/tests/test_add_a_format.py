"""The page that explains how to add a format is true: its example is run here as it stands."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hekloos.core.curriculum import ItemKind, Side
from hekloos.core.formats import registry

pytest_plugins = ["pytester"]

PAGE = Path(__file__).parents[5] / "docs" / "howto" / "add-a-format.md"
MODULE = "omtrek_of_the_page"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the module of the page, which is named in the list of formats."""
    (tmp_path / f"{MODULE}.py").write_text(blocks("python")[0], encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(registry, "MODULES", (MODULE, "hekloos.core.formats.tables"))
    yield tmp_path
    sys.modules.pop(MODULE, None)


def test_the_example_of_the_page_is_read_as_the_page_says(folder: Path) -> None:
    file = folder / "hout.omtrek"
    file.write_text(blocks("omtrek")[0], encoding="utf-8")
    reading = registry.read(file)
    assert reading.problems == ()
    framework = reading.frameworks[0]
    assert (framework.title, framework.side) == ("Houtbewerking vmbo", Side.VMBO)
    assert [(item.code, item.kind) for item in framework.items] == [
        ("A", ItemKind.GROUP),
        ("A1", ItemKind.TERM),
        ("A2", ItemKind.TERM),
        ("B", ItemKind.GROUP),
        ("R6", ItemKind.TERM),
    ]
    assert len(framework.comparable()) == 3


def test_other_files_still_go_to_their_own_format(folder: Path) -> None:
    file = folder / "lijst.csv"
    file.write_text("code;tekst\nA1;Zagen\n", encoding="utf-8")
    assert registry.read(file).frameworks[0].items[0].code == "A1"


@pytest.mark.usefixtures("folder")
def test_the_tests_of_the_page_pass(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_omtrek=blocks("python")[1])
    pytester.inline_run("-p", "no:django", "-p", "no:randomly", "-p", "no:cacheprovider").assertoutcome(passed=7)


def test_the_line_of_the_page_stands_where_the_list_of_formats_has_it() -> None:
    line = blocks("text")[0].splitlines()
    source = Path(registry.__file__).read_text(encoding="utf-8")
    assert line[1] in source.splitlines()
    assert "omtrek" in line[0]
