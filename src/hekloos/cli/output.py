"""Writing results so that a file is there whole, or not at all."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hekloos.cli.dutch import SourceProblemError
from hekloos.core.language import _


def check_target(path: Path, forms: Sequence[str]) -> None:
    """Raises SourceProblemError when no such file can be written there; asked before the work begins."""
    if path.suffix.lower().lstrip(".") not in forms:
        message = _("{name}: dit soort bestand schrijft deze opdracht niet. Kies {forms}.")
        raise SourceProblemError(message.format(name=path, forms=", ".join(f".{form}" for form in forms)))
    if path.is_dir():
        raise SourceProblemError(_("{name} is een map. Noem een bestand, zoals rapport.html.").format(name=path))
    if not path.absolute().parent.is_dir():
        message = _("De map {name} bestaat niet. Maak haar eerst, of kies een andere plaats.")
        raise SourceProblemError(message.format(name=path.parent))


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a crash leaves the old file or the new one.

    Raises SourceProblemError when the disk refuses.
    """
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True) if temporary else None
        message = _("{name} kan niet worden geschreven ({reason}). Kies een andere plaats.")
        raise SourceProblemError(message.format(name=path, reason=error.strerror)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
