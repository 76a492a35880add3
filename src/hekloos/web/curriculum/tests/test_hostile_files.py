"""No file from outside hurts the site: each gets whole sentences, and the next good one is read as always."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.filled import VMBO
from tests.hostile_files import hostile_files
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.curriculum import actions
from hekloos.web.curriculum.models import Framework, Upload, UploadedFile

type_of_browse = Callable[[Person], Client]

FILES = hostile_files()
# These take seconds each, and all end at the same limits; what is done at a limit is seen with one of each.
SLOW_ALIKE = {"tall.ods"}  # as many-rows.csv
SHARES = 6  # so that a failure is found without reading all of them again
SENTENCES = re.compile(r"\S+( \S+){3,}[.!]")  # a few words at least, up to a full stop
NOTHING = "Hier is niets uit te halen"


@pytest.fixture(autouse=True)
def no_heart_beats(settings: Any) -> None:
    """The test holds the database while it reads, and a beat would wait for it until it gives up."""
    settings.WORK_LOST_AFTER = 3600


def bring(client: Client, cast: Cast, name: str, data: bytes) -> tuple[Upload, str]:
    """By the form, read as a worker does, and the page that comes of it."""
    sent = {"documents": SimpleUploadedFile(name, data)}
    response = client.post(cast.url("programmas/inlezen/"), sent, follow=True)
    assert response.status_code == 200, name
    upload = Upload.objects.latest("pk")
    assert upload.name == name
    actions.read_upload(upload)
    upload.refresh_from_db()
    response = client.get(cast.url(f"programmas/inlezen/{upload.pk}/"))
    assert response.status_code == 200, name
    return upload, html.unescape(response.content.decode())


def is_told_plainly(upload: Upload, page: str) -> None:
    """Either there is something to adopt, or a sentence that says why not; on the page, and nothing of Python in it."""
    for problem in upload.problems:
        assert SENTENCES.fullmatch(problem["message"]), (upload.name, problem)
        assert problem["message"] in page, (upload.name, problem)
    assert not re.search(r"Traceback|Error\b|Exception|<class", str(upload.problems)), upload.name
    if upload.content:
        assert NOTHING not in page, upload.name
    else:
        assert NOTHING in page, upload.name
        assert any(problem["severity"] == "error" for problem in upload.problems), upload.name


@pytest.mark.parametrize("share", range(SHARES))
def test_no_hostile_file_in_the_form_does_harm(share: int, cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.anna.person)
    for name in sorted(FILES.keys() - SLOW_ALIKE)[share::SHARES]:
        upload, page = bring(client, cast, name, FILES[name])
        is_told_plainly(upload, page)
        assert not upload.failure, name
        client.post(cast.url(f"programmas/inlezen/{upload.pk}/weg/"))
    assert not UploadedFile.objects.exists()
    assert not Framework.objects.exists()
    good, _page = bring(client, cast, "vmbo-schoon.csv", VMBO.encode())
    client.post(cast.url(f"programmas/inlezen/{good.pk}/overnemen/"), {"neem-0": "1"})
    assert [framework.title for framework in Framework.objects.all()] == ["vmbo-schoon"]


def test_hostile_files_among_a_good_one_leave_the_good_one(cast: Cast, browse: type_of_browse) -> None:
    client = browse(cast.anna.person)
    names = ("half.pdf", "laughs.xml", "locked-x.docx", "noise.bin")
    bad = [SimpleUploadedFile(name, FILES[name]) for name in names]
    sent = {"documents": [*bad, SimpleUploadedFile("vmbo-schoon.csv", VMBO.encode())]}
    assert client.post(cast.url("programmas/inlezen/"), sent, follow=True).status_code == 200
    upload = Upload.objects.get()
    actions.read_upload(upload)
    upload.refresh_from_db()
    assert [read["title"] for read in upload.content] == ["vmbo-schoon"]
    told = " ".join(problem["place"] + problem["message"] for problem in upload.problems)
    assert all(name in told for name in names)
