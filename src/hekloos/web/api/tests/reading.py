"""Every call that reads a lab, asked in every way that could tell something of a verdict."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.filled import Filled

from hekloos.core.agreement import State
from hekloos.web.api.tests.calling import Caller
from hekloos.web.api.tests.examples import METHODS, OF_A_LAB, Example, call
from hekloos.web.labs.models import Membership
from hekloos.web.review.models import Meeting

READS = [name for name in OF_A_LAB if METHODS[name] == "GET"]


def every_read(filled: Filled, reader: Membership, examples: Mapping[str, Example], word: str) -> dict[str, str]:
    """What `reader` is told, by a name of the call; `word` is what somebody searches for who suspects something."""
    told = {f"api {name}": call(reader.person, name, examples[name], filled.cast.lab.slug) for name in READS}
    caller, lab = Caller(reader.person), f"/labs/{filled.cast.lab.slug}"
    for rest, query in _more(filled, word):
        told[f"api {rest} {query}"] = caller("GET", f"{lab}{rest}", **query)
    assert {answer.status for answer in told.values()} <= {200, 404}, {n: a.status for n, a in told.items()}
    return {name: json.dumps([answer.status, answer.data]) for name, answer in told.items()}


def _more(filled: Filled, word: str) -> Iterator[tuple[str, dict[str, Any]]]:
    comparison, match = f"/comparisons/{filled.comparison.pk}", filled.match()
    filters: dict[str, list[Any]] = {
        "state": [state.value for state in State],
        "relation": ["same", "builds_on", "related", "none", "overlap"],
        "person": list(filled.cast.lab.memberships.values_list("person", flat=True)),
        "search": [word, match.left.code],
        "order": ["probability"],
        "at_least": [30, 90],
        "left_group": [match.left_group_id],
        "right_group": [match.right_group_id],
    }
    yield f"{comparison}/pairs", {}
    for name, values in filters.items():
        for value in values:
            yield f"{comparison}/pairs", {name: value}
    yield f"{comparison}/items/{match.right_id}", {}
    yield f"{comparison}/queue", {}
    for meeting in Meeting.objects.filter(lab=filled.cast.lab):
        yield f"{comparison}/queue", {"meeting": meeting.pk}
        yield f"{comparison}/agreed", {"meeting": meeting.pk}
    yield "/log", {}
    yield "/log", {"search": word}
