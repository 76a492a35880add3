"""`hekloos demo`: the whole job on the invented lab, to see what it does."""

import shlex
import shutil
from importlib import resources
from pathlib import Path

import click

from hekloos.cli.compare import compare
from hekloos.cli.dutch import DutchCommand, SourceProblemError
from hekloos.cli.output import tell_reason
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _


@click.command(cls=DutchCommand, help=_("Probeer Hekloos uit op het verzonnen Leerlab Techniek."))
@click.argument("folder", default="hekloos-demo", required=False, metavar=_("[MAP]"))
@click.pass_context
def demo(ctx: click.Context, folder: str) -> None:
    target = Path(folder or "hekloos-demo")
    try:
        with resources.as_file(resources.files("hekloos.demo")) as invented:
            for entry in sorted(invented.iterdir()):
                if entry.suffix == ".csv" and not entry.name.endswith("truth.csv"):
                    target.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(entry, target / entry.name)
                elif entry.name.startswith("lessen-"):
                    shutil.copytree(entry, target / entry.name, dirs_exist_ok=True)
    except OSError as error:
        message = _("De map {name} kan niet worden gemaakt of gevuld: {reason}. Kies een andere map.")
        raise SourceProblemError(message.format(name=clean_name(folder), reason=tell_reason(error))) from error
    vmbo, mbo = str(target / "vmbo-techniek.csv"), str(target / "mbo-monteur.csv")
    reports = tuple(str(target / name) for name in ("rapport.html", "rapport.xlsx"))
    click.echo(
        _("De verzonnen programma's en lessen van Leerlab Techniek staan in {name}.").format(
            name=clean_name(str(target))
        )
    )
    choices = {"levels": "", "modules": "", "top": 5, "at_least": None, "words": None}
    ctx.invoke(compare, vmbo=vmbo, mbo=mbo, outputs=reports, **choices)
    click.echo()
    click.echo(_("Nu de lessen van beide scholen."))
    lessons = [str(target / name) for name in ("lessen-vmbo", "lessen-mbo")]
    ctx.invoke(compare, vmbo=lessons[0], mbo=lessons[1], outputs=(str(target / "lessen.html"),), **choices)
    click.echo()
    click.echo(_("Open {name} in een browser. Probeer daarna zelf:").format(name=reports[0]))
    for arguments in (
        ["read", vmbo],
        ["explain", vmbo, mbo, "P/THU/02/04-01", "B1-K3-V1"],
        ["compare", lessons[0], vmbo, "-o", str(target / "lessen-bij-eindtermen.html")],
    ):
        click.echo(f"  hekloos {shlex.join(arguments)}")
