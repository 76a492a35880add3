"""What students usually do in an mbo work process of which a file gives only the title.

Dossiers describe their work processes; lists and tables mostly do not, and "Rondt het werk af" says nothing by
itself. The table was written by language models that know the trades, from titles and core tasks alone, and holds
their words only: a work process is found by a digest of its core task and title. A description in the file always
goes before it, and explanations say that it is not from the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

QUALIFICATION = re.compile(r"\s*\([^()]*\)\s*$")  # some lists put the qualification behind the core task
WORD = re.compile(r"\w+")
DIGITS = 12


@dataclass(frozen=True)
class UsualContents:
    """Contents by the digest of core task with title. A title alone is not enough: other trades use it too."""

    by_place: Mapping[str, str]

    def of(self, title: str, core_task: str) -> str:
        """What is usually done there, as phrases with commas; empty when nobody knows."""
        return self.by_place.get(digest(title, core_task), "")


def digest(title: str, core_task: str) -> str:
    """Of core task with title. Case, signs and a qualification in brackets do not count."""
    place = f"{_plain(QUALIFICATION.sub('', core_task))}|{_plain(title)}"
    return sha256(place.encode()).hexdigest()[:DIGITS]


def read_contents(text: str) -> UsualContents:
    """From lines of digest and content, with a tab between them."""
    return UsualContents(dict(line.split("\t") for line in text.splitlines()))


@cache
def shipped_contents() -> UsualContents:
    path = resources.files("hekloos.core.overlap").joinpath("data", "work_processes.tsv")
    return read_contents(path.read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))
