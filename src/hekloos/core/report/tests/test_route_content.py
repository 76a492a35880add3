from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hekloos.core.curriculum import Side
from hekloos.core.report.route_content import RouteContent, UnitState, build_route_content
from hekloos.core.report.route_map import HEADS, HEIGHT, LABELS, WIDTH, Sheet, draw_route
from hekloos.core.report.route_sections import opening, sections_of
from hekloos.core.report.route_setting import Setting
from hekloos.core.report.route_topics import topics_of
from hekloos.core.report.route_words import guessed_hours, period_word, reason_lines
from hekloos.core.report.tests.route_sample import ROC, sample_content, sample_plan, sample_route
from hekloos.core.route.coverage import Lack, prove
from hekloos.core.route.route import Calendar, as_it_is
from hekloos.core.route.tests.routes import plans, routes


@pytest.fixture(scope="module")
def content() -> RouteContent:
    return sample_content()


def with_a_hole() -> RouteContent:
    route = sample_route()
    plan = sample_plan(route)
    return build_route_content(route, replace(plan, left_out=plan.left_out | {("v05", "vmbo-dienst:D2/3")}))


def all_text(content: RouteContent) -> str:
    sections = (*opening(content), *sections_of(content))
    rows = [row for section in sections if section.table for row in section.table.rows]
    lines = [line for section in sections for line in (section.title, *section.lines)]
    return "\n".join([*lines, *(cell for row in rows for cell in row)])


def test_the_sample_is_sound(content: RouteContent) -> None:
    assert not content.holes
    assert not content.broken
    assert {line.state for line in content.units} == set(UnitState)


def test_every_item_stands_once_in_the_proof(content: RouteContent) -> None:
    lines = [line.item.key for _p, groups in content.proof_by_group for _g, lines in groups for line in lines]
    assert sorted(lines) == sorted(content.route.item_by_key)


def test_freed_hours_add_up_in_each_way_of_counting(content: RouteContent) -> None:
    total = content.freed_in_all
    for sums in (content.freed_by_school, content.freed_by_year, content.freed_by_slot):
        assert sum(found.sure for found in sums) == total.sure
        assert sum(found.guess for found in sums) == total.guess
    assert {found.key for found in content.freed_by_school} == {"Lindecollege", ROC}
    assert sum(line.freed.total for line in content.units) == total.total


def test_a_cut_names_the_pair_and_where_the_other_is_taught(content: RouteContent) -> None:
    [cut] = [cut for cut in content.cuts if cut.unit.id == "m02"]
    told = reason_lines(content, cut)
    assert told.startswith("Dubbel met D2/1 ")
    assert "Dat staat in ‘Schoon begin’ (jaar\u00a03\u00a0p1)" in told
    assert told.endswith("Blijft over: werken volgens een schoonmaakplan van een bedrijf (het mbo).")


def test_holes_come_first_and_are_marked() -> None:
    first = opening(with_a_hole())[0]
    assert first.urgent
    assert first.title == "Gaten: wat nu verloren gaat"
    assert first.table is not None
    [row] = first.table.rows
    assert row[0].startswith("D2/3 ")
    assert row[1] == "geen enkel blok behandelt dit"
    assert row[2].startswith("Afval is grondstof\nSchoon begin\nVeilig op de vloer\n")


def test_what_pupils_of_one_school_lack_is_a_hole_of_that_school() -> None:
    """What the other school does in units of its own makes nothing up for them."""
    route = sample_route()
    units = tuple(replace(unit, school="De Es") if unit.id == "v05" else unit for unit in route.units)
    content = build_route_content(replace(route, units=units), sample_plan(route))
    assert not prove(content.route, content.plan).holes
    assert {hole.schools for hole in content.holes} == {("De Es",), ("Lindecollege",)}
    [of_linde] = (hole for hole in content.holes if hole.schools == ("Lindecollege",) and hole.lack is Lack.NOT_TREATED)
    assert of_linde.item.code == "D2/3"
    assert f"{of_linde.item.name} (Lindecollege)" in all_text(content)


def test_what_is_wrong_besides_holes_is_told(content: RouteContent) -> None:
    plan = replace(content.plan, slots={**content.plan.slots, "m01": 2})
    told = opening(build_route_content(content.route, plan))[1]
    assert told.lines == (
        "‘Gastvrij ontvangen’ is van het mbo, en staat in de vo-fase. Dat mag alleen in een gemelde route.",
    )


def test_the_document_says_everything_that_it_should(content: RouteContent) -> None:
    told = all_text(content)
    for wanted in ("Anna de Wit en Bram Jansen", "Eind van jaar 4", "Terugval", "5f5f", "Per periode", "Kassa"):
        assert wanted in told
    assert "alles is behandeld en getoetst, op 1 uitzondering na" in told
    assert "diploma volgt, hangt ook af van andere vakken" in told


def test_topics_say_what_is_known_and_ask_the_rest(content: RouteContent) -> None:
    topics = topics_of(content)
    assert all(topic.asks for topic in topics)
    [option] = [topic for topic in topics if topic.title == "Overstapoptie"]
    assert option.known[1].startswith("Eind jaar 4: Dienstverlening en gasten (KB): alles is behandeld en getoetst;")


def test_periods_and_hours_read_as_people_say_them() -> None:
    yearly = Calendar(years=2, periods=1, vmbo_years=1, exam_slot=0, first_year=3)
    assert period_word(yearly, 1) == "jaar 4"
    assert guessed_hours(2.5, 0) == "2,5 uur"
    assert guessed_hours(0, 3) == "3 uur, geschat"
    assert guessed_hours(2, 3.25) == "5,25 uur, waarvan 3,25 uur geschat"


def test_schools_are_those_of_the_units_where_nobody_names_them(content: RouteContent) -> None:
    bare = build_route_content(content.route, content.plan)
    assert bare.schools == ("Lindecollege", ROC)
    assert replace(bare, setting=Setting(schools=("Een", "Twee"))).schools == ("Een", "Twee")


# The map


def check_sheet(sheet: Sheet) -> None:
    lanes = {lane.side: lane for lane in sheet.lanes}
    for block in sheet.blocks:
        lane = lanes[block.side]
        assert block.x >= LABELS
        assert block.x + block.width <= WIDTH + 0.01
        assert lane.y - 0.01 <= block.y
        assert block.y + block.height <= lane.y + lane.height + 0.01
        assert 0 <= block.hatched <= block.height
    assert lanes[Side.MBO].y + lanes[Side.MBO].height <= HEIGHT - sheet.feet + 0.01
    assert lanes[Side.VMBO].y == HEADS
    for one in sheet.blocks:
        for other in sheet.blocks:
            if one is not other and one.x == other.x:
                assert one.y + one.height <= other.y + 0.01 or other.y + other.height <= one.y + 0.01


def test_blocks_are_as_high_as_their_hours(content: RouteContent) -> None:
    [sheet] = draw_route(content)
    check_sheet(sheet)
    height = {block.title: block.height for block in sheet.blocks}
    assert height["Stage 2: bijeenkomsten"] / height["Stage 1: het facilitair bedrijf"] == pytest.approx(152 / 132)


def test_a_block_that_goes_is_hatched_all_over_and_says_so(content: RouteContent) -> None:
    [block] = [block for block in draw_route(content)[0].blocks if block.title == "Balie en telefoon"]
    assert block.hatched == block.height
    assert block.note == "22 wordt 13 uur\nvervalt"


def test_a_block_that_moved_says_from_where(content: RouteContent) -> None:
    [block] = [block for block in draw_route(content)[0].blocks if block.title == "Klachten"]
    assert block.note == "26 wordt 19,5 uur\nkorter\nverplaatst uit jaar 5, periode 4"


def test_many_periods_go_on_more_sheets(content: RouteContent) -> None:
    calendar = replace(content.route.calendar, years=8)
    route = replace(content.route, calendar=calendar)
    sheets = draw_route(build_route_content(route, as_it_is(route)))
    assert [len(sheet.years) for sheet in sheets] == [4, 4]
    assert sum(len(sheet.blocks) for sheet in sheets) == len(route.units)


def test_very_many_blocks_go_on_more_sheets_before_their_words_get_too_small(content: RouteContent) -> None:
    units = tuple(replace(unit, id=f"{unit.id}.{n}", needs=()) for n in range(6) for unit in content.route.units)
    route = replace(content.route, units=units)
    sheets = draw_route(build_route_content(route, as_it_is(route)))
    assert len(sheets) == 2
    assert all(sheet.size > 0.75 for sheet in sheets)
    for sheet in sheets:
        check_sheet(sheet)


@given(st.data())
def test_any_route_can_be_drawn_and_told(data: st.DataObject) -> None:
    route = data.draw(routes(largest=7))
    told = build_route_content(route, data.draw(plans(route)))
    for sheet in draw_route(told):
        check_sheet(sheet)
    for section in (*opening(told), *sections_of(told)):
        assert section.title
        assert section.table is None or {len(row) for row in section.table.rows} <= {len(section.table.columns)}
        assert section.table is None or len(section.table.widths) == len(section.table.columns)
    assert bool(told.holes) == opening(told)[0].urgent
