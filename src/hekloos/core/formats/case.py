"""CASE 1.1 of 1EdTech: frameworks of learning goals as JSON, in and out."""

from hekloos.core.formats.case_package.reading import CasePackage, parse_package
from hekloos.core.formats.case_package.words import Association
from hekloos.core.formats.case_package.writing import write
from hekloos.core.formats.reading import (
    Bundle,
    Limits,
    Problem,
    Reading,
    UnreadableSourceError,
    open_source,
    type_of_source,
)
from hekloos.core.formats.registry import Format
from hekloos.core.formats.table.csv_files import decode_text
from hekloos.core.language import _

__all__ = ["FORMAT", "Association", "CasePackage", "read", "read_package", "recognises", "write"]


def recognises(bundle: Bundle) -> bool:
    document = bundle.single
    if document is None or document.is_zip:
        return False
    text = decode_text(document.data)[0]
    return text.lstrip()[:1] == "{" and '"CFItems"' in text


def read_package(source: type_of_source, *, limits: Limits | None = None) -> CasePackage:
    """The framework and what its items are to other items. Never raises for what is in the source."""
    limits = limits or Limits()
    try:
        bundle = open_source(source, limits=limits)
        if bundle.single is None:
            message = _("{name} bevat meer dan een bestand. Kies een van de CASE-pakketten.")
            raise UnreadableSourceError(message.format(name=bundle.name or _("Dit")))
        return parse_package(bundle.single, limits=limits)
    except UnreadableSourceError as problem:
        return CasePackage(problems=(Problem(message=str(problem)),))


def read(source: type_of_source, *, limits: Limits | None = None) -> Reading:
    """Read one CASE package. Never raises for what is in it."""
    package = read_package(source, limits=limits)
    return Reading(() if package.framework is None else (package.framework,), package.problems)


FORMAT = Format(name="CASE (JSON)", recognises=recognises, read=read)
