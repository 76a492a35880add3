"""Whatever comes in, each call answers as the description says and never with a fault of ours."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode, Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks
from tests.filled import Filled

from hekloos.web.accounts.models import Person
from hekloos.web.accounts.tokens import make_token
from hekloos.web.api.tests.examples import make_examples

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
# Values of these may fit the description and yet be wrong in this lab.
WRONG_IN_A_LAB = {"log", "pairs", "ask", "adopt"}
type_of_counts = Counter[tuple[str, int]]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Let requests stay in the transaction of the test, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def answers_to(person: Person, filled: Filled) -> type_of_counts:
    """Try each call with values that fit and values that do not, in the lab and anywhere; count what came of it."""
    headers = {"Authorization": f"Bearer {make_token(person, name='test')}"}
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), headers=headers)
    examples = make_examples(filled)
    found: type_of_counts = Counter()
    for result in description.get_all_operations():
        operation = result.ok()
        name = str(operation.definition.raw["operationId"])
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

    @settings(max_examples=max(5, settings().max_examples // 4), suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(mode, path_parameters=rows))
    def answer(case: Case) -> None:
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)  # so that every case finds the same lab
        case.validate_response(response, checks=wanted)
        found[name, response.status_code] += 1

    answer()


@pytest.mark.timeout(300)
def test_probe(filled: Filled, one_connection: None) -> None:
    import time

    t = time.time()
    found = answers_to(filled.cast.paula.person, filled)
    print(time.time() - t)
    for k, v in sorted(found.items()):
        print(k, v)
