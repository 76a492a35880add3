"""The command `hekloos`. Heavy libraries are imported by the commands that need them."""

import sys
from importlib.metadata import version

import click

from hekloos.cli.compare import compare
from hekloos.cli.demo import demo
from hekloos.cli.dutch import DutchGroup, explain_error
from hekloos.cli.explain import explain
from hekloos.cli.read import read
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


for command in (read, compare, explain, demo):
    hekloos.add_command(command)


def main() -> None:
    """Run; leave with 2 when something given cannot be used, and never with a traceback for that."""
    try:
        sys.exit(hekloos.main(standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        click.echo(explain_error(error), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Gestopt. Er is niets half weggeschreven."), err=True)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
