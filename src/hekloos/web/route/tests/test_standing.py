"""The overview of a lab says how its routes stand."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import VMBO, Filled, adopt, build_route, compare

from hekloos.core.route.proposal import Wish
from hekloos.web.accounts.models import Person
from hekloos.web.route import panels, plan_actions
from hekloos.web.route import proposal_actions as proposals
from hekloos.web.route.models import Route, RouteProposal, RouteVersion
from hekloos.web.route.plan_convert import read_version
from hekloos.web.route.plan_queries import newest_comparison
from hekloos.web.route.tests.planned import agree

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled)
    return build_route(filled)


def overview(filled: Filled, browse: type_of_browse) -> str:
    return browse(filled.cast.boris.person).get(filled.cast.url()).content.decode()


def test_a_lab_without_a_route_is_told_of_none(filled: Filled, browse: type_of_browse) -> None:
    assert "De leerroute" not in overview(filled, browse)


def test_the_overview_leads_to_a_route_and_says_whether_all_has_a_place(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    page = overview(filled, browse)
    assert f'href="{filled.cast.url(f"leerroutes/{route.pk}/")}">Route schoon</a>' in page
    assert "0 uur vrij." in page
    assert "Alles heeft een plek." in page
    adopt(filled.cast.anna, "vmbo-schoon.csv", f"{VMBO}M2-3,eindterm,M2,KB,De kandidaat kan een tafel dekken.\n")
    compare(filled.cast.paula, filled.vmbo, filled.mbo)
    plan_actions.refresh(filled.cast.anna, route, newest_comparison(filled.cast.anna, route))
    page = overview(filled, browse)
    assert "1 onderdeel heeft geen plek" in page
    assert "Alles heeft een plek." not in page


def test_a_proposal_that_is_ready_is_told_until_it_was_taken_over(
    route: Route, filled: Filled, browse: type_of_browse
) -> None:
    (asked,) = proposals.ask(filled.cast.anna, route, [Wish.MOST_HOURS], seconds=5)
    assert "voorstel klaar" not in overview(filled, browse)
    proposals.run(RouteProposal.objects.select_related("version__route", "route").get(pk=asked.pk))
    assert "Er ligt 1 voorstel klaar" in overview(filled, browse)
    proposals.adopt(filled.cast.anna, RouteProposal.objects.select_related("version__route", "route").get(pk=asked.pk))
    page = overview(filled, browse)
    assert "voorstel klaar" not in page
    assert "0 uur vrij." not in page


def test_many_routes_cost_no_more_questions_than_some(
    route: Route, filled: Filled, browse: type_of_browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _more in range(panels.MOST_ROUTES + 1):
        build_route(filled)
    client = browse(filled.cast.anna.person)
    for version in RouteVersion.objects.select_related("route"):
        read_version(version)
    client.get(filled.cast.url())
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = client.get(filled.cast.url()).content.decode()
    assert page.count("Route schoon") == panels.MOST_ROUTES
    assert "Nog 2 routes" in page
