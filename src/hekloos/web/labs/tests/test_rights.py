"""What each role may do, and that nobody gets in by another way."""

import re

import pytest
from django.http import Http404
from tests.people import Cast, person

from hekloos.web.labs import actions
from hekloos.web.labs.models import Invitation, LogEntry, Membership, Partner, Role
from hekloos.web.labs.permissions import RIGHTS, Verb, may, require, roles_to_give


def test_every_role_has_its_rights() -> None:
    assert set(RIGHTS) == set(Role)
    assert all(Verb.SEE in rights for rights in RIGHTS.values())


def test_only_people_of_a_school_judge(cast: Cast) -> None:
    assert may(cast.anna, Verb.JUDGE)
    assert may(cast.bram, Verb.JUDGE)
    assert not may(cast.paula, Verb.JUDGE)
    cast.paula.role = Role.PROJECT_LEADER  # a leader from outside the schools
    assert not may(cast.paula, Verb.JUDGE)


def test_whoever_left_may_nothing(cast: Cast) -> None:
    actions.end_membership(cast.paula, cast.anna)
    cast.anna.refresh_from_db()
    with pytest.raises(Http404):
        require(cast.anna, Verb.SEE)


def test_nobody_gives_more_than_they_have(cast: Cast) -> None:
    cast.anna.role = Role.TEAM_LEADER
    assert Role.PROJECT_LEADER not in roles_to_give(cast.anna)
    assert Role.FACILITATOR not in roles_to_give(cast.anna)
    assert Role.TEACHER in roles_to_give(cast.anna)
    with pytest.raises(Http404):
        actions.invite(cast.anna, organisation=cast.vmbo, role=Role.PROJECT_LEADER, for_whom="Mijn neef")


def test_an_invitation_works_once(cast: Cast) -> None:
    secret = actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    invitation = actions.find_invitation(secret)
    assert invitation is not None
    member = actions.accept_invitation(person("Dirk"), invitation)
    assert (member.lab, member.organisation, member.role) == (cast.lab, cast.mbo, Role.TEACHER)
    assert actions.find_invitation(secret) is None
    with pytest.raises(actions.NotPossibleError):
        actions.accept_invitation(person("Eva"), invitation)


def test_an_invitation_expires(cast: Cast) -> None:
    secret = actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    found = actions.find_invitation(secret)
    assert found is not None
    Invitation.objects.update(expires_at=found.made_at)
    assert actions.find_invitation(secret) is None
    with pytest.raises(actions.NotPossibleError):
        actions.accept_invitation(person("Dirk"), found)


def test_a_secret_is_not_kept(cast: Cast) -> None:
    secret = actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    stored = " ".join(str(value) for row in Invitation.objects.values() for value in row.values())
    assert secret not in stored


def test_who_is_in_the_lab_does_not_use_up_an_invitation(cast: Cast) -> None:
    secret = actions.invite(cast.paula, organisation=cast.mbo, role=Role.BOARD, for_whom="Dirk")
    invitation = actions.find_invitation(secret)
    assert invitation is not None
    with pytest.raises(actions.NotPossibleError):
        actions.accept_invitation(cast.anna.person, invitation)
    assert actions.find_invitation(secret) is not None
    cast.anna.refresh_from_db()
    assert cast.anna.role == Role.TEACHER


def test_a_lab_keeps_somebody_who_arranges(cast: Cast) -> None:
    with pytest.raises(actions.NotPossibleError, match="Paula"):
        actions.end_membership(cast.paula, cast.paula)
    actions.change_role(cast.paula, cast.anna, Role.PROJECT_LEADER)
    actions.end_membership(cast.paula, cast.paula)
    assert Membership.objects.filter(lab=cast.lab, left_at=None).count() == 3


def test_what_is_done_stands_in_the_log(cast: Cast) -> None:
    actions.change_role(cast.paula, cast.anna, Role.TEAM_LEADER)
    entry = LogEntry.objects.filter(lab=cast.lab).latest("id")
    assert (entry.person, entry.verb, entry.subject, entry.detail) == (
        cast.paula.person,
        "person.changed",
        "Anna",
        "teamleider",
    )


def test_every_sentence_of_the_log_can_be_made() -> None:
    from hekloos.web.labs.log import SENTENCES, sentence

    for verb in SENTENCES:
        told = sentence(LogEntry(verb=verb, subject="X", detail="Y"))
        assert not re.search(r"[{}]", told)


def test_nobody_changes_their_own_role(cast: Cast) -> None:
    with pytest.raises(actions.NotPossibleError, match="eigen rol"):
        actions.change_role(cast.paula, cast.paula, Role.BOARD)


def test_nobody_turns_both_keys(cast: Cast) -> None:
    actions.change_role(cast.paula, cast.anna, Role.TEAM_LEADER)
    cast.anna.refresh_from_db()
    actions.invite(cast.anna, organisation=cast.vmbo, role=Role.TEACHER, for_whom="Collega")
    with pytest.raises(Http404):
        actions.invite(cast.anna, organisation=cast.mbo, role=Role.TEACHER, for_whom="Ik, nog eens")


def test_an_invitation_ends_with_the_rights_of_who_gave_it(cast: Cast) -> None:
    actions.change_role(cast.paula, cast.anna, Role.PROJECT_LEADER)
    cast.anna.refresh_from_db()
    secret = actions.invite(cast.anna, organisation=cast.vmbo, role=Role.PROJECT_LEADER, for_whom="Later ik")
    actions.end_membership(cast.paula, cast.anna)
    invitation = actions.find_invitation(secret)
    assert invitation is not None
    with pytest.raises(actions.NotPossibleError):
        actions.accept_invitation(cast.anna.person, invitation)


def test_an_invitation_ends_with_its_partner(cast: Cast) -> None:
    school = actions.add_partner(cast.paula, name="De Brug", kind="vmbo")
    secret = actions.invite(cast.paula, organisation=school, role=Role.TEACHER, for_whom="Kees")
    actions.remove_partner(cast.paula, Partner.objects.get(lab=cast.lab, organisation=school))
    assert actions.find_invitation(secret) is None


def test_one_name_is_one_organisation(cast: Cast) -> None:
    with pytest.raises(actions.NotPossibleError, match="doet al mee"):
        actions.add_partner(cast.paula, name="de vaart", kind="vmbo")
    with pytest.raises(actions.NotPossibleError, match="staat hier al bekend"):
        actions.add_partner(cast.paula, name="de vaart", kind="mbo")
