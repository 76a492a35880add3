"""Trying every call with values that fit its description and values that do not."""

import re
from collections import Counter
from collections.abc import Container
from contextlib import closing
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks
from tests.filled import Filled

from hekloos.web.accounts.models import Person
from hekloos.web.accounts.tokens import make_token
from hekloos.web.api.tests.examples import METHODS, make_examples

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# Values of these may fit the description and yet be wrong in this lab.
WRONG_IN_A_LAB = {
    "log",
    "pairs",
    "ask",
    "adopt",
    "bring",
    "plan_meeting",
    "change_meeting",
    "record",
    "start_route",
    "reframe_route",
    "change_route",
    "put_route_back",
    "route_what_if",
    "bring_lessons",
    "adopt_lessons",
    "confirm_hours",
    "exempt",
    "answer_exemption",
    "answer_scope",
    "confirm_scope",
}  # a file can be sent in a form as if it were none
type_of_counts = Counter[tuple[str, int]]


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The site, closing what a request holds as a server does."""
    with closing(WSGIHandler()(environ, start_response)) as response:
        return [b"".join(response)]


def answers_to(person: Person, filled: Filled, *, only: Container[str] = METHODS) -> type_of_counts:
    """Try each call with values that fit and values that do not, in the lab and anywhere; count what came of it."""
    headers = {"Authorization": f"Bearer {make_token(person, name='test')}"}
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=headers)
    examples = make_examples(filled)
    found: type_of_counts = Counter()
    for result in description.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        name = str(operation.definition.raw["operationId"])
        if name not in only:
            continue
        rows = rows_in(operation.path, f"/api/v1/labs/toets{examples[name].path}") if name in examples else {}
        for mode in GenerationMode:
            for places in [rows, None] if rows else [None]:
                try_some(operation, mode, places, headers, found)
    return found


def rows_in(path: str, example: str) -> dict[str, Any]:
    """The rows that an example of a call names: `/labs/{lab}/uploads/{upload}` on `/labs/toets/uploads/7`."""
    matched = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path), example)
    assert matched is not None
    return {name: int(part) if part.isdecimal() else part for name, part in matched.groupdict().items()}


def try_some(
    operation: "APIOperation[Any, Any, Any, Any]",
    mode: GenerationMode,
    rows: dict[str, Any] | None,
    headers: dict[str, str],
    found: type_of_counts,
) -> None:
    name = str(operation.definition.raw["operationId"])
    wanted = CHECKS if name in WRONG_IN_A_LAB else [*CHECKS, checks.positive_data_acceptance]

    @settings(
        max_examples=max(5, min(10, settings().max_examples // 4)),
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(case=operation.as_strategy(mode, path_parameters=rows))
    def answer(case: "Case[Any]") -> None:
        case.headers.pop("Host", None)  # Django refuses a strange one before the API is asked
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)  # so that every case finds the same lab
        case.validate_response(response, checks=wanted)
        assert response.status_code >= 400 or not has_wrong_body(case)
        found[name, response.status_code] += 1

    answer()


def has_wrong_body(case: "Case[Any]") -> bool:
    body = case.meta.components.get(ParameterLocation.BODY) if case.meta else None
    return body is not None and body.mode is GenerationMode.NEGATIVE


def statuses(found: type_of_counts, name: str) -> set[int]:
    return {status for called, status in found if called == name}
