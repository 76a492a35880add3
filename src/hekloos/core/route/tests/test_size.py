"""What a route costs to prove and plan is known before that is begun."""

from dataclasses import replace

from hekloos.core.route.route import as_it_is
from hekloos.core.route.size import MOST_WORK, places, work
from hekloos.core.route.tests.routes import SAME, small, unit
from hekloos.core.route.unit_table import write_unit_csv


def test_places_are_what_units_name() -> None:
    needing = unit("my", 3, "y", needs=("mx",))
    assert places(small(units=(unit("va", 0, "a b"), unit("mx", 2, "x", assesses=()), needing))) == 4 + 1 + 3


def test_units_that_all_treat_the_same_are_much_work() -> None:
    few = [unit(f"v{n}", 0, "a b") for n in range(10)] + [unit(f"m{n}", 2, "x y") for n in range(10)]
    many = [unit(f"v{n}", 0, "a b") for n in range(500)] + [unit(f"m{n}", 2, "x y") for n in range(500)]
    assert work(small(SAME, units=few)) < MOST_WORK / 100
    assert work(small(SAME, units=many)) > MOST_WORK


def test_schools_with_units_of_their_own_count_each() -> None:
    route = small(SAME)
    own = replace(route, units=tuple(replace(one, school=one.id) for one in route.units))
    assert work(own) == 4 * work(route)
    assert as_it_is(own).slots == as_it_is(route).slots


def test_a_table_of_units_that_name_everything_is_soon_written() -> None:
    """The codes are counted once; it took most of a minute before."""
    keys = " ".join(f"a{n}" for n in range(400))
    items = [replace(small().items[0], key=f"a{n}", code=f"A{n}") for n in range(400)]
    route = replace(small(), items=(*small().items, *items), units=tuple(unit(f"v{n}", 0, keys) for n in range(200)))
    assert write_unit_csv(route).count(b"A399") == 400
