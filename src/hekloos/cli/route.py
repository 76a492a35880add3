"""`hekloos route`: a route and its plan as a document, a workbook, or for other programs."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hekloos.cli.compare import dutch_date
from hekloos.cli.dutch import DutchCommand, SourceProblemError
from hekloos.cli.output import check_target, show, write_all
from hekloos.cli.progress import working
from hekloos.cli.route_file import open_route
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.report.route_content import RouteContent
    from hekloos.core.route.route_file import RouteFile

FORMS = ("pdf", "docx", "xlsx", "oeapi.json", "case.json")


@click.command(cls=DutchCommand, help=_("Schrijf een route op: als document, werkblad of voor een ander programma."))
@click.argument("source", metavar=_("ROUTE"))
@click.option("-o", "--output", "outputs", multiple=True, metavar=_("BESTAND"),
              help=_("Schrijf de route: .pdf, .docx, .xlsx, .oeapi.json of .case.json. Mag vaker."))  # fmt: skip
@click.option("--lab", default="", metavar=_("NAAM"), help=_("De naam van het leerlab, voor op het document."))
@click.option("--date", "day", default="", metavar="2027-03-01", help=_("De datum op het document; anders vandaag."))
def route(source: str, outputs: tuple[str, ...], lab: str, day: str) -> None:
    targets = {Path(output): _form(Path(output), Path(source)) for output in dict.fromkeys(outputs)}
    on = _day(day)
    read = open_route(Path(source))

    from hekloos.core.report.route_content import build_route_content
    from hekloos.core.report.route_setting import Setting

    content = build_route_content(read.route, read.plan, Setting(lab=lab, date=dutch_date(on), day=on.isoformat()))
    with working(_("De documenten worden gemaakt")):
        written = {target: render_route_as(form, content) for target, form in targets.items()}
    write_all(written)
    _tell(content, read, list(targets))


def _form(target: Path, source: Path) -> str:
    """Raises SourceProblemError when this cannot be written."""
    form = next((form for form in FORMS if target.name.lower().endswith(f".{form}")), None)
    if form is None:
        message = _("{name}: dit soort bestand schrijft deze opdracht niet. Kies {forms}.")
        forms = ", ".join(f".{form}" for form in FORMS)
        raise SourceProblemError(message.format(name=clean_name(str(target)), forms=forms))
    check_target(target, (form.rpartition(".")[2],), sources=[source])
    return form


def _day(text: str) -> date:
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        message = _("{text} is geen datum. Schrijf haar als jaar-maand-dag, zoals 2027-03-01.")
        raise SourceProblemError(message.format(text=clean_name(text))) from error


def render_route_as(form: str, content: "RouteContent") -> bytes:
    match form:
        case "pdf":
            from hekloos.core.report.route_pdf import render_route_pdf

            return render_route_pdf(content)
        case "docx":
            from hekloos.core.report.route_docx import render_route_docx

            return render_route_docx(content)
        case "xlsx":
            from hekloos.core.report.route_workbook import render_route_workbook

            return render_route_workbook(content)
        case "oeapi.json":
            from hekloos.core.report.route_oeapi import render_route_oeapi

            return render_route_oeapi(content)
        case _:
            from hekloos.core.report.route_case import render_route_case

            return render_route_case(content)


def _tell(content: "RouteContent", read: "RouteFile", targets: list[Path]) -> None:
    from hekloos.core.report.route_sections import opening
    from hekloos.core.report.route_words import guessed_hours, lost_name

    if read.was_changed:
        message = _("Let op: dit bestand is niet meer zoals Hekloos het schreef. Het bewijs is opnieuw gemaakt.")
        click.echo(message, err=True)
    lines = [line for section in opening(content) for line in section.lines]
    total = content.freed_in_all
    lost = (f"  {lost_name(hole)}" for hole in content.holes)
    show([*lines, *lost, _("Vrij per leerling: {hours}.").format(hours=guessed_hours(total.sure, total.guess))])
    for target in targets:
        click.echo(_("Geschreven: {name}").format(name=clean_name(str(target))))
    if not targets:
        click.echo(_("Met -o route.pdf schrijft u het document van de route."))
