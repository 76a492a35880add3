"""What schools settle in an agreement on a route: by topic what the route knows of it, and what people still fill in.

An own set of topics, gathered from public guidance. It takes the place of no official format.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hekloos.core.curriculum import Side
from hekloos.core.language import _, ngettext
from hekloos.core.report.route_content import RouteContent
from hekloos.core.report.route_words import (
    extent_word,
    guessed_hours,
    hours_word,
    owner_word,
    phase_word,
    programme_word,
    quoted,
    reached_word,
    school_year,
    side_word,
    year_word,
)


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
        Topic(_("Duur en bijstelling"), tuple(_from_when(content)), (
            _("Tot wanneer geldt dit?")
            if content.setting.scope
            else _("Vanaf welke lichting leerlingen geldt dit, en tot wanneer?"),
            _("Wanneer kijkt u samen of het nog klopt?"),
        )),
    )  # fmt: skip


def _parties(content: RouteContent) -> Iterator[str]:
    """Schools with the units of their own; after them the units that schools of a side share."""
    if content.setting.lab:
        yield _("Leerlab: {lab}.").format(lab=content.setting.lab)
    owners = Counter(content.owner_of(unit) for unit in content.route.units)
    for school in content.schools:
        count = owners[school]
        told = ngettext("{school}: {number} blok in de route.", "{school}: {number} blokken in de route.", count)
        if any(owners[side] and school in content.schools_on[side] for side in Side):
            told = ngettext("{school}: {number} eigen blok.", "{school}: {number} eigen blokken.", count)
        yield (told if count else _("{school}: geen eigen blokken.")).format(school=school, number=count)
    for side in Side:
        if count := owners[side]:
            told = ngettext(
                "De scholen van het {side} delen {number} blok.",
                "De scholen van het {side} delen {number} blokken.",
                count,
            )
            yield told.format(number=count, side=side_word(side))


def _programmes(content: RouteContent) -> Iterator[str]:
    for programme, groups in content.proof_by_group:
        count = sum(len(lines) for _group, lines in groups)
        told = ngettext("{title} ({side}): {number} onderdeel.", "{title} ({side}): {number} onderdelen.", count)
        yield told.format(title=programme_word(programme), side=side_word(programme.side), number=count)


def _shape(content: RouteContent) -> Iterator[str]:
    if scope := content.setting.scope:
        yield _("De scholen spraken af hoe ver de route loopt: {extent}.").format(extent=extent_word(scope.extent))
    calendar = content.route.calendar
    for year in range(calendar.years):
        hours = sum(content.at_school[year * calendar.periods : (year + 1) * calendar.periods])
        told = _("{year} ({phase}): {hours} op school in de blokken van deze route.")
        yield told.format(
            year=year_word(calendar, year).capitalize(), phase=phase_word(calendar, year), hours=hours_word(hours)
        )


def _rooms(content: RouteContent) -> Iterator[str]:
    guided: dict[str, float] = {}
    for line in content.units:
        owner = content.owner_of(line.unit)
        guided[owner] = guided.get(owner, 0.0) + line.kept.guided
    for owner in dict.fromkeys((*content.schools, *Side)):
        if hours := guided.get(owner):
            told = _("{school} geeft {hours} les in deze route.")
            if isinstance(owner, Side):
                told = _("In gedeelde blokken van het {school} is {hours} les.")
            yield told.format(school=owner, hours=hours_word(hours))


def _money(content: RouteContent) -> Iterator[str]:
    for freed in content.freed_by_school:
        told = _("Tijd die vrijkomt bij {school}, per leerling: {hours}. Een bedrag zegt dat nog niet.")
        if isinstance(freed.key, Side):
            told = _("Tijd die vrijkomt in {school}, per leerling: {hours}. Een bedrag zegt dat nog niet.")
        yield told.format(school=owner_word(freed.key), hours=guessed_hours(freed.sure, freed.guess))


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
                side=side_word(side), hours=hours_word(hours), units=", ".join(quoted(line.unit) for line in units)
            )


def _from_when(content: RouteContent) -> Iterator[str]:
    if scope := content.setting.scope:
        told = _("De scholen spraken af vanaf wanneer dit geldt: schooljaar {year}, voor {who}.")
        yield told.format(year=school_year(scope.from_year), who=scope.for_whom.strip().rstrip("."))
