"""Programmes and comparisons as calls tell them."""

import pytest
from tests.filled import MBO, VMBO, Filled, adopt, bring, compare, judge

from hekloos.core.curriculum import Relation
from hekloos.web.api.tests.calling import Caller
from hekloos.web.overlap.actions import run
from hekloos.web.overlap.models import Comparison

LAB = "/labs/toets"


def test_items_are_told_as_they_are_asked_for(filled: Filled) -> None:
    boris = Caller(filled.cast.boris.person)
    path = f"{LAB}/programmes/{filled.vmbo.pk}"
    group = next(found for found in boris("GET", path).data["groups"] if found["code"] == "M2")
    everything = boris("GET", f"{path}/items").data
    assert (everything["count"], len(everything["items"])) == (6, 6)
    assert [item["code"] for item in boris("GET", f"{path}/items", limit=2, offset=1).data["items"]] == ["M1-1", "M1-2"]
    in_group = boris("GET", f"{path}/items", group=group["key"], search="recept").data
    assert [item["code"] for item in in_group["items"]] == ["M2-1"]
    assert [item["code"] for item in boris("GET", f"{path}/items", level="BB", search="kan").data["items"]] == [
        "M1-1",
        "M1-2",
    ]
    assert boris("GET", f"{path}/items", level="mbo-2").data["count"] < 6


def test_a_version_tells_what_it_changed(filled: Filled) -> None:
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("ramen lappen", "spiegels lappen"))
    boris = Caller(filled.cast.boris.person)
    path = f"{LAB}/programmes/{filled.vmbo.pk}/versions"
    assert [version["number"] for version in boris("GET", path).data] == [2, 1]
    changes = boris("GET", f"{path}/2").data["changes"]
    assert [change["now"]["code"] for change in changes["changed"]] == ["M1-1"]
    assert (changes["added"], changes["gone"], changes["same"]) == ([], [], 5)
    assert len(boris("GET", f"{path}/1").data["changes"]["added"]) == 6


def test_what_was_read_again_becomes_a_new_version(filled: Filled) -> None:
    anna = Caller(filled.cast.anna.person)
    upload = bring(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("ramen", "spiegels"))
    path = f"{LAB}/uploads/{upload.pk}"
    (proposal,) = anna("GET", path).data["proposals"]
    assert proposal["follows"] == filled.vmbo.pk
    assert [change["now"]["code"] for change in proposal["changes"]["changed"]] == ["M1-1"]
    wrong_side = {"choices": [{"number": 0, "into": filled.mbo.pk}]}
    assert anna("POST", f"{path}/adoption", wrong_side).status == 404
    unknown_owner = {"choices": [{"number": 0, "into": filled.vmbo.pk}], "owner": 0}
    assert anna("POST", f"{path}/adoption", unknown_owner).status == 404
    unseen = {"choices": [{"number": 0, "into": filled.vmbo.pk}]}
    assert anna("POST", f"{path}/adoption", unseen).status == 409
    right = anna("POST", f"{path}/adoption", {"choices": [{"number": 0, "into": filled.vmbo.pk, "against": 1}]})
    assert right.data == [{"programme": filled.vmbo.pk, "version": 2, "title": filled.vmbo.title}]
    assert Caller(filled.cast.boris.person)("GET", f"{LAB}/comparisons/{filled.comparison.pk}").data["is_old"]


def test_a_comparison_of_the_versions_of_now_can_be_asked_again(filled: Filled) -> None:
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("ramen lappen", "spiegels lappen"))
    again = Caller(filled.cast.bram.person)("POST", f"{LAB}/comparisons/{filled.comparison.pk}/again").data
    assert [version["version"] for version in (*again["left"], *again["right"])] == [2, 1]
    assert again["id"] != filled.comparison.pk


def test_only_what_is_there_can_be_compared(filled: Filled) -> None:
    anna = Caller(filled.cast.anna.person)
    both = {"left": [filled.vmbo.pk], "right": [filled.mbo.pk]}
    for wrong in ({"left": [filled.mbo.pk]}, {"right": [0]}, {"groups": ["0:bestaat niet"]}, {"levels": ["TL"]}):
        answer = anna("POST", f"{LAB}/comparisons", {**both, **wrong})
        assert answer.status == 422
        assert [error["field"] for error in answer.data["errors"]] == list(wrong)
    key = anna("GET", f"{LAB}/programmes/{filled.vmbo.pk}").data["groups"][0]["key"]
    group = f"{filled.vmbo.pk}:{key}"
    asked = anna("POST", f"{LAB}/comparisons", {**both, "levels": ["BB"], "groups": [group]}).data
    run(Comparison.objects.get(pk=asked["id"]))
    done = anna("GET", f"{LAB}/comparisons/{asked['id']}").data
    assert (done["levels"], done["groups"], done["left_count"]) == (["BB"], [group], 2)
    keys_alone = anna("POST", f"{LAB}/comparisons", {**both, "groups": [key]})
    assert [error["field"] for error in keys_alone.data["errors"]] == ["groups.0"]


def test_ribbons_of_the_map_lead_to_their_pairs(filled: Filled) -> None:
    boris = Caller(filled.cast.boris.person)
    path = f"{LAB}/comparisons/{filled.comparison.pk}"
    found = boris("GET", f"{path}/map").data
    assert {group["code"] for group in found["left"]} == {"M1", "M2"}
    assert found["ribbons"]
    for ribbon in found["ribbons"]:
        ends = {"left_group": ribbon["left"], "right_group": ribbon["right"]}
        pairs = boris("GET", f"{path}/pairs", relation="overlap", **ends).data
        assert pairs["count"] == ribbon["same"] + ribbon["builds_on"]


def test_pairs_come_in_pages_and_in_order(filled: Filled) -> None:
    boris = Caller(filled.cast.boris.person)
    path = f"{LAB}/comparisons/{filled.comparison.pk}/pairs"
    found = boris("GET", path, order="probability").data
    chances = [pair["probability"] for pair in found["items"]]
    assert chances == sorted(chances, reverse=True)
    assert found["count"] == len(chances) == filled.comparison.match_count
    second = boris("GET", path, order="probability", limit=1, offset=1).data
    assert (second["count"], second["items"]) == (found["count"], found["items"][1:2])
    at_least = boris("GET", path, at_least=50).data["count"]
    assert at_least == sum(chance >= 0.5 for chance in chances)
    assert boris("GET", path, limit=201).status == 422


def test_how_far_the_sides_are_is_told(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    boris = Caller(filled.cast.boris.person)
    states = boris("GET", f"{LAB}/comparisons/{filled.comparison.pk}/standing").data["states"]
    assert states["waits_for_mbo"] == 1
    assert sum(states.values()) == filled.comparison.match_count


def test_a_pair_of_which_a_text_changed_tells_what_changed(filled: Filled) -> None:
    judge(filled.cast.anna, filled.match(), Relation.SAME)
    adopt(filled.cast.bram, "mbo-schoon.csv", MBO.replace("wast ramen", "wast en droogt ramen"))
    comparison = compare(filled.cast.paula, filled.vmbo, filled.mbo)
    match = comparison.matches.get(left__code="M1-1", right__code="B1-K1-W1")
    told = Caller(filled.cast.boris.person)("GET", f"{LAB}/comparisons/{comparison.pk}/pairs/{match.pk}").data
    (change,) = told["text_changes"]
    assert (told["state"], change["side"]) == ("changed", "mbo")
    assert "wast ramen" in change["before"]
    assert "wast en droogt ramen" in change["now"]


def test_an_item_is_told_with_its_pairs(filled: Filled) -> None:
    match = filled.match()
    path = f"{LAB}/comparisons/{filled.comparison.pk}/items"
    boris = Caller(filled.cast.boris.person)
    of_the_left = boris("GET", f"{path}/{match.left_id}").data
    assert (of_the_left["item"]["code"], of_the_left["group"]["code"]) == ("M1-1", "M1")
    assert match.pk in [pair["id"] for pair in of_the_left["pairs"]["items"]]
    of_the_right = boris("GET", f"{path}/{match.right_id}").data
    assert {pair["right"]["id"] for pair in of_the_right["pairs"]["items"]} == {match.right_id}


def test_an_invitation_is_told_once_and_works(filled: Filled) -> None:
    paula = Caller(filled.cast.paula.person)
    asked = {"organisation": filled.cast.mbo.pk, "role": "teacher", "for_whom": "Eva"}
    link = paula("POST", f"{LAB}/invitations", asked).data["link"]
    assert paula.client.get(link).status_code == 200
    (known,) = paula("GET", f"{LAB}/invitations").data
    assert known["for_whom"] == "Eva"
    assert link.rstrip("/").rpartition("/")[2] not in str(known)
    assert paula("DELETE", f"{LAB}/invitations/{known['id']}").status == 204
    assert paula.client.get(link).status_code == 404


@pytest.mark.parametrize("role", ["project_leader", "facilitator"])
def test_nobody_invites_to_more_than_they_have(role: str, filled: Filled) -> None:
    filled.cast.anna.role = "team_leader"
    filled.cast.anna.save()
    asked = {"organisation": filled.cast.vmbo.pk, "role": role, "for_whom": "Mijn neef"}
    assert Caller(filled.cast.anna.person)("POST", f"{LAB}/invitations", asked).status == 404
