"""What people do with pages, done by programs: from two files to a pair on which both sides agree."""

import uuid
from typing import Any

import pytest
from django.core.management import call_command
from tests.filled import MBO, VMBO
from tests.people import Cast

from hekloos.web.api.tests.calling import Caller

LAB = "/labs/toets"


def work() -> None:
    """All that waits, by a worker as a site has one."""
    call_command("db_worker", batch=True, startup_delay=False, interval=0.1, reload=False, verbosity=0)


def adopt(caller: Caller, name: str, text: str, *, owner: int) -> int:
    upload = caller("POST", f"{LAB}/uploads", files={name: text})
    assert (upload.status, upload.data["is_waiting"]) == (202, True)
    path = f"{LAB}/uploads/{upload.data['id']}"
    early = caller("POST", f"{path}/adoption", {"choices": [{"number": 0}]})
    assert early.status == 409
    work()
    read = caller("GET", path).data
    (proposal,) = read["proposals"]
    assert (read["is_waiting"], read["progress"], proposal["follows"]) == (False, 1, None)
    assert len(proposal["changes"]["added"]) == proposal["item_count"] > 4
    wrong = caller("POST", f"{path}/adoption", {"choices": [{"number": 0}, {"number": 1}]})
    assert wrong.status == 422
    choice = {"number": 0, "title": f"Het {proposal['side']}"}
    (adopted,) = caller("POST", f"{path}/adoption", {"choices": [choice], "owner": owner}).data
    assert (adopted["version"], adopted["title"]) == (1, choice["title"])
    assert caller("GET", path).status == 404
    return int(adopted["programme"])


def verdict_on(pair: dict[str, Any], relation: str, **said: str) -> dict[str, str]:
    digests = {f"{side}_digest": pair[side]["digest"] for side in ("left", "right")}
    return {"relation": relation, "stroke": str(uuid.uuid4()), **digests, **said}


@pytest.mark.django_db(transaction=True)
def test_from_two_files_to_a_pair_that_is_agreed(cast: Cast) -> None:
    anna, bram = Caller(cast.anna.person), Caller(cast.bram.person)
    left = adopt(anna, "vmbo.csv", VMBO, owner=cast.vmbo.pk)
    right = adopt(bram, "mbo.csv", MBO, owner=cast.mbo.pk)
    owners = {found["id"]: found["owner"]["name"] for found in anna("GET", f"{LAB}/programmes").data}
    assert owners == {left: cast.vmbo.name, right: cast.mbo.name}

    asked = anna("POST", f"{LAB}/comparisons", {"left": [left], "right": [right]})
    assert (asked.status, asked.data["is_waiting"]) == (202, True)
    path = f"{LAB}/comparisons/{asked.data['id']}"
    assert anna("GET", f"{path}/pairs").status == 404
    work()
    comparison = bram("GET", path).data
    assert comparison["match_count"] > 0
    assert (comparison["is_waiting"], comparison["is_old"], comparison["progress"]) == (False, False, 1)

    likely = anna("GET", f"{path}/pairs", order="probability", search="ramen").data["items"][0]
    pair = f"{path}/pairs/{likely['id']}"
    assert anna("GET", pair).data["why"]["sentences"]
    stale = {**verdict_on(likely, "same"), "left_digest": "0" * 32}
    assert anna("POST", f"{pair}/verdict", stale).status == 409
    assert anna("POST", f"{pair}/verdict", verdict_on(likely, "same")).data["state"] == "waits_for_mbo"
    agreed = bram("POST", f"{pair}/verdict", verdict_on(likely, "same", reason="Zelfde ramen.")).data
    assert (agreed["state"], agreed["agreed"]) == ("agreed", "same")
    assert [verdict["person"]["name"] for verdict in agreed["others"]] == ["Anna"]
    assert [found["id"] for found in anna("GET", f"{path}/pairs", state="agreed").data["items"]] == [likely["id"]]

    assert bram("DELETE", f"{pair}/verdict").status == 204
    assert anna("GET", pair).data["state"] == "waits_for_mbo"
    told = [line["sentence"] for line in bram("GET", f"{LAB}/log", person=cast.bram.person_id).data["items"]]
    assert any(sentence.startswith("beoordeelde") for sentence in told)
    assert "Zelfde ramen" not in str(told)
