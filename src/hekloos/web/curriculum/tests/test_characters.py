"""What a file holds that a database refuses."""

import json

import pytest
from tests.damage import CASE
from tests.filled import adopt, bring
from tests.people import Cast

from hekloos.web.curriculum.convert import from_data, storable

STRANGE = ["a\0", "a\ud800", "a\ufffd", "a\\u0000"]


def case_with(key: str, *more: str) -> str:
    """A programme of which one module is called by this key, and others by more."""
    text = json.dumps(CASE).replace('"a"', json.dumps(key))
    data = json.loads(text)
    data["CFItems"] += [{**data["CFItems"][0], "identifier": other} for other in more]
    data["CFAssociations"].append({**data["CFAssociations"][0], "identifier": "r", "associationType": "soort\0"})
    return json.dumps(data)


@pytest.mark.parametrize("key", STRANGE)
def test_a_key_that_a_database_refuses_is_kept_as_another(key: str, cast: Cast) -> None:
    programme = adopt(cast.anna, "case.json", case_with(key))
    module, term = programme.versions.get().items.all()
    assert (term.parent_key, term.group_key) == (module.key, module.key)
    assert module.key.isprintable()


def test_keys_that_look_alike_stay_different(cast: Cast) -> None:
    upload = bring(cast.anna, "case.json", case_with(*STRANGE))
    (data,) = upload.content
    assert len({item["id"] for item in data["items"]}) == len(STRANGE) + 1
    assert from_data(data).items
    assert storable([upload.content, upload.problems]) == [upload.content, upload.problems]


def test_a_remark_about_such_a_file_can_be_kept(cast: Cast) -> None:
    upload = bring(cast.anna, "case.json", case_with("a"))
    assert any("soort\ufffd" in problem["message"] for problem in upload.problems)
