"""Writing results so that a file is there whole, or not at all."""

import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from hekloos.cli.dutch import SourceProblemError
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _


def check_target(path: Path, forms: Sequence[str], *, sources: Iterable[Path] = ()) -> None:
    """Raises SourceProblemError when no such file can be written there; asked before the work begins."""
    name = clean_name(str(path))
    if path.suffix.lower().lstrip(".") not in forms:
        message = _("{name}: dit soort bestand schrijft deze opdracht niet. Kies {forms}.")
        raise SourceProblemError(message.format(name=name, forms=", ".join(f".{form}" for form in forms)))
    try:
        if path.is_dir():
            raise SourceProblemError(_("{name} is een map. Noem een bestand, zoals rapport.html.").format(name=name))
        if path.exists() and not path.is_file():
            raise SourceProblemError(_("{name} is geen gewoon bestand. Kies een andere naam.").format(name=name))
        if not path.absolute().parent.is_dir():
            message = _("De map {name} bestaat niet. Maak haar eerst, of kies een andere plaats.")
            raise SourceProblemError(message.format(name=clean_name(str(path.parent))))
        if any(_is_same_file(path, source) for source in sources):
            message = _("{name} is ook een bron; die zou u kwijtraken. Kies een andere naam voor de uitkomst.")
            raise SourceProblemError(message.format(name=name))
    except OSError as error:
        raise _refusal(path, error) from error


def _is_same_file(path: Path, source: Path) -> bool:
    try:
        return path.samefile(source)
    except (OSError, ValueError):  # one of them is not there
        return False


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write beside the targets and then rename, so that a crash leaves the old files or the new ones.

    Nothing is renamed before everything is on the disk. Raises SourceProblemError when the disk refuses.
    """
    with ExitStack() as unfinished:
        written: list[tuple[Path, Path, str]] = []
        for path, data in contents.items():
            try:
                target = Path(os.path.realpath(path))  # a link keeps pointing at its file
                descriptor, temporary = tempfile.mkstemp(prefix=".hekloos-", dir=target.parent)
                unfinished.callback(Path(temporary).unlink, missing_ok=True)
                with os.fdopen(descriptor, "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                with suppress(OSError):  # some disks know no rights
                    os.chmod(temporary, _rights(target))
                written.append((path, target, temporary))
            except OSError as error:
                raise _refusal(path, error) from error
        for path, target, temporary in written:
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> SourceProblemError:
    message = _("{name} kan niet worden geschreven: {reason}. Kies een andere plaats.")
    return SourceProblemError(message.format(name=clean_name(str(path)), reason=tell_reason(error)))


def tell_reason(error: OSError) -> str:
    """Why the disk refuses, in Dutch where it is one of the usual reasons."""
    reasons = {
        errno.ENOSPC: _("de schijf is vol"),
        errno.EDQUOT: _("uw ruimte op de schijf is op"),
        errno.EACCES: _("u mag daar niet schrijven"),
        errno.EPERM: _("u mag daar niet schrijven"),
        errno.EROFS: _("daar kan alleen worden gelezen"),
        errno.ENAMETOOLONG: _("de naam is te lang"),
        errno.ENOENT: _("de map bestaat niet"),
        errno.EISDIR: _("het is een map"),
        errno.ENOTDIR: _("er staat al een bestand met die naam"),
        errno.EEXIST: _("er staat al een bestand met die naam"),
        errno.ELOOP: _("de link wijst naar zichzelf"),
    }
    return reasons.get(error.errno or 0) or error.strerror or _("de schijf weigert")


def _rights(target: Path) -> int:
    """Those of the file that is replaced, else the usual ones."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def show(lines: Iterable[str], *, err: bool = False) -> None:
    """Texts from a file may hold signs that command a screen; those are not shown."""
    click.echo("\n".join(clean_name(line) for line in lines), err=err)


def show_json(data: object) -> None:
    """JSON is UTF-8 for every reader, whatever the screen can show."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
