"""Small routes to test with: one told in words, and random ones."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from hypothesis import strategies as st

from hekloos.core.curriculum import Relation, Side
from hekloos.core.route.route import Agreed, Calendar, Deviation, Given, Limits, Plan, Purpose, Route, RouteItem
from hekloos.core.route.units import Confirmed, Hours, Unit

CALENDAR = Calendar(years=2, periods=2, vmbo_years=1, exam_slot=1)


def term(key: str, group: str = "") -> RouteItem:
    return RouteItem(key=key, side=Side.VMBO, code=key, text=f"Vmbo kan {key}", group=group)


def process(key: str, group: str = "") -> RouteItem:
    return RouteItem(key=key, side=Side.MBO, code=key, text=f"Mbo kan {key}", group=group)


def unit(key: str, slot: int, treats: str, *, side: Side | None = None, hours: float = 12.0, **more: object) -> Unit:
    """A unit that treats and assesses these items (in one string, with spaces); of the vmbo when it is called v…"""
    items = tuple(treats.split())
    told = {"assesses": items, "side": side or (Side.VMBO if key.startswith("v") else Side.MBO), **more}
    return Unit(id=key, title=key, slot=slot, treats=items, hours=Hours(guided=hours), **told)  # type: ignore[arg-type]


def small(*agreed: Agreed, units: Sequence[Unit] = (), limits: Limits | None = None) -> Route:
    """Two vmbo terms a b and two mbo processes x y, each in a unit of its own, in the order of the periods."""
    own = units or (unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 2, "x"), unit("my", 3, "y"))
    return Route(
        title="Klein",
        calendar=CALENDAR,
        programmes=(),
        items=(term("a"), term("b"), process("x"), process("y")),
        units=tuple(own),
        agreed=agreed,
        limits=limits or Limits(),
    )


SAME = Agreed(left="a", right="x", relation=Relation.SAME)
PARTLY = replace(SAME, remainder="alleen bij de klant", taken_up_by="mbo")
BUILDS_ON = Agreed(left="b", right="y", relation=Relation.BUILDS_ON)


@st.composite
def routes(draw: st.DrawFn, *, largest: int = 4) -> Route:
    """Any small route; it may lack things and break rules."""
    terms = tuple(term(f"a{n}", "AB"[n % 2]) for n in range(draw(st.integers(1, largest))))
    processes = tuple(process(f"x{n}", "XY"[n % 2]) for n in range(draw(st.integers(1, largest))))
    keys = [item.key for item in (*terms, *processes)]
    relations = st.sampled_from(list(Relation))
    agreed = st.builds(
        Agreed,
        left=st.sampled_from([item.key for item in terms]),
        right=st.sampled_from([item.key for item in processes]),
        relation=relations,
        remainder=st.sampled_from(("", "", "nog iets")),
    )
    names = [f"u{n}" for n in range(draw(st.integers(1, largest)))]
    some = st.lists(st.sampled_from(keys), unique=True, max_size=4).map(tuple)
    units: list[Unit] = []
    for name in names:
        earlier = [other.id for other in units]
        needs = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=1)) if earlier else []
        hours = Hours(guided=draw(st.integers(0, 80)) / 4, practice=draw(st.sampled_from((0.0, 0.0, 4.0))))
        units.append(
            Unit(
                id=name,
                title=name,
                side=draw(st.sampled_from(Side)),
                hours=hours,
                slot=draw(st.integers(0, 3)),
                treats=draw(some),
                assesses=draw(some),
                needs=tuple(needs),
                school=draw(st.sampled_from(("", "", "De Vaart", "Kompas"))),
                pinned=draw(st.integers(0, 4)) == 0,
            )
        )
    deviation = st.builds(
        Deviation, school=st.sampled_from(("De Vaart", "Kompas")), unit=st.sampled_from(names), slot=st.integers(0, 3)
    )
    deviations = draw(st.lists(deviation, max_size=2, unique_by=lambda d: (d.school, d.unit)))
    given = st.builds(
        Given, title=st.just("Stage"), purpose=st.sampled_from(Purpose), slot=st.integers(0, 3), hours=st.just(4.0)
    )
    confirmed = st.builds(
        Confirmed,
        unit=st.sampled_from(names),
        side=st.sampled_from(Side),
        school=st.just(""),
        before=st.just(12.0),
        hours=st.just(2.5),
        treats=some,
        left_out=some,
        name=st.just("An"),
    )
    return Route(
        title="Willekeurig",
        calendar=replace(CALENDAR, practice_slots=draw(st.sampled_from((frozenset(), frozenset({1, 3}))))),
        programmes=(),
        items=(*terms, *processes),
        units=tuple(units),
        agreed=tuple(draw(st.lists(agreed, max_size=4, unique_by=lambda pair: (pair.left, pair.right)))),
        deviations=tuple(deviations),
        given=tuple(draw(st.lists(given, max_size=1))),
        confirmed=tuple(draw(st.lists(confirmed, max_size=1))),
        limits=Limits(
            hours_per_period=draw(st.sampled_from((None, 20.0, 40.0))),
            mbo_early=draw(st.booleans()),
            vmbo_hours_per_period=draw(st.sampled_from((None, None, 30.0))),
            early_hours=draw(st.sampled_from((80.0, 10.25))),
        ),
    )


@st.composite
def telling_routes(draw: st.DrawFn) -> Route:
    """Tiny routes in which most items have a place and a partner, so that there is much to choose."""
    route = draw(routes(largest=2))
    keys = [item.key for item in route.items]
    pairs = [(one, other) for one in keys for other in keys if one[0] == "a" and other[0] == "x"]
    relations = st.sampled_from((Relation.SAME, Relation.SAME, Relation.BUILDS_ON))
    agreed = [
        Agreed(left=one, right=other, relation=draw(relations), remainder=draw(st.sampled_from(("", "", "iets"))))
        for one, other in draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=3, unique=True))
    ]
    treating = [draw(st.lists(st.sampled_from(keys), unique=True, min_size=1)) for _number in range(3)]
    units = [
        Unit(
            id=f"u{number}",
            title=f"u{number}",
            side=draw(st.sampled_from(Side)),
            hours=Hours(guided=draw(st.integers(4, 80)) / 4, self_study=draw(st.sampled_from((0.0, 2.25)))),
            slot=draw(st.integers(0, 3)),
            treats=tuple(treats),
            assesses=tuple(keys) if number == 1 or draw(st.integers(0, 3)) == 0 else (),
            needs=("u0",) if number and draw(st.booleans()) else (),
            school=draw(st.sampled_from(("", "", "", "De Vaart", "Kompas"))),
            pinned=draw(st.integers(0, 5)) == 0,
        )
        for number, treats in enumerate(treating[: draw(st.integers(2, 3))])
    ]
    return replace(route, units=tuple(units), agreed=tuple(agreed))


@st.composite
def plans(draw: st.DrawFn, route: Route) -> Plan:
    """Any plan of this route."""
    pairs = [(unit.id, item) for unit in route.units for item in unit.treats]
    ways = draw(st.lists(st.sampled_from(("full", "out", "short")), min_size=len(pairs), max_size=len(pairs)))
    chosen = list(zip(pairs, ways, strict=True))
    return Plan(
        slots=MappingProxyType({u.id: draw(st.integers(0, route.calendar.slots - 1)) for u in route.units}),
        left_out=frozenset(pair for pair, way in chosen if way == "out"),
        shortened=frozenset(pair for pair, way in chosen if way == "short"),
    )
