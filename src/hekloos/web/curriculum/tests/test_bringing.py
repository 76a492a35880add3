"""Bringing programmes in: looked at first, then all or nothing; versions stay."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from hypothesis import given
from tests.damage import MAKERS, good
from tests.damage import read as read_here
from tests.filled import MBO, VMBO, Filled, adopt, bring
from tests.people import Cast

from hekloos.core.curriculum import Framework as CoreFramework
from hekloos.core.formats.tests.test_case import frameworks
from hekloos.web.accounts.models import Person
from hekloos.web.curriculum import actions, convert
from hekloos.web.curriculum.models import Framework, Item, Upload, UploadedFile, Version
from hekloos.web.curriculum.queries import proposals
from hekloos.web.labs.actions import NotPossibleError
from hekloos.web.labs.log import sentence
from hekloos.web.labs.models import LogEntry

type_of_browse = Callable[[Person], Client]


@given(frameworks())
def test_what_was_read_can_be_kept_as_json(framework: CoreFramework) -> None:
    kept = convert.from_data(convert.to_data(framework))
    assert convert.from_data(convert.to_data(kept)) == kept
    if "\\x00" not in repr(framework):  # which a database cannot take
        assert kept == framework


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_every_kind_of_file_is_stored_as_it_was_read(name: str, cast: Cast) -> None:
    documents = good(name).documents
    upload = actions.bring(cast.anna, [(document.name, document.data) for document in documents])
    actions.read_upload(upload)
    upload.refresh_from_db()
    assert upload.content, upload.problems
    (version, *_others) = actions.adopt(
        cast.anna, upload, [actions.Choice(n, None) for n in range(len(upload.content))], owner=None
    )
    read = read_here(good(name)).frameworks[0]
    assert convert.to_core(version).digest == read.digest


def test_nothing_is_stored_before_it_is_adopted(cast: Cast) -> None:
    upload = bring(cast.anna, "vmbo.csv", VMBO)
    assert upload.content
    assert not Framework.objects.exists()
    assert not UploadedFile.objects.exists()  # the file itself went when it was read


def test_the_log_says_no_more_than_was_done(cast: Cast) -> None:
    unread = actions.bring(cast.anna, [("vmbo.csv", VMBO.encode())])
    assert sentence(LogEntry.objects.latest("id")) == "stuurde vmbo.csv in"
    actions.discard(cast.anna, unread)
    assert sentence(LogEntry.objects.latest("id")) == "gooide weg wat was ingestuurd: vmbo.csv"


def test_the_preview_tells_new_changed_and_gone(cast: Cast) -> None:
    adopt(cast.anna, "vmbo.csv", VMBO)
    later = VMBO.replace("en een spons", "en een zeem").replace("M2-2", "M2-3")
    (proposal,) = proposals(cast.anna, bring(cast.anna, "vmbo.csv", later))
    assert proposal.follows is not None
    assert [item.code for item in proposal.changes.added] == ["M2-3"]
    assert [now.code for _was, now in proposal.changes.changed] == ["M1-1"]
    assert [item.code for item in proposal.changes.gone] == ["M2-2"]


def test_the_same_file_again_is_nothing_new(cast: Cast) -> None:
    adopt(cast.anna, "vmbo.csv", VMBO)
    (proposal,) = proposals(cast.anna, bring(cast.anna, "vmbo.csv", VMBO))
    assert proposal.is_known


def test_versions_stay(cast: Cast) -> None:
    first = adopt(cast.anna, "vmbo.csv", VMBO)
    second = adopt(cast.anna, "vmbo.csv", VMBO.replace("spons", "zeem"))
    assert first.pk == second.pk
    assert [version.number for version in Version.objects.filter(framework=first)] == [2, 1]
    texts = Item.objects.filter(code="M1-1").order_by("version__number").values_list("text", flat=True)
    assert "spons" in texts[0]
    assert "zeem" in texts[1]


def test_adopting_twice_stores_once(cast: Cast) -> None:
    upload = bring(cast.anna, "vmbo.csv", VMBO)
    actions.adopt(cast.anna, upload, [actions.Choice(0, None)], owner=None)
    with pytest.raises(NotPossibleError):
        actions.adopt(cast.anna, upload, [actions.Choice(0, None)], owner=None)
    assert Framework.objects.count() == 1


def test_when_one_programme_cannot_be_stored_none_is(cast: Cast) -> None:
    mbo = adopt(cast.bram, "mbo.csv", MBO)
    upload = bring(cast.anna, "vmbo.csv", VMBO)
    wrong = [actions.Choice(0, None), actions.Choice(0, mbo)]  # a vmbo programme is no version of an mbo one
    with pytest.raises(Http404):
        actions.adopt(cast.anna, upload, wrong, owner=None)
    assert Framework.objects.count() == 1
    upload.refresh_from_db()
    assert upload.adopted_at is None


def test_a_programme_of_another_lab_is_out_of_reach(filled: Filled) -> None:
    upload = bring(filled.cast.chris, "vmbo.csv", VMBO)
    with pytest.raises(Http404):
        actions.adopt(filled.cast.chris, upload, [actions.Choice(0, filled.vmbo)], owner=None)


def test_reading_that_is_cut_off_every_time_ends_with_a_message(cast: Cast) -> None:
    upload = actions.bring(cast.anna, [("vmbo.csv", VMBO.encode())])
    Upload.objects.filter(pk=upload.pk).update(attempts=3)
    actions.read_upload(upload)
    upload.refresh_from_db()
    assert upload.failure.endswith("of bewaar het opnieuw.")
    assert not UploadedFile.objects.exists()


def test_many_files_are_one_pile_of_lessons(cast: Cast) -> None:
    lessons = [(f"les-{n}.md", f"# Les {n}\n\nWij leren ramen lappen met een trekker.\n".encode()) for n in range(3)]
    upload = actions.bring(cast.anna, lessons)
    actions.read_upload(upload)
    upload.refresh_from_db()
    assert upload.name == "3 bestanden"
    assert [framework["kind"] for framework in upload.content] == ["lesson_material"]


def test_several_files_are_spoken_of_as_several(cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.anna.person)
    lessons = [SimpleUploadedFile(f"les-{n}.md", b"# Ramen\n\nWij leren ramen lappen.\n") for n in range(2)]
    page = client.post(cast.url("programmas/inlezen/"), {"documents": lessons}, follow=True).content.decode()
    assert ">Hekloos leest 2 bestanden<" in page
    upload = Upload.objects.get()
    actions.discard(cast.anna, upload)
    page = client.get(cast.url(f"programmas/inlezen/{upload.pk}/"), follow=True).content.decode()
    assert "Wat in 2 bestanden stond, is weggegooid." in page


def test_more_than_the_limit_is_refused_with_a_message(cast: Cast, browse: type_of_browse) -> None:
    large = SimpleUploadedFile("groot.csv", b"x" * (33 * 1024 * 1024))
    response = browse(cast.anna.person).post(cast.url("programmas/inlezen/"), {"documents": large}, follow=True)
    assert "Dit is samen meer dan 32 MB" in response.content.decode()
    assert not Upload.objects.exists()


def test_a_lab_lets_only_so_much_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_WAITING_BYTES", 2 * len(VMBO))
    first = actions.bring(cast.anna, [("vmbo.csv", VMBO.encode())])
    with pytest.raises(NotPossibleError, match="wachten al veel grote bestanden"):
        actions.bring(cast.bram, [("mbo.csv", VMBO.encode()), ("te veel.csv", b"x")])
    actions.bring(cast.chris, [("elders.csv", VMBO.encode())])  # another lab has its own room
    actions.read_upload(first)
    actions.bring(cast.bram, [("mbo.csv", VMBO.encode()), ("nog.csv", b"x")])
    assert Upload.objects.filter(lab=cast.lab).count() == 2


def test_who_lets_too_much_wait_is_told_what_to_do(
    cast: Cast, browse: type_of_browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_WAITING_BYTES", 1)
    sent = {"documents": SimpleUploadedFile("vmbo.csv", VMBO.encode())}
    page = browse(cast.anna.person).post(cast.url("programmas/inlezen/"), sent, follow=True)
    assert "gooi weg wat niet nodig is" in page.content.decode()
    assert not UploadedFile.objects.exists()


def test_a_name_from_outside_is_shown_as_text(cast: Cast, browse: type_of_browse) -> None:
    upload = bring(cast.anna, "<script>alert(1)</script>.csv", VMBO.replace("spons", "<b>spons</b>"))
    page = browse(cast.anna.person).get(cast.url(f"programmas/inlezen/{upload.pk}/")).content.decode()
    assert "<script>alert" not in page
    assert "<b>spons" not in page


def test_a_form_without_a_file_is_told_so(cast: Cast, browse: type_of_browse) -> None:
    response = browse(cast.anna.person).post(cast.url("programmas/inlezen/"), {})
    assert response.status_code == 422
    assert "Kies een of meer bestanden." in response.content.decode()


def test_a_new_version_keeps_the_name_and_the_owner(cast: Cast) -> None:
    first = adopt(cast.anna, "vmbo.csv", VMBO)
    actions.rename(cast.anna, first, title="Schoon en vers", owner=first.owner)
    adopt(cast.bram, "vmbo.csv", VMBO.replace("spons", "zeem"))
    first.refresh_from_db()
    assert (first.title, first.owner) == ("Schoon en vers", cast.vmbo)


def test_a_version_that_nobody_looked_at_is_not_written_over(cast: Cast) -> None:
    framework = adopt(cast.anna, "vmbo.csv", VMBO)
    mine = bring(cast.anna, "vmbo.csv", VMBO.replace("spons", "zeem"))
    adopt(cast.paula, "vmbo.csv", VMBO.replace("dweilen", "moppen"))
    with pytest.raises(NotPossibleError, match="net een nieuwe versie"):
        actions.adopt(cast.anna, mine, [actions.Choice(0, framework, against=1)], owner=None)
    assert Version.objects.filter(framework=framework).count() == 2


def test_the_same_programme_by_another_name_is_known(cast: Cast) -> None:
    known = adopt(cast.anna, "vmbo.csv", VMBO)
    (proposal,) = proposals(cast.anna, bring(cast.anna, "andere-naam.csv", VMBO.replace("spons", "zeem")))
    assert proposal.follows == known


def test_an_earlier_version_comes_back(cast: Cast) -> None:
    framework = adopt(cast.anna, "vmbo.csv", VMBO)
    adopt(cast.anna, "vmbo.csv", VMBO.replace("spons", "zeem"))
    actions.use_again(cast.anna, Version.objects.get(framework=framework, number=1))
    framework.refresh_from_db()
    assert framework.current is not None
    assert framework.current.number == 1


def test_another_school_does_not_rename(cast: Cast) -> None:
    framework = adopt(cast.anna, "vmbo.csv", VMBO)
    with pytest.raises(Http404):
        actions.rename(cast.bram, framework, title="Van mij", owner=cast.mbo)


def test_only_who_brought_it_throws_it_away(cast: Cast) -> None:
    upload = bring(cast.anna, "vmbo.csv", VMBO)
    with pytest.raises(Http404):
        actions.discard(cast.bram, upload)
    actions.discard(cast.paula, upload)
    upload.refresh_from_db()
    assert upload.discarded_at is not None
