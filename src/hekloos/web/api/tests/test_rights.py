"""Every call, by who may make it, by Chris of another lab, and by nobody."""

from typing import Any

from django.apps import apps
from django.db import transaction
from tests.filled import Filled

from hekloos.web.accounts.models import Person, Token
from hekloos.web.api.tests.calling import Caller
from hekloos.web.api.tests.examples import METHODS, OF_A_LAB, call, make_examples
from hekloos.web.labs import actions
from hekloos.web.labs.permissions import Verb, may

OURS = ("accounts", "labs", "curriculum", "overlap", "review", "route", "django_tasks_database")


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows there are, but for tokens, of which using one is noted."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models() if model is not Token]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def test_every_call_has_an_example(filled: Filled) -> None:
    assert sorted(make_examples(filled)) == OF_A_LAB


def test_who_may_is_answered(filled: Filled) -> None:
    for name, example in make_examples(filled).items():
        with transaction.atomic():
            answer = call(example.by.person, name, example, filled.cast.lab.slug)
            transaction.set_rollback(True)  # so that every call finds the same lab
        assert answer.status in (200, 201, 202, 204), (name, answer)


def test_chris_hears_that_there_is_nothing(filled: Filled) -> None:
    examples, chris = make_examples(filled), filled.cast.chris.person
    before = everything()
    for name, example in examples.items():
        answer = call(chris, name, example, filled.cast.lab.slug)
        assert (answer.status, answer.content_type) == (404, "application/problem+json"), name
        assert answer.data == call(chris, name, example, "bestaat-niet").data, name
        assert everything() == before, name


def test_chris_finds_nothing_of_another_lab_in_his_own(filled: Filled) -> None:
    examples = make_examples(filled)
    of_rows = [name for name in examples if any(part.isdecimal() for part in examples[name].path.split("/"))]
    assert len(of_rows) > 15
    before = everything()
    for name in of_rows:
        assert call(filled.cast.chris.person, name, examples[name], filled.cast.other_lab.slug).status == 404, name
        assert everything() == before, name


def test_without_a_token_nothing_is_told(filled: Filled) -> None:
    examples = make_examples(filled)
    before = everything()
    answers = {name: call(None, name, example, filled.cast.lab.slug) for name, example in examples.items()}
    answers["my_labs"] = Caller(None)("GET", "/labs")
    assert set(answers) == set(METHODS)
    assert {(answer.status, answer.content_type) for answer in answers.values()} == {(401, "application/problem+json")}
    assert everything() == before


def test_who_only_looks_changes_nothing(filled: Filled) -> None:
    examples = make_examples(filled)
    before = everything()
    changing = [name for name in OF_A_LAB if METHODS[name] != "GET"]
    statuses = {call(filled.cast.boris.person, name, examples[name], filled.cast.lab.slug).status for name in changing}
    assert statuses == {404}
    assert everything() == before


def test_who_left_hears_that_there_is_nothing(filled: Filled) -> None:
    examples = make_examples(filled)
    actions.end_membership(filled.cast.paula, filled.cast.anna)
    statuses = {call(filled.cast.anna.person, name, examples[name], filled.cast.lab.slug).status for name in OF_A_LAB}
    assert statuses == {404}


def test_a_token_of_whoever_may_no_longer_log_in_is_nobodys(filled: Filled) -> None:
    caller = Caller(filled.cast.anna.person)
    assert caller("GET", "/labs").status == 200
    Person.objects.filter(pk=filled.cast.anna.person_id).update(is_active=False)
    assert caller("GET", "/labs").status == 401


def test_being_logged_in_is_no_token(filled: Filled) -> None:
    nobody = Caller(None)
    nobody.client.force_login(filled.cast.anna.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert nobody("GET", "/labs").status == 401


def test_my_labs_are_mine_with_my_rights(filled: Filled) -> None:
    (lab,) = Caller(filled.cast.anna.person)("GET", "/labs").data
    assert (lab["slug"], lab["role"]) == (filled.cast.lab.slug, "teacher")
    assert set(lab["rights"]) == {verb.value for verb in Verb if may(filled.cast.anna, verb)}
    assert Caller(filled.cast.admin)("GET", "/labs").data == []
