"""What a new programme is: guessed by Hekloos, said by people, and the same in every later version."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.filled import VMBO, Filled, adopt, bring
from tests.people import Cast

from hekloos.core.curriculum import FrameworkKind, Side
from hekloos.web.accounts.models import Person
from hekloos.web.api.tests.calling import Caller
from hekloos.web.curriculum import actions
from hekloos.web.curriculum.models import Framework, Item
from hekloos.web.curriculum.queries import proposals
from hekloos.web.labs.actions import NotPossibleError

type_of_browse = Callable[[Person], Client]
PLAIN = "tekst\nRamen lappen met een trekker\nVloeren dweilen in een school\nEen bestelling klaarzetten\n"
MBO_SCHOOL = actions.Choice(0, None, side=Side.MBO, kind=FrameworkKind.SCHOOL_PROGRAMME)


def send(client: Client, cast: Cast, upload: int, **said: Any) -> Any:
    return client.post(cast.url(f"programmas/inlezen/{upload}/overnemen/"), {"neem-0": "1", **said})


def selected(page: str, name: str) -> list[str]:
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    assert select, name
    return re.findall(r'<option value="([^"]+)" selected', select[0])


def test_the_guess_is_told_and_filled_in(cast: Cast, browse: type_of_browse) -> None:
    upload = bring(cast.anna, "jaarplan.csv", PLAIN)
    page = browse(cast.anna.person).get(cast.url(f"programmas/inlezen/{upload.pk}/")).content.decode()
    assert "Hekloos denkt: programma van de school, vmbo." in page
    assert selected(page, "0-soort") == ["school_programme"]
    assert selected(page, "0-kant") == ["vmbo"]


def test_people_say_what_it_is(cast: Cast, browse: type_of_browse) -> None:
    upload = bring(cast.anna, "jaarplan.csv", PLAIN)
    said = {"0-soort": "qualification_dossier", "0-kant": "mbo"}
    assert send(browse(cast.anna.person), cast, upload.pk, **said).status_code == 302
    framework = Framework.objects.get()
    assert (framework.side, framework.kind) == ("mbo", "qualification_dossier")
    assert set(Item.objects.values_list("kind", flat=True)) == {"knowledge"}  # an eindterm is of the vmbo


def test_a_later_version_stays_what_people_said(cast: Cast) -> None:
    first = bring(cast.anna, "jaarplan.csv", PLAIN)
    actions.adopt(cast.anna, first, [MBO_SCHOOL], owner=None)
    framework = Framework.objects.get()
    assert proposals(cast.anna, bring(cast.anna, "jaarplan.csv", PLAIN))[0].is_known
    later = bring(cast.anna, "jaarplan.csv", PLAIN.replace("school", "kantoor"))
    (proposal,) = proposals(cast.anna, later)
    assert proposal.follows == framework
    actions.adopt(cast.anna, later, [actions.Choice(0, framework, against=1)], owner=None)
    framework.refresh_from_db()
    assert (framework.side, framework.kind, framework.versions.count()) == ("mbo", "school_programme", 2)
    assert set(Item.objects.values_list("kind", flat=True)) == {"knowledge"}


def test_a_later_version_that_is_read_well_is_still_known(cast: Cast) -> None:
    first = bring(cast.anna, "jaarplan.csv", PLAIN)
    actions.adopt(cast.anna, first, [MBO_SCHOOL], owner=None)
    (proposal,) = proposals(cast.anna, bring(cast.anna, "mbo-jaarplan.csv", PLAIN))
    assert proposal.framework.side == Side.MBO
    assert proposal.follows == Framework.objects.get()


def test_a_version_cannot_change_what_a_programme_is(filled: Filled, browse: type_of_browse) -> None:
    upload = bring(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("spons", "zeem"))
    said = {"wordt-0": str(filled.vmbo.pk), "tegen-0": "1", "0-soort": "lesson_material", "0-kant": "mbo"}
    assert send(browse(filled.cast.anna.person), filled.cast, upload.pk, **said).status_code == 302
    filled.vmbo.refresh_from_db()
    assert (filled.vmbo.side, filled.vmbo.kind, filled.vmbo.versions.count()) == ("vmbo", "exam_programme", 2)


@pytest.mark.parametrize(("kind", "side"), [("exam_programme", "mbo"), ("qualification_dossier", "vmbo")])
def test_what_no_side_has_is_refused_and_nothing_filled_in_is_lost(
    kind: str, side: str, cast: Cast, browse: type_of_browse
) -> None:
    upload = bring(cast.anna, "jaarplan.csv", PLAIN)
    said = {"0-soort": kind, "0-kant": side, "titel-0": "Ons jaarplan"}
    page = send(browse(cast.anna.person), cast, upload.pk, **said).content.decode()
    assert "Een examenprogramma is altijd van het vmbo" in page
    assert (selected(page, "0-soort"), selected(page, "0-kant")) == ([kind], [side])
    assert 'value="Ons jaarplan"' in page
    assert not Framework.objects.exists()


def test_a_word_from_outside_the_list_is_refused(cast: Cast, browse: type_of_browse) -> None:
    upload = bring(cast.anna, "jaarplan.csv", PLAIN)
    page = send(browse(cast.anna.person), cast, upload.pk, **{"0-soort": "raket", "0-kant": "vmbo"}).content.decode()
    assert "Kies wat het is, en van welke kant, uit de lijst." in page
    assert not Framework.objects.exists()


def test_programs_say_what_it_is_as_well(cast: Cast) -> None:
    upload = bring(cast.anna, "jaarplan.csv", PLAIN)
    path = f"/labs/toets/uploads/{upload.pk}/adoption"
    anna = Caller(cast.anna.person)
    wrong = anna("POST", path, {"choices": [{"number": 0, "side": "mbo", "kind": "exam_programme"}]})
    assert (wrong.status, Framework.objects.count()) == (409, 0)
    assert anna("POST", path, {"choices": [{"number": 0, "side": "mbo"}]}).status == 201
    (told,) = anna("GET", "/labs/toets/programmes").data
    assert (told["side"], told["kind"]) == ("mbo", "school_programme")


def test_what_is_read_impossibly_can_be_adopted_as_it_is(cast: Cast) -> None:
    upload = bring(cast.anna, "jaarplan.csv", PLAIN)
    upload.content[0]["kind"] = "qualification_dossier"
    upload.save()
    with pytest.raises(NotPossibleError):
        actions.adopt(
            cast.anna, upload, [actions.Choice(0, None, kind=FrameworkKind.EXAM_PROGRAMME, side=Side.MBO)], owner=None
        )
    actions.adopt(cast.anna, upload, [actions.Choice(0, None)], owner=None)
    assert Framework.objects.get().kind == "qualification_dossier"


def test_a_programme_of_the_other_side_is_not_offered(cast: Cast) -> None:
    adopt(cast.anna, "plan-vmbo.csv", PLAIN)
    (proposal,) = proposals(cast.bram, bring(cast.bram, "plan-mbo.csv", PLAIN))
    assert proposal.candidates == ()
