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
    """Contents by digest: of core task with title, and of the title where all core tasks agree on it."""

    by_place: Mapping[str, str]
    by_title: Mapping[str, str]

    def of(self, title: str, core_task: str) -> str:
        """What is usually done there, as phrases with commas; empty when nobody knows."""
        place, by_title = digests(title, core_task)
        return self.by_place.get(place) or self.by_title.get(by_title, "")


def digests(title: str, core_task: str) -> tuple[str, str]:
    """Of core task with title, and of the title alone. Case, signs and a qualification in brackets do not count."""
    plain = _plain(title)
    return _digest(f"{_plain(QUALIFICATION.sub('', core_task))}|{plain}"), _digest(plain)


def read_contents(text: str) -> UsualContents:
    """From lines of digest of place, digest of title and content, with tabs between them."""
    rows = [line.split("\t") for line in text.splitlines()]
    known: dict[str, set[str]] = {}
    for _place, title, content in rows:
        known.setdefault(title, set()).add(content)
    return UsualContents(
        by_place={place: content for place, _title, content in rows},
        by_title={title: next(iter(contents)) for title, contents in known.items() if len(contents) == 1},
    )


@cache
def shipped_contents() -> UsualContents:
    path = resources.files("hekloos.core.overlap").joinpath("data", "work_processes.tsv")
    return read_contents(path.read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:DIGITS]
