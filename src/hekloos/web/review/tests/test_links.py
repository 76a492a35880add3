"""From the lines of a programme to their pairs."""

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.filled import MBO, VMBO, Filled, adopt, compare
from tests.people import Cast

from hekloos.web.accounts.models import Person
from hekloos.web.curriculum.models import Framework
from hekloos.web.overlap.models import Comparison

type_of_browse = Callable[[Person], Client]
LINK = re.compile(r'href="[^"]*/vergelijkingen/(\d+)/onderdeel/(\d+)/">(\d+) pa')


def page_of(cast: Cast, framework: Framework, browse: type_of_browse) -> str:
    return browse(cast.boris.person).get(cast.url(f"programmas/{framework.pk}/")).content.decode()


def test_every_item_with_pairs_leads_to_them(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.boris.person)
    for framework, side in ((filled.vmbo, "left_id"), (filled.mbo, "right_id")):
        found = LINK.findall(page_of(filled.cast, framework, browse))
        expected = {getattr(match, side) for match in filled.comparison.matches.all()}
        assert {int(item) for _comparison, item, _count in found} == expected != set()
        for comparison, item, count in found:
            page = client.get(filled.cast.url(f"vergelijkingen/{comparison}/onderdeel/{item}/")).content.decode()
            assert page.count('class="pair"') == int(count)


def test_only_the_newest_finished_comparison_counts(filled: Filled, browse: type_of_browse) -> None:
    other = adopt(filled.cast.bram, "ander-mbo.csv", MBO.replace("B1-K1", "B1-K7"))
    newest = compare(filled.cast.anna, filled.vmbo, other)

    def used() -> set[str]:
        return {comparison for comparison, _item, _count in LINK.findall(page_of(filled.cast, filled.vmbo, browse))}

    assert used() == {str(newest.pk)}
    Comparison.objects.filter(pk=newest.pk).update(finished_at=None)
    assert used() == {str(filled.comparison.pk)}
    Comparison.objects.filter(pk=newest.pk).update(finished_at=timezone.now())
    Comparison.objects.filter(pk=newest.pk).update(removed_at=timezone.now())
    assert used() == {str(filled.comparison.pk)}


def test_a_version_that_was_never_compared_has_no_links(filled: Filled, browse: type_of_browse) -> None:
    adopt(filled.cast.anna, "vmbo-schoon.csv", VMBO.replace("spons", "zeem"))
    page = page_of(filled.cast, filled.vmbo, browse)
    assert LINK.findall(page) == []
    assert "De aantallen paren" not in page


def test_more_items_ask_no_more_of_the_database(filled: Filled, browse: type_of_browse) -> None:
    client = browse(filled.cast.boris.person)
    path = filled.cast.url(f"programmas/{filled.vmbo.pk}/")
    client.get(path)
    asked = []
    for query in ("", "?zoek=ramen"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path + query)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
