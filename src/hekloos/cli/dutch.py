"""Click in Dutch: its own help headings and error sentences, so that no screen mixes languages."""

import math
from collections.abc import Callable
from typing import Any

import click

from hekloos.core.language import _


class _DutchHelp(click.Command):
    """Help with Dutch headings."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_("[OPTIES]") if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Gebruik: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section(_("Opties")):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Toon deze uitleg.")
        return option


class DutchCommand(_DutchHelp):
    pass


class DutchGroup(_DutchHelp, click.Group):
    command_class = DutchCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(_("Opdrachten")):
            formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in commands if command])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_("[OPTIES] OPDRACHT ...")]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which people use them."""
        return list(self.commands)


class Share(click.FloatRange):
    """A number from 0 to 1, with a point or a comma."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        share = float(super().convert(str(value).replace(",", "."), param, ctx))  # type: ignore[arg-type] # it wants text
        if math.isnan(share):
            self.fail("not a number", param, ctx)
        return share


class SourceProblemError(click.ClickException):
    """Something a person gave cannot be used; the message is a Dutch sentence with a remedy."""

    exit_code = 2


def explain_error(error: click.ClickException) -> str:
    """Click's complaint as a Dutch sentence with a remedy."""
    if isinstance(error, SourceProblemError):
        return error.message
    sentence = _sentence(error)
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return sentence
    return sentence + " " + _("Zie: {command} --help").format(command=ctx.command_path)


def _sentence(error: click.ClickException) -> str:
    for kind, tell in _SENTENCES.items():
        if isinstance(error, kind):
            return tell(error)
    return error.message


def _name(parameter: click.Parameter | None) -> str:
    """The option as it is typed, or what stands for the argument."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.human_readable_name if parameter else ""


def _missing(error: click.MissingParameter) -> str:
    return _("Er ontbreekt iets: {name}.").format(name=_name(error.param))


def _bad_value(error: click.BadParameter) -> str:
    return _("De waarde bij {name} past niet.").format(name=_name(error.param))


def _unknown_option(error: click.NoSuchOption) -> str:
    sentence = _("De optie {name} bestaat niet.").format(name=error.option_name)
    if error.possibilities:
        sentence += " " + _("Bedoelt u {options}?").format(options=", ".join(sorted(error.possibilities)))
    return sentence


def _usage(error: click.UsageError) -> str:
    known = error.ctx.command if error.ctx else None
    if isinstance(known, click.Group):
        return _("Deze opdracht bestaat niet. Kies uit: {names}.").format(names=", ".join(known.commands))
    return _("Deze opdracht is niet compleet, of er staat iets te veel.")


_SENTENCES: dict[type[click.ClickException], Callable[[Any], str]] = {
    click.MissingParameter: _missing,
    click.BadParameter: _bad_value,
    click.BadOptionUsage: lambda error: _("Bij de optie {name} hoort een waarde.").format(name=error.option_name),
    click.NoSuchOption: _unknown_option,
    click.UsageError: _usage,
}
