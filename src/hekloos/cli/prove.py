"""`hekloos prove`: whether a route loses nothing, worked out again from its file alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hekloos.cli.dutch import DutchCommand
from hekloos.cli.output import show
from hekloos.cli.route_file import open_route
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _, ngettext

if TYPE_CHECKING:
    from hekloos.core.route.coverage import Cover, Proof
    from hekloos.core.route.route import Route
    from hekloos.core.route.route_file import RouteFile

FAILS = 1  # the exit code


@click.command(cls=DutchCommand, help=_("Kijk na of een route geen eindterm en geen werkproces verliest."))
@click.argument("source", metavar=_("ROUTE"))
@click.option("--list", "lists", is_flag=True, help=_("Noem van elk onderdeel waar het wordt behandeld en getoetst."))
@click.pass_context
def prove(ctx: click.Context, source: str, lists: bool) -> None:
    read = open_route(Path(source))

    from hekloos.core.route.schools import prove_each

    proofs = prove_each(read.route, read.plan)
    show(list(_told(read, proofs, lists=lists)))
    if read.was_changed or not all(proof.holds for proof in proofs.values()):
        ctx.exit(FAILS)


def _told(read: "RouteFile", proofs: "Mapping[str, Proof]", *, lists: bool) -> Iterator[str]:
    route = read.route
    yield clean_name(route.title)
    for programme in route.programmes:
        version = f", {programme.version}" if programme.version else ""
        yield f"  {programme.side.value}: {clean_name(programme.title)}{version}  {programme.digest}"
    yield _("Kenmerk van dit bestand: {digest}").format(digest=read.digest)
    if read.was_changed:
        yield _(
            "Dit bestand is veranderd nadat Hekloos het schreef. Haal de route opnieuw op als u dat niet zelf deed."
        )
    for school, proof in proofs.items():
        yield from _of_school(route, school or (_("De andere scholen") if len(proofs) > 1 else ""), proof)
    for exemption in route.exemptions:
        item = route.item_by_key[exemption.item].name
        told = _("Uitzondering: {item}. {reason} ({names})")
        yield told.format(item=item, reason=exemption.reason, names=", ".join(exemption.names))
    if lists:
        for proof in proofs.values():
            yield from (_line(route, cover) for cover in proof.covers.values())


def _of_school(route: "Route", school: str, proof: "Proof") -> Iterator[str]:
    from hekloos.core.route.wording import hole_sentence

    count = len(proof.covers)
    if proof.holds:
        told = ngettext(
            "{count} onderdeel wordt op tijd behandeld en getoetst, of is een uitzondering.",
            "Alle {count} onderdelen worden op tijd behandeld en getoetst, of zijn een uitzondering.",
            count,
        ).format(count=count)
    else:
        holes = len(proof.holes)
        told = ngettext("{holes} onderdeel heeft geen plek.", "{holes} onderdelen hebben geen plek.", holes)
        told = told.format(holes=holes)
    yield f"{school}: {told}" if school else told
    yield from (f"  {hole_sentence(route, hole)}" for hole in proof.holes)


def _line(route: "Route", cover: "Cover") -> str:
    from hekloos.core.route.wording import period_name

    def places(found: list[tuple[str, int]]) -> str:
        named = (f"{route.unit_by_id[unit].title} ({period_name(route.calendar, slot)})" for unit, slot in found)
        return "; ".join(named) or "-"

    treated, assessed = places([(one.unit, one.slot) for one in cover.treated]), places(list(cover.assessed))
    told = _("{item}: behandeld in {treated}; getoetst in {assessed}")
    return told.format(item=route.item_by_key[cover.item].name, treated=treated, assessed=assessed)
