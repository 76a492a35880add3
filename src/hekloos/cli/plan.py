"""`hekloos plan`: a better plan for a route in a file, or the rules that stand in its way."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hekloos.cli.dutch import DutchCommand, SourceProblemError
from hekloos.cli.output import check_target, show, write_all
from hekloos.cli.progress import progress_bar
from hekloos.cli.route_file import open_route
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _, ngettext

if TYPE_CHECKING:
    from hekloos.core.route.proposal import Proposal
    from hekloos.core.route.route import Plan, Route

WISHES = ("most_hours", "least_change", "early_acquaintance")
FAILS = 1  # the exit code


@click.command(cls=DutchCommand, help=_("Zoek een betere route: zonder wat dubbel is, en zonder iets te verliezen."))
@click.argument("source", metavar=_("ROUTE"))
@click.option(
    "-o", "--output", "output", default="", metavar=_("BESTAND"), help=_("Schrijf de gevonden route (.json).")
)
@click.option("--wish", type=click.Choice(WISHES), default=WISHES[0],
              help=_("Wat telt het meest: uren vrij, weinig verandering, of vroeg kennismaken."))  # fmt: skip
@click.option("--seconds", type=click.FloatRange(1, 3600), default=20.0, help=_("Hoe lang het zoeken mag duren."))
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help=_("Ander zaad, misschien andere route."))
@click.pass_context
def plan(ctx: click.Context, source: str, output: str, wish: str, seconds: float, seed: int) -> None:
    if output:
        check_target(Path(output), ("json",), sources=[Path(source)])
    read = open_route(Path(source))
    from hekloos.core.route.size import MOST_WORK, work

    if work(read.route) > MOST_WORK:
        message = _("{name} is te groot om te plannen: {units} blokken in {periods} perioden. Neem een deel ervan.")
        units, periods = len(read.route.units), read.route.calendar.slots
        raise SourceProblemError(message.format(name=clean_name(source), units=units, periods=periods))

    from hekloos.core.route.clash_wording import too_full_sentences, too_large_sentences
    from hekloos.core.route.fitting import too_large
    from hekloos.core.route.fullness import too_full
    from hekloos.core.route.optimise import NoPlanError, NotFoundError, WishError, propose
    from hekloos.core.route.proposal import Wish
    from hekloos.core.route.route_file import write_route

    if told := too_large_sentences(too_large(read.route)) or too_full_sentences(too_full(read.route)):
        show([line for asked, remedy in told for line in (asked, f"   {remedy}")])
        ctx.exit(FAILS)
    try:
        with progress_bar(_("Zoeken")) as progress:
            found = propose(read.route, Wish(wish), seed=seed, seconds=seconds, progress=progress)
    except WishError as error:
        message = _("Vroeg kennismaken kan alleen in een route waarin mbo al in de vo-fase mag. Kies een andere wens.")
        raise SourceProblemError(message) from error
    except NotFoundError as error:
        raise SourceProblemError(_("In deze tijd is geen route gevonden. Geef meer tijd met --seconds.")) from error
    except NoPlanError:
        _tell_clash(read.route, seed, seconds)
        ctx.exit(FAILS)
    if output:
        write_all({Path(output): write_route(read.route, found.plan)})
    _tell(read.route, read.plan, found, output)


def _tell(route: "Route", before: "Plan", found: "Proposal", output: str) -> None:
    from hekloos.core.route.difference import difference
    from hekloos.core.route.proposal import Status
    from hekloos.core.route.schools import fullest_by_slot
    from hekloos.core.route.wording import period_name, stage_sentence

    fullest = max(fullest_by_slot(route, found.plan))
    lines = [stage_sentence(stage, fullest) for stage in found.stages]
    if found.status is Status.BEST:
        lines.append(_("Bewezen: beter kan niet, met deze regels en deze volgorde van wensen."))
    else:
        told = _("Dit is het beste dat in {seconds} seconden is gevonden.")
        lines.append(told.format(seconds=f"{found.seconds:.1f}".replace(".", ",")))
    change = difference((route, before), (route, found.plan))
    title = {unit.id: unit.title for unit in route.units}
    lines += [_("  vervalt: {unit}").format(unit=title[unit]) for unit in change.gone]
    lines += [_("  korter: {unit}").format(unit=title[unit]) for unit in change.shortened]
    for one in change.moved:
        was, now = (period_name(route.calendar, slot) for slot in (one.before, one.after))
        lines.append(_("  verzet: {unit}, van {was} naar {now}").format(unit=title[one.unit], was=was, now=now))
    if found.already_missing:
        count = len(found.already_missing)
        told = ngettext(
            "Let op: {count} onderdeel had al geen plek, en geen route kan dat verhelpen.",
            "Let op: {count} onderdelen hadden al geen plek, en geen route kan dat verhelpen.",
            count,
        )
        lines.append(told.format(count=count))
    lines.append(
        _("Geschreven: {name}").format(name=clean_name(output))
        if output
        else _("Met -o nieuw.json schrijft u de route.")
    )
    show(lines)


def _tell_clash(route: "Route", seed: int, seconds: float) -> None:
    from hekloos.core.route.clash import find_clash
    from hekloos.core.route.clash_wording import clash_sentences
    from hekloos.core.route.optimise import NotFoundError

    try:
        with progress_bar(_("Er is geen route; Hekloos zoekt waarom")) as progress:
            found = find_clash(route, seed=seed, seconds=seconds, progress=progress)
    except NotFoundError:
        show(
            [_("Er is geen route die alle regels volgt. In deze tijd bleek niet welke regels botsen: geef meer tijd.")]
        )
        return
    lines = [_("Er is geen route die alle regels volgt. Deze regels gaan niet samen:")]
    for number, (asked, remedy) in enumerate(clash_sentences(route, found.rules), start=1):
        lines += [f"{number}. {asked}", f"   {remedy}"]
    if found.is_smallest:
        lines.append(_("Dit is het kleinste groepje dat botst. Laat er een van los, dan gaan de andere samen."))
    elif found.is_irreducible:
        lines.append(_("Laat er een van los, dan gaan de andere samen."))
    else:
        lines.append(_("Misschien zijn ze niet allemaal nodig om te botsen; dat bleek niet in deze tijd."))
    show(lines)
