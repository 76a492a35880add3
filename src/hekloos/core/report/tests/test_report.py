import csv
import io
import json
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from hekloos.core.curriculum import Framework, Item, ItemKind, Relation
from hekloos.core.formats.reading import Problem, Severity
from hekloos.core.overlap.compare import compare
from hekloos.core.report.content import Choices, Content, Group, build_content, in_reading_order
from hekloos.core.report.html import render
from hekloos.core.report.overlap_map import FULL, draw, draw_map
from hekloos.core.report.plain import column_names, render_csv, render_json, render_pairs
from hekloos.core.report.wording import percent, proposal, summary
from hekloos.core.report.workbook import render_workbook
from hekloos.core.tests.programmes import framework, item, mbo, vmbo


def content_of(left: Framework | None = None, *, top: int = 5, at_least: float = 0.2) -> Content:
    note = Problem(message="Bladzijde 3 is een plaatje. Typ haar over.", severity=Severity.WARNING)
    choices = Choices(top=top, at_least=at_least, date="1 maart 2027")
    return build_content(compare(left or vmbo(), mbo()), choices, problems=[note])


@pytest.fixture(scope="module")
def content() -> Content:
    return content_of()


def with_text(text: str) -> Framework:
    programme = vmbo()
    return replace(programme, items=tuple(replace(i, text=text) if i.id == "P/1/1-1" else i for i in programme.items))


def test_every_term_is_in_the_report_once(content: Content) -> None:
    assert [row.item.code for row in content.rows] == ["P/1/1-1", "P/1/1-2", "P/2/1-1"]
    page = render(content)
    per_term = page[page.index('id="terms"') :]
    assert all(per_term.count(f">{row.item.code}</span>") == 1 for row in content.rows)


def test_terms_are_gathered_by_module_and_mbo_items_by_core_task(content: Content) -> None:
    assert [(group.code, len(group.items)) for group in content.left_groups] == [("P/1", 2), ("P/2", 1)]
    assert [(group.code, len(group.items)) for group in content.right_groups] == [("B1-K1", 3), ("B1-K2", 1)]


def test_ribbons_count_the_shown_pairs_that_overlap(content: Content) -> None:
    overlapping = [
        explanation
        for row in content.rows
        for explanation in row.found
        if explanation.match.relation in (Relation.SAME, Relation.BUILDS_ON)
    ]
    assert sum(ribbon.total for ribbon in content.ribbons) == len(overlapping) > 0
    assert {(ribbon.left.code, ribbon.right.code) for ribbon in content.ribbons} == {("P/1", "B1-K1")}


def test_the_map_keeps_a_ribbon_as_wide_as_its_count_at_both_ends(content: Content) -> None:
    drawn = draw(content)
    total = sum(ribbon.total for ribbon in content.ribbons)
    unit = min(14.0, FULL / total)
    path = drawn.bands[0].builds_on_path or drawn.bands[0].same_path
    there, down, back = (steps.split() for steps in re.split("[cvz]", path)[1:4])
    count = content.ribbons[0].builds_on or content.ribbons[0].same
    assert float(down[0]) == pytest.approx(count * unit, abs=0.06)  # at the mbo side
    assert [float(step) for step in back] == [-float(step) for step in there]  # so at the vmbo side as well


def test_a_module_without_overlap_stays_on_the_map(content: Content) -> None:
    assert [(bar.group.code, bar.total > 0) for bar in draw(content).left] == [("P/1", True), ("P/2", False)]


def test_a_long_name_is_broken_and_fits_beside_its_bar() -> None:
    name = "Installeert duurzame en slimme systemen in de woning en in de utiliteit, en draagt ze over aan de klant"
    groups = [
        Group(Item(id=str(number), code=f"P/{number}", kind=ItemKind.MODULE, text=name), ()) for number in range(2)
    ]
    drawn = draw_map(groups, groups, [])
    for bar in drawn.left:
        assert " ".join(bar.lines) == f"{bar.group.code} {name}"
        assert max(map(len, bar.lines)) <= 41
        tops = [y for y, _line in bar.lines_at]
        assert bar.y < tops[0] - 8
        assert tops[-1] <= bar.y + bar.height


def test_bars_do_not_overlap_each_other(content: Content) -> None:
    for bars in (draw(content).left, draw(content).right):
        assert all(one.y + one.height <= other.y for one, other in zip(bars, bars[1:], strict=False))


def test_the_summary_counts_every_term_once(content: Content) -> None:
    assert sum(content.best_relations.values()) == len(content.rows)
    assert summary(content)[0] == (
        "Bij 2 van de 3 eindtermen is er iets om over te praten: daar is overlap waarschijnlijk."
    )
    assert "Bij 1 vond Hekloos niets. Dat betekent niet dat er niets is." in summary(content)


def test_nothing_found_is_only_said_of_what_was_looked_for() -> None:
    told = " ".join(summary(content_of(at_least=0.95)))
    assert "niets met een kans van 95\u00a0% of meer" in told


def test_the_first_pairs_to_discuss_are_the_strongest_and_vary(content: Content) -> None:
    first = content.first_to_discuss
    chances = [explanation.match.probability for explanation in first]
    assert chances == sorted(chances, reverse=True)
    assert {explanation.match.left.code for explanation in first} == {"P/1/1-1", "P/1/1-2"}
    tools = ("een trekker", "een spons", "water", "zeep")
    many = framework(*(item(f"x{n}", f"ramen lappen met {tool}") for n, tool in enumerate(tools)))
    assert len(content_of(many).first_to_discuss) == 2
    same_words = framework(*(item(f"x{n}", "ramen lappen") for n in range(9)))
    assert len(content_of(same_words).first_to_discuss) == 1


def test_modules_stand_in_the_order_of_their_codes() -> None:
    modules = [item(f"K/{n}", kind=ItemKind.MODULE) for n in (12, 2, 11)]
    terms = [item(f"K/{n}/1", "ramen lappen", parent=f"K/{n}") for n in (12, 2, 11)]
    assert [group.code for group in content_of(framework(*modules, *terms)).left_groups] == ["K/2", "K/11", "K/12"]


def test_kinds_stand_in_the_order_in_which_people_speak_of_them() -> None:
    of_vmbo = [
        item("K/1", kind=ItemKind.ELECTIVE),
        item("P/2", kind=ItemKind.MODULE),
        item("P/1", kind=ItemKind.MODULE),
    ]
    of_mbo = [item(code, kind=ItemKind.CORE_TASK) for code in ("P2-K1", "D1-K1", "P1-K1", "B1-K2", "B1-K1")]
    optional = item("K0023", kind=ItemKind.OPTIONAL_UNIT)
    groups = [Group(None, ()), *(Group(one, ()) for one in (optional, *of_vmbo, *of_mbo))]
    codes = [group.code for group in in_reading_order(groups)]
    assert codes == ["P/1", "P/2", "K/1", "B1-K1", "B1-K2", "P1-K1", "P2-K1", "D1-K1", "K0023", ""]


def test_terms_of_the_core_are_counted_as_left_out() -> None:
    core = (item("PK", kind=ItemKind.CORE), item("PK-1", parent="PK"), item("PK-2", parent="PK"))
    assert "De 2 eindtermen van de kern doen niet mee." in render(content_of(framework(*core, item("P"))))


def test_the_description_of_a_work_process_can_be_read_in_the_report(content: Content) -> None:
    assert "De medewerker dweilt de vloeren van kantoren." in render(content)


@pytest.mark.parametrize("relation", list(Relation))
def test_no_proposal_reads_as_its_opposite(content: Content, relation: Relation) -> None:
    match = replace(content.rows[0].found[0].match, relation=relation, probability=0.03)
    assert proposal(match).endswith("De kans op overlap is 3\u00a0%: klein.")


def test_mbo_items_that_nothing_touches_are_listed(content: Content) -> None:
    assert "B1-K2-W1" in [i.code for i in content.untouched]


def test_the_page_needs_no_network_and_runs_no_script(content: Content) -> None:
    page = render(content)
    assert not re.search(r"<script|<link|<img|url\(\s*['\"]?https?:|@import|src=", page)
    assert page.startswith("<!doctype html>")


def test_text_from_a_file_cannot_become_markup() -> None:
    page = render(content_of(with_text("dweilen <script>alert(1)</script> & vloeren")))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_what_was_odd_while_reading_is_told(content: Content) -> None:
    assert "Bladzijde 3 is een plaatje." in render(content)


def test_programmes_without_overlap_still_give_a_report() -> None:
    page = render(content_of(framework(item("x", "iets heel anders"))))
    assert "Er is geen overlap gevonden" in page


def test_nothing_is_ever_called_certain() -> None:
    assert percent(0.99999) == "99\u00a0%"
    assert percent(0.2) == "20\u00a0%"


def test_the_csv_holds_every_pair_with_room_for_verdicts(content: Content) -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(content).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == content.pairs_shown
    assert rows[0]["code vmbo"] == "P/1/1-1"
    assert rows[0]["oordeel vmbo"] == rows[0]["oordeel mbo"] == rows[0]["opmerking"] == ""
    assert re.fullmatch(r"0,\d+", rows[0]["kans"])


@pytest.mark.parametrize("risky", ["=1+1 dweilen vloeren", "+dweilen vloeren", "-dweilen vloeren", "@dweilen vloeren"])
def test_text_never_becomes_a_formula(risky: str) -> None:
    content = content_of(with_text(risky))
    rows = list(csv.DictReader(io.StringIO(render_csv(content).decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["eindterm"] == f"'{risky}"
    sheet = load_workbook(io.BytesIO(render_workbook(content)))["Paren"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (risky, "s")


def test_pairs_are_json_lines_with_codes_probability_and_relation() -> None:
    lines = [json.loads(line) for line in render_pairs(content_of(top=0, at_least=0.0)).splitlines()]
    assert len(lines) == 3 * 4
    assert set(lines[0]) == {"left", "right", "probability", "relation"}
    assert {line["relation"] for line in lines} <= {"same", "builds_on", "related", "none"}
    assert all(0 < line["probability"] < 1 for line in lines)


def test_the_json_adds_up(content: Content) -> None:
    data = json.loads(render_json(content))
    assert len(data["pairs"]) == content.pairs_shown
    assert sum(data["counts"].values()) == len(content.rows)
    assert data["left"]["digest"] == vmbo().digest


def test_the_workbook_is_ready_to_work_in(content: Content) -> None:
    book = load_workbook(io.BytesIO(render_workbook(content)))
    assert book.sheetnames == [
        "Samenvatting", "Begin hier", "Paren", "Niets gevonden (vmbo)", "Niets gevonden (mbo)", "Overlapkaart",
    ]  # fmt: skip
    sheet = book["Paren"]
    assert tuple(cell.value for cell in sheet[1]) == column_names()
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:P{content.pairs_shown + 1}"
    assert sheet.max_row == content.pairs_shown + 1
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"dubbel,bouwt voort,verwant,geen"'
    assert str(choice.sqref) == f"E2:F{content.pairs_shown + 1}"


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    sheet = load_workbook(io.BytesIO(render_workbook(content_of(with_text("dweilen\x00\x0b vloeren")))))["Paren"]
    assert sheet["B2"].value == "dweilen vloeren"
