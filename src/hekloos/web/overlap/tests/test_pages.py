"""Pages of a comparison as people read them."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.filled import Filled

from hekloos.core.report.content import Group
from hekloos.web.accounts.models import Person
from hekloos.web.overlap.models import Comparison
from hekloos.web.overlap.queries import MapOfComparison, map_of

type_of_browse = Callable[[Person], Client]


def page_of(filled: Filled, browse: type_of_browse) -> str:
    path = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")
    return browse(filled.cast.anna.person).get(path).content.decode()


def test_one_is_spoken_of_as_one(filled: Filled, browse: type_of_browse) -> None:
    Comparison.objects.update(left_count=1, right_count=3, match_count=1)
    assert "1 onderdeel van het vmbo naast 3 van het mbo: 1 paar om te bekijken." in page_of(filled, browse)
    Comparison.objects.update(left_count=2, match_count=4)
    assert "2 onderdelen van het vmbo naast 3 van het mbo: 4 paren om te bekijken." in page_of(filled, browse)


def test_the_map_can_be_read_as_a_list(filled: Filled, browse: type_of_browse) -> None:
    shown = page_of(filled, browse).partition('class="map-as-list"')[2].partition("</div>")[0]
    drawn = map_of(filled.comparison)
    assert re.findall(r"<h3>(.*?)</h3>", shown) == [group.name for group in drawn.left if _has_ribbon(drawn, group)]
    told = [int(count) for count in re.findall(r'class="note">(\d+) pa', shown)]
    assert told == [ribbon.total for ribbon in drawn.ribbons]
    lengths = re.findall(
        r'<rect class="same" width="([\d.]+)".*?<rect class="builds" x="([\d.]+)" width="([\d.]+)"', shown
    )
    assert max(float(same) + float(builds) for same, _x, builds in lengths) == pytest.approx(300, abs=0.1)


def _has_ribbon(drawn: MapOfComparison, group: Group) -> bool:
    return any(ribbon.left == group for ribbon in drawn.ribbons)
