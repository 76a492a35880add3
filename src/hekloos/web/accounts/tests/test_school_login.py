"""Logging in with the school: against a provider that runs beside the tests, and knows nothing of our code."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from tests.password import PASSWORD
from tests.people import Cast
from tests.provider.people import PASSWORD as SCHOOL_PASSWORD
from tests.provider.visitor import Visitor

from hekloos.web.accounts.models import Person, Token
from hekloos.web.accounts.tokens import make_token
from hekloos.web.labs import actions
from hekloos.web.labs.models import Membership, Role

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def invitation(cast: Cast, live_server: Any) -> str:
    secret = actions.invite(cast.paula, organisation=cast.vmbo, role=Role.TEACHER, for_whom="Eva")
    return f"{live_server.url}/uitnodiging/{secret}/"


@pytest.fixture
def entrance(cast: Cast, live_server: Any) -> str:
    return f"{live_server.url}/account/inloggen/"


def test_an_invited_person_arrives_in_the_lab(visitor: Visitor, invitation: str, cast: Cast) -> None:
    visitor.go(invitation).follow("Log eerst in").follow("Log in met De Vaart").at_school("eva@example.nl")
    assert visitor.address == invitation
    visitor.send("Doe mee")
    assert "Welkom bij Leerlab Toets" in visitor.text
    member = Membership.objects.get(person__email="eva@example.nl")
    assert (member.person.name, member.lab, member.role) == ("Eva Smit", cast.lab, Role.TEACHER)
    assert not member.person.has_usable_password()


def test_whose_school_gives_no_name_is_asked_for_it(visitor: Visitor, invitation: str) -> None:
    visitor.go(invitation).follow("Log eerst in").follow("Log in met De Vaart").at_school("naamloos@example.nl")
    assert "Hoe heet u?" in visitor.text
    visitor.send("Ga verder", name="")
    assert not Person.objects.filter(email="naamloos@example.nl").exists()
    visitor.send("Ga verder", name="Nadia Amrani")
    assert visitor.address == invitation
    assert Person.objects.get(email="naamloos@example.nl").name == "Nadia Amrani"


def test_nobody_changes_the_address_that_the_school_gave(visitor: Visitor, invitation: str) -> None:
    visitor.go(invitation).follow("Log eerst in").follow("Log in met De Vaart").at_school("naamloos@example.nl")
    form = next(form for form in visitor.page.forms if "name" in form.fields)
    sent = {**dict(form.form_values()), "name": "Nadia", "email": "bestuurder@example.nl"}
    visitor.session.post(form.action, data=sent, timeout=20)
    assert Person.objects.get(name="Nadia").email == "naamloos@example.nl"


def test_a_known_person_logs_in_and_the_next_time_too(visitor: Visitor, entrance: str, cast: Cast) -> None:
    for _time in range(2):
        visitor.go(entrance).follow("Log in met De Vaart")
        visitor = visitor.at_school("anna@example.nl") if "Sign In" in visitor.text else visitor.send("Authorize")
        assert "Leerlab Toets" in visitor.text
        visitor.send("Uitloggen")
    assert SocialAccount.objects.get().user == cast.anna.person
    assert Person.objects.filter(email__startswith="anna").count() == 1


def test_a_first_time_with_the_school_ends_what_an_unproved_address_set_up(
    visitor: Visitor, entrance: str, cast: Cast
) -> None:
    make_token(cast.anna.person, name="van wie dan ook")
    visitor.go(entrance).follow("Log in met De Vaart").at_school("anna@example.nl")
    assert "Uw oude wachtwoord en tokens werken niet meer." in visitor.text
    assert not Token.objects.exists()
    assert not Person.objects.get(pk=cast.anna.person.pk).has_usable_password()


def test_a_password_that_is_chosen_after_that_stays(visitor: Visitor, entrance: str, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.anna.person, email="anna@example.nl", verified=True, primary=True)
    visitor.go(entrance).follow("Log in met De Vaart").at_school("anna@example.nl")
    assert Person.objects.get(pk=cast.anna.person.pk).check_password(PASSWORD)


def test_an_unknown_person_gets_no_account(visitor: Visitor, entrance: str) -> None:
    visitor.go(entrance).follow("Log in met De Vaart").at_school("eva@example.nl")
    assert "U bent nog niet uitgenodigd met eva@example.nl." in visitor.text
    assert not Person.objects.filter(email="eva@example.nl").exists()
    assert not SocialAccount.objects.exists()


def test_a_link_that_only_looks_like_an_invitation_gives_no_account(visitor: Visitor, entrance: str) -> None:
    visitor.go(f"{entrance}?next=/uitnodiging/zomaar/").follow("Log in met De Vaart").at_school("eva@example.nl")
    assert "U bent nog niet uitgenodigd" in visitor.text
    assert not Person.objects.filter(email="eva@example.nl").exists()


def test_after_an_invitation_everybody_goes_back_to_it(visitor: Visitor, invitation: str, entrance: str) -> None:
    visitor.go(invitation).go(entrance).follow("Log in met De Vaart").at_school("eva@example.nl")
    assert "Open eerst de link van uw uitnodiging nog eens." in visitor.text
    assert not Person.objects.filter(email="eva@example.nl").exists()


@pytest.mark.parametrize("invited", [True, False])
def test_an_address_that_the_school_does_not_vouch_for_takes_nobody_over(
    visitor: Visitor, entrance: str, invitation: str, cast: Cast, invited: bool
) -> None:
    start = visitor.go(invitation).follow("Log eerst in") if invited else visitor.go(entrance)
    start.follow("Log in met De Vaart").at_school("paula@example.nl")
    assert "Uw school bevestigt uw e-mailadres niet." in visitor.text
    assert not SocialAccount.objects.exists()
    assert "Uitloggen" not in visitor.text
    assert visitor.address == (invitation if invited else entrance)


def test_an_address_that_the_school_does_not_vouch_for_makes_no_account(visitor: Visitor, invitation: str) -> None:
    visitor.go(invitation).follow("Log eerst in").follow("Log in met De Vaart").at_school("fred@example.nl")
    assert visitor.address == invitation
    assert not Person.objects.filter(email="fred@example.nl").exists()


def test_a_site_may_trust_every_address_of_its_provider(
    visitor: Visitor, entrance: str, cast: Cast, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = True
    visitor.go(entrance).follow("Log in met De Vaart").at_school("paula@example.nl")
    assert SocialAccount.objects.get().user == cast.paula.person


def test_whose_account_is_closed_does_not_get_in_by_the_school(visitor: Visitor, entrance: str, cast: Cast) -> None:
    Person.objects.filter(pk=cast.anna.person.pk).update(is_active=False)
    visitor.go(entrance).follow("Log in met De Vaart").at_school("anna@example.nl")
    assert "Dit account is gesloten" in visitor.text
    assert "Uitloggen" not in visitor.text


def test_whoever_stops_at_the_school_is_told_that_nothing_changed(visitor: Visitor, entrance: str) -> None:
    visitor.go(entrance).follow("Log in met De Vaart")
    visitor.send("Sign In", login="anna@example.nl", password=SCHOOL_PASSWORD).send("Cancel")
    assert "U bent niet ingelogd" in visitor.text


def test_a_school_that_does_not_answer_gives_a_dutch_page(
    visitor: Visitor, entrance: str, school: str, settings: Any
) -> None:
    visitor.go(entrance).follow("Log in met De Vaart")
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["client_id"] = "iets anders"
    visitor.at_school("anna@example.nl")
    assert "Inloggen met de school lukt nu niet" in visitor.text


def test_there_is_no_way_to_tie_a_school_account_to_somebody_else(
    visitor: Visitor, entrance: str, live_server: Any, cast: Cast
) -> None:
    visitor.go(entrance).send("Log in", login="bram@example.nl", password=PASSWORD)
    visitor.go(f"{live_server.url}/account/oidc/school/login/?process=connect").at_school("anna@example.nl")
    assert not SocialAccount.objects.exists()
