"""A school to log in with, and a visitor who follows links and fills in forms, over real connections."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from tests.provider.people import CLIENT, SECRET
from tests.provider.visitor import Visitor

from hekloos.web.config import environment


@pytest.fixture
def school(school_address: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> str:
    """The site knows the school, as the variables of the environment would tell it; gives its address."""
    monkeypatch.setenv("HEKLOOS_OIDC_ISSUER", school_address)
    monkeypatch.setenv("HEKLOOS_OIDC_NAME", "De Vaart")
    monkeypatch.setenv("HEKLOOS_OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("HEKLOOS_OIDC_CLIENT_SECRET", SECRET)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.single_sign_on()}}
    cache.clear()
    return school_address


@pytest.fixture(scope="session")
def school_address(live_server: Any) -> Iterator[str]:
    """The school runs in a process of its own, until the tests are done."""
    command = [sys.executable, "-m", "tests.provider.serve", live_server.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    found = Visitor()
    yield found
    found.session.close()
