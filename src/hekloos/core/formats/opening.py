"""What goes into a reader: the documents of a file, a folder or a zip, within limits.

A source may be anything: a device that never ends, a zip that unpacks to more than a disk holds,
a folder with the whole computer in it. Nothing is read before it is known to fit.
"""

import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _


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
    memory: int = 2 * 1024**3  # bytes, of a reader in a process of its own


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name for people (may be empty) and its bytes."""

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
    try:
        if path.is_dir():
            return _folder(path, limits)
        name = clean_name(path.name)
        return _unzipped(Document(name, _content(path, name, limits)), limits)
    except FileNotFoundError as error:
        message = _("{name} bestaat niet. Kijk of de naam en de map kloppen.")
        raise UnreadableSourceError(message.format(name=clean_name(str(path)))) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        message = _("{name} kan niet worden geopend. Kijk of de naam klopt en of u het bestand mag lezen.")
        name = str(error.filename or path) if isinstance(error, OSError) else str(path)
        raise UnreadableSourceError(message.format(name=clean_name(name)[:300])) from error


def _content(path: Path, name: str, limits: Limits) -> bytes:
    size = path.stat().st_size
    if not path.is_file():
        message = _("{name} is geen gewoon bestand. Bewaar de inhoud eerst als bestand.")
        raise UnreadableSourceError(message.format(name=name))
    if size > limits.bytes:
        raise UnreadableSourceError(_too_large(name, limits))
    with path.open("rb") as stream:  # no more than fits: a file of the system may say that it is empty
        return _within(Document(name, stream.read(limits.bytes + 1)), limits).data


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
    name = clean_name(path.resolve().name or str(path))
    files: list[Path] = []
    total = 0
    for file in _visible_files(path, name, limits):
        if len(files) == limits.files:
            raise UnreadableSourceError(_too_many(name, limits))
        files.append(file)
        total += file.stat().st_size
        if total > limits.bytes:
            message = _("In {name} staat meer dan {limit} MB. Kies een kleinere map.")
            raise UnreadableSourceError(message.format(name=name, limit=limits.bytes // 1024**2))
    if not files:
        message = _("De map {name} is leeg. Kies de map waar de bestanden in staan.")
        raise UnreadableSourceError(message.format(name=clean_name(str(path))))
    documents: list[Document] = []
    for file in sorted(files):
        shown = clean_name(file.relative_to(path).as_posix())
        documents.append(Document(shown, _content(file, shown, limits)))
    return Bundle(name, tuple(documents))


MOST_FOLDERS = 10  # for each file that is allowed


def _visible_files(path: Path, name: str, limits: Limits) -> Iterator[Path]:
    """Files of a folder and what is below it, hidden ones and links to folders left out."""

    def refuse(error: OSError) -> None:
        raise error

    for count, (folder, below, files) in enumerate(os.walk(path, onerror=refuse)):
        if count > MOST_FOLDERS * limits.files:
            raise UnreadableSourceError(_too_many(name, limits))
        below[:] = [entry for entry in below if _is_visible(entry)]
        found = (Path(folder, entry) for entry in files if _is_visible(entry))
        yield from (file for file in found if file.is_file())


def _is_visible(name: str) -> bool:
    return not any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts)


# What unpacking a broken zip raises. NotImplementedError is a RuntimeError, so it is caught before that.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    EOFError,
    ValueError,
    OSError,
    OverflowError,  # a member that stands where no file reaches
)
OFFICE_MEMBERS = frozenset({"[Content_Types].xml", "mimetype"})  # docx, pptx, xlsx; ods
MOST_ENTRIES = 100_000  # of a zip: its table of contents alone would fill the memory


def _unzipped(document: Document, limits: Limits) -> Bundle:
    """Unpack a zip of documents; an office document stays whole, but is weighed as well."""
    if not document.is_zip:
        return Bundle(document.name, (document,))
    name = document.name or _("Het zipbestand")
    if has_too_many_entries(document):
        raise UnreadableSourceError(_too_many(document.name, limits))
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            members = files_in(archive)
            if len(members) > limits.files:
                raise UnreadableSourceError(_too_many(document.name, limits))
            if sum(m.file_size for m in members) > limits.bytes:
                raise UnreadableSourceError(_too_large(document.name, limits))
            refuse_other_packing(members, name)
            if OFFICE_MEMBERS & {m.filename for m in members}:
                return Bundle(document.name, (document,))
            unpacked = tuple(_member(archive, m) for m in members if _is_visible(m.filename))
    except DAMAGE as error:
        message = _("{name} is beschadigd of niet volledig. Haal het bestand opnieuw op.")
        raise UnreadableSourceError(message.format(name=name)) from error
    except RuntimeError as error:  # zipfile says so of an encrypted member
        message = _("{name} is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.")
        raise UnreadableSourceError(message.format(name=name)) from error
    if not unpacked:
        raise UnreadableSourceError(_("In {name} zit geen bestand. Pak de bestanden opnieuw in.").format(name=name))
    return Bundle(document.name, unpacked)


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Its members, without folders; nothing without a name, on which `is_dir` would raise."""
    return [member for member in archive.infolist() if member.filename and not member.is_dir()]


def has_too_many_entries(document: Document) -> bool:
    """More than the library for zips can open without using up the memory; asked before it opens them."""
    return document.data.count(b"PK\x01\x02") > MOST_ENTRIES


def refuse_other_packing(members: Iterable[zipfile.ZipInfo], name: str) -> None:
    """Bzip2 and LZMA unpack a few kilobytes to gigabytes in one step; no office program uses them.

    Raises UnreadableSourceError.
    """
    if any(m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for m in members):
        message = _("{name} is op een ongewone manier ingepakt. Pak het uit en kies de map.")
        raise UnreadableSourceError(message.format(name=name))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Document:
    with archive.open(member) as stream:
        return Document(clean_name(member.filename), stream.read(member.file_size + 1))
