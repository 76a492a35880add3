"""Words of the route map: they go in their blocks, in the colours of the site."""

import re
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hekloos
from hekloos.core.report.route_content import RouteContent, build_route_content
from hekloos.core.report.route_fit import EDGES, LINE, READABLE, count_rows, shorten, shorter
from hekloos.core.report.route_map import HEIGHT, Sheet, draw_route
from hekloos.core.report.route_pdf import render_route_pdf
from hekloos.core.report.tests.route_sample import sample_content, sample_plan, sample_route
from hekloos.core.route.route import Given, Purpose, as_it_is

LONG = "Een elektrische installatie in een woning aanleggen en daarna de veiligheidsvoorschriften controleren"


def full(times: int, title: str = LONG) -> RouteContent:
    """The invented route with so many units in its first period."""
    route = sample_route()
    first = replace(route.units[0], title=title, needs=())
    units = (*route.units, *(replace(first, id=f"extra{n}") for n in range(times)))
    route = replace(route, units=units)
    return build_route_content(route, as_it_is(route))


def check_words(sheet: Sheet) -> None:
    """Every block has room for one line of its title and for all else that it says."""
    for block in sheet.blocks:
        inner = block.width / sheet.size - EDGES
        rows = 1 + sum(count_rows(line, inner) for line in block.note.split("\n"))
        assert block.room >= sheet.size * (EDGES + LINE * rows) - 0.01


@pytest.mark.parametrize("times", [0, 4, 6, 12, 30])
def test_no_block_is_too_low_for_its_words(times: int) -> None:
    for sheet in draw_route(full(times)):
        check_words(sheet)


def test_a_title_is_told_in_full_where_its_lane_has_room() -> None:
    """Also while another period is so full that titles there are cut off."""
    route = full(5).route
    route = replace(route, units=(*route.units, replace(route.units[-1], id="alone", slot=6)))
    [sheet] = draw_route(build_route_content(route, as_it_is(route)))
    long = [block for block in sheet.blocks if block.title == LONG]
    assert len({block.x for block in long}) == 2
    alone = max(long, key=lambda block: block.x)
    inner = alone.width / sheet.size - EDGES
    assert alone.room >= sheet.size * (EDGES + LINE * (count_rows(LONG, inner) + 1)) - 0.01
    assert alone.height > min(block.height for block in long)


def test_a_title_that_does_not_go_in_ends_after_a_word() -> None:
    content = full(5)
    [sheet] = draw_route(content)
    assert sheet.size >= READABLE
    with pypdfium2.PdfDocument(render_route_pdf(content)) as document:
        told = re.sub(r"[-\u2010\ufffe\x02]\s*", "", document[1].get_textpage().get_text_bounded())
    ends = re.findall(r"(\w+)…", told)
    assert ends
    assert set(ends) <= set(LONG.split())


def test_words_are_cut_off_between_words() -> None:
    assert list(shorter("Open dag, deel 2: de zaal")) == ["Open dag, deel 2…", "Open dag, deel…", "Open dag…", "Open…"]
    assert shorten("Koken met een begroting", 24, 1) == "Koken…"
    assert shorten("Koken met een begroting", 100, 1) == "Koken met een begroting"
    assert re.fullmatch("onafbreekbaar.*…", shorten("onafbreekbaar" * 9, 20, 2))


@given(st.text(max_size=80), st.floats(5, 100), st.integers(1, 5))
def test_shortened_text_goes_in_its_lines(text: str, width: float, most: int) -> None:
    told = shorten(text, width, most)
    assert count_rows(told, width) <= most or len(told) <= 2
    assert told == text or told.endswith("…")


def test_the_strip_below_tells_where_freed_hours_go() -> None:
    uses = [Given(title=f"Rekenen op maat {n}", purpose=Purpose.SUPPORT, slot=10, hours=2.5) for n in range(6)]
    route = replace(sample_route(), given=tuple(uses))
    [sheet] = draw_route(build_route_content(route, sample_plan(route)))
    told = sheet.columns[10].given
    assert told[0] == "2,5 uur naar Rekenen op maat 0"
    assert told[-1] == "en 5 uur naar meer"
    assert not sheet.columns[9].given
    [plain] = draw_route(sample_content())
    assert sheet.feet > plain.feet
    last = sheet.lanes[-1]
    assert last.y + last.height <= HEIGHT - sheet.feet + 0.01


def test_a_lane_without_blocks_has_room_for_its_name() -> None:
    sheets = draw_route(full(24))
    assert len(sheets) > 1
    assert all(lane.height >= 14 for sheet in sheets for lane in sheet.lanes)
    assert all("tot en met" in sheet.title for sheet in sheets if len(sheet.years) > 1)


def test_sides_have_the_colours_of_the_site() -> None:
    made = resources.files("hekloos.core.report").joinpath("templates", "route.typ").read_text(encoding="utf-8")
    styles = Path(hekloos.__file__).parent.glob("web/ui/static/ui/*.css")
    [root] = [found for path in styles if (found := re.search(r"--vmbo: .*", path.read_text(encoding="utf-8")))]
    for side in ("vmbo", "mbo"):
        [line] = re.findall(rf"--{side}: (#\w+)", root[0])
        [tint] = re.findall(rf"--{side}-tint: (#\w+)", root[0])
        assert f'{side}: (fill: rgb("{tint}"), line: rgb("{line}"))' in made
