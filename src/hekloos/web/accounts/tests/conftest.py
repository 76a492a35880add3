"""A school to log in with, and a visitor who follows links and fills in forms, over real connections."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
import pytest
import requests
from django.core.cache import cache
from tests.browser import chromium
from tests.provider.people import CLIENT, PASSWORD, SECRET

from hekloos.web.config import environment

__all__ = ["chromium"]


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


@dataclass
class Visitor:
    """Somebody at the site, with one browser."""

    session: requests.Session = field(default_factory=requests.Session)
    page: Any = None
    address: str = ""

    def go(self, address: str) -> "Visitor":
        return self._show(self.session.get(address, timeout=20))

    def follow(self, words: str) -> "Visitor":
        links = [link for link in self.page.iter("a") if words in link.text_content()]
        assert links, f"no link {words!r} on {self.address}"
        return self.go(links[0].get("href"))

    def send(self, button: str, **fields: str) -> "Visitor":
        """Fills in the form that has this button."""
        for form in self.page.forms:
            for found in form.iter("button"):
                if button in found.text_content():
                    form.fields.update(fields)
                    pressed = [(found.get("name"), found.get("value") or "")] if found.get("name") else []
                    sent = [*form.form_values(), *pressed]
                    return self._show(self.session.post(form.action or self.address, data=sent, timeout=20))
        raise AssertionError(f"no button {button!r} on {self.address}")

    def at_school(self, email: str) -> "Visitor":
        """Logs in at the school, which asks whether the site may know who it is."""
        return self.send("Sign In", login=email, password=PASSWORD).send("Authorize")

    @property
    def text(self) -> str:
        return " ".join(self.page.body.text_content().split())

    def _show(self, response: requests.Response) -> "Visitor":
        self.address = response.url
        self.page = lxml.html.fromstring(response.text, base_url=response.url)
        self.page.make_links_absolute()
        return self


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    found = Visitor()
    yield found
    found.session.close()
