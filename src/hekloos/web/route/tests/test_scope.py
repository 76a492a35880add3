"""Each school answers apart how far the route runs, and it is agreed when all confirmed the same."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from tests.filled import answer
from tests.people import Cast, person

from hekloos.core.route.scope import Aspect, Extent, ScopeState
from hekloos.web.accounts.models import Person
from hekloos.web.labs import actions as labs
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.models import Kind, LogEntry, Membership, Organisation, Partner, Role
from hekloos.web.route import scope_actions as actions
from hekloos.web.route.models import ScopeAnswer, ScopeConfirmation
from hekloos.web.route.scope_queries import scope_of

type_of_browse = Callable[[Person], Client]


def join(cast: Cast, name: str, organisation: Organisation, role: Role = Role.TEACHER) -> Membership:
    return Membership.objects.create(person=person(name), lab=cast.lab, organisation=organisation, role=role)


def second_school(cast: Cast) -> Membership:
    """Carla of a second vmbo school."""
    school = Organisation.objects.create(name="Het Kompas", kind=Kind.VMBO)
    Partner.objects.create(lab=cast.lab, organisation=school)
    return join(cast, "Carla", school)


def lines(cast: Cast) -> list[str]:
    return list(LogEntry.objects.filter(lab=cast.lab).order_by("pk").values_list("verb", flat=True))


def test_from_two_answers_to_one_that_is_agreed(cast: Cast) -> None:
    assert scope_of(cast.anna).state is ScopeState.OPEN
    answer(cast.anna, Extent.HUNDRED_DAYS, why="Daar gaat het mis.")
    assert scope_of(cast.bram).state is ScopeState.WAITS_FOR_MBO
    mbo = answer(cast.bram, Extent.DIPLOMA)
    seen = scope_of(cast.anna)
    assert seen.state is ScopeState.DIFFERS
    assert [found.aspect for found in seen.differing] == [Aspect.EXTENT]
    own = actions.take_over(cast.anna, mbo.pk, why="We proberen het.", after=seen.own.pk if seen.own else None)
    assert (own.extent, own.why, own.for_whom) == ("diploma", "We proberen het.", mbo.for_whom)
    assert scope_of(cast.paula).state is ScopeState.UNCONFIRMED
    actions.confirm(cast.anna, own.pk)
    actions.confirm(cast.anna, own.pk)  # once is enough
    assert scope_of(cast.paula).state is ScopeState.UNCONFIRMED
    actions.confirm(cast.bram, mbo.pk)
    seen = scope_of(cast.paula)
    assert seen.state is ScopeState.AGREED
    assert seen.shared is not None
    assert [row.extent for row in seen.history] == ["diploma", "diploma", "hundred_days"]
    assert lines(cast) == ["scope.answered", "scope.answered", "scope.changed", "scope.confirmed", "scope.agreed"]
    answer(cast.bram, Extent.FRONT_DOOR)
    assert scope_of(cast.paula).state is ScopeState.DIFFERS
    answer(cast.bram, Extent.DIPLOMA)
    assert scope_of(cast.paula).state is ScopeState.UNCONFIRMED  # it was another answer that was confirmed


def test_a_school_that_joins_has_to_agree_as_well(cast: Cast) -> None:
    for member, own in [(member, answer(member)) for member in (cast.anna, cast.bram)]:
        actions.confirm(member, own.pk)
    assert scope_of(cast.anna).state is ScopeState.AGREED
    carla = second_school(cast)
    assert scope_of(cast.anna).state is ScopeState.WAITS_FOR_SCHOOLS
    joined = answer(carla)
    assert scope_of(carla).state is ScopeState.UNCONFIRMED
    actions.confirm(carla, joined.pk)
    assert scope_of(cast.anna).state is ScopeState.AGREED


def test_only_people_of_a_school_answer_and_only_for_theirs(cast: Cast) -> None:
    labs.end_membership(cast.paula, cast.bram)
    for nobody in (cast.paula, cast.boris, cast.bram):
        with pytest.raises(Http404):
            answer(nobody)
        with pytest.raises(Http404):
            actions.confirm(nobody, 1)
    assert not ScopeAnswer.objects.exists()
    assert answer(cast.anna).school == cast.vmbo


def test_the_same_answer_again_changes_nothing(cast: Cast) -> None:
    first = answer(cast.anna, Extent.DIPLOMA, for_whom="BB")
    assert answer(cast.anna, Extent.DIPLOMA, for_whom="  BB ") == first
    assert lines(cast) == ["scope.answered"]


def test_nobody_overwrites_what_they_did_not_read(cast: Cast) -> None:
    dirk = join(cast, "Dirk", cast.vmbo)
    answer(dirk, Extent.FRONT_DOOR)
    said = actions.Said(extent=Extent.DIPLOMA, why="", for_whom="BB", from_year=2027)
    with pytest.raises(NotPossibleError, match="Dirk antwoordde intussen al namens De Vaart"):
        actions.answer(cast.anna, said, after=None)
    assert ScopeAnswer.objects.get().extent == "front_door"


def test_nothing_is_confirmed_before_all_say_the_same(cast: Cast) -> None:
    own = answer(cast.anna)
    with pytest.raises(NotPossibleError):
        actions.confirm(cast.anna, own.pk)
    answer(cast.bram, Extent.FRONT_DOOR)
    with pytest.raises(NotPossibleError):
        actions.confirm(cast.anna, own.pk)
    mbo = answer(cast.bram)
    with pytest.raises(NotPossibleError, match="intussen iets anders"):
        actions.confirm(cast.anna, mbo.pk)  # of another school
    with pytest.raises(NotPossibleError, match="intussen iets anders"):
        actions.confirm(cast.anna, 0)
    assert not ScopeConfirmation.objects.exists()


def test_what_may_not_be_read_is_not_taken_over(cast: Cast) -> None:
    vmbo = answer(cast.anna)
    with pytest.raises(Http404):
        actions.take_over(cast.bram, vmbo.pk, why="", after=None)
    own = answer(cast.bram, Extent.FRONT_DOOR)
    answer(cast.anna, Extent.HUNDRED_DAYS)
    with pytest.raises(NotPossibleError, match="De Vaart antwoordt intussen iets anders"):
        actions.take_over(cast.bram, vmbo.pk, why="", after=own.pk)
    with pytest.raises(Http404):
        actions.take_over(cast.bram, 10**9, why="", after=own.pk)


def test_it_is_kept_whether_an_answer_was_blind(cast: Cast) -> None:
    assert answer(cast.anna, Extent.FRONT_DOOR).was_blind
    assert answer(cast.anna, Extent.HUNDRED_DAYS).was_blind
    assert answer(cast.bram).was_blind
    assert not answer(cast.anna).was_blind
    carla = second_school(cast)
    assert answer(carla).was_blind  # hers was hidden from, and nothing was shown to, her school


def test_a_partner_with_a_history_that_left_counts_no_more(cast: Cast) -> None:
    carla = second_school(cast)
    answer(carla, Extent.FRONT_DOOR)
    answer(cast.bram)
    labs.end_membership(cast.paula, carla)
    labs.remove_partner(cast.paula, Partner.objects.get(lab=cast.lab, organisation=carla.organisation))
    assert scope_of(cast.bram).state is ScopeState.WAITS_FOR_VMBO
    assert {row.school for row in scope_of(cast.bram).history} == {cast.mbo}


def test_what_cannot_be_seen_is_cleaned(cast: Cast) -> None:
    row = answer(cast.anna, why="Een\x07 zin.\r\n\r\nNog\u202e een.", for_whom="BB\n en\x00 KB")
    assert (row.why, row.for_whom) == ("Een zin.\n\nNog een.", "BB en KB")


def send(client: Client, cast: Cast, *parts: tuple[str, dict[str, object]]) -> str:
    """Answer the questions one by one; gives where the last one leads."""
    location = ""
    for rest, data in parts:
        response = client.post(cast.url(f"route/antwoord/{rest}"), data)
        assert response.status_code == 302, response.content.decode()
        location = response["Location"]
    return location


QUESTIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("", {"extent": "hundred_days", "after": ""}),
    ("waarom/", {"why": "Daar gaat het mis."}),
    ("voor-wie/", {"for_whom": "BB techniek"}),
    ("vanaf/", {"from_year": "2027"}),
)


def test_four_questions_are_one_answer(cast: Cast, browse: type_of_browse) -> None:
    anna = browse(cast.anna.person)
    assert send(anna, cast, *QUESTIONS[:3]) == cast.url("route/antwoord/vanaf/")
    assert not ScopeAnswer.objects.exists()
    assert "Daar gaat het mis." in anna.get(cast.url("route/antwoord/waarom/")).content.decode()
    assert send(anna, cast, QUESTIONS[3]) == cast.url("route/")
    row = ScopeAnswer.objects.get()
    assert (row.extent, row.why, row.for_whom, row.from_year) == (
        "hundred_days", "Daar gaat het mis.", "BB techniek", 2027,
    )  # fmt: skip
    page = anna.get(cast.url("route/")).content.decode()
    assert "Het antwoord van De Vaart is bewaard." in page
    assert "Daar gaat het mis." in page


def test_a_question_that_was_skipped_is_asked(cast: Cast, browse: type_of_browse) -> None:
    anna = browse(cast.anna.person)
    assert send(anna, cast, QUESTIONS[3]) == cast.url("route/antwoord/")
    assert send(anna, cast, QUESTIONS[0], QUESTIONS[2], QUESTIONS[3]) == cast.url("route/antwoord/waarom/")
    assert not ScopeAnswer.objects.exists()


def test_what_is_wrong_is_said_on_the_page(cast: Cast, browse: type_of_browse) -> None:
    anna = browse(cast.anna.person)
    for rest, data in (("", {"extent": "maan"}), ("waarom/", {"why": " "}), ("vanaf/", {"from_year": "1900"})):
        response = anna.post(cast.url(f"route/antwoord/{rest}"), data)
        assert response.status_code == 422, rest
        assert "errorlist" in response.content.decode() or 'role="alert"' in response.content.decode()
    assert anna.post(cast.url("route/bevestigen/"), {"answer": "x"}).status_code == 404


def test_who_was_second_is_told_and_loses_nothing(cast: Cast, browse: type_of_browse) -> None:
    anna = browse(cast.anna.person)
    send(anna, cast, *QUESTIONS[:3])
    answer(join(cast, "Dirk", cast.vmbo), Extent.FRONT_DOOR)
    send(anna, cast, QUESTIONS[3])
    assert "Dirk antwoordde intussen al" in anna.get(cast.url("route/")).content.decode()
    assert "Daar gaat het mis." in anna.get(cast.url("route/antwoord/waarom/")).content.decode()


def test_pages_lead_to_an_agreement(cast: Cast, browse: type_of_browse) -> None:
    anna, bram = browse(cast.anna.person), browse(cast.bram.person)
    own, mbo = answer(cast.anna, Extent.FRONT_DOOR), answer(cast.bram)
    page = anna.get(cast.url("route/")).content.decode()
    assert "Neem het antwoord van Roc Zuid over" in page
    assert "Neem het antwoord van De Vaart over" not in page
    address = cast.url(f"route/overnemen/{mbo.pk}/")
    assert anna.post(address, {"why": "", "after": own.pk})["Location"] == cast.url("route/")
    assert "De Vaart zegt nu hetzelfde als Roc Zuid." in anna.get(cast.url("route/")).content.decode()
    for client, member in ((anna, cast.anna), (bram, cast.bram)):
        last = scope_of(member).own
        assert last is not None
        assert f"{member.organisation} staat hierachter" in client.get(cast.url("route/")).content.decode()
        client.post(cast.url("route/bevestigen/"), {"answer": last.pk})
    for rest in ("route/", "route/naast-elkaar/", ""):
        page = browse(cast.paula.person).get(cast.url(rest)).content.decode()
        assert "Onze route loopt <b>tot en met het mbo-diploma</b>" in page, rest
        assert "afgesproken" in page


def test_the_rules_have_their_source_and_say_what_was_not_checked(cast: Cast, browse: type_of_browse) -> None:
    page = browse(cast.boris.person).get(cast.url("route/regels/")).content.decode()
    assert "Dit is geen juridisch advies" in page
    assert 'href="https://duo.nl/zakelijk/' in page
    assert page.count("niet nagegaan") > 5
    assert "3.000" in page


def test_a_network_is_not_asked_on_its_overview(cast: Cast, browse: type_of_browse) -> None:
    question = "Tot hoever loopt onze route?"
    anna = browse(cast.anna.person)
    assert question in anna.get(cast.url()).content.decode()
    cast.lab.line = "cooperation"
    cast.lab.save()
    assert question not in anna.get(cast.url()).content.decode()
    answer(cast.anna)
    assert question in anna.get(cast.url()).content.decode()
