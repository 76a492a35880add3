"""First verdicts are blind, wherever somebody looks: what a site tells is the same, whatever was said in secret."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.filled import Filled, judge
from tests.people import person
from tests.web.addresses import addresses_of

from hekloos.core.curriculum import Relation
from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.examples import Example, make_examples
from hekloos.web.api.tests.reading import every_read
from hekloos.web.labs.models import Membership, Role
from hekloos.web.overlap.remembering import forget
from hekloos.web.review.forms import PairFilterForm
from hekloos.web.review.models import Meeting, Verdict

type_of_browse = Callable[[Person], Client]
WORD = "zeldzaam"
SECRET = {"reason": f"{WORD}-een", "remainder": f"{WORD}-twee", "taken_up_by": "mbo"}
# What is another every time that a page is asked for.
VARIES = re.compile(
    r'(name="(?:csrfmiddlewaretoken|stroke)" value="[^"]+"'
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d[.\d]*)?(?:Z|[+-]\d\d:\d\d)?|\b\d\d:\d\d\b)"
)
TELLS_WHO = re.compile(r"log|wie=|'person'")  # that somebody judged is no secret, and these say who did


@dataclass(frozen=True)
class Place:
    """A lab in which people said things of most pairs; Aad is at the vmbo, beside Anna."""

    filled: Filled
    aad: Membership
    addresses: Mapping[str, str]
    examples: Mapping[str, Example]


@pytest.fixture
def place(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> Place:
    cast = filled.cast
    aad = Membership.objects.create(person=person("Aad"), lab=cast.lab, organisation=cast.vmbo, role=Role.TEACHER)
    for left, right, brams in (("M1-2", "B1-K1-W2", Relation.SAME), ("M2-1", "B1-K2-W1", Relation.NONE)):
        judge(cast.anna, filled.match(left, right), Relation.SAME)
        judge(aad, filled.match(left, right), Relation.SAME)
        judge(cast.bram, filled.match(left, right), brams)
    monkeypatch.setattr(
        "hekloos.web.review.guessing_views.ENOUGH", 1
    )  # from here the page tells how good proposals are
    return Place(filled, aad, addresses_of(filled), make_examples(filled))


def pages(place: Place) -> dict[str, str]:
    """Every address of the lab, and those of pairs with everything that can be asked of them."""
    filled, lab = place.filled, place.filled.cast.lab.slug
    found, match, comparison = dict(place.addresses), filled.match(), filled.comparison.pk
    found["home"] = reverse("home")
    fields = PairFilterForm(filled.cast.bram, ([], []), {}).fields
    chosen = {name: [str(value) for value, _word in getattr(fields[name], "choices", ())] for name in fields}
    chosen |= {"zoek": [WORD, "M1-1"], "vmbo": [str(match.left_group_id)], "mbo": [str(match.right_group_id)]}
    asked = [f"{name}={value}" for name, values in chosen.items() for value in values if value]
    more = {"pairs": asked, "pair": [f"uit=stand%3D{name}" for name in ("waits_for_mbo", "agreed", "differs")]}
    more["log"] = [f"zoek={WORD}"]
    meetings = [f"bijeenkomst={meeting.pk}" for meeting in Meeting.objects.filter(lab=filled.cast.lab)]
    for name in ("queue", "turn"):
        more[name] = ["alles=ja", *meetings]
    more["table"] = [f"{name}={number}" for name in ("kaart", "net") for number in range(1, 6)]
    more["enter_cards"] = [f"wie={member.pk}" for member in (filled.cast.anna, filled.cast.bram)]
    for form in ("docx", "xlsx", "csv"):
        address = found[f"agreed {form}"] = reverse("agreed_file", args=[lab, comparison, form])
        found |= {f"agreed {form} {meeting}": f"{address}?{meeting}" for meeting in meetings}
    found["item of mbo"] = reverse("item", args=[lab, comparison, match.right_id])
    return found | {f"{name} {query}": f"{found[name]}?{query}" for name in more for query in more[name]}


def text_of(data: bytes) -> str:
    """Also of what stands in the parts of an archive."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode(errors='replace')}" for name in archive.namelist())


def look(place: Place, reader: Membership, browse: type_of_browse, *names: str) -> dict[str, str]:
    """What somebody reads on these pages, or on all, by the name of where it stands."""
    client, told = browse(reader.person), {}
    secret = Verdict.objects.latest("pk").pk
    asked = pages(place) | {"just": f"{place.addresses['queue']}?net={secret}"}
    for name in names or asked:
        address = asked[name]
        response = client.get(address)
        assert response.status_code in (200, 302, 404, 405), name
        told[name] = f"{response.status_code} {response.get('Location', '')}\n{text_of(response.getvalue())}"
    return told


def walk(place: Place, reader: Membership, browse: type_of_browse) -> dict[str, str]:
    """All that somebody can read, on pages and by calls."""
    told = look(place, reader, browse) | every_read(place.filled, reader, place.examples, WORD)
    return {name: VARIES.sub("", text) for name, text in told.items()}


@contextmanager
def said(by: Membership, place: Place, relation: Relation, **more: str) -> Iterator[None]:
    """As it would be if this were what was said of the pair, and nothing of it afterwards."""
    with transaction.atomic():
        judge(by, place.filled.match(), relation, **more)
        yield
        transaction.set_rollback(True)
    forget()
    caches["drawings"].clear()


def different(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    assert set(one) == set(other)
    return [name for name, text in one.items() if text != other[name]]


def test_whatever_was_said_in_secret_bram_reads_the_same(place: Place, browse: type_of_browse) -> None:
    cast = place.filled.cast
    with said(cast.anna, place, Relation.SAME, **SECRET):
        told = walk(place, cast.bram, browse)
    with said(cast.anna, place, Relation.NONE):
        other = walk(place, cast.bram, browse)
    with said(place.aad, place, Relation.NONE):
        of_aad = walk(place, cast.bram, browse)
    assert len(told) > 150
    assert [name for name, text in told.items() if re.search(rf"{WORD}-(een|twee)", text)] == []
    assert different(told, other) == []
    assert [name for name in different(other, of_aad) if not TELLS_WHO.search(name)] == []


def test_the_walk_comes_where_secrets_would_stand(place: Place, browse: type_of_browse) -> None:
    cast, files = place.filled.cast, ("agreed docx", "agreed xlsx", "agreed csv")
    with said(cast.anna, place, Relation.SAME, **SECRET):
        for name, text in look(place, cast.paula, browse, "pair").items():
            assert SECRET["reason"] in text, name  # she judges nothing, so she may know
        judge(cast.bram, place.filled.match(), Relation.SAME)
        for name, text in look(place, cast.bram, browse, "pair", "meeting", "agreed", *files).items():
            assert SECRET["remainder"] in text, name
