from dataclasses import replace
from pathlib import Path

import pytest

from hekloos.cli.tests.running import Run
from hekloos.core.route.route import Limits, as_it_is
from hekloos.core.route.route_file import read_route, write_route
from hekloos.core.route.tests.routes import SAME, small, unit


@pytest.fixture
def run(tmp_path: Path, hekloos: Run) -> Run:
    """`hekloos` in a folder with a small route, in which a and x are the same."""
    route = small(SAME)
    (tmp_path / "route.json").write_bytes(write_route(route, as_it_is(route)))
    return hekloos


def test_a_route_that_loses_nothing_is_proved(run: Run) -> None:
    code, out, _err = run("prove", "route.json", "--list")
    assert code == 0
    assert "Alle 4 onderdelen worden op tijd behandeld en getoetst" in out
    assert "x Mbo kan x: behandeld in va (jaar 1, periode 1); mx (jaar 2, periode 1)" in out


def test_a_hole_is_named_with_who_could_take_it(run: Run) -> None:
    route = small(SAME)
    lost = replace(as_it_is(route), left_out=frozenset({("my", "y")}))
    Path("gat.json").write_bytes(write_route(route, lost))
    code, out, _err = run("prove", "gat.json")
    assert code == 1
    assert "Geen blok behandelt y Mbo kan y. Dit kan er wel in: my" in out


def test_a_file_that_was_changed_by_hand_does_not_pass(run: Run) -> None:
    Path("anders.json").write_bytes(Path("route.json").read_bytes().replace(b"Vmbo kan a", b"Vmbo kan iets"))
    code, out, _err = run("prove", "anders.json")
    assert code == 1
    assert "is veranderd nadat Hekloos het schreef" in out


def test_a_plan_is_found_written_and_proved(run: Run) -> None:
    code, out, _err = run("plan", "route.json", "-o", "nieuw.json")
    assert code == 0
    assert "6 uur vrij. Bewezen: beter kan niet." in out
    assert "Geschreven: nieuw.json" in out
    assert run("prove", "nieuw.json")[0] == 0
    assert read_route(Path("nieuw.json").read_bytes()).plan.left_out == {("mx", "x")}


def test_rules_that_clash_are_told(run: Run) -> None:
    units = (unit("va", 0, "a", pinned=True), unit("vb", 0, "b", pinned=True), unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(units=units, limits=Limits(hours_per_period=20))
    Path("botst.json").write_bytes(write_route(route, as_it_is(route)))
    code, out, _err = run("plan", "botst.json")
    assert code == 1
    assert "In jaar 1, periode 1 passen hoogstens 20 uren." in out
    assert "va staat vast, en blijft zoals het is." in out
    assert "kleinste groepje" in out


def test_meeting_the_mbo_early_is_only_for_a_route_that_is_reported(run: Run) -> None:
    code, _out, err = run("plan", "route.json", "--wish", "early_acquaintance")
    assert code == 2
    assert "Kies een andere wens" in err


@pytest.mark.parametrize("command", ["plan", "prove"])
def test_what_is_no_route_is_refused(run: Run, command: str) -> None:
    Path("geen.json").write_text("{}")
    code, _out, err = run(command, "geen.json")
    assert code == 2
    assert "geen route van Hekloos" in err
