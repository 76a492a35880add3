import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from hekloos.core.curriculum import ItemKind, Relation
from hekloos.core.formats import case
from hekloos.core.report.route_case import as_framework, render_route_case
from hekloos.core.report.route_content import build_route_content
from hekloos.core.report.route_ids import identify_outcome, identify_unit
from hekloos.core.report.route_oeapi import render_route_oeapi
from hekloos.core.report.tests.route_hostile import ANY_TEXT, HOSTILE, hostile
from hekloos.core.report.tests.route_sample import sample_content
from hekloos.core.route.route import as_it_is

ID = {"type": "string", "format": "uuid"}
IDS = {"type": "array", "items": ID}
TEXTS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["language", "value"],
        "properties": {"language": {"pattern": "^[a-z]{2,3}(-[A-Z]{2})?$"}, "value": {"type": "string"}},
        "additionalProperties": False,
    },
}
CODE = {
    "type": "object",
    "required": ["codeType", "code"],
    "properties": {"codeType": {"const": "identifier"}, "code": {"type": "string"}},
    "additionalProperties": False,
}
LOAD = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["studyLoadUnit", "value"],
        "properties": {"studyLoadUnit": {"enum": ["contact_time", "hour"]}, "value": {"type": "number", "minimum": 0}},
        "additionalProperties": False,
    },
}
LEVEL = {"enum": ["pre_vocational", "secondary_vocational_education"]}
LANGUAGES = {"type": "array", "minItems": 1, "items": {"const": "nl-NL"}}


def thing(required: list[str], **fields: Any) -> Any:
    always = {"primaryCode": CODE, "name": TEXTS, "ext": {"type": "object"}}
    return {
        "type": "array",
        "items": {
            "type": "object",
            "required": [*required, "primaryCode", "name"],
            "properties": {**always, **fields},
            "additionalProperties": False,
        },
    }


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["specification", "version", "programmes", "courses", "learningOutcomes"],
    "properties": {
        "specification": {"const": "OEAPI"},
        "version": {"const": "6.0"},
        "programmes": thing(
            ["programmeId", "programmeType"],
            programmeId=ID,
            programmeType={"enum": ["programme", "track"]},
            teachingLanguages=LANGUAGES,
            duration={"pattern": "^P[0-9]+Y$"},
            studyLoad=LOAD,
            level=LEVEL,
            learningOutcomeIds=IDS,
            parentId=ID,
            childIds=IDS,
        ),
        "courses": thing(
            ["courseId"],
            courseId=ID,
            teachingLanguages=LANGUAGES,
            level=LEVEL,
            studyLoad=LOAD,
            learningOutcomeIds=IDS,
            assessment={"anyOf": [TEXTS, {"type": "null"}]},
            programmeIds=IDS,
        ),
        "learningOutcomes": thing(["learningOutcomeId"], learningOutcomeId=ID),
    },
    "additionalProperties": False,
}


def named(data: Any) -> Iterator[str]:
    """All identifiers that point at something."""
    for kind in ("programmes", "courses"):
        for each in data[kind]:
            yield from each["learningOutcomeIds"]
            yield from each.get("programmeIds", ())
            yield from each.get("childIds", ())


def check_oeapi(made: bytes) -> Any:
    data = json.loads(made)
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(data)
    ids = [each[key] for kind, key in (
        ("programmes", "programmeId"), ("courses", "courseId"), ("learningOutcomes", "learningOutcomeId")
    ) for each in data[kind]]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert set(named(data)) <= set(ids)
    return data


def test_the_oeapi_file_is_as_the_specification_names_things() -> None:
    content = sample_content()
    data = check_oeapi(render_route_oeapi(content))
    assert len(data["courses"]) == 29  # one block is gone
    assert len(data["learningOutcomes"]) == 25
    assert [each["programmeType"] for each in data["programmes"]] == ["track", "programme", "programme"]
    [course] = [each for each in data["courses"] if each["primaryCode"]["code"] == "m08"]
    assert course["studyLoad"][0] == {"studyLoadUnit": "hour", "value": 19.5}
    assert course["assessment"][0]["value"] == "Toetst: B1-K1-W3."


def test_identifiers_follow_from_keys_and_not_from_titles_or_plans() -> None:
    content = sample_content()
    other = build_route_content(content.route, as_it_is(content.route))
    assert [each["courseId"] for each in json.loads(render_route_oeapi(content))["courses"] if each] == [
        each["courseId"]
        for each in sorted(
            (e for e in json.loads(render_route_oeapi(other))["courses"] if e["primaryCode"]["code"] != "m05"),
            key=lambda each: (content.plan.slots[each["primaryCode"]["code"]], each["primaryCode"]["code"]),
        )
    ]


def test_the_case_package_can_be_read_back_with_items_blocks_and_what_connects_them() -> None:
    content = sample_content()
    package = case.read_package(render_route_case(content))
    assert not package.problems
    assert package.framework == as_framework(content)
    kinds = [item.kind for item in as_framework(content).items]
    assert (kinds.count(ItemKind.TERM), kinds.count(ItemKind.WORK_PROCESS), kinds.count(ItemKind.LESSON)) == (
        13,
        12,
        29,
    )
    same = {(found.left, found.right) for found in package.associations if found.relation is Relation.SAME}
    route = content.route
    assert same == {
        (identify_outcome(route.item_by_key[pair.left]), identify_outcome(route.item_by_key[pair.right]))
        for pair in route.agreed
        if pair.relation is Relation.SAME
    }
    after = (identify_unit(route, "v02"), identify_unit(route, "v04"))
    assert after in {
        (found.left, found.right) for found in package.associations if found.relation is Relation.BUILDS_ON
    }


def test_both_exports_name_an_item_the_same() -> None:
    content = sample_content()
    outcomes = {each["learningOutcomeId"] for each in json.loads(render_route_oeapi(content))["learningOutcomes"]}
    items = {item["identifier"] for item in json.loads(render_route_case(content))["CFItems"]}
    assert outcomes <= items


def test_the_day_of_the_caller_is_the_only_moment_in_it() -> None:
    made = json.loads(render_route_case(sample_content()))
    assert made["CFDocument"]["lastChangeDateTime"] == "2027-03-01T00:00:00+00:00"
    assert render_route_case(sample_content()) == render_route_case(sample_content())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_data(text: str) -> None:
    content = hostile(text)
    check_oeapi(render_route_oeapi(content))
    assert case.read_package(render_route_case(content)).framework


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_can_be_exchanged(text: str) -> None:
    content = hostile(text)
    check_oeapi(render_route_oeapi(content))
    assert case.read_package(render_route_case(content)).framework
