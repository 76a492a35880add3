"""A third person who thinks otherwise than what was agreed: seen, brought to the table, and not decided by itself."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import Filled, judge, meet

from hekloos.core.agreement import State
from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.labs.models import Membership, Role
from hekloos.web.overlap.models import Match
from hekloos.web.review.agreed import agreed_list
from hekloos.web.review.choosing import DISPUTED, pairs_of
from hekloos.web.review.queries import seen_by

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def bea(filled: Filled) -> Membership:
    """A second teacher of the mbo."""
    filled.cast.boris.role = Role.TEACHER
    filled.cast.boris.save()
    return filled.cast.boris


@pytest.fixture
def match(filled: Filled, bea: Membership) -> Match:
    """Anna and Bram agreed on it; Bea thinks otherwise."""
    found = filled.match()
    for by, relation in ((filled.cast.anna, Relation.SAME), (filled.cast.bram, Relation.SAME), (bea, Relation.NONE)):
        judge(by, found, relation, reason="Dit doen wij heel anders." if by is bea else "")
    return found


def test_the_agreement_stays_and_who_thinks_otherwise_is_named(filled: Filled, match: Match, bea: Membership) -> None:
    for reader in (filled.cast.anna, bea, filled.cast.paula):
        (seen,) = seen_by(reader, [match])
        assert (seen.state, seen.agreed_relation) == (State.AGREED, Relation.SAME)
        assert [verdict.person for verdict in seen.dissenting] == [bea.person]
    (agreement,) = agreed_list(filled.cast.paula, filled.comparison).agreements
    assert agreement.by == ("Anna (vmbo)", "Bram (mbo)")


def test_pages_say_so_and_the_list_can_be_asked_for_it(filled: Filled, match: Match, browse: type_of_browse) -> None:
    client = browse(filled.cast.anna.person)
    base = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")
    assert "Boris denkt er anders over" in client.get(f"{base}paren/{match.pk}/").content.decode()
    assert "Boris denkt er anders over" in client.get(f"{base}afspraken/").content.decode()
    rows = client.get(f"{base}paren/?stand={DISPUTED}").content.decode().partition('id="found"')[2]
    assert "iemand denkt er anders over" in rows
    assert "Dit doen wij heel anders." in rows
    assert pairs_of(filled.cast.anna, filled.comparison, {"stand": DISPUTED}).keys == [match.pk]


def test_it_is_offered_at_the_table_after_what_differs(filled: Filled, match: Match, browse: type_of_browse) -> None:
    meeting, client = meet(filled), browse(filled.cast.paula.person)
    base = filled.cast.url(f"bijeenkomsten/{meeting.pk}/")
    assert "en 1 afspraak waar iemand anders over denkt" in client.get(base).content.decode()
    page = client.get(f"{base}tafel/").content.decode()
    assert "U verschilt nergens meer" in page
    (card,) = re.findall(r'href="(\?kaart=\d+)"', page)
    page = client.get(f"{base}tafel/{card}").content.decode()
    assert "Hier is afgesproken: <b>dubbel</b>." in page
    assert "blijft de afspraak staan" in page


def test_what_the_table_says_then_counts_also_beside_what_somebody_held_before(
    filled: Filled, match: Match, bea: Membership, browse: type_of_browse
) -> None:
    """Bram is at home and holds what he held; Anna and Bea decide otherwise."""
    meeting, client = meet(filled), browse(filled.cast.paula.person)
    meeting.people.set([filled.cast.anna.person, bea.person])
    address = filled.cast.url(f"bijeenkomsten/{meeting.pk}/tafel/")
    (card,) = re.findall(r'href="(\?kaart=\d+)"', client.get(address).content.decode())
    page = client.get(address + card)
    assert page.context["form"].initial["mbo"] == str(bea.pk)
    sent = {name: getattr(match, name.split("_")[0]).digest for name in ("left_digest", "right_digest")}
    sent |= {"stroke": str(page.context["stroke"]), "relation": "related"}
    sent |= {"vmbo": str(filled.cast.anna.pk), "mbo": str(bea.pk)}
    client.post(address + card, sent)
    (seen,) = seen_by(filled.cast.paula, [match])
    assert (seen.state, seen.agreed_relation) == (State.AGREED, Relation.RELATED)
    assert [verdict.person for verdict in seen.dissenting] == [filled.cast.bram.person]


def test_whoever_thinks_otherwise_does_not_read_that_they_agree(
    filled: Filled, match: Match, bea: Membership, browse: type_of_browse
) -> None:
    verdict = bea.person.verdicts.get()
    address = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/oordelen/?net={verdict.pk}")
    page = browse(bea.person).get(address).content.decode()
    assert "U zei net: <b>geen</b>." in page
    assert "U bent het eens" not in page


def test_where_both_sides_differ_the_list_says_who_said_what(filled: Filled, browse: type_of_browse) -> None:
    match = filled.match()
    judge(filled.cast.anna, match, Relation.SAME)
    client = browse(filled.cast.boris.person)
    address = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/paren/?zoek=M1-1")
    assert "Anna: <b>dubbel</b>" not in client.get(address).content.decode()
    judge(filled.cast.bram, match, Relation.NONE, reason="Wij beginnen opnieuw.")
    rows = client.get(address).content.decode()
    assert all(words in rows for words in ("Anna: <b>dubbel</b>", "Bram: <b>geen</b>", "Wij beginnen opnieuw."))
