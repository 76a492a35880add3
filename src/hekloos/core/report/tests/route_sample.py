"""An invented route of two schools and a roc, as large as a real one: every text was made up for Hekloos."""

from dataclasses import replace
from types import MappingProxyType

from hekloos.core.curriculum import Relation, Side
from hekloos.core.report.route_content import RouteContent, build_route_content
from hekloos.core.report.route_setting import Setting
from hekloos.core.route.route import (
    Agreed,
    Calendar,
    Exemption,
    Limits,
    Plan,
    Programme,
    Route,
    RouteItem,
    as_it_is,
)
from hekloos.core.route.units import Hours, Unit

VMBO, MBO = "vmbo-dienst", "mbo-facilitair"
LINDE, ES, ROC = "Lindecollege", "Praktijkcollege De Es", "ROC Waterstad"

VMBO_ITEMS = """
D1/1 | D1 Ontvangen en helpen | Je ontvangt bezoekers en wijst ze de weg in een gebouw dat je kent
D1/2 | D1 Ontvangen en helpen | Je neemt de telefoon aan en schrijft een boodschap zo op dat een collega verder kan
D1/3 | D1 Ontvangen en helpen | Je blijft rustig bij een bezoeker die boos is en haalt op tijd hulp
D2/1 | D2 Schoon en veilig | Je maakt een lokaal schoon in een goede volgorde en met passende middelen
D2/2 | D2 Schoon en veilig | Je leest een etiket en zegt welke beschermende kleding erbij hoort
D2/3 | D2 Schoon en veilig | Je ruimt afval gescheiden op en legt uit waarom dat moet
D2/4 | D2 Schoon en veilig | Je herkent onveilige plekken op de werkvloer en meldt ze
D3/1 | D3 Eten en drinken | Je bereidt een eenvoudige lunch voor een groep volgens een recept
D3/2 | D3 Eten en drinken | Je werkt schoon met eten en houdt de koelkast op temperatuur
D3/3 | D3 Eten en drinken | Je rekent uit wat een maaltijd per persoon kost
D4/1 | D4 Iets organiseren | Je maakt met een groep een draaiboek voor een open dag
D4/2 | D4 Iets organiseren | Je richt een ruimte in voor een bijeenkomst en houdt rekening met rolstoelen
D4/3 | D4 Iets organiseren | Je vraagt gasten na afloop wat ze ervan vonden en vat dat samen
"""
MBO_ITEMS = """
B1-K1-W1 | B1-K1 Zorgt voor gasten | Ontvangt gasten en bezoekers en registreert ze
B1-K1-W2 | B1-K1 Zorgt voor gasten | Beantwoordt vragen aan de balie en aan de telefoon
B1-K1-W3 | B1-K1 Zorgt voor gasten | Gaat om met klachten en legt ze vast
B1-K2-W1 | B1-K2 Houdt ruimtes op orde | Maakt ruimtes schoon volgens het schoonmaakplan
B1-K2-W2 | B1-K2 Houdt ruimtes op orde | Voert controles uit op veiligheid en meldt storingen
B1-K2-W3 | B1-K2 Houdt ruimtes op orde | Beheert de voorraad schoonmaakmiddelen en bestelt bij
B1-K3-W1 | B1-K3 Verzorgt eten en drinken | Bereidt broodjes, soepen en dranken voor de kantine
B1-K3-W2 | B1-K3 Verzorgt eten en drinken | Bewaakt de hygiëne in de keuken en vult de lijsten in
B1-K3-W3 | B1-K3 Verzorgt eten en drinken | Verkoopt aan de kassa en maakt de kas op
P1-K1-W1 | P1-K1 Regelt bijeenkomsten | Bereidt een bijeenkomst voor samen met de klant
P1-K1-W2 | P1-K1 Regelt bijeenkomsten | Richt zalen in met licht, geluid en meubels
P1-K1-W3 | P1-K1 Regelt bijeenkomsten | Evalueert de bijeenkomst en stelt een verbetering voor
"""
# id | title | school | guided practice alone | period now | treats | assesses | needs
UNITS = """
v01 | Welkom aan de balie | Lindecollege | 24 0 4 | 0 | D1/1 D1/2 | D1/1 |
v02 | Schoon begin | Lindecollege | 30 0 4 | 0 | D2/1 D2/2 | D2/1 |
v03 | De lunchbrigade | Lindecollege | 28 0 4 | 1 | D3/1 D3/2 | |
v04 | Veilig op de vloer | Lindecollege | 16 0 2 | 1 | D2/2 D2/4 | D2/2 D2/4 | v02
v05 | Afval is grondstof | Lindecollege | 12 0 2 | 2 | D2/3 | D2/3 |
v06 | Telefoon en mail | Lindecollege | 14 0 2 | 2 | D1/2 | D1/2 | v01
v07 | Snuffelstage | Lindecollege | 4 32 4 | 3 | D1/1 D2/1 | | v01 v02
v08 | Koken met een begroting | Lindecollege | 24 0 6 | 3 | D3/1 D3/3 | D3/3 | v03
v09 | Boze bezoekers | Lindecollege | 16 0 2 | 4 | D1/3 | D1/3 | v01
v10 | Open dag, deel 1: het draaiboek | Lindecollege | 28 0 8 | 4 | D4/1 | |
v11 | Open dag, deel 2: de zaal | Lindecollege | 20 0 4 | 5 | D4/2 | D4/2 | v10
v12 | Keukenexamen | Lindecollege | 8 0 6 | 5 | D3/2 | D3/1 D3/2 | v03
v13 | Wat vonden de gasten? | Lindecollege | 10 0 4 | 6 | D4/3 | D4/1 D4/3 | v10
v14 | Schoolexamen dienstverlening | Lindecollege | 6 0 10 | 7 | | D1/1 D2/1 D4/2 |
m01 | Gastvrij ontvangen | ROC Waterstad | 32 0 8 | 8 | B1-K1-W1 B1-K1-W2 | B1-K1-W1 B1-K1-W2 |
m02 | Schoonmaakplan | ROC Waterstad | 36 0 8 | 8 | B1-K2-W1 | B1-K2-W1 |
m03 | Keuken en kantine | ROC Waterstad | 40 0 8 | 9 | B1-K3-W1 B1-K3-W2 | |
m04 | Veiligheid en storingen | ROC Waterstad | 24 0 4 | 9 | B1-K2-W2 | B1-K2-W2 |
m05 | Balie en telefoon | ROC Waterstad | 18 0 4 | 9 | B1-K1-W2 | | m01
m06 | Stage 1: het facilitair bedrijf | ROC Waterstad | 4 120 8 | 10 | B1-K1-W1 B1-K2-W1 B1-K3-W1 | B1-K3-W1 |
m07 | Hygiëne en lijsten | ROC Waterstad | 16 0 4 | 10 | B1-K3-W2 | B1-K3-W2 | m03
m08 | Klachten | ROC Waterstad | 20 0 6 | 11 | B1-K1-W3 | B1-K1-W3 | m01
m09 | Voorraad en bestellen | ROC Waterstad | 18 0 6 | 11 | B1-K2-W3 | B1-K2-W3 |
m10 | Kassa | ROC Waterstad | 14 0 2 | 11 | B1-K3-W3 | |
m11 | Bijeenkomst voorbereiden | ROC Waterstad | 28 0 10 | 12 | P1-K1-W1 | |
m12 | Zalen inrichten | ROC Waterstad | 24 0 4 | 12 | P1-K1-W2 | P1-K1-W2 |
m13 | Afval en duurzaamheid | ROC Waterstad | 12 0 4 | 12 | B1-K2-W1 | |
m14 | Bijeenkomst uitvoeren | ROC Waterstad | 30 8 8 | 13 | P1-K1-W1 P1-K1-W3 | P1-K1-W1 P1-K1-W3 | m11
m15 | Stage 2: bijeenkomsten | ROC Waterstad | 4 140 8 | 14 | P1-K1-W2 B1-K3-W3 | B1-K3-W3 |
m16 | Proeve van bekwaamheid | ROC Waterstad | 8 24 16 | 15 | | B1-K1-W1 B1-K2-W1 P1-K1-W1 |
"""
AGREED = """
D1/1 | B1-K1-W1 | same | |
D1/2 | B1-K1-W2 | same | |
D2/1 | B1-K2-W1 | same | werken volgens een schoonmaakplan van een bedrijf | mbo
D2/4 | B1-K2-W2 | builds_on | |
D3/1 | B1-K3-W1 | same | |
D3/2 | B1-K3-W2 | builds_on | de lijsten van het bedrijf invullen | mbo
D1/3 | B1-K1-W3 | builds_on | |
D4/1 | P1-K1-W1 | builds_on | |
D4/2 | P1-K1-W2 | same | licht en geluid | mbo
D3/3 | B1-K3-W3 | related | |
"""
LEFT_OUT = "v07 D1/1, m01 B1-K1-W1, m05 B1-K1-W2, m01 B1-K1-W2, m03 B1-K3-W1"
SHORTENED = "m02 B1-K2-W1, m13 B1-K2-W1, m04 B1-K2-W2, m08 B1-K1-W3, m12 P1-K1-W2, m11 P1-K1-W1"
MOVED = {"m08": 9, "m10": 10, "v13": 5, "m04": 8}


def sample_route() -> Route:
    items = [_item(line, Side.VMBO, VMBO) for line in _lines(VMBO_ITEMS)]
    items += [_item(line, Side.MBO, MBO) for line in _lines(MBO_ITEMS)]
    return Route(
        title="Doorlopende leerroute facilitaire dienstverlening",
        calendar=Calendar(
            years=4, periods=4, vmbo_years=2, exam_slot=7, practice_slots=frozenset({3, 10, 13, 14, 15}), first_year=3
        ),
        programmes=(
            Programme(side=Side.VMBO, key=VMBO, title="Dienstverlening en gasten (KB)", version="2", digest="5f" * 16),
            Programme(side=Side.MBO, key=MBO, title="Medewerker facilitair (niveau 3)", version="1", digest="a3" * 16),
        ),
        items=tuple(items),
        units=tuple(_unit(line) for line in _lines(UNITS)),
        agreed=tuple(_agreed(line) for line in _lines(AGREED)),
        exemptions=(
            Exemption(
                item=f"{MBO}:B1-K2-W3",
                reason="De voorraad beheert elke leerling al in het leerbedrijf van de school.",
                names=("Anna de Wit", "Bram Jansen"),
            ),
        ),
        limits=Limits(hours_per_period=160),
    )


def sample_plan(route: Route) -> Plan:
    now = as_it_is(route)
    return replace(
        now,
        slots=MappingProxyType({**now.slots, **MOVED}),
        left_out=_pairs(LEFT_OUT),
        shortened=_pairs(SHORTENED),
    )


def sample_content() -> RouteContent:
    route = sample_route()
    return build_route_content(route, sample_plan(route), SETTING)


SETTING = Setting(
    lab="Leerlab Waterstad",
    schools=(LINDE, ES, ROC),
    sides={LINDE: Side.VMBO, ES: Side.VMBO, ROC: Side.MBO},
    date="1 maart 2027",
    day="2027-03-01",
)


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _item(line: list[str], side: Side, programme: str) -> RouteItem:
    code, group, text = line
    return RouteItem(key=f"{programme}:{code}", side=side, code=code, text=text, group=group, programme=programme)


def _keys(codes: str) -> tuple[str, ...]:
    return tuple(f"{VMBO if code.startswith('D') else MBO}:{code}" for code in codes.split())


def _unit(line: list[str]) -> Unit:
    id_, title, school, hours, slot, treats, assesses, needs = line
    guided, practice, alone = map(float, hours.split())
    return Unit(
        id=id_,
        title=title,
        side=Side.VMBO if id_.startswith("v") else Side.MBO,
        hours=Hours(guided=guided, practice=practice, self_study=alone),
        slot=int(slot),
        school=school,
        treats=_keys(treats),
        assesses=_keys(assesses),
        needs=tuple(needs.split()),
        guessed=id_ in ("m03", "m15"),
        pinned=id_ in ("v14", "m16"),
    )


def _agreed(line: list[str]) -> Agreed:
    left, right, relation, remainder, taken_up_by = line
    [left_key, right_key] = _keys(f"{left} {right}")
    return Agreed(
        left=left_key, right=right_key, relation=Relation(relation), remainder=remainder, taken_up_by=taken_up_by
    )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((unit, _keys(code)[0]) for unit, code in (pair.split() for pair in text.split(",")))
