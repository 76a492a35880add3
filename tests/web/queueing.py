"""The queue as it goes over the line: pages of pairs, and the forms that are sent from them."""

import re
from dataclasses import dataclass

import requests
from tests.web.site import Site, Visitor


@dataclass(frozen=True)
class Turn:
    """A pair of somebody's queue, as it stands on their screen with a form of its own."""

    page: requests.Response
    pair: int
    next_pair: int | None
    left_to_do: int
    form: dict[str, object]

    @property
    def name(self) -> str:
        """As the log says it."""
        return first(r"<title>(\S+ - \S+)", self.page)


class Judge(Visitor):
    """Somebody who goes through the queue of a comparison, improbable pairs included."""

    def __init__(self, site: Site, email: str, comparison: int) -> None:
        super().__init__(site, email)
        self.comparison = f"/lab/toets/vergelijkingen/{comparison}/"

    def look(self, pair: int | None = None) -> Turn:
        """The first pair of the queue, or this one."""
        part = f"{pair}/" if pair else ""
        return turn_on(self.get(f"{self.comparison}oordelen/{part}?alles=ja"))

    def say(self, turn: Turn, relation: str) -> requests.Response:
        """What the form of this turn sends, as often as it is sent; gives the page that comes after it."""
        data = turn.form | {"relation": relation}
        return self.post(f"{self.comparison}oordelen/{turn.pair}/bewaar/?alles=ja", data, page=turn.page)

    def pairs(self, state: str) -> list[int]:
        """What the list shows of the pairs in this state."""
        page = self.get(f"{self.comparison}paren/?stand={state}").text
        return [int(pair) for pair in re.findall(rf'href="{self.comparison}paren/(\d+)/', page)]


def turn_on(page: requests.Response) -> Turn:
    names = ("left_digest", "right_digest", "stroke")
    after = re.search(r'href="[^"]*/oordelen/(\d+)/[^"]*" data-key="j"', page.text)
    return Turn(
        page=page,
        pair=int(first(r'action="[^"]*/oordelen/(\d+)/bewaar/', page)),
        next_pair=int(after[1]) if after else None,
        left_to_do=int(first(r'class="note">Nog (\d+) pa', page)),
        form={name: first(rf'name="{name}" value="([^"]+)"', page) for name in names},
    )


def first(pattern: str, page: requests.Response) -> str:
    found = re.search(pattern, page.text)
    assert found, (page.url, page.status_code, pattern)
    return found[1]
