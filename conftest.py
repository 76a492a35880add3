"""Fixtures that every test may use."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from hypothesis import settings
from tests.browser import chromium, page

if TYPE_CHECKING:
    from django.test import Client
    from tests.filled import Filled
    from tests.people import Cast

    from hekloos.web.accounts.models import Person

__all__ = ["chromium", "page"]  # one browser for all tests of a process

# Playwright keeps a loop in this thread, in which Django would refuse to ask the database anything.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Properties try few examples while you work and more in CI (HYPOTHESIS_PROFILE=thorough, or long for a night).
settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=60, deadline=None)
settings.register_profile("long", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

SHARED = Path(__file__).parent.parent / "shared"


def shared_folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the real files of ../shared/{name} are not on this machine")
    return folder


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Programmes as they come from the field: ../shared/data, which is not part of the repository."""
    return shared_folder("data")


@pytest.fixture(scope="session")
def labelled_pairs() -> Path:
    """Pairs judged by vmbo and mbo eyes: ../shared/eval, which is not part of the repository."""
    return shared_folder("eval")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Numbers of rows come back in the next test, and what a process remembers of them would be wrong."""
    if apps.ready:
        from django.core.cache import caches

        from hekloos.web.overlap.remembering import forget

        forget()
        caches["drawings"].clear()


@pytest.fixture
def cast(db: None) -> "Cast":
    """A lab with Anna, Bram, Paula and Boris; Chris is elsewhere."""
    from tests.people import make_cast

    return make_cast()


@pytest.fixture
def filled(cast: "Cast") -> "Filled":
    """The lab of `cast` with two programmes and a comparison of them."""
    from tests.filled import fill

    return fill(cast)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Let what a test sends to the site itself stay in its transaction, as requests of Django's own client do."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def browse() -> "Callable[[Person], Client]":
    """Somebody's browser, without a browser: `browse(cast.anna.person).get(...)`."""
    from django.test import Client

    def log_in(person: "Person") -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
