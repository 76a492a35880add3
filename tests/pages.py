"""The pages of the documentation, and how to take them apart."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


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


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def shown_commands(page: Path) -> Iterator[str]:
    """What a page tells its reader to type, commands written over several lines joined."""
    for block in FENCED.findall(page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            typed = line.strip().removeprefix("$ ").removeprefix(".venv/bin/")
            if typed.startswith("hekloos "):
                yield typed
