"""What was agreed, taken along as files."""

import csv
import io
import json
from collections.abc import Callable

import docx
import openpyxl
import pytest
from django.test import Client
from tests.filled import MBO, Filled, adopt, compare, judge, meet

from hekloos.core.curriculum import Relation
from hekloos.core.formats.case import read_package
from hekloos.web.accounts.models import Person

type_of_browse = Callable[[Person], Client]


@pytest.fixture
def agreed(filled: Filled) -> Filled:
    """One pair agreed, with a remainder; one on which both differ; one that waits."""
    judge(filled.cast.anna, filled.match(), Relation.BUILDS_ON)
    judge(filled.cast.bram, filled.match(), Relation.BUILDS_ON, remainder="=Zonder strepen", taken_up_by="mbo")
    judge(filled.cast.anna, filled.match("M1-2", "B1-K1-W2"), Relation.SAME)
    judge(filled.cast.bram, filled.match("M1-2", "B1-K1-W2"), Relation.NONE)
    judge(filled.cast.anna, filled.match("M2-1", "B1-K2-W1"), Relation.SAME)
    return filled


def fetch(filled: Filled, client: Client, rest: str) -> bytes:
    response = client.get(filled.cast.url(f"vergelijkingen/{filled.comparison.pk}/{rest}"))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return bytes(response.content)


def test_csv_holds_what_is_agreed_and_nothing_else(agreed: Filled, browse: type_of_browse) -> None:
    text = fetch(agreed, browse(agreed.cast.boris.person), "afspraken.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["code vmbo"], row["code mbo"], row["afspraak"]) == ("M1-1", "B1-K1-W1", "bouwt voort")
    assert (row["wat blijft er over"], row["wie pakt dat op"]) == ("'=Zonder strepen", "het mbo")
    assert row["wie"] == "Anna (vmbo), Bram (mbo)"


def test_a_workbook_says_of_which_texts_it_is(agreed: Filled, browse: type_of_browse) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetch(agreed, browse(agreed.cast.anna.person), "afspraken.xlsx")))
    assert book.sheetnames == ["Afspraken", "Programma's"]
    digests = {row[-1] for row in book["Programma's"].iter_rows(min_row=2, values_only=True)}
    assert digests == {agreed.vmbo.current.digest, agreed.mbo.current.digest}  # type: ignore[union-attr]
    assert book["Afspraken"]["H2"].data_type == "s"  # no formula


def test_a_document_for_word_opens(agreed: Filled, browse: type_of_browse) -> None:
    document = docx.Document(io.BytesIO(fetch(agreed, browse(agreed.cast.anna.person), "afspraken.docx")))
    told = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Zonder strepen (het mbo)" in told
    assert "Bouwt voort (1)" in [paragraph.text for paragraph in document.paragraphs]


def test_case_holds_the_programme_with_its_relations(agreed: Filled, browse: type_of_browse) -> None:
    content = fetch(agreed, browse(agreed.cast.anna.person), "afspraken/case/")
    package = read_package(content)
    (relation,) = package.associations
    assert (relation.left, relation.relation) == (agreed.match().left.key, Relation.BUILDS_ON)
    assert json.loads(content)["CFDocument"]["caseVersion"] == "1.1"


def test_a_meeting_takes_its_part_along(agreed: Filled, browse: type_of_browse) -> None:
    meeting = meet(agreed, [f"{agreed.vmbo.pk}:M2"])
    rest = f"afspraken.csv?bijeenkomst={meeting.pk}"
    lines = fetch(agreed, browse(agreed.cast.anna.person), rest).decode("utf-8-sig").splitlines()
    assert len(lines) == 1


def test_what_is_no_longer_agreed_leaves_the_list(agreed: Filled, browse: type_of_browse) -> None:
    adopt(agreed.cast.bram, "mbo-schoon.csv", MBO.replace("wast ramen", "wast en droogt ramen"))
    later = compare(agreed.cast.paula, agreed.vmbo, agreed.mbo)
    page = browse(agreed.cast.anna.person).get(agreed.cast.url(f"vergelijkingen/{later.pk}/afspraken/"))
    assert "Nog niets." in page.content.decode()


def test_another_form_is_not_found(agreed: Filled, browse: type_of_browse) -> None:
    address = agreed.cast.url(f"vergelijkingen/{agreed.comparison.pk}/afspraken.exe")
    assert browse(agreed.cast.anna.person).get(address).status_code == 404
