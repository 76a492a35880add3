"""The page on which people choose what to lay beside what."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.filled import VMBO, Filled, adopt

from hekloos.web.accounts.models import Person


def test_more_programmes_are_no_more_questions(filled: Filled, browse: Callable[[Person], Client]) -> None:
    client, page = browse(filled.cast.anna.person), filled.cast.url("vergelijkingen/nieuw/")
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(5):
        adopt(filled.cast.anna, f"vmbo-{number}.csv", VMBO.replace("M1", f"N{number}"))
    with CaptureQueriesContext(connection) as many:
        shown = client.get(page)
    assert "N4 Schoonmaken" in shown.content.decode()
    assert len(many) == len(few)
