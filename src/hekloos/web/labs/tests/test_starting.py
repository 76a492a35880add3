"""A new lab: with its first partner and its first member, or not at all."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions
from hekloos.web.labs.models import Kind, Lab, Membership, Organisation, Role

type_of_browse = Callable[[Person], Client]
SENT = {
    "name": "Leerlab Nieuw",
    "line": "route",
    "start": "spontaneous",
    "organisation": "De Brug",
    "kind": "vmbo",
    "role": "project_leader",
}


def start(by: Person, name: str) -> Lab:
    return actions.start_lab(
        by,
        name=name,
        line="route",
        start="spontaneous",
        organisation="De Brug",
        kind=Kind.VMBO,
        role=Role.PROJECT_LEADER,
    )


def test_the_administrator_starts_a_lab(cast: Cast, browse: type_of_browse) -> None:
    browse(cast.admin).post("/lab/nieuw/", SENT)
    member = Membership.objects.get(person=cast.admin)
    assert (member.lab.slug, member.role) == ("leerlab-nieuw", Role.PROJECT_LEADER)
    assert (member.organisation.name, member.organisation.kind) == ("De Brug", Kind.VMBO)
    assert list(member.lab.partners.all()) == [member.organisation]


def test_a_lab_that_fails_leaves_no_organisation(
    cast: Cast, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError("the log is full")

    monkeypatch.setattr(actions, "log", fail)
    with pytest.raises(RuntimeError):
        browse(cast.admin).post("/lab/nieuw/", SENT)
    assert not Organisation.objects.filter(name="De Brug").exists()
    assert not Lab.objects.filter(name="Leerlab Nieuw").exists()


def test_an_organisation_of_another_kind_is_told_in_the_form(cast: Cast, browse: type_of_browse) -> None:
    page = browse(cast.admin).post("/lab/nieuw/", SENT | {"organisation": "roc zuid"})
    assert "staat hier al bekend als mbo-instelling" in page.context["form"].errors["organisation"][0]
    assert not Lab.objects.filter(name="Leerlab Nieuw").exists()


def test_a_lab_may_be_called_after_a_page(cast: Cast) -> None:
    assert start(cast.admin, "Nieuw").slug == "nieuw-2"


def test_a_lab_is_made_though_others_take_every_address(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_free_slug", lambda name: cast.lab.slug)
    assert start(cast.admin, "Leerlab Nieuw").slug.startswith("leerlab-")
