"""Every call of the API once, on a lab in which it can be done."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.filled import LESSONS, VMBO, Filled, answer, bring, bring_lessons, build_route, meet
from tests.taught import teach

from hekloos.core.route.changing import Move
from hekloos.web.accounts.models import Person
from hekloos.web.api.api import api
from hekloos.web.api.tests.calling import Answer, Caller
from hekloos.web.labs import actions
from hekloos.web.labs.models import Invitation, Kind, Membership, Role
from hekloos.web.review.learning import learning_in
from hekloos.web.route import plan_actions as routes
from hekloos.web.route.exemption_actions import ask
from hekloos.web.route.plan_convert import read_version

METHODS = {
    operation["operationId"]: method.upper()
    for methods in api.get_openapi_schema()["paths"].values()
    for method, operation in methods.items()
}
OF_A_LAB = sorted(set(METHODS) - {"my_labs"})


@dataclass(frozen=True)
class Example:
    """A call that `by` may make; `path` comes after the lab."""

    by: Membership
    path: str
    body: object = None
    files: dict[str, str] | None = None
    query: dict[str, Any] = field(default_factory=dict)


def make_examples(filled: Filled) -> dict[str, Example]:
    """By the name of the call, as it stands in the description."""
    cast, match = filled.cast, filled.match()
    invitation, empty_partner = _invitation(filled), actions.add_partner(cast.paula, name="Leeg", kind=Kind.MBO)
    upload = bring(cast.anna, "nieuw.csv", VMBO.replace("ramen", "spiegels"))
    programme, comparison = f"/programmes/{filled.vmbo.pk}", f"/comparisons/{filled.comparison.pk}"
    pair = f"{comparison}/pairs/{match.pk}"
    lab = {"name": "Anders", "line": "route", "start": "spontaneous"}
    verdict = {
        "relation": "same",
        "left_digest": match.left.digest,
        "right_digest": match.right.digest,
        "stroke": str(uuid.uuid4()),
    }
    meeting = meet(filled)
    teach(filled)
    plan = {"title": "Ramen", "on": "2026-12-01", "people": [cast.anna.person_id, cast.bram.person_id]}
    route, moved = build_route(filled), build_route(filled)
    core, _plan = read_version(route.versions.get())
    routes.edit(cast.anna, moved, Move(core.units[-1].id, 7), seen=1, what="route.unit_moved")
    asked = ask(cast.anna, route, core.items[1].key)
    frame = {"title": "Route", "years": 4, "periods": 2, "vmbo_years": 2, "exam_year": 2}
    lessons = f"/routes/{route.pk}/lessons/{bring_lessons(cast.anna, route).pk}"
    answer(cast.anna)
    own = answer(cast.bram)
    said = {"extent": "front_door", "for_whom": "KB", "from_year": 2028, "after": own.pk}
    return {
        "lab": Example(cast.boris, ""),
        "change_lab": Example(cast.paula, "", lab),
        "log": Example(cast.boris, "/log", query={"person": cast.anna.person_id, "search": "vmbo"}),
        "add_partner": Example(cast.paula, "/partners", {"name": "Vijver", "kind": "vmbo"}),
        "remove_partner": Example(cast.paula, f"/partners/{empty_partner.pk}"),
        "invitations": Example(cast.paula, "/invitations"),
        "invite": Example(
            cast.paula, "/invitations", {"organisation": cast.mbo.pk, "role": "teacher", "for_whom": "Eva"}
        ),
        "withdraw_invitation": Example(cast.paula, f"/invitations/{invitation.pk}"),
        "change_role": Example(cast.paula, f"/people/{cast.boris.pk}/role", {"role": "teacher"}),
        "end_membership": Example(cast.paula, f"/people/{cast.boris.pk}"),
        "programmes": Example(cast.boris, "/programmes"),
        "programme": Example(cast.boris, programme),
        "items": Example(cast.boris, f"{programme}/items", query={"search": "ramen", "level": "BB"}),
        "versions": Example(cast.boris, f"{programme}/versions"),
        "version": Example(cast.boris, f"{programme}/versions/1"),
        "rename_programme": Example(cast.paula, programme, {"title": "Anders"}),
        "use_version": Example(cast.paula, f"{programme}/versions/1/use"),
        "proposal": Example(cast.anna, f"/uploads/{upload.pk}/proposals/0", query={"into": filled.vmbo.pk}),
        "remove_programme": Example(cast.paula, programme),
        "uploads": Example(cast.anna, "/uploads"),
        "bring": Example(cast.anna, "/uploads", files={"vmbo.csv": VMBO}),
        "upload": Example(cast.anna, f"/uploads/{upload.pk}"),
        "adopt": Example(cast.anna, f"/uploads/{upload.pk}/adoption", {"choices": [{"number": 0}]}),
        "discard": Example(cast.anna, f"/uploads/{upload.pk}"),
        "comparisons": Example(cast.boris, "/comparisons"),
        "ask": Example(cast.anna, "/comparisons", {"left": [filled.vmbo.pk], "right": [filled.mbo.pk]}),
        "comparison": Example(cast.boris, comparison),
        "ask_again": Example(cast.anna, f"{comparison}/again"),
        "overlap_map": Example(cast.boris, f"{comparison}/map"),
        "standing": Example(cast.boris, f"{comparison}/standing"),
        "remove_comparison": Example(cast.paula, comparison),
        "pairs": Example(cast.boris, f"{comparison}/pairs", query={"relation": "overlap", "state": "open"}),
        "pair": Example(cast.boris, pair),
        "judge": Example(cast.anna, f"{pair}/verdict", verdict),
        "take_back": Example(cast.anna, f"{pair}/verdict"),
        "undo": Example(cast.anna, f"{pair}/undo", {"verdict": 0}),
        "queue": Example(cast.anna, f"{comparison}/queue", query={"everything": True}),
        "agreed": Example(cast.boris, f"{comparison}/agreed"),
        "all_meetings": Example(cast.boris, "/meetings"),
        "plan_meeting": Example(cast.anna, "/meetings", plan | {"comparison": filled.comparison.pk}),
        "meeting": Example(cast.boris, f"/meetings/{meeting.pk}"),
        "change_meeting": Example(cast.anna, f"/meetings/{meeting.pk}", plan),
        "remove_meeting": Example(cast.anna, f"/meetings/{meeting.pk}"),
        "record": Example(
            cast.paula, f"/meetings/{meeting.pk}/pairs/{match.pk}/verdicts", verdict | {"members": [cast.bram.pk]}
        ),
        "routes": Example(cast.boris, "/routes"),
        "start_route": Example(cast.anna, "/routes", frame | {"comparison": filled.comparison.pk}),
        "route": Example(cast.boris, f"/routes/{route.pk}"),
        "remove_route": Example(cast.paula, f"/routes/{route.pk}"),
        "route_file": Example(cast.boris, f"/routes/{route.pk}/file"),
        "route_proof": Example(cast.boris, f"/routes/{route.pk}/proof"),
        "route_exits": Example(cast.boris, f"/routes/{route.pk}/exits"),
        "route_what_if": Example(cast.boris, f"/routes/{route.pk}/what-if", query={"level": "KB"}),
        "change_route": Example(
            cast.anna,
            f"/routes/{route.pk}/changes",
            {"seen": 1, "changes": [{"kind": "move", "unit": core.units[-1].id, "slot": 7}]},
        ),
        "bring_lessons": Example(
            cast.anna, f"/routes/{route.pk}/lessons", files=LESSONS, query={"side": "vmbo", "first": 1}
        ),
        "lessons": Example(cast.anna, lessons),
        "adopt_lessons": Example(
            cast.anna, f"{lessons}/adoption", {"seen": 1, "units": [{"number": 0, "treats": [core.items[0].key]}]}
        ),
        "discard_lessons": Example(cast.anna, lessons),
        "confirm_hours": Example(
            cast.bram,
            f"/routes/{route.pk}/confirmed-hours",
            {"seen": 1, "units": [{"unit": core.units[-1].id, "hours": None}]},
        ),
        "reframe_route": Example(cast.anna, f"/routes/{route.pk}", frame),
        "refresh_route": Example(cast.anna, f"/routes/{route.pk}/refresh"),
        "put_route_back": Example(cast.anna, f"/routes/{moved.pk}/back", {"number": 1}),
        "asked_exemptions": Example(cast.boris, f"/routes/{route.pk}/exemptions"),
        "exempt": Example(
            cast.anna, f"/routes/{route.pk}/exemptions", {"item": core.items[0].key, "reason": "Doet het bedrijf"}
        ),
        "answer_exemption": Example(
            cast.bram, f"/routes/{route.pk}/exemptions/{asked.pk}/answer", {"accepted": True, "reason": "Doen wij niet"}
        ),
        "withdraw_exemption": Example(cast.anna, f"/routes/{route.pk}/exemptions/{asked.pk}"),
        "learning": Example(cast.boris, "/learning"),
        "use_learned": Example(cast.paula, "/learning/adoption", {"mark": learning_in(cast.paula).mark}),
        "go_back": Example(cast.paula, "/learning/adoption"),
        "scope": Example(cast.boris, "/route/scope"),
        "answer_scope": Example(cast.bram, "/route/scope/answers", said),
        "confirm_scope": Example(cast.bram, "/route/scope/confirmation", {"answer": own.pk}),
        "norms": Example(cast.boris, "/route/norms", query={"on": "2026-09-01"}),
        "item_with_pairs": Example(cast.boris, f"{comparison}/items/{match.left_id}"),
    }


def call(person: Person | None, name: str, example: Example, lab: str) -> Answer:
    path = f"/labs/{lab}{example.path}"
    return Caller(person)(METHODS[name], path, example.body, files=example.files, **example.query)


def _invitation(filled: Filled) -> Invitation:
    cast = filled.cast
    secret = actions.invite(cast.paula, organisation=cast.mbo, role=Role.TEACHER, for_whom="Dirk")
    found = actions.find_invitation(secret)
    assert found is not None
    return found
