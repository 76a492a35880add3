"""Which formats Hekloos reads, and which of them fits a source.

To add one: write a module with `FORMAT = Format(...)`, and name it in `MODULES`
(docs/howto/add-a-format.md). A module may import heavy libraries only inside functions:
all modules in the list are imported whenever something is read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol

from hekloos.core.curriculum import Framework
from hekloos.core.formats.characters import clean_text
from hekloos.core.formats.free_names import FreeNames
from hekloos.core.formats.reading import (
    Bundle,
    Deadline,
    Document,
    Limits,
    Problem,
    Reading,
    Severity,
    UnreadableSourceError,
    open_source,
    tell_at_hand,
    type_of_source,
)
from hekloos.core.language import _


class Read(Protocol):
    def __call__(self, source: type_of_source, *, limits: Limits = ...) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One file format: its name for people, how to recognise it, and how to read it.

    `gathers` says that many files may be one source, as a folder of lessons is; of other formats
    each file is a source of its own.
    """

    name: str
    recognises: Callable[[Bundle], bool]
    read: Read
    gathers: bool = False


# In this order: the first that recognises a source reads it, so the most particular comes first.
MODULES = (
    "hekloos.core.formats.slo",
    "hekloos.core.formats.case",
    "hekloos.core.formats.kwalificatiedossier",
    "hekloos.core.formats.oer",
    "hekloos.core.formats.tables",
    "hekloos.core.formats.lessons",
)


MOST_PROBLEMS = 200
MOST_PLACES = 5  # with one message


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
    reading = _read_one(bundle, limits) if bundle.single else _read_many(bundle, limits)
    named = tuple(replace(f, source=f.source or bundle.name, version=clean_text(f.version)) for f in reading.frameworks)
    return Reading(named, _most_important(reading.problems))


def _most_important(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What people can still take in: errors first when there is too much."""
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    order = list(Severity)
    kept = sorted(problems, key=lambda problem: order.index(problem.severity))[:MOST_PROBLEMS]
    message = _("Er zijn nog {count} meldingen. Verbeter eerst de meldingen hierboven en lees het opnieuw in.")
    left = Problem(message=message.format(count=len(problems) - MOST_PROBLEMS), severity=Severity.WARNING)
    return (*kept, left)


def _read_one(bundle: Bundle, limits: Limits) -> Reading:
    format_ = format_of(bundle)
    return format_.read(bundle, limits=limits) if format_ else Reading.failure(_unknown(bundle))


def _read_many(bundle: Bundle, limits: Limits) -> Reading:
    """One source when its files belong together; else each programme by itself, the rest together."""
    alone = [(document, _format_alone(document)) for document in bundle.documents]
    programmes = [(document, format_) for document, format_ in alone if format_ and not format_.gathers]
    rest = tuple(document for document, format_ in alone if format_ and format_.gathers)
    together = format_of(bundle)
    if not programmes and together:
        return together.read(bundle, limits=limits)
    if not programmes and len(rest) in (0, len(alone)):
        return Reading.failure(_unknown(bundle))
    readings, many, deadline = [], 0, Deadline(limits.seconds)
    for document, format_ in programmes:
        if many >= limits.items or deadline.passed:
            message = _("Vanaf dit bestand is niets gelezen: het is te veel voor een keer. Lees de rest apart in.")
            problem = Problem(message=message, severity=Severity.WARNING)
            readings.append((document.name, Reading((), (problem,))))
            rest = ()
            break
        readings.append((document.name, _read_alone(document, format_, limits)))
        many += sum(len(framework.items) for framework in readings[-1][1].frameworks)
    if rest:
        readings.append((bundle.name, _read_many(Bundle(bundle.name, rest), limits)))
    skipped = [document.name for document, format_ in alone if format_ is None]
    return _combine(readings, skipped)


def _format_alone(document: Document) -> Format | None:
    tell_at_hand(document)
    return format_of(Bundle(document.name, (document,)))


def _read_alone(document: Document, format_: Format, limits: Limits) -> Reading:
    tell_at_hand(document)
    return format_.read(Bundle(document.name, (document,)), limits=limits)


def _combine(readings: Sequence[tuple[str, Reading]], skipped: Sequence[str]) -> Reading:
    """All frameworks under different keys, and all problems with the file they are of."""
    frameworks: dict[str, Framework] = {}
    names = FreeNames()
    places: dict[tuple[str, Severity], list[str]] = {}
    some_read = any(reading.frameworks for _name, reading in readings)
    for name, reading in readings:
        for framework in reading.frameworks:
            named = f"{framework.key} {name}".strip()
            key = names.take(framework.key, named, before_number=f"{named} ")
            frameworks[key] = replace(framework, key=key, source=framework.source or name)
        for problem in reading.problems:
            place = f"{name}, {problem.place}" if problem.place else name
            # One file that cannot be read is no reason to do without the others.
            severity = Severity.WARNING if some_read and problem.severity is Severity.ERROR else problem.severity
            places.setdefault((problem.message, severity), []).append(place)
    problems = [
        Problem(message=message, place=_name_places(found), severity=severity)
        for (message, severity), found in places.items()
    ]
    if skipped:
        message = _("Deze bestanden zijn overgeslagen: {names}. Ze hebben geen vorm die Hekloos kan lezen.")
        told = ", ".join(skipped[:10]) + (" ..." if len(skipped) > 10 else "")
        problems.append(Problem(message=message.format(names=told), severity=Severity.WARNING))
    return Reading(tuple(frameworks.values()), tuple(problems))


def _name_places(found: Sequence[str]) -> str:
    told = "; ".join(found[:MOST_PLACES])
    if len(found) <= MOST_PLACES:
        return told
    return _("{names} en nog {count} andere").format(names=told, count=len(found) - MOST_PLACES)


def _unknown(bundle: Bundle) -> str:
    if all(not document.data.strip() for document in bundle.documents):
        message = _("{name} is leeg. Kijk of het bestand goed is opgeslagen of opgehaald.")
        return message.format(name=bundle.name or _("Dit"))
    message = _(
        "{name} is geen bestand dat Hekloos kan lezen. Gebruik SLO-data (JSON), een kwalificatiedossier "
        "(XML of PDF), een OER (PDF), een tabel (xlsx, ods, csv), lesmateriaal "
        "(docx, pptx, pdf, md, txt) of CASE (JSON)."
    )
    return message.format(name=bundle.name or _("Dit"))


def pick(reading: Reading, part: str) -> tuple[Framework, ...]:
    """The frameworks of a reading that `part` points at: by key, crebo, or the start of the title."""
    wanted = part.strip().casefold()
    exact = tuple(f for f in reading.frameworks if wanted in (f.key.casefold(), f.crebo.casefold()))
    return exact or tuple(f for f in reading.frameworks if f.title.casefold().startswith(wanted))
