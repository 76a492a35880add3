"""A visitor who follows links and fills in forms, over real connections and without scripts."""

from dataclasses import dataclass, field
from typing import Any

import lxml.html
import requests
from tests.provider.people import PASSWORD


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
