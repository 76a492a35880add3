"""The map of what was agreed."""

import html
import re
from collections.abc import Callable

from django.test import Client
from tests.filled import Filled, judge

from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person

type_of_browse = Callable[[Person], Client]


def test_a_link_shows_what_was_agreed_and_its_ribbons_lead_to_these_pairs(
    filled: Filled, browse: type_of_browse
) -> None:
    client, base = browse(filled.cast.boris.person), filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")
    proposed = client.get(base).content.decode()
    address = f"{base}?kaart=afgesproken"
    assert 'href="?kaart=afgesproken#map"' in proposed
    assert "Er is nog geen overlap afgesproken." in client.get(address).content.decode()
    agreed = {
        ("M1-1", "B1-K1-W1"): Relation.SAME,
        ("M1-2", "B1-K1-W2"): Relation.BUILDS_ON,
        ("M2-1", "B1-K2-W1"): Relation.NONE,
    }
    for (left, right), relation in agreed.items():
        for by in (filled.cast.anna, filled.cast.bram):
            judge(by, filled.match(left, right), relation)
    page = client.get(address).content.decode()
    (link,) = set(
        re.findall(r'<a href="(paren/[^"]*)"', page.partition('class="map-as-list"')[0].partition('class="map"')[2])
    )
    assert "2 paren: 1 keer dubbel, 1 keer bouwt voort" in page
    assert client.get(base + html.unescape(link)).context["page"].paginator.count == 2
    drawn = (text.partition('class="map"')[2] for text in (proposed, client.get(base).content.decode()))
    assert len(set(drawn)) == 1  # another map, and not the one that was kept


def test_an_unknown_map_is_what_is_proposed(filled: Filled, browse: type_of_browse) -> None:
    page = browse(filled.cast.boris.person).get(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/?kaart=onzin"))
    assert "lijkt dubbel" in page.content.decode()


def test_pairs_are_found_by_what_was_agreed(filled: Filled, browse: type_of_browse) -> None:
    for by, relation in ((filled.cast.anna, Relation.NONE), (filled.cast.bram, Relation.NONE)):
        judge(by, filled.match(), relation)
    client, base = browse(filled.cast.boris.person), filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/")
    counts = {
        value: client.get(f"{base}?afspraak={value}").context["page"].paginator.count for value in ("none", "overlap")
    }
    assert counts == {"none": 1, "overlap": 0}
