"""What goes into a reader and what comes out of it, whatever the format.

A reader never raises for what stands in a file. It says what it understood (`frameworks`)
and what it did not (`problems`), in whole Dutch sentences that name the place and the remedy.
"""

import io
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from hekloos.core.curriculum import Framework
from hekloos.core.language import _

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


class Severity(StrEnum):
    ERROR = "error"  # nothing, or not enough, could be read
    WARNING = "warning"  # something was left out or is uncertain
    NOTE = "note"  # worth knowing, nothing is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing a person should know of a file: where, what, and what to do about it.

    `place` is for people ("blad Blad1, regel 12", "bladzijde 74"); it is empty when the whole
    file is meant. `message` holds whole sentences, the last of them a remedy.
    """

    message: str
    place: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        first_word = re.split(r"[ ,]", self.place)[0]
        place = self.place if re.search(r"[./]", first_word) else self.place[:1].upper() + self.place[1:]
        return f"{place}: {self.message}" if place else self.message


def problem_data(problem: Problem) -> dict[str, str]:
    """A problem as plain JSON data."""
    return {"severity": problem.severity, "place": problem.place, "message": problem.message}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a source, and what was not."""

    frameworks: tuple[Framework, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Nothing usable came out."""
        return not self.frameworks

    @classmethod
    def failure(cls, message: str, *, place: str = "") -> "Reading":
        return cls((), (Problem(message=message, place=place),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a reader goes before it stops and says so."""

    bytes: int = 64 * 1024 * 1024  # one document, and all that a zip unpacks to
    files: int = 2_000  # in a folder or zip
    pages: int = 1_000  # of a PDF or presentation
    rows: int = 100_000  # over all sheets of a table
    items: int = 200_000  # in all frameworks together
    depth: int = 32  # of a tree
    text: int = 20_000  # characters in one field
    seconds: float = 120.0  # for one source


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name (may be empty) and its bytes."""

    name: str
    data: bytes

    @property
    def extension(self) -> str:
        """Lower case, without the dot."""
        return PurePosixPath(self.name).suffix.lstrip(".").lower()

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def is_zip(self) -> bool:
        return self.data[:4] == b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A source as a reader gets it: one document, or the documents of a folder or zip.

    Names inside a folder or zip are relative, with forward slashes.
    """

    name: str
    documents: tuple[Document, ...]

    @property
    def single(self) -> Document | None:
        return self.documents[0] if len(self.documents) == 1 else None


class UnreadableSourceError(Exception):
    """The source could not be opened; `str()` is a Dutch sentence with a remedy."""


type_of_source = bytes | str | Path | Bundle  # what every `read` accepts


@dataclass(slots=True)
class Deadline:
    """Tells a long reader when to stop; `clock` counts seconds."""

    seconds: float
    clock: Callable[[], float] = time.monotonic
    _started: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self.clock()

    @property
    def passed(self) -> bool:
        return self.clock() - self._started > self.seconds


def open_source(source: type_of_source, *, limits: Limits) -> Bundle:
    """The documents of a path, of bytes, or of a bundle that is already open.

    A folder gives all its files (hidden ones left out), a zip its members, unless it is an
    office document. Raises UnreadableSourceError.
    """
    if isinstance(source, Bundle):
        return source
    if isinstance(source, bytes):
        return _unzipped(_within(Document("", source), limits), limits)
    path = Path(source)
    if path.is_dir():
        return _folder(path, limits)
    try:
        if path.stat().st_size > limits.bytes:
            raise UnreadableSourceError(_too_large(path.name, limits))
        return _unzipped(Document(path.name, path.read_bytes()), limits)
    except FileNotFoundError as error:
        message = _("{name} bestaat niet. Kijk of de naam en de map kloppen.")
        raise UnreadableSourceError(message.format(name=path)) from error
    except OSError as error:
        message = _("{name} kan niet worden geopend. Kijk of u het bestand mag lezen.")
        raise UnreadableSourceError(message.format(name=path)) from error


def _within(document: Document, limits: Limits) -> Document:
    if len(document.data) > limits.bytes:
        raise UnreadableSourceError(_too_large(document.name, limits))
    return document


def _too_large(name: str, limits: Limits) -> str:
    message = _("{name} is groter dan {limit} MB. Splits het bestand, of bewaar het kleiner.")
    return message.format(name=name or _("Het bestand"), limit=limits.bytes // 1024**2)


def _too_many(name: str, limits: Limits) -> str:
    message = _("{name} heeft meer dan {limit} bestanden. Kies een kleinere map.")
    return message.format(name=name or _("Het zipbestand"), limit=limits.files)


def _folder(path: Path, limits: Limits) -> Bundle:
    documents: list[Document] = []
    total = 0
    for file in sorted(path.rglob("*")):
        relative = file.relative_to(path)
        if any(part.startswith((".", "~$")) for part in relative.parts) or not file.is_file():
            continue
        if len(documents) == limits.files:
            raise UnreadableSourceError(_too_many(path.name, limits))
        total += file.stat().st_size
        if total > limits.bytes:
            raise UnreadableSourceError(_too_large(path.name, limits))
        documents.append(Document(relative.as_posix(), file.read_bytes()))
    if not documents:
        message = _("De map {name} is leeg. Kies de map waar de bestanden in staan.")
        raise UnreadableSourceError(message.format(name=path))
    return Bundle(path.resolve().name, tuple(documents))


OFFICE_MEMBERS = frozenset({"[Content_Types].xml", "mimetype"})  # docx, pptx, xlsx; ods


def _unzipped(document: Document, limits: Limits) -> Bundle:
    """Unpack a zip of documents; an office document stays whole, but is weighed as well."""
    if not document.is_zip:
        return Bundle(document.name, (document,))
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) > limits.files:
                raise UnreadableSourceError(_too_many(document.name, limits))
            if sum(m.file_size for m in members) > limits.bytes:
                raise UnreadableSourceError(_too_large(document.name, limits))
            if OFFICE_MEMBERS & {m.filename for m in members}:
                return Bundle(document.name, (document,))
            return Bundle(document.name, tuple(_member(archive, m) for m in members if _is_visible(m)))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        message = _("{name} is beschadigd of niet volledig. Haal het bestand opnieuw op.")
        raise UnreadableSourceError(message.format(name=document.name or _("Het zipbestand"))) from error
    except RuntimeError as error:  # zipfile says so of an encrypted member
        message = _("{name} is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.")
        raise UnreadableSourceError(message.format(name=document.name or _("Het zipbestand"))) from error


def _is_visible(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return not any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Document:
    with archive.open(member) as stream:
        return Document(member.filename, stream.read(member.file_size + 1))


def shorten(text: str, limits: Limits) -> str:
    """The text with its white space folded and control characters left out, cut at the limit."""
    return " ".join(CONTROL.sub(" ", text[: 2 * limits.text]).split())[: limits.text]


def places(numbers: Sequence[int]) -> str:
    """Numbers for people: 74, 76-78 and 81."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    if len(texts) < 2:
        return "".join(texts)
    return _("{first} en {last}").format(first=", ".join(texts[:-1]), last=texts[-1])
