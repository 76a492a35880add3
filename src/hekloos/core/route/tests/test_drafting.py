from hekloos.core.curriculum import Side
from hekloos.core.formats import tables
from hekloos.core.route.coverage import prove
from hekloos.core.route.drafting import LONGEST_TITLE, draft_units, items_of, programme_of, shortened
from hekloos.core.route.route import Calendar, Route, as_it_is
from hekloos.core.route.rules import broken

VMBO = """code,soort,ouder,niveau,tekst,uren
P/1,profielmodule,,BB KB,Schoonmaken,
P/1/1,deeltaak,P/1,BB KB,Ruimtes schoonmaken,
P/1/1-1,eindterm,P/1/1,BB,De kandidaat kan vloeren dweilen,
P/1/1-2,eindterm,P/1/1,KB,De kandidaat kan ramen lappen,
P/1/2,deeltaak,P/1,BB KB,Wassen,12
P/1/2-1,eindterm,P/1/2,BB,De kandidaat kan een was draaien,
"""
MBO = """code,soort,ouder,niveau,tekst
B1-K1,kerntaak,,2,Houdt schoon
B1-K1-W1,werkproces,B1-K1,2,Maakt ruimtes schoon
""" + "".join(f"B1-K1-V{n},vakkennis,B1-K1,2,Kent middel {n}\n" for n in range(1, 9))
CALENDAR = Calendar(years=4, periods=4, vmbo_years=2, exam_slot=7, first_year=3)


def drafted() -> Route:
    (vmbo,), (mbo,) = (tables.read(text.encode()).frameworks for text in (VMBO, MBO))
    units = (
        *draft_units(vmbo, CALENDAR, hours=60, prefix="v:"),
        *draft_units(mbo, CALENDAR, hours=140, school="De Werf", prefix="m:"),
    )
    items = (*items_of(vmbo, prefix="v:"), *items_of(mbo, prefix="m:"))
    programmes = (programme_of(vmbo), programme_of(mbo))
    return Route(title="Route", calendar=CALENDAR, programmes=programmes, items=items, units=units)


def test_a_drafted_route_loses_nothing_and_breaks_no_rule() -> None:
    route = drafted()
    assert prove(route, as_it_is(route)).holds
    assert not broken(route, as_it_is(route))


def test_items_know_the_levels_they_are_meant_for() -> None:
    levels = [item.levels for item in drafted().items]
    assert levels[:3] == [("BB",), ("KB",), ("BB",)]
    assert set(levels[3:]) == {("mbo-2",)}


def test_blocks_follow_the_programme() -> None:
    titles = [(unit.title, len(unit.treats)) for unit in drafted().units]
    assert titles == [
        ("Ruimtes schoonmaken", 2),
        ("Wassen", 1),
        ("Maakt ruimtes schoon", 1),
        ("Vakkennis 1: Houdt schoon", 6),
        ("Vakkennis 2: Houdt schoon", 2),
    ]


def test_hours_that_a_source_tells_stand_and_the_rest_is_a_guess() -> None:
    hours = {unit.title: (unit.hours.guided, unit.guessed) for unit in drafted().units[:3]}
    assert hours["Wassen"] == (12, False)
    assert hours["Ruimtes schoonmaken"] == (48, True)
    assert hours["Maakt ruimtes schoon"] == (60, True)  # six of the fourteen parts


def test_every_side_stands_in_its_own_years() -> None:
    for unit in drafted().units:
        assert CALENDAR.in_vmbo_years(unit.slot) == (unit.side is Side.VMBO)


def test_a_long_title_is_cut_after_a_word() -> None:
    title = "Stelt de watersystemen van een woning in " * 5
    told = shortened(title.strip())
    assert len(told) <= LONGEST_TITLE
    assert told.endswith(("watersystemen…", "woning…", "Stelt…", "de…", "van…", "een…", "in…"))
    assert shortened("Ramen lappen") == "Ramen lappen"
    assert len(shortened("x" * 300)) <= LONGEST_TITLE
