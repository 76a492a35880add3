"""What goes wrong is told as a problem, with what to do, and never as a fault of ours."""

from dataclasses import replace
from typing import Any

import pytest
from tests.filled import VMBO, Filled
from tests.people import Cast

from hekloos.web.api.errors import MOST_ERRORS
from hekloos.web.api.schemas import common
from hekloos.web.api.tests.calling import Answer, Caller
from hekloos.web.api.tests.examples import call, make_examples
from hekloos.web.curriculum import actions as uploads
from hekloos.web.curriculum.models import Framework, Item
from hekloos.web.curriculum.uploading import WEB_LIMITS
from hekloos.web.labs import queries
from hekloos.web.labs.models import Invitation, Lab, LogEntry, Organisation
from hekloos.web.review.models import Verdict

HUGE = "99999999999999999999"
LAB = "/labs/toets"


def assert_problem(answer: Answer, status: int) -> Any:
    assert (answer.status, answer.content_type) == (status, "application/problem+json"), answer
    assert set(answer.data) == {"type", "title", "status", "detail", "errors"}
    assert answer.data["status"] == status
    assert answer.data["detail"].endswith(".")
    return answer.data["errors"]


def test_wrong_values_are_told_by_their_name(cast: Cast) -> None:
    answer = Caller(cast.paula.person)("POST", f"{LAB}/partners", {"kind": "school", "naam": "De Vaart"})
    errors = {error["field"]: error["detail"] for error in assert_problem(answer, 422)}
    assert set(errors) == {"name", "kind", "naam"}
    assert errors["name"] == "Dit ontbreekt. Vul het in."
    assert "'vmbo'" in errors["kind"]


def test_no_more_errors_are_told_than_somebody_reads(cast: Cast) -> None:
    body = {f"veld {number}": "x" for number in range(5000)}
    assert len(assert_problem(Caller(cast.paula.person)("POST", f"{LAB}/partners", body), 422)) == MOST_ERRORS


def test_what_stands_inside_others_is_told_with_its_place(cast: Cast) -> None:
    choices = [{"number": 0}, {"number": 1, "into": "x"}]
    answer = Caller(cast.anna.person)("POST", f"{LAB}/uploads/1/adoption", {"choices": choices})
    assert [error["field"] for error in assert_problem(answer, 422)] == ["choices.1.into"]


def test_a_value_of_another_kind_than_described_is_refused(filled: Filled) -> None:
    """A number as text, a text or a yes as number, a number as yes: nobody has to guess what was meant."""
    tried = 0
    for name, example in make_examples(filled).items():
        body = example.body if isinstance(example.body, dict) else {}
        for key, value in body.items():
            for wrong in _other_kinds(value):
                changed = replace(example, body={**body, key: wrong})
                errors = assert_problem(call(example.by.person, name, changed, filled.cast.lab.slug), 422)
                assert {error["field"].partition(".")[0] for error in errors} == {key}, (name, key, wrong)
                tried += 1
    assert tried > 50


def _other_kinds(value: object) -> list[object]:
    if isinstance(value, bool):
        return [str(value).lower(), int(value)]
    return [str(value), True] if isinstance(value, int | float) else [1]


@pytest.mark.parametrize("text", ["a\0b", "\0", "a\x01", "a\x85b", "\ud800", " ", "x" * 121])
def test_a_name_that_cannot_be_kept_is_refused(text: str, cast: Cast) -> None:
    answer = Caller(cast.paula.person)("POST", f"{LAB}/partners", {"name": text, "kind": "mbo"})
    assert [error["field"] for error in assert_problem(answer, 422)] == ["name"]


def test_ends_of_lines_are_kept_in_a_remark_and_nowhere_else(filled: Filled) -> None:
    match = filled.match()
    said = {"relation": "same", "left_digest": match.left.digest, "right_digest": match.right.digest}
    verdict = {**said, "stroke": "2c7b9e52-6f0e-4d8f-9c3c-5d3f8f6a1b11", "reason": "Zelfde ramen.\nZelfde trekker."}
    path = f"{LAB}/comparisons/{filled.comparison.pk}/pairs/{match.pk}/verdict"
    answer = Caller(filled.cast.anna.person)("POST", path, verdict)
    assert answer.data["own"]["reason"] == "Zelfde ramen.\nZelfde trekker."
    answer = Caller(filled.cast.paula.person)("POST", f"{LAB}/partners", {"name": "De\nVaart", "kind": "mbo"})
    assert_problem(answer, 422)


@pytest.mark.parametrize("name", ["log", "comparisons/1/pairs", "programmes/1/items"])
def test_nul_in_a_search_is_refused(name: str, cast: Cast) -> None:
    answer = Caller(cast.paula.person)("GET", f"{LAB}/{name}", search="ra\0men")
    assert [error["field"] for error in assert_problem(answer, 422)] == ["search"]


@pytest.mark.parametrize(
    "body",
    ["{", "[" * 200_000, '{"a":' * 200_000, b"\xff\xfe{}", '{"name": ' + "9" * 5000 + "}"],
    ids=["half", "deep lists", "deep objects", "no utf-8", "endless number"],
)
def test_what_is_no_json_is_told(body: str | bytes, cast: Cast) -> None:
    assert_problem(Caller(cast.paula.person)("POST", f"{LAB}/partners", body), 400)


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "NaN", "1e999"])
def test_json_that_is_no_object_is_told(body: str, cast: Cast) -> None:
    assert_problem(Caller(cast.paula.person)("POST", f"{LAB}/partners", body), 422)


def test_too_much_json_is_told(cast: Cast, settings: Any) -> None:
    body = {"name": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE, "kind": "mbo"}
    assert_problem(Caller(cast.paula.person)("POST", f"{LAB}/partners", body), 413)


def test_files_that_are_too_large_together_are_told(cast: Cast) -> None:
    half = "x" * (WEB_LIMITS.bytes // 2 + 1)
    anna = Caller(cast.anna.person)
    assert_problem(anna("POST", f"{LAB}/uploads", files={"a.csv": VMBO, "b.csv": half + half}), 413)
    assert_problem(anna("POST", f"{LAB}/uploads", files={"a.csv": half + half}), 413)
    assert anna("GET", f"{LAB}/uploads").data == []


def test_files_for_which_a_lab_has_no_room_are_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WAITING_BYTES", len(VMBO) - 1)
    answer = Caller(cast.anna.person)("POST", f"{LAB}/uploads", files={"a.csv": VMBO})
    assert_problem(answer, 409)
    assert "grote bestanden" in answer.data["detail"]


def test_an_upload_without_files_is_told(cast: Cast) -> None:
    anna = Caller(cast.anna.person)
    assert [error["field"] for error in assert_problem(anna("POST", f"{LAB}/uploads", files={}), 422)] == ["documents"]
    assert_problem(anna("POST", f"{LAB}/uploads", {"documents": ["x"]}), 422)


def test_a_number_of_no_row_is_not_there(filled: Filled) -> None:
    paula, rows = Caller(filled.cast.paula.person), {"vmbo": filled.vmbo.pk, "found": filled.comparison.pk}
    for path in (
        "programmes/{}", "programmes/{}/items", "programmes/{vmbo}/versions/{}", "uploads/{}", "comparisons/{}",
        "comparisons/{}/map", "comparisons/{found}/pairs/{}", "comparisons/{found}/items/{}",
    ):  # fmt: skip
        for number in ("0", "999999999999999999", "9223372036854775808", HUGE, "9" * 5000):
            assert_problem(paula("GET", f"{LAB}/{path.format(number, **rows)}"), 404)


@pytest.mark.parametrize("path", ["people/{}", "partners/{}", "invitations/{}"])
def test_a_number_of_no_row_cannot_be_removed(path: str, cast: Cast) -> None:
    for number in ("0", HUGE):
        assert_problem(Caller(cast.paula.person)("DELETE", f"{LAB}/{path.format(number)}"), 404)


def test_a_number_beyond_every_row_is_refused_where_it_is_a_value(cast: Cast) -> None:
    paula = Caller(cast.paula.person)
    pairs = f"{LAB}/comparisons/1/pairs"
    for name in ("person", "left_group", "right_group", "limit", "offset"):
        errors = assert_problem(paula("GET", f"{pairs}?{name}={HUGE}"), 422)
        assert [error["field"] for error in errors] == [name]
    answer = paula("POST", f"{LAB}/comparisons", {"left": [int(HUGE)], "right": [1]})
    assert [error["field"] for error in assert_problem(answer, 422)] == ["left.0"]


def test_addresses_that_do_not_exist_are_told_alike(cast: Cast) -> None:
    anna = Caller(cast.anna.person)
    for path in ("/nergens", f"{LAB}/nergens", f"{LAB}/programmes/x", f"{LAB}/programmes/1/"):
        assert_problem(anna("GET", path), 404)
        assert_problem(Caller(None)("GET", path), 401)


def test_what_is_not_possible_now_is_told_with_the_reason(cast: Cast) -> None:
    paula = Caller(cast.paula.person)
    answer = paula("DELETE", f"{LAB}/people/{cast.paula.pk}")
    assert_problem(answer, 409)
    assert "Paula" in answer.data["detail"]
    assert_problem(paula("POST", f"{LAB}/partners", {"name": cast.mbo.name, "kind": "mbo"}), 409)


def test_a_fault_of_ours_says_nothing_of_its_cause(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError("geheim wachtwoord van de database")

    monkeypatch.setattr(queries, "memberships_of", fail)
    answer = Caller(cast.anna.person)("GET", "/labs")
    assert assert_problem(answer, 500) == []
    assert "geheim" not in str(answer.data)


@pytest.mark.parametrize(
    ("kind", "model", "name"),
    [
        (common.Name, Lab, "name"), (common.Name, Organisation, "name"), (common.Name, Invitation, "for_whom"),
        (common.Title, Framework, "title"), (common.Key, Item, "key"),
        (common.Remark, Verdict, "reason"), (common.Remark, Verdict, "remainder"),
    ],
)  # fmt: skip
def test_texts_are_as_long_as_what_keeps_them(kind: Any, model: Any, name: str) -> None:
    assert kind.__metadata__[0].max_length == model._meta.get_field(name).max_length


def test_nothing_refused_stands_in_the_log(cast: Cast) -> None:
    before = LogEntry.objects.count()
    Caller(cast.paula.person)("POST", f"{LAB}/partners", {"name": "a\0b", "kind": "mbo"})
    assert LogEntry.objects.count() == before
