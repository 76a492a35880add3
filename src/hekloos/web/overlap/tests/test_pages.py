"""Pages of a comparison as people read them."""

from collections.abc import Callable

from django.test import Client
from tests.filled import Filled

from hekloos.web.accounts.models import Person
from hekloos.web.overlap.models import Comparison

type_of_browse = Callable[[Person], Client]


def page_of(filled: Filled, browse: type_of_browse) -> str:
    path = filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/")
    return browse(filled.cast.anna.person).get(path).content.decode()


def test_one_is_spoken_of_as_one(filled: Filled, browse: type_of_browse) -> None:
    Comparison.objects.update(left_count=1, right_count=3, match_count=1)
    assert "1 onderdeel van het vmbo naast 3 van het mbo: 1 paar om te bekijken." in page_of(filled, browse)
    Comparison.objects.update(left_count=2, match_count=4)
    assert "2 onderdelen van het vmbo naast 3 van het mbo: 4 paren om te bekijken." in page_of(filled, browse)
