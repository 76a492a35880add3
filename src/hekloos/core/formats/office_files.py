"""Office files from outside: what they are, and a clean copy that is safe to give to a library.

Files of the web are not always what their name says. Before a library sees one, it is unpacked
and packed again here, so that sizes are true, names are unique and no part declares entities.
"""

import io
import zipfile
from collections.abc import Callable

from hekloos.core.formats.opening import (
    DAMAGE,
    Document,
    Limits,
    UnreadableSourceError,
    files_in,
    has_too_many_entries,
    refuse_other_packing,
)
from hekloos.core.language import _

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word, Excel and PowerPoint, and encrypted new ones
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_EXCEL = ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".tiff", ".bmp", ".mp3", ".mp4", ".wav", ".bin")
FOLDERS = {"xl/": "xlsx", "word/": "docx", "ppt/": "pptx"}
OPEN_DOCUMENT = {"spreadsheet": "ods", "text": "odt", "presentation": "odp"}
# A file with macros is read as one without: the macros are never run.
WITHOUT_MACROS = {
    b"application/vnd.ms-word.document.macroEnabled.main+xml": (
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    ),
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": (
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    ),
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": (
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    ),
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": (
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    ),
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": (
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    ),
}


def sniff_office_type(document: Document) -> str:
    """xlsx, docx, pptx, ods, odt, odp, xls, encrypted, ole (another old file), or nothing."""
    if document.data[:8] == OLE:
        if ENCRYPTED in document.data:
            return "encrypted"
        return "xls" if any(name in document.data for name in OLD_EXCEL) else "ole"
    if not document.is_zip or has_too_many_entries(document):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                refuse_other_packing([archive.getinfo("mimetype")], document.name)
                kind = archive.open("mimetype").read(100).decode("ascii", "replace").rpartition(".")[2]
                return OPEN_DOCUMENT.get(kind.strip().removesuffix("-template"), "")
    except (*DAMAGE, RuntimeError, UnreadableSourceError):
        return ""
    return next((kind for folder, kind in FOLDERS.items() if any(name.startswith(folder) for name in names)), "")


def repack(document: Document, *, limits: Limits, keep: Callable[[str], bool] = bool) -> bytes:
    """The same office file without tricks, stored uncompressed; at most `limits.bytes` of content.

    Only the members whose name `keep` approves of are in it.

    Raises UnreadableSourceError when the file is empty, encrypted, damaged, too large or hostile.
    """
    name = document.name or _("Het bestand")
    _refuse_what_is_no_zip(document, name)
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            return _packed_again(archive, name, limits=limits, keep=keep)
    except DAMAGE as error:
        raise UnreadableSourceError(describe_damage(name)) from error
    except RuntimeError as error:  # zipfile says so of an encrypted member
        raise UnreadableSourceError(describe_password(name)) from error


def _refuse_what_is_no_zip(document: Document, name: str) -> None:
    if not document.data:
        message = _("{name} is leeg. Kijk of het bestand goed is opgeslagen of opgehaald.")
        raise UnreadableSourceError(message.format(name=name))
    kind = sniff_office_type(document)
    if kind == "encrypted":
        raise UnreadableSourceError(describe_password(name))
    if kind in ("ole", "xls"):
        message = _(
            "{name} is een bestand van een oude versie van Word, Excel of PowerPoint. "
            "Open het en bewaar het als docx, pptx of xlsx."
        )
        raise UnreadableSourceError(message.format(name=name))
    if not document.is_zip or has_too_many_entries(document):
        raise UnreadableSourceError(describe_damage(name))


def _packed_again(archive: zipfile.ZipFile, name: str, *, limits: Limits, keep: Callable[[str], bool]) -> bytes:
    members = {member.filename: member for member in files_in(archive) if keep(member.filename)}
    if len(members) > limits.files or sum(m.file_size for m in members.values()) > limits.bytes:
        message = _("{name} is uitgepakt groter dan {limit} MB. Splits het bestand, of haal de plaatjes eruit.")
        raise UnreadableSourceError(message.format(name=name, limit=limits.bytes // 1024**2))
    refuse_other_packing(members.values(), name)
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as copy:
        for member in members.values():
            content = archive.read(member)
            if not member.filename.lower().endswith(PICTURES) and any(d in content for d in DOCTYPES):
                message = _(
                    "{name} bevat een onderdeel dat in een gewoon document niet voorkomt (DOCTYPE) en is daarom "
                    "niet gelezen. Open het bestand zelf en bewaar het opnieuw."
                )
                raise UnreadableSourceError(message.format(name=name))
            if member.filename == "[Content_Types].xml":
                content = _without_macro_types(content)
            copy.writestr(zipfile.ZipInfo(member.filename), content)
    return clean.getvalue()


def _without_macro_types(content: bytes) -> bytes:
    for with_macros, without in WITHOUT_MACROS.items():
        content = content.replace(with_macros, without)
    return content


def describe_damage(name: str) -> str:
    message = _("{name} is beschadigd of niet volledig. Haal het bestand opnieuw op, of bewaar het opnieuw.")
    return message.format(name=name)


def describe_password(name: str) -> str:
    return _("{name} is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord.").format(name=name)
