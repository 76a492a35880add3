"""What schools settle in an agreement on a route: by topic what the route knows of it, and what people still fill in.

An own set of topics, gathered from public guidance. It takes the place of no official format.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.language import _, ngettext
from hekloos.core.report.route_content import RouteContent
from hekloos.core.report.route_words import (
    guessed_hours,
    hours_word,
    phase_word,
    programme_word,
    reached_word,
    side_word,
    unit_name,
    year_word,
)
from hekloos.core.route.hours import kept_by


@dataclass(frozen=True, slots=True)
class Topic:
    """`known` are sentences of the route; `asks` are questions that only people can answer."""

    title: str
    known: tuple[str, ...]
    asks: tuple[str, ...]

    @property
    def state(self) -> str:
        """Who has still something to do here."""
        return _("deels bekend, deels nog in te vullen") if self.known else _("nog in te vullen")


def topics_of(content: RouteContent) -> tuple[Topic, ...]:
    """In the order in which people read an agreement."""
    return (
        Topic(_("Wie meedoen"), tuple(_parties(content)), (
            _("Welk bevoegd gezag tekent voor welke school?"),
            _("Wie is voor de route het aanspreekpunt, per school?"),
        )),
        Topic(_("Sector, domein en programma's"), tuple(_programmes(content)), (
            _("Welke sector en welk domein?"),
            _("Wie kijkt ieder jaar of er een nieuwe versie van een programma is?"),
        )),
        Topic(_("Vorm van de samenwerking"), (), (
            _("Hoe werken de scholen samen, en wie beslist waarover?"),
            _("Hoe vaak overlegt wie, en wie schrijft de besluiten op?"),
            _("Hoe praten de medezeggenschapsraden mee?"),
        )),
        Topic(_("Hoe de route eruitziet"), tuple(_shape(content)), (
            _("Waar krijgen leerlingen les, in welk jaar?"),
            _("Wie meldt de route aan, en voor welke datum?"),
        )),
        Topic(_("Voorzieningen"), tuple(_rooms(content)), (
            _("Welke lokalen, machines en materialen deelt u?"),
            _("Wie betaalt reizen, kleding en gereedschap?"),
        )),
        Topic(_("Bekostiging die overgaat"), tuple(_money(content)), (
            _("Welk bedrag gaat van welke school naar welke school?"),
            _("Waarvoor is het, en wanneer wordt het betaald?"),
        )),
        Topic(_("Terugval"), (), (
            _("Wat doet u als een leerling de route niet volhoudt, per jaar?"),
            _("Naar welke opleiding of leerweg kan de leerling dan, en wie regelt dat?"),
        )),
        Topic(_("Overstapoptie"), tuple(_exits(content)), (
            _("Met welk diploma kan een leerling eerder weg, en onder welke voorwaarden?"),
            _("Wie begeleidt de leerling die overstapt?"),
        )),
        Topic(_("Bedrijven"), tuple(_practice(content)), (
            _("Welke bedrijven doen mee, en wat doen zij?"),
            _("Wie zoekt leerplekken, en wie bezoekt ze?"),
        )),
        Topic(_("Klachten"), (), (
            _("Bij welke school dient een leerling of ouder een klacht in, in welk jaar?"),
        )),
        Topic(_("Scholen die later meedoen"), (), (
            _("Hoe kan een school later instappen, en wie beslist daarover?"),
            _("Wat gebeurt er als een school stopt?"),
        )),
        Topic(_("Duur en bijstelling"), (), (
            _("Vanaf welke lichting leerlingen geldt dit, en tot wanneer?"),
            _("Wanneer kijkt u samen of het nog klopt?"),
        )),
    )  # fmt: skip


def _parties(content: RouteContent) -> Iterator[str]:
    if content.setting.lab:
        yield _("Leerlab: {lab}.").format(lab=content.setting.lab)
    for school in content.schools:
        count = sum(unit.school == school for unit in content.route.units)
        told = ngettext("{school}: {number} blok in de route.", "{school}: {number} blokken in de route.", count)
        yield told.format(school=school, number=count)


def _programmes(content: RouteContent) -> Iterator[str]:
    for programme, groups in content.proof_by_group:
        count = sum(len(lines) for _group, lines in groups)
        told = ngettext("{title} ({side}): {number} onderdeel.", "{title} ({side}): {number} onderdelen.", count)
        yield told.format(title=programme_word(programme), side=side_word(programme.side), number=count)


def _shape(content: RouteContent) -> Iterator[str]:
    calendar = content.route.calendar
    for year in range(calendar.years):
        hours = sum(content.at_school[year * calendar.periods : (year + 1) * calendar.periods])
        told = _("{year} ({phase}): {hours} op school in de blokken van deze route.")
        yield told.format(
            year=year_word(calendar, year).capitalize(), phase=phase_word(calendar, year), hours=hours_word(hours)
        )


def _rooms(content: RouteContent) -> Iterator[str]:
    for school in content.schools:
        kept = (kept_by(content.route, content.plan, unit) for unit in content.route.units if unit.school == school)
        guided = sum(hours.guided for hours in kept)
        if guided:
            yield _("{school} geeft {hours} les in deze route.").format(school=school, hours=hours_word(guided))


def _money(content: RouteContent) -> Iterator[str]:
    for freed in content.freed_by_school:
        told = _("Tijd die vrijkomt bij {school}, per leerling: {hours}. Een bedrag zegt dat nog niet.")
        yield told.format(school=freed.key or _("een school zonder naam"), hours=guessed_hours(freed.sure, freed.guess))


def _exits(content: RouteContent) -> Iterator[str]:
    for leaving in content.exits:
        yield _("Eind {year}: {told}.").format(
            year=year_word(content.route.calendar, leaving.year),
            told="; ".join(f"{programme_word(each.programme)}: {reached_word(each)}" for each in leaving.reached),
        )


def _practice(content: RouteContent) -> Iterator[str]:
    for side in Side:
        units = [line for line in content.units if line.unit.side is side and line.kept.practice]
        hours = sum(line.kept.practice for line in units)
        if units:
            told = _("Praktijk in blokken van het {side}: {hours}, in {units}.")
            yield told.format(
                side=side_word(side), hours=hours_word(hours), units=", ".join(unit_name(line.unit) for line in units)
            )
