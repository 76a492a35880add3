"""Opening a route that Hekloos wrote, for every command that takes one."""

from pathlib import Path
from typing import TYPE_CHECKING

from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.output import tell_reason
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.route.route_file import RouteFile

MOST_BYTES = 64 * 1024 * 1024


def open_route(source: Path) -> "RouteFile":
    """Raises SourceProblemError when there is no route in this file."""
    from hekloos.core.route.route_file import NotARouteError, read_route

    name = clean_name(str(source))
    try:
        return read_route(_content(source, name))
    except NotARouteError as error:
        message = _("{name} is geen route van Hekloos, of is beschadigd. Haal haar opnieuw op.")
        raise SourceProblemError(message.format(name=name)) from error
    except FileNotFoundError as error:
        raise SourceProblemError(_("{name} bestaat niet. Kijk of de naam klopt.").format(name=name)) from error
    except (OSError, ValueError) as error:
        reason = tell_reason(error) if isinstance(error, OSError) else _("de naam kan niet")
        message = _("{name} kan niet worden gelezen: {reason}. Kies een ander bestand.")
        raise SourceProblemError(message.format(name=name, reason=reason)) from error


def _content(source: Path, name: str) -> bytes:
    """Raises OSError; and SourceProblemError for what is no file (a device may never end), or no route by its size."""
    if not source.is_file() and source.exists() and not source.is_dir():
        message = _("{name} is geen gewoon bestand. Bewaar de inhoud eerst als bestand.")
        raise SourceProblemError(message.format(name=name))
    with source.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        message = _("{name} is te groot voor een route. Kijk of u het goede bestand noemt.")
        raise SourceProblemError(message.format(name=name))
    return content
