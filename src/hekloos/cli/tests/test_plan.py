from dataclasses import replace
from pathlib import Path

import pytest

from hekloos.cli.tests.running import Run
from hekloos.core.route.optimise import NotFoundError
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
    assert "Geen blok behandelt y Mbo kan y. Dit kan er wel in: ‘my’" in out


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
    assert "‘va’ staat vast, en blijft zoals het is." in out
    assert "kleinste groepje" in out


def test_meeting_the_mbo_early_is_only_for_a_route_that_is_reported(run: Run) -> None:
    code, _out, err = run("plan", "route.json", "--wish", "early_acquaintance")
    assert code == 2
    assert "Kies een andere wens" in err


def test_without_time_to_see_which_rules_clash_that_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = (unit("va", 0, "a", pinned=True), unit("vb", 0, "b", pinned=True), unit("mx", 2, "x"), unit("my", 3, "y"))
    route = small(units=pinned, limits=Limits(hours_per_period=20))
    Path("botst.json").write_bytes(write_route(route, as_it_is(route)))

    def give_up(*_route: object, **_more: object) -> None:
        raise NotFoundError

    monkeypatch.setattr("hekloos.core.route.clash.find_clash", give_up)
    code, out, _err = run("plan", "botst.json")
    assert code == 1
    assert "geef meer tijd" in out


def test_blocks_that_fit_nowhere_are_told_at_once(run: Run) -> None:
    route = small(limits=Limits(hours_per_period=5))
    Path("botst.json").write_bytes(write_route(route, as_it_is(route)))
    code, out, _err = run("plan", "botst.json")
    assert code == 1
    assert "‘va’ vraagt minstens 12 uur. In geen enkele periode waarin het mag staan, past meer dan 5 uur." in out


def test_periods_that_hold_too_little_together_are_told_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    units = (unit("va", 0, "a", hours=8), unit("vb", 1, "b", hours=8), unit("vc", 1, "", hours=8, pinned=True))
    route = small(units=(*units, unit("mx", 2, "x"), unit("my", 3, "y")), limits=Limits(vmbo_hours_per_period=11))
    Path("botst.json").write_bytes(write_route(route, as_it_is(route)))
    monkeypatch.setattr("hekloos.core.route.optimise.propose", lambda *_all, **_more: pytest.fail("it searched"))
    code, out, _err = run("plan", "botst.json")
    assert code == 1
    assert "De blokken van het vmbo vragen samen minstens 24 uur tot en met het examen." in out
    assert "In die 2 perioden passen samen 22 uur." in out


def test_a_route_that_is_too_large_to_plan_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hekloos.core.route.size.MOST_WORK", 10)
    code, _out, err = run("plan", "route.json")
    assert code == 2
    assert "te groot om te plannen: 4 blokken in 4 perioden" in err


GOOD = write_route(small(SAME), as_it_is(small(SAME)))
HOSTILE = {
    "nothing": b"{}",
    "empty": b"",
    "half": GOOD[: len(GOOD) // 2],
    "deep": b"[" * 200_000,
    "noise": bytes(range(256)) * 40,
    "endless hours": GOOD.replace(b'"guided": 12.0', b'"guided": 1e999'),
    "no number": GOOD.replace(b'"guided": 12.0', b'"guided": NaN'),
    "a number of years": GOOD.replace(b'"years": 2', b'"years": 9' + b"0" * 5_000),
    "another kind": GOOD.replace(b'"title": "va"', b'"title": {"va": 1}'),
    "a route of tomorrow": GOOD.replace(b'"version": 1', b'"version": 99'),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", ["plan", "prove"])
def test_what_is_no_route_is_refused_in_a_sentence_and_leaves_nothing(run: Run, command: str, name: str) -> None:
    Path("geen.json").write_bytes(HOSTILE[name])
    before = set(Path().iterdir())
    code, out, err = run(command, "geen.json", *(["-o", "uit.json"] if command == "plan" else []))
    assert (code, out) == (2, "")
    assert "geen route van Hekloos" in err
    assert set(Path().iterdir()) == before
