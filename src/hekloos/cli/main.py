"""The command `hekloos`. Heavy libraries are imported by the commands that need them."""

import io
import os
import sys
from importlib.metadata import version

import click

from hekloos.cli.compare import compare
from hekloos.cli.demo import demo
from hekloos.cli.dutch import DutchGroup, explain_error
from hekloos.cli.explain import explain
from hekloos.cli.output import show, tell_reason
from hekloos.cli.plan import plan
from hekloos.cli.prove import prove
from hekloos.cli.read import read
from hekloos.cli.route import route
from hekloos.cli.site import manage, serve, worker
from hekloos.core.language import _


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"hekloos {version('hekloos')}")
        ctx.exit()


@click.group(
    cls=DutchGroup,
    help=_("Hekloos vindt waar een vmbo-programma en een mbo-programma hetzelfde leren."),
    no_args_is_help=True,
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help=_("Toon de versie.")
)
def hekloos() -> None:
    pass


for command in (read, compare, explain, plan, prove, route, demo, serve, worker, manage):
    hekloos.add_command(command)


def main() -> None:
    """Run; leave with 2 when something given cannot be used, and never with a traceback for that."""
    _prepare_streams()
    try:
        sys.exit(_run())
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        _abandon_streams()
        sys.exit(0)
    except OSError:  # a full disk behind `>`; where nothing can be told either, the code still tells it
        _abandon_streams()
        sys.exit(2)


def _run() -> int:
    """The exit code."""
    try:
        return hekloos.main(standalone_mode=False) or 0
    except SystemExit as error:  # so click leaves when the reader of our output has gone
        raise BrokenPipeError from error
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.ClickException as error:
        show(explain_error(error).split("\n"), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Gestopt. Er is niets half weggeschreven."), err=True)
        return 130
    except MemoryError:
        click.echo(_("Dit past niet in het geheugen. Kies een kleiner bestand of een deel ervan."), err=True)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        message = _("De uitvoer kan niet worden geschreven: {reason}. Kies een andere plaats.")
        click.echo(message.format(reason=tell_reason(error)), err=True)
        raise


def _prepare_streams() -> None:
    """Streams that somebody closed lead nowhere; letters that a screen cannot show become a question mark."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # else the next file that is opened would take its place
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (stays open)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _abandon_streams() -> None:
    """Let what is still waiting to be written lead nowhere, so that Python does not complain of it at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)


if __name__ == "__main__":
    main()
