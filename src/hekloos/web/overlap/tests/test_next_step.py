"""From a programme that was adopted to a comparison."""

import re
from collections.abc import Callable

from django.test import Client
from tests.filled import MBO, VMBO, adopt, bring, compare
from tests.people import Cast

from hekloos.web.accounts.models import Person

type_of_browse = Callable[[Person], Client]


def test_after_the_first_programme_the_other_side_is_asked_for(cast: Cast, browse: type_of_browse) -> None:
    vmbo = adopt(cast.anna, "vmbo-schoon.csv", VMBO)
    page = browse(cast.anna.person).get(cast.url(f"programmas/{vmbo.pk}/")).content.decode()
    assert "Hierna: lees een programma van het mbo in" in page


def test_a_programme_leads_to_the_form_with_both_chosen_and_later_to_the_comparison(
    cast: Cast, browse: type_of_browse
) -> None:
    vmbo, mbo = adopt(cast.anna, "vmbo-schoon.csv", VMBO), adopt(cast.bram, "mbo-schoon.csv", MBO)
    adopt(cast.bram, "mbo-anders.csv", MBO.replace("Lapt ramen", "Zeemt ramen").replace("stof", "wol"))
    client, address = browse(cast.anna.person), cast.url(f"programmas/{vmbo.pk}/")
    page = client.get(address).content.decode()
    (ask,) = re.findall(rf'href="([^"]*)">Vergelijk met {mbo.title}<', page)
    form = client.get(ask.replace("&amp;", "&")).content.decode()
    assert re.findall(r'name="(?:left|right)" value="(\d+)"[^>]* checked', form) == [str(vmbo.pk), str(mbo.pk)]
    comparison = compare(cast.paula, vmbo, mbo)
    page = client.get(address).content.decode()
    assert "Hierna" not in page
    assert cast.url(f"vergelijkingen/{comparison.pk}/") in page
    assert "Vergelijk met" not in browse(cast.boris.person).get(address).content.decode()


def test_what_could_not_be_read_is_not_called_read(cast: Cast, browse: type_of_browse) -> None:
    bring(cast.anna, "plan.pdf", "geen pdf")
    bring(cast.anna, "goed.csv", VMBO)
    page = browse(cast.anna.person).get(cast.url("programmas/")).content.decode()
    lists = dict(re.findall(r'<h2 id="uploads-\d">(.*?)</h2>(.*?)</section>', page, re.DOTALL))
    assert list(lists) == ["Ingelezen, nog niet overgenomen", "Niet te lezen"]
    assert "goed.csv" in lists["Ingelezen, nog niet overgenomen"]
    assert "plan.pdf" in lists["Niet te lezen"]
