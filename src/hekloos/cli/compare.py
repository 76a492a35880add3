"""`hekloos compare`: two files in, a report out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hekloos.cli.cluster import machines_at
from hekloos.cli.dutch import DutchCommand, Share, SourceProblemError
from hekloos.cli.knowledge import MODEL_HELP, WORDS_HELP, knowledge_with, told_when_too_much
from hekloos.cli.output import check_target, show, write_all
from hekloos.cli.progress import progress_bar, working
from hekloos.cli.sources import load_both, narrow, parse_codes, parse_levels, parse_source, tell_problems
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.overlap.compare import Comparison
    from hekloos.core.report.content import Choices, Content

# Pairs that a form can show: each comes with its reasons, and all of them stand in memory at once.
MOST_PAIRS = {"html": 60_000, "xlsx": 60_000, "csv": 150_000, "json": 60_000, "jsonl": 1_000_000}
FORMS = ("html", "xlsx", "csv", "json", "jsonl")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@click.command(cls=DutchCommand, help=_("Vergelijk een vmbo-programma met een mbo-programma."))
@click.argument("vmbo")
@click.argument("mbo")
@click.option("-o", "--output", "outputs", multiple=True, metavar=_("BESTAND"),
              help=_("Schrijf het rapport: .html, .xlsx, .csv, .json of .jsonl. Mag vaker."))  # fmt: skip
@click.option("--levels", default="", metavar="BB,KB", help=_("Alleen deze niveaus."))
@click.option("--modules", default="", metavar="P/PIE/02,...", help=_("Alleen deze modules, keuzevakken of kerntaken."))
@click.option("--top", default=5, type=click.IntRange(min=0), metavar="5",
              help=_("Hoeveel mbo-onderdelen per eindterm; 0 is allemaal."))  # fmt: skip
@click.option("--at-least", type=Share(), metavar="0.2",
              help=_("Alleen paren met ten minste deze kans (standaard 0.2, bij --top 0 alles)."))  # fmt: skip
@click.option("--words", metavar=_("BESTAND"), help=WORDS_HELP)
@click.option("--model", metavar=_("NAAM"), help=MODEL_HELP)
@click.option("--cluster", metavar="tcp://...", help=_("Reken op een Dask-cluster, met het adres van de scheduler."))
def compare(
    vmbo: str,
    mbo: str,
    outputs: tuple[str, ...],
    levels: str,
    modules: str,
    top: int,
    at_least: float | None,
    words: str | None,
    model: str | None,
    cluster: str | None,
) -> None:
    targets = [Path(output) for output in dict.fromkeys(outputs)]
    sources = [parse_source(source).path for source in (vmbo, mbo)] + ([Path(words)] if words else [])
    for target in targets:
        check_target(target, FORMS, sources=sources)
    wanted_levels, wanted_modules = parse_levels(levels), parse_codes(modules)
    left, right, problems = load_both(vmbo, mbo)
    part = narrow(left, right, levels=wanted_levels, modules=wanted_modules)

    from hekloos.core.overlap.compare import compare as compare_frameworks
    from hekloos.core.report.content import Choices, build_content

    knowledge = knowledge_with(words, model)
    with machines_at(cluster) as machines, progress_bar(_("Vergelijken")) as progress, told_when_too_much():
        comparison = compare_frameworks(left, right, knowledge=knowledge, machines=machines, progress=progress)
    if wanted_levels or wanted_modules:
        comparison = comparison.restricted(*part)
    choices = Choices(
        top=top,
        at_least=at_least if at_least is not None else (0.2 if top else 0.0),
        levels=wanted_levels,
        modules=wanted_modules,
        date=dutch_date(date.today()),
    )
    check_amount(comparison, choices, forms=[_form(target) for target in targets])
    with working(_("Het rapport wordt gemaakt")):
        content = build_content(comparison, choices, problems=problems)
        written = {target: render_as(_form(target), content) for target in targets}
    write_all(written)
    tell_problems(problems)
    _tell(content, targets)


def check_amount(comparison: "Comparison", choices: "Choices", *, forms: Sequence[str]) -> None:
    """Raises SourceProblemError when no report of so many pairs can be made, let alone be read."""
    pairs = int((comparison.probabilities >= choices.at_least).sum())
    if choices.top:
        pairs = min(pairs, choices.top * len(comparison.left_items))
    most = min((MOST_PAIRS[form] for form in forms), default=max(MOST_PAIRS.values()))
    if pairs > most:
        message = _("Dit rapport zou meer dan {most} paren tonen. Kies een lagere --top of een hogere --at-least.")
        raise SourceProblemError(message.format(most=most))


def dutch_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _form(target: Path) -> str:
    return target.suffix.lower().lstrip(".")


def render_as(form: str, content: "Content") -> bytes:
    if form == "html":
        from hekloos.core.report.html import render

        return render(content).encode("utf-8", "replace")
    if form == "xlsx":
        from hekloos.core.report.workbook import render_workbook

        return render_workbook(content)
    from hekloos.core.report import plain

    return {"csv": plain.render_csv, "json": plain.render_json, "jsonl": plain.render_pairs}[form](content)


def _tell(content: "Content", targets: list[Path]) -> None:
    from hekloos.core.report.wording import summary

    show(summary(content))
    for target in targets:
        click.echo(_("Geschreven: {name}").format(name=clean_name(str(target))))
    if not targets:
        click.echo(_("Met -o rapport.html schrijft u het hele rapport."))
