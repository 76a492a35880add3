"""An exception is asked by one side, and counts once somebody of the other side confirms it."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from tests.filled import MBO, Filled, adopt, build_route, compare
from tests.people import person

from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.calling import Caller
from hekloos.web.labs import actions as labs
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import sentence
from hekloos.web.labs.models import LogEntry, Membership, Role
from hekloos.web.route import plan_actions
from hekloos.web.route.exemption_actions import MOST_WAITING, ask, confirm, refuse, withdraw
from hekloos.web.route.models import AskedExemption, Route
from hekloos.web.route.plan_convert import prove_version, read_version
from hekloos.web.route.tests.planned import agree, newest, unit_with

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def route(filled: Filled) -> Route:
    agree(filled)
    return build_route(filled)


@pytest.fixture
def key(route: Route) -> str:
    """Of the mbo item that the tests ask to leave."""
    return unit_with(route, "B1-K2-W1")[1]


def exempted(route: Route) -> list[tuple[str, str, tuple[str, str]]]:
    return [(one.item, one.reason, one.names) for one in read_version(newest(route))[0].exemptions]


def colleague(filled: Filled, name: str, of: Membership, role: Role = Role.TEACHER) -> Membership:
    who = person(name + ("" if role is Role.TEACHER else role.value))
    who.name = name
    who.save()
    return Membership.objects.create(person=who, lab=filled.cast.lab, organisation=of.organisation, role=role)


def page_of(route: Route, filled: Filled, browse: type_of_browse, member: Membership) -> str:
    client = browse(member.person)
    return client.get(filled.cast.url(f"leerroutes/{route.pk}/bewijs/")).content.decode()


def test_what_one_side_asks_changes_nothing_until_the_other_confirms(route: Route, key: str, filled: Filled) -> None:
    before = newest(route)
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    assert newest(route).pk == before.pk
    assert not prove_version(newest(route))[""].covers[key].is_exempt
    confirm(filled.cast.bram, asked)
    assert exempted(route) == [(key, "Doet het leerbedrijf", ("Anna", "Bram"))]
    assert prove_version(newest(route))[""].covers[key].is_exempt
    asked.refresh_from_db()
    assert (asked.was_accepted, asked.answered_by) == (True, filled.cast.bram.person)


def test_the_name_of_the_vmbo_stands_first_whoever_asked(route: Route, key: str, filled: Filled) -> None:
    confirm(filled.cast.anna, ask(filled.cast.bram, route, key, reason="Doen wij niet"))
    assert exempted(route) == [(key, "Doen wij niet", ("Anna", "Bram"))]


def test_nobody_of_the_side_that_asked_answers(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    for member in (filled.cast.anna, colleague(filled, "Els", filled.cast.anna)):
        for answer in (confirm, refuse):
            with pytest.raises(NotPossibleError, match="Iemand van de andere kant antwoordt"):
                answer(member, asked)
    assert not exempted(route)


def test_who_changed_sides_does_not_sign_twice(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    Membership.objects.filter(pk=filled.cast.anna.pk).update(organisation=filled.cast.mbo)
    again = Membership.objects.select_related("organisation", "person", "lab").get(pk=filled.cast.anna.pk)
    assert again.side == "mbo"
    with pytest.raises(NotPossibleError, match="Iemand van de andere kant antwoordt"):
        confirm(again, asked)
    with pytest.raises(NotPossibleError, match="Anna kan hier niet meer voor instaan"):
        confirm(filled.cast.bram, asked)  # who asked for the vmbo is of the mbo now
    assert not exempted(route)


def test_who_only_looks_and_who_is_elsewhere_find_nothing(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    lines = LogEntry.objects.count()
    for member in (filled.cast.boris, filled.cast.chris):
        with pytest.raises(Http404):
            ask(member, route, unit_with(route, "M2-2")[1])
        for answer in (confirm, refuse, withdraw):
            with pytest.raises(Http404):
                answer(member, asked)
    assert (LogEntry.objects.count(), exempted(route)) == (lines, [])


def test_who_is_of_no_school_does_not_sign(route: Route, key: str, filled: Filled, browse: type_of_browse) -> None:
    address = filled.cast.url(f"leerroutes/{route.pk}/bewijs/uitzondering/{key}/")
    page = browse(filled.cast.paula.person).get(address).content.decode()
    assert "U werkt niet voor een school." in page
    assert "<textarea" not in page
    assert browse(filled.cast.paula.person).post(address, {"reason": "Hoeft niet"}).status_code == 422
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    for answer in (confirm, refuse):
        with pytest.raises(NotPossibleError, match="U werkt niet voor een school"):
            answer(filled.cast.paula, asked)
    page = page_of(route, filled, browse, filled.cast.paula)
    assert "Doet het leerbedrijf" in page
    assert 'name="answer"' not in page


def test_the_other_side_may_refuse_and_then_it_can_be_asked_again(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    with pytest.raises(NotPossibleError, match="Anna vroeg deze uitzondering al"):
        ask(filled.cast.bram, route, key)
    refuse(filled.cast.bram, asked)
    with pytest.raises(NotPossibleError, match="Hierop antwoordde Bram al"):
        confirm(filled.cast.bram, asked)
    assert newest(route).number == 1
    ask(filled.cast.anna, route, key, reason="Echt niet nodig")
    assert AskedExemption.objects.filter(answered_at=None).count() == 1


def test_who_asked_may_withdraw_and_nobody_else(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    for member in (filled.cast.bram, filled.cast.paula):
        with pytest.raises(NotPossibleError, match="Alleen Anna kan deze vraag intrekken"):
            withdraw(member, asked)
    withdraw(filled.cast.anna, asked)
    with pytest.raises(NotPossibleError, match="Hierop antwoordde Anna al"):
        confirm(filled.cast.bram, asked)
    assert not exempted(route)


def test_without_a_reason_of_who_asked_the_other_side_gives_one(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key)
    with pytest.raises(NotPossibleError, match="Zeg nog waarom"):
        confirm(filled.cast.bram, asked, reason=" ")
    confirm(filled.cast.bram, asked, reason="Dat leert men in het bedrijf")
    assert exempted(route) == [(key, "Dat leert men in het bedrijf", ("Anna", "Bram"))]


def test_the_page_asks_why(route: Route, key: str, filled: Filled, browse: type_of_browse) -> None:
    address = filled.cast.url(f"leerroutes/{route.pk}/bewijs/uitzondering/{key}/")
    page = browse(filled.cast.anna.person).post(address, {"reason": " "})
    assert page.status_code == 422
    assert "Zeg nog waarom dit niet hoeft." in page.content.decode()
    assert not AskedExemption.objects.exists()


def test_the_page_says_that_somebody_asked_already(
    route: Route, key: str, filled: Filled, browse: type_of_browse
) -> None:
    ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    address = filled.cast.url(f"leerroutes/{route.pk}/bewijs/uitzondering/{key}/")
    page = browse(filled.cast.bram.person).get(address).content.decode()
    assert f"{filled.cast.anna.person} vroeg deze uitzondering al" in page
    assert "<textarea" not in page


def test_a_reason_that_was_given_stays_as_it_was_said(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    confirm(filled.cast.bram, asked, reason="Heel iets anders")
    assert exempted(route)[0][1] == "Doet het leerbedrijf"


def test_two_people_of_the_same_name_are_two(route: Route, key: str, filled: Filled) -> None:
    other = colleague(filled, "Anna", filled.cast.bram, Role.TEAM_LEADER)
    confirm(other, ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf"))
    assert exempted(route)[0][2] == ("Anna (De Vaart)", "Anna (Roc Zuid)")


def test_an_item_that_is_gone_meanwhile_is_no_exception_any_more(
    route: Route, key: str, filled: Filled, browse: type_of_browse
) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    less = "\n".join(line for line in MBO.splitlines() if not line.startswith("B1-K2"))
    changed = adopt(filled.cast.bram, "mbo-schoon.csv", less)
    plan_actions.refresh(filled.cast.anna, route, compare(filled.cast.paula, filled.vmbo, changed))
    page = page_of(route, filled, browse, filled.cast.bram)
    assert "Dit onderdeel staat niet meer in de route" in page
    assert 'value="confirm"' not in page
    with pytest.raises(NotPossibleError, match="staat niet meer in de route"):
        confirm(filled.cast.bram, asked)
    refuse(filled.cast.bram, asked)
    assert not exempted(route)


def test_a_text_that_changed_meanwhile_is_asked_about_again(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    changed = adopt(filled.cast.bram, "mbo-schoon.csv", MBO.replace("Bereidt maaltijden", "Bereidt feestmaaltijden"))
    plan_actions.refresh(filled.cast.anna, route, compare(filled.cast.paula, filled.vmbo, changed))
    with pytest.raises(NotPossibleError, match="De tekst van dit onderdeel is veranderd"):
        confirm(filled.cast.bram, asked)
    assert not exempted(route)


def test_a_change_of_something_else_meanwhile_is_no_hindrance(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    core, _plan = read_version(newest(route))
    frame = plan_actions.Frame(title="Anders", calendar=core.calendar, limits=core.limits)
    plan_actions.reframe(filled.cast.bram, route, frame, seen=1)
    confirm(filled.cast.bram, asked)
    assert (newest(route).number, len(exempted(route))) == (3, 1)


def test_who_left_or_only_looks_by_now_cannot_be_named(route: Route, key: str, filled: Filled) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    labs.change_role(filled.cast.paula, filled.cast.anna, Role.BOARD)
    with pytest.raises(NotPossibleError, match="Anna kan hier niet meer voor instaan"):
        confirm(filled.cast.bram, asked)
    labs.end_membership(filled.cast.paula, filled.cast.anna)
    with pytest.raises(NotPossibleError, match="Anna kan hier niet meer voor instaan"):
        confirm(filled.cast.bram, asked)
    refuse(filled.cast.bram, asked)
    assert not exempted(route)


def test_what_is_an_exception_is_not_asked_again(route: Route, key: str, filled: Filled) -> None:
    confirm(filled.cast.bram, ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf"))
    with pytest.raises(NotPossibleError, match="is al een uitzondering"):
        ask(filled.cast.bram, route, key)
    plan_actions.require_again(filled.cast.anna, route, key, seen=2)
    ask(filled.cast.bram, route, key)


def test_what_is_not_in_the_route_is_not_there(route: Route, filled: Filled) -> None:
    with pytest.raises(Http404):
        ask(filled.cast.anna, route, "vmbo0:niets")


def test_many_that_wait_are_answered_first(route: Route, key: str, filled: Filled) -> None:
    by = filled.cast.anna.person
    rows = [AskedExemption(route=route, item=f"x{n}", name="X", side="vmbo", by=by) for n in range(MOST_WAITING)]
    AskedExemption.objects.bulk_create(rows)
    with pytest.raises(NotPossibleError, match="Er wachten al veel uitzonderingen"):
        ask(filled.cast.anna, route, key)


def test_the_log_tells_who_asked_and_who_answered(route: Route, key: str, filled: Filled) -> None:
    refuse(filled.cast.bram, ask(filled.cast.anna, route, key))
    withdraw(filled.cast.anna, ask(filled.cast.anna, route, key))
    confirm(filled.cast.bram, ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf"))
    told = [f"{entry.person} {sentence(entry)}" for entry in LogEntry.objects.order_by("id")]
    name = "B1-K2-W1 Bereidt maaltijden"
    asked = f"Anna vroeg in Route schoon om een uitzondering: {name}"
    assert [line[: len(asked)] for line in told[-6:]][::2] == [asked] * 3
    assert told[-5].startswith(f"Bram weigerde in Route schoon een uitzondering: {name}")
    assert told[-3].startswith(f"Anna wil in Route schoon een uitzondering toch niet: {name}")
    assert told[-1].startswith(f"Bram bevestigde in Route schoon een uitzondering: {name}")


def test_it_is_asked_and_confirmed_on_the_pages(route: Route, key: str, filled: Filled, browse: type_of_browse) -> None:
    anna, bram, cast = browse(filled.cast.anna.person), browse(filled.cast.bram.person), filled.cast
    address = cast.url(f"leerroutes/{route.pk}/bewijs/")
    asking = anna.get(f"{address}uitzondering/{key}/").content.decode()
    assert "<select" not in asking  # nobody picks the name of somebody else
    page = anna.post(f"{address}uitzondering/{key}/", {"reason": "Doet het leerbedrijf"}, follow=True).content.decode()
    assert "Er verandert niets tot iemand van het mbo haar bevestigt" in page
    assert 'value="withdraw"' in page
    assert 'value="confirm"' not in page
    theirs = bram.get(address).content.decode()
    assert "Anna van het vmbo vroeg dit" in theirs
    assert theirs.index("Doet het leerbedrijf") < theirs.index("<table")
    answering = f"{address}gevraagd/{AskedExemption.objects.get().pk}/"
    assert "Iemand van de andere kant" in anna.post(answering, {"answer": "confirm"}, follow=True).content.decode()
    page = bram.post(answering, {"answer": "confirm"}, follow=True).content.decode()
    assert "De uitzondering geldt nu" in page
    assert "(Anna, Bram)" in page
    assert 'id="asked"' not in page


def test_somebody_who_may_not_answer_gets_404_on_the_pages(
    route: Route, key: str, filled: Filled, browse: type_of_browse
) -> None:
    asked = ask(filled.cast.anna, route, key, reason="Doet het leerbedrijf")
    other = build_route(filled)
    address = filled.cast.url(f"leerroutes/{route.pk}/bewijs/gevraagd/{asked.pk}/")
    for answer in ("confirm", "refuse", "withdraw"):
        for member in (filled.cast.boris, filled.cast.chris):
            assert browse(member.person).post(address, {"answer": answer}).status_code == 404
    elsewhere = filled.cast.url(f"leerroutes/{other.pk}/bewijs/gevraagd/{asked.pk}/")
    assert browse(filled.cast.bram.person).post(elsewhere, {"answer": "confirm"}).status_code == 404
    assert browse(filled.cast.bram.person).post(address, {"answer": "misschien"}).status_code == 404
    assert not exempted(route)
    page = page_of(route, filled, browse, filled.cast.boris)  # who looks sees that it waits
    assert "Doet het leerbedrijf" in page
    assert 'name="answer"' not in page


def test_the_other_side_hears_on_the_overview_and_the_map_that_it_waits(
    route: Route, key: str, filled: Filled, browse: type_of_browse
) -> None:
    places = (filled.cast.url(), filled.cast.url(f"leerroutes/{route.pk}/"))
    ask(filled.cast.anna, route, key)
    for place in places:
        told = browse(filled.cast.bram.person).get(place).content.decode()
        assert "In Route schoon wacht 1 uitzondering op uw antwoord." in told
        for member in (filled.cast.anna, filled.cast.paula, filled.cast.boris):
            assert "op uw antwoord" not in browse(member.person).get(place).content.decode()
    ask(filled.cast.anna, route, unit_with(route, "M2-2")[1])
    assert "In Route schoon wachten 2 uitzonderingen" in browse(filled.cast.bram.person).get(places[0]).content.decode()
    plan_actions.remove(filled.cast.paula, route)
    assert "op uw antwoord" not in browse(filled.cast.bram.person).get(places[0]).content.decode()


def test_pages_with_what_waits_stay_within_their_questions(
    route: Route,
    key: str,
    filled: Filled,
    browse: type_of_browse,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    ask(filled.cast.anna, route, key)
    ask(filled.cast.anna, route, unit_with(route, "M2-2")[1])
    client = browse(filled.cast.bram.person)
    client.get(filled.cast.url())  # a process remembers that the site is in use
    for page in ("", f"leerroutes/{route.pk}/", f"leerroutes/{route.pk}/bewijs/"):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert client.get(filled.cast.url(page)).status_code == 200


def test_a_program_asks_answers_and_withdraws(route: Route, key: str, filled: Filled) -> None:
    anna, bram, paula = (Caller(who.person) for who in (filled.cast.anna, filled.cast.bram, filled.cast.paula))
    calls = f"/labs/{filled.cast.lab.slug}/routes/{route.pk}/exemptions"
    asked = anna("POST", calls, {"item": key})
    assert (asked.status, asked.data["side"], asked.data["by"]) == (201, "vmbo", "Anna")
    assert bram("GET", calls).data == [asked.data]
    answer = f"{calls}/{asked.data['id']}/answer"
    assert anna("POST", answer, {"accepted": True, "reason": "x"}).status == 409
    assert paula("POST", answer, {"accepted": True, "reason": "x"}).status == 409
    assert bram("POST", answer, {"accepted": True}).status == 409  # nobody said why
    done = bram("POST", answer, {"accepted": True, "reason": "Doen wij niet"})
    assert (done.status, done.data["version"]) == (200, 2)
    assert bram("GET", calls).data == []
    other = anna("POST", calls, {"item": unit_with(route, "M2-2")[1]}).data["id"]
    assert bram("DELETE", f"{calls}/{other}").status == 409
    assert anna("DELETE", f"{calls}/{other}").status == 204
    assert bram("POST", f"{calls}/{other}/answer", {"accepted": False}).status == 409
    assert anna("POST", calls, {"item": "niets"}).status == 422
