"""Two people who make the same thing at the same moment: the second hears of the first, and nothing breaks."""

import pytest
from tests.busy import while_another_is_busy
from tests.people import Cast

from hekloos.web.labs import actions
from hekloos.web.labs.models import Kind, Lab, Organisation, Partner, Role

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_labs_make_the_same_partner(cast: Cast) -> None:
    def first() -> None:
        Organisation.objects.create(name="De Brug", kind=Kind.VMBO)

    outcome = while_another_is_busy(first, lambda: actions.add_partner(cast.paula, name="de brug", kind=Kind.VMBO))
    assert outcome == Organisation.objects.get(name="De Brug")
    assert Partner.objects.filter(lab=cast.lab, organisation__name="De Brug").exists()


def test_a_partner_of_another_kind_is_told(cast: Cast) -> None:
    def first() -> None:
        Organisation.objects.create(name="De Brug", kind=Kind.MBO)

    outcome = while_another_is_busy(first, lambda: actions.add_partner(cast.paula, name="De Brug", kind=Kind.VMBO))
    assert isinstance(outcome, actions.NotPossibleError)
    assert "staat hier al bekend als mbo-instelling" in str(outcome)


def test_one_lab_gets_the_same_partner_twice(cast: Cast) -> None:
    def add() -> Organisation:
        return actions.add_partner(cast.paula, name="De Brug", kind=Kind.VMBO)

    outcome = while_another_is_busy(add, add)
    assert isinstance(outcome, actions.NotPossibleError)
    assert str(outcome) == "De Brug doet al mee."


def test_two_labs_of_one_name_get_their_own_address(cast: Cast) -> None:
    def start() -> Lab:
        return actions.start_lab(
            cast.admin,
            name="Leerlab Nieuw",
            line="route",
            start="spontaneous",
            organisation="Bureau Overkant",
            kind=Kind.FACILITATOR,
            role=Role.FACILITATOR,
        )

    outcome = while_another_is_busy(start, start)
    assert isinstance(outcome, Lab), outcome
    assert outcome.slug == "leerlab-nieuw-2"
