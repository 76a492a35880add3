from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.route.coverage import prove
from hekloos.core.route.route import Deviation, as_it_is
from hekloos.core.route.schools import as_in, fullest_by_slot, prove_each, schools_of
from hekloos.core.route.tests.routes import plans, routes, small, unit
from hekloos.core.route.units import Hours


def test_a_school_has_the_shared_units_and_its_own() -> None:
    units = (unit("va", 0, "a", school="De Vaart"), unit("vk", 1, "a", school="Kompas"), unit("vb", 1, "b"))
    route = small(units=(*units, unit("mx", 2, "x"), unit("my", 3, "y")))
    assert schools_of(route) == ("De Vaart", "Kompas")
    there, plan = as_in(route, as_it_is(route), "Kompas")
    assert [one.id for one in there.units] == ["vk", "vb", "mx", "my"]
    assert set(plan.slots) == {"vk", "vb", "mx", "my"}


def test_what_one_school_lacks_is_a_hole_there_only() -> None:
    route = small(
        units=(unit("va", 0, "a", school="De Vaart"), unit("vb", 1, "b"), unit("mx", 2, "x"), unit("my", 3, "y"))
    )
    route = replace(route, deviations=(Deviation(school="Kompas", unit="vb", hours=Hours(guided=8)),))
    proofs = prove_each(route, as_it_is(route))
    assert proofs["De Vaart"].holds
    assert [hole.item for hole in proofs["Kompas"].holes] == ["a"]
    there, _plan = as_in(route, as_it_is(route), "Kompas")
    assert there.unit_by_id["vb"].hours.guided == 8


@given(st.data())
def test_what_holds_for_every_school_holds_for_the_route(data: st.DataObject) -> None:
    """Without deviations: every item then has its place in units that stand in the route itself."""
    route = replace(data.draw(routes()), deviations=())
    plan = data.draw(plans(route))
    if all(proof.holds for proof in prove_each(route, plan).values()):
        assert prove(route, plan).holds


def test_schools_that_do_as_the_route_says_are_there_too_when_one_does_otherwise() -> None:
    route = replace(small(), deviations=(Deviation(school="Kompas", unit="va", slot=1),))
    assert schools_of(route) == ("", "Kompas")
    assert fullest_by_slot(route, as_it_is(route)) == [12, 24, 12, 12]  # the others have it in the first period
