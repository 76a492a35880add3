"""That periods together hold too little is seen by adding up, and only where no plan can help it."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hekloos.core.curriculum import Side
from hekloos.core.route.clash_wording import too_full_sentences
from hekloos.core.route.fullness import Span, TooFull, too_full
from hekloos.core.route.route import Deviation, Exemption, Given, Limits, Purpose, Route
from hekloos.core.route.rules import Rule, RuleKind
from hekloos.core.route.tests.brute_force import number_of_plans, rules_broken
from hekloos.core.route.tests.routes import SAME, small, telling_routes, unit
from hekloos.core.route.units import Hours

FEW = settings(max_examples=max(5, settings().max_examples // 3))  # of every example all plans are tried
TWICE = (unit("va", 0, "a"), unit("vb", 0, "b"), unit("vc", 1, "a b"), unit("mx", 2, "x"), unit("my", 3, "y"))


def tight(most: float, *agreed: object, **more: object) -> Route:
    """In each period so many hours; every block takes twelve."""
    return small(*agreed, limits=Limits(hours_per_period=most, **more))  # type: ignore[arg-type]


def figures(found: TooFull) -> tuple[Span, float, float, float]:
    return found.span, found.least, found.given, found.room


def test_what_has_to_stand_before_the_exam_and_does_not_fit_there_is_told_with_what_it_takes() -> None:
    limits = Limits(hours_per_period=99, vmbo_hours_per_period=11)
    [found] = too_full(small(limits=limits))
    assert figures(found) == (Span.UNTIL_EXAM, 24, 0, 22)
    assert (found.slots, found.sides, found.schools) == (range(2), frozenset({Side.VMBO}), ())
    hours = {Rule(RuleKind.PERIOD_HOURS, (slot,)) for slot in "01"}
    assert set(found.rules) == hours | {
        Rule(kind, (item,)) for kind in (RuleKind.TREATED, RuleKind.ASSESSED) for item in "ab"
    }
    assert not too_full(small(limits=replace(limits, vmbo_hours_per_period=12)))


def test_what_has_to_wait_until_after_the_vo_fase_is_added_up_too() -> None:
    limits = Limits(hours_per_period=11, vmbo_hours_per_period=99)
    [found] = too_full(small(limits=limits))
    assert figures(found) == (Span.AFTER_VMBO, 24, 0, 22)
    assert {rule.kind for rule in found.rules} == {RuleKind.VMBO_YEARS, RuleKind.PERIOD_HOURS}
    [(asked, remedy)] = too_full_sentences([found])
    assert (
        asked
        == "De blokken van het mbo vragen samen minstens 24 uur na de vo-fase. In die 2 perioden passen samen 22 uur."
    )
    assert "In een gemelde doorlopende leerroute mag mbo al in de vo-fase." in remedy
    assert not too_full(small(limits=replace(limits, mbo_early=True)))  # then it may stand sooner


def test_blocks_of_both_sides_are_not_called_of_one() -> None:
    units = (unit("va", 0, "a"), unit("vb", 1, "b"), unit("mx", 1, "x", pinned=True), unit("my", 3, "y"))
    limits = Limits(hours_per_period=17, mbo_early=True)
    [found] = too_full(small(units=units, limits=limits))
    assert (found.least, found.sides) == (36, frozenset(Side))
    [(asked, _remedy)] = too_full_sentences([found])
    assert asked.startswith("De blokken die niet na het examen mogen staan, vragen samen minstens 36 uur.")


def test_what_is_too_much_in_all_is_told_only_where_no_part_is_too_full() -> None:
    route = small(limits=Limits(hours_per_period=11, vmbo_hours_per_period=12, mbo_early=True))
    assert [figures(found) for found in too_full(route)] == [(Span.ALL, 48, 0, 46)]
    assert [found.span for found in too_full(tight(11, mbo_early=True))] == [Span.UNTIL_EXAM]


def test_a_term_that_another_block_assesses_as_well_holds_no_block_before_the_exam() -> None:
    limits = Limits(hours_per_period=99, vmbo_hours_per_period=10)
    assert not too_full(small(units=TWICE, limits=limits))
    alone = tuple(replace(one, assesses=()) if one.id == "vc" else one for one in TWICE)
    [found] = too_full(small(units=alone, limits=limits))
    assert found.least == 24


def test_a_term_that_one_block_treats_holds_it_unless_the_mbo_may_do_so_in_time() -> None:
    units = (unit("va", 0, "a", assesses=()), unit("vb", 1, "b"), unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(SAME, units=(*units, unit("v", 1, "", assesses=("a",))), limits=Limits(vmbo_hours_per_period=11))
    [found] = too_full(route)
    assert found.least == 36
    assert Rule(RuleKind.VMBO_YEARS, ("mx",)) in found.rules  # the reason why nothing of it may be left out
    early = replace(route, limits=replace(route.limits, mbo_early=True))
    assert [one.least for one in too_full(early)] == [24]


def test_an_exempt_term_holds_nothing() -> None:
    route = small(limits=Limits(vmbo_hours_per_period=11))
    assert too_full(route)
    assert not too_full(replace(route, exemptions=(Exemption(item="a", reason="ander vak", names=("Anna", "Bram")),)))


def test_what_freed_hours_are_given_to_takes_room() -> None:
    route = small(limits=Limits(vmbo_hours_per_period=12))
    assert not too_full(route)
    visit = Given(title="Bezoek", purpose=Purpose.ACQUAINTANCE, slot=1, hours=1.0)
    [found] = too_full(replace(route, given=(visit,)))
    assert figures(found) == (Span.UNTIL_EXAM, 24, 1, 24)
    [(asked, _remedy)] = too_full_sentences([found])
    assert "samen minstens 24 uur tot en met het examen. Daar komt 1 uur bij die al een ander doel kreeg." in asked
    alone = replace(route, units=(), given=(replace(visit, hours=30.0),))
    assert not too_full(alone)  # no block is in its way


def test_large_sums_are_told_to_the_quarter() -> None:
    limits = Limits(hours_per_period=60_000, vmbo_hours_per_period=12_345.25)
    units = (unit("va", 0, "a", hours=12_345.5), unit("vb", 1, "b", hours=12_346.25), *TWICE[-2:])
    [(asked, _remedy)] = too_full_sentences(too_full(small(units=units, limits=limits)))
    assert "24691,75 uur" in asked
    assert "24690,5 uur" in asked


def test_a_year_may_hold_less_than_its_periods() -> None:
    [found] = too_full(small(limits=Limits(hours_per_year=23, mbo_early=True)))
    assert figures(found) == (Span.UNTIL_EXAM, 24, 0, 23)
    assert Rule(RuleKind.YEAR_HOURS, ("0",)) in found.rules
    assert RuleKind.PERIOD_HOURS not in {rule.kind for rule in found.rules}
    [(_asked, remedy)] = too_full_sentences([found])
    assert remedy.startswith("Verruim de uren per periode en per jaar, geef blokken minder uren")


def test_only_the_school_whose_own_blocks_do_not_fit_is_named() -> None:
    own = [
        unit(f"v{term}{number}", slot, term, school=school, hours=hours)
        for number, (school, hours) in enumerate((("De Vaart", 12), ("Kompas", 14)))
        for slot, term in enumerate("ab")
    ]
    shared = (unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(units=(*own, *shared), limits=Limits(vmbo_hours_per_period=13))
    [found] = too_full(route)
    assert (found.schools, found.least) == (("Kompas",), 28)
    [(asked, _remedy)] = too_full_sentences([found])
    assert asked.startswith("Kompas: De blokken van het vmbo vragen samen minstens 28 uur")
    full = replace(route, limits=Limits(hours_per_period=11))
    assert [(found.span, found.schools) for found in too_full(full)] == [
        (Span.UNTIL_EXAM, ("De Vaart",)),
        (Span.AFTER_VMBO, ()),
        (Span.UNTIL_EXAM, ("Kompas",)),
    ]


def test_what_a_school_does_in_other_hours_counts_in_those_for_it_alone() -> None:
    deviation = Deviation(school="Kompas", unit="va", hours=Hours(guided=2))
    route = small(limits=Limits(vmbo_hours_per_period=11))
    [found] = too_full(replace(route, deviations=(deviation,)))
    assert (found.schools, found.least) == (("",), 24)
    [(asked, _remedy)] = too_full_sentences([found])
    assert asked.startswith("De andere scholen: De blokken van het vmbo")
    more = replace(deviation, hours=Hours(guided=14))
    both = too_full(replace(route, deviations=(more,)))
    assert [(one.schools, one.least) for one in both] == [(("",), 24), (("Kompas",), 26)]


def test_what_a_school_has_in_a_period_of_its_own_is_not_counted_for_it() -> None:
    """It may stand after the exam there, whatever the plan says."""
    deviation = Deviation(school="Kompas", unit="va", slot=3)
    route = small(limits=Limits(vmbo_hours_per_period=11))
    assert [found.schools for found in too_full(replace(route, deviations=(deviation,)))] == [("",)]


@given(telling_routes(), st.data())
@FEW
def test_where_it_is_too_full_every_plan_breaks_one_of_its_rules(route: Route, data: st.DataObject) -> None:
    hours = st.sampled_from((None, 2.0, 5.0, 8.3, 12.0))
    limits = replace(
        route.limits,
        hours_per_period=data.draw(hours),
        vmbo_hours_per_period=data.draw(hours),
        hours_per_year=data.draw(st.sampled_from((None, 9.0, 15.0))),
    )
    exempt = data.draw(st.sets(st.sampled_from([item.key for item in route.items]), max_size=1))
    route = replace(
        route,
        limits=limits,
        calendar=replace(route.calendar, exam_slot=data.draw(st.sampled_from((0, 1, 1, 2, 3)))),
        exemptions=tuple(Exemption(item=key, reason="ander vak", names=("Anna", "Bram")) for key in exempt),
    )
    if data.draw(st.booleans()):  # a school that does something in other hours as well
        other = Deviation(school="De Kreek", unit=route.units[0].id, hours=Hours(guided=data.draw(st.integers(0, 20))))
        route = replace(route, deviations=(*route.deviations, other))
    assume(number_of_plans(route) <= 6000)
    if found := too_full(route):
        broken = {wrong for _plan, wrong in rules_broken(route)}
        assert all(wrong & set(one.rules) for one in found for wrong in broken)
