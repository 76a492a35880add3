"""Asking for a route, and taking one over."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.filled import Filled, build_route

from hekloos.core.route.changing import Move, PutUnit
from hekloos.core.route.difference import difference
from hekloos.core.route.hours import all_freed
from hekloos.core.route.proposal import Wish
from hekloos.core.route.route import Limits
from hekloos.core.route.rules import RuleKind
from hekloos.web.accounts.models import Person
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import LogEntry
from hekloos.web.route import plan_actions
from hekloos.web.route import proposal_actions as actions
from hekloos.web.route.models import Route, RouteProposal
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.proposal_words import change_groups
from hekloos.web.route.tests.planned import agree, newest

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled)
    return build_route(filled)


def ask(filled: Filled, route: Route, *wishes: Wish) -> list[RouteProposal]:
    found = actions.ask(filled.cast.anna, route, wishes or (Wish.MOST_HOURS,), seconds=5)
    return list(
        RouteProposal.objects.select_related("version__route", "route").filter(pk__in=[one.pk for one in found])
    )


def work(proposal: RouteProposal) -> RouteProposal:
    actions.run(proposal)
    proposal.refresh_from_db()
    return proposal


def test_what_is_double_goes_on_one_side_and_nothing_is_lost(route: Route, filled: Filled) -> None:
    (asked,) = ask(filled, route)
    proposal = work(asked)
    assert proposal.result["outcome"] == "found"
    version = actions.adopt(filled.cast.bram, proposal)
    core, plan = read_version(newest(route))
    assert sum(one.hours.total for one in all_freed(core, plan)) > 0
    assert all(proof.holds for proof in prove_version(version).values())
    assert RouteProposal.objects.get(pk=proposal.pk).adopted_at


def test_a_proposal_of_an_earlier_version_is_not_taken_over(route: Route, filled: Filled) -> None:
    (asked,) = ask(filled, route)
    proposal = work(asked)
    core, _plan = read_version(newest(route))
    plan_actions.edit(filled.cast.anna, route, Move(core.units[-1].id, 7), seen=1, what="route.unit_moved")
    with pytest.raises(NotPossibleError, match="veranderd sinds dit voorstel"):
        actions.adopt(filled.cast.bram, proposal)


def test_early_acquaintance_is_asked_only_where_the_mbo_may_come_early(route: Route, filled: Filled) -> None:
    asked = ask(filled, route, *Wish)
    assert {one.wish for one in asked} == {"most_hours", "least_change"}
    with pytest.raises(NotPossibleError, match="perioden"):
        ask(filled, route, Wish.EARLY_ACQUAINTANCE)


def test_not_more_than_a_few_wait_at_once(route: Route, filled: Filled) -> None:
    for _time in range(3):
        ask(filled, route, Wish.MOST_HOURS, Wish.LEAST_CHANGE)
    with pytest.raises(NotPossibleError, match="wachten al voorstellen"):
        ask(filled, route)


def test_what_was_stopped_is_not_done(route: Route, filled: Filled) -> None:
    (asked,) = ask(filled, route)
    actions.cancel(filled.cast.anna, asked)
    asked.refresh_from_db()
    assert work(asked).result == {}
    assert LogEntry.objects.filter(verb="route.proposal_stopped").count() == 1


def test_rules_that_clash_are_told_in_words(route: Route, filled: Filled, browse: type_of_browse) -> None:
    core, _plan = read_version(newest(route))
    last, *others = (one for one in reversed(core.units) if one.side == "mbo")
    pinned = [PutUnit(replace(one, pinned=True)) for one in (last, others[0])]
    pinned[1] = PutUnit(replace(pinned[1].unit, needs=(last.id,), slot=last.slot))
    plan_actions.edit(filled.cast.anna, route, *pinned, seen=1, what="route.unit_changed")
    (asked,) = ask(filled, route)
    proposal = work(asked)
    assert proposal.result["outcome"] == "clash"
    address = filled.cast.url(f"leerroutes/{route.pk}/voorstellen/{proposal.pk}/")
    page = browse(filled.cast.boris.person).get(address).content.decode()
    assert "Deze regels gaan niet samen" in page
    assert "staat vast, en blijft zoals het is" in page
    assert "Maak het blok los." in page


def test_periods_that_hold_too_little_together_are_told_at_once(
    route: Route, filled: Filled, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    core, _plan = read_version(newest(route))
    terms = [one for one in core.units if one.side == "vmbo"]
    moves = [Move(one.id, 0) for one in terms]
    plan_actions.edit(filled.cast.anna, route, *moves, seen=1, what="route.unit_moved")
    frame = plan_actions.Frame(
        title=route.title,
        calendar=replace(core.calendar, exam_slot=0),
        limits=Limits(vmbo_hours_per_period=max(one.hours.at_school for one in terms)),
    )
    plan_actions.reframe(filled.cast.anna, route, frame, seen=2)
    monkeypatch.setattr("hekloos.core.route.optimise.propose", lambda *_all, **_more: pytest.fail("it searched"))
    (asked,) = ask(filled, route)
    proposal = work(asked)
    assert proposal.result["is_too_full"]
    assert {rule.kind for rule in actions.rules_of_clash(proposal.result)} >= {RuleKind.PERIOD_HOURS, RuleKind.ASSESSED}
    page = proposal_page(filled, proposal, browse)
    assert "Er is te weinig ruimte" in page
    assert "Er is geen route: er moeten meer uren staan dan er passen." in page
    asked_for = sum(one.hours.at_school for one in terms)
    assert f"De blokken van het vmbo vragen samen minstens {asked_for:g} uur tot en met het examen." in page
    assert "leg het einde van het examen later" in page
    assert "kleinste groepje" not in page


def test_a_proposal_is_asked_looked_at_and_taken_over_on_pages(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    client, address = browse(filled.cast.anna.person), filled.cast.url(f"leerroutes/{route.pk}/voorstellen/")
    client.post(address, {"wishes": ["most_hours"], "seconds": 10})
    proposal = RouteProposal.objects.select_related("version__route", "route").get()
    assert "Staat klaar om te beginnen" in client.get(address).content.decode()
    work(proposal)
    page = client.get(f"{address}{proposal.pk}/").content.decode()
    assert "Bewezen" in page
    assert "vervalt" in page or "wordt korter" in page
    told = client.post(f"{address}{proposal.pk}/overnemen/", follow=True).content.decode()
    assert "Het voorstel is overgenomen" in told
    assert browse(filled.cast.boris.person).post(address, {"wishes": ["most_hours"]}).status_code == 404


def test_a_proposal_tells_kind_by_kind_what_becomes_of_the_blocks(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    (asked,) = ask(filled, route)
    proposal = work(asked)
    page = proposal_page(filled, proposal, browse)
    core, now = read_version(newest(route))
    found = difference((core, now), (core, actions.plan_of(proposal)))
    groups = dict(change_groups(core, now, actions.plan_of(proposal), found))
    assert sum(len(rows) for rows in groups.values()) == len(found.gone) + len(found.shortened) + len(found.moved)
    for words, rows in groups.items():
        assert words in page
        for title, what in rows:
            assert title in {unit.title for unit in core.units}
            assert what
            assert what in page


def test_a_proposal_that_was_taken_over_says_so(route: Route, filled: Filled, browse: type_of_browse) -> None:
    (asked,) = ask(filled, route)
    actions.adopt(filled.cast.bram, work(asked))
    page = proposal_page(filled, asked, browse)
    assert "overgenomen" in page
    assert "Vraag een nieuw voorstel" not in page


def proposal_page(filled: Filled, proposal: RouteProposal, browse: type_of_browse) -> str:
    address = filled.cast.url(f"leerroutes/{proposal.route_id}/voorstellen/{proposal.pk}/")
    return str(browse(filled.cast.boris.person).get(address).content.decode())
