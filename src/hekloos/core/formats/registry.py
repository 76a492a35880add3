"""Which formats Hekloos reads, and which of them fits a source.

To add one: write a module with `FORMAT = Format(...)`, and name it in `MODULES`
(docs/howto/add-a-format.md). A module may import heavy libraries only inside functions:
all modules in the list are imported whenever something is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol

from hekloos.core.curriculum import Framework
from hekloos.core.formats.reading import (
    Bundle,
    Limits,
    Reading,
    UnreadableSourceError,
    open_source,
    type_of_source,
)
from hekloos.core.language import _


class Read(Protocol):
    def __call__(self, source: type_of_source, *, limits: Limits = ...) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One file format: its name for people, how to recognise it, and how to read it."""

    name: str
    recognises: Callable[[Bundle], bool]
    read: Read


# In this order: the first that recognises a source reads it, so the most particular comes first.
MODULES = (
    "hekloos.core.formats.slo",
    "hekloos.core.formats.case",
    "hekloos.core.formats.kwalificatiedossier",
    "hekloos.core.formats.oer",
    "hekloos.core.formats.tables",
    "hekloos.core.formats.lessons",
)


def formats() -> Iterator[Format]:
    for name in MODULES:
        yield import_module(name).FORMAT


def format_of(bundle: Bundle) -> Format | None:
    return next((format_ for format_ in formats() if format_.recognises(bundle)), None)


def read(source: type_of_source, *, limits: Limits | None = None) -> Reading:
    """Read a path, bytes or an open bundle in whatever format it is. Never raises for what is in it."""
    limits = limits or Limits()
    try:
        bundle = open_source(source, limits=limits)
    except UnreadableSourceError as problem:
        return Reading.failure(str(problem))
    format_ = format_of(bundle)
    if format_ is None:
        message = _(
            "{name} is geen bestand dat Hekloos kan lezen. Gebruik SLO-data (JSON), een kwalificatiedossier "
            "(XML of PDF), een OER (PDF), een tabel (xlsx, ods, csv), lesmateriaal "
            "(docx, pptx, pdf, md, txt) of CASE (JSON)."
        )
        return Reading.failure(message.format(name=bundle.name or _("Dit")))
    reading = format_.read(bundle, limits=limits)
    named = tuple(f if f.source else replace(f, source=bundle.name) for f in reading.frameworks)
    return Reading(named, reading.problems)


def pick(reading: Reading, part: str) -> tuple[Framework, ...]:
    """The frameworks of a reading that `part` points at: by key, crebo, or the start of the title."""
    wanted = part.strip().casefold()
    exact = tuple(f for f in reading.frameworks if wanted in (f.key.casefold(), f.crebo.casefold()))
    return exact or tuple(f for f in reading.frameworks if f.title.casefold().startswith(wanted))
