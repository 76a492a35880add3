import os
from pathlib import Path

import pytest

from hekloos.cli.tests.running import Run
from hekloos.core.report.tests.route_sample import sample_plan, sample_route
from hekloos.core.route.route import Plan
from hekloos.core.route.route_file import write_route


@pytest.fixture
def run(tmp_path: Path, hekloos: Run) -> Run:
    """`hekloos` in a folder with a route."""
    route = sample_route()
    (tmp_path / "route.json").write_bytes(write_route(route, sample_plan(route)))
    return hekloos


def test_a_route_is_told_in_short(run: Run) -> None:
    code, out, err = run("route", "route.json")
    assert (code, err) == (0, "")
    assert "Vrij per leerling: 107,75 uur, geschat." in out
    assert "Met -o route.pdf" in out


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "oeapi.json", "case.json"])
def test_each_form_is_written_the_same_on_a_day(run: Run, form: str) -> None:
    for name in ("een", "twee"):
        code, out, _err = run(
            "route", "route.json", "-o", f"{name}.{form}", "--lab", "Waterstad", "--date", "2027-03-01"
        )
        assert code == 0
        assert f"Geschreven: {name}.{form}" in out
    assert Path(f"een.{form}").read_bytes() == Path(f"twee.{form}").read_bytes()


def test_holes_are_named(run: Run, tmp_path: Path) -> None:
    route = sample_route()
    plan = Plan(slots=sample_plan(route).slots, left_out=frozenset({("v05", "vmbo-dienst:D2/3")}))
    (tmp_path / "gat.json").write_bytes(write_route(route, plan))
    _code, out, _err = run("route", "gat.json")
    assert "Let op: 1 onderdeel heeft in deze route geen plek." in out
    assert "  D2/3 Je ruimt afval gescheiden op" in out


def test_a_file_that_somebody_changed_is_told(run: Run, tmp_path: Path) -> None:
    changed = (tmp_path / "route.json").read_text().replace("Klachten", "Pluimen")
    (tmp_path / "route.json").write_text(changed)
    code, _out, err = run("route", "route.json")
    assert code == 0
    assert "niet meer zoals Hekloos het schreef" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nergens.json"], "nergens.json bestaat niet."),
        (["."], ". kan niet worden gelezen"),
        (["geen.json"], "geen.json is geen route van Hekloos"),
        (["route.json", "-o", "x.json"], "Kies .pdf, .docx, .xlsx, .oeapi.json, .case.json."),
        (["route.json", "-o", "nergens/x.pdf"], "De map nergens bestaat niet."),
        (["route.json", "--date", "morgen"], "morgen is geen datum."),
        (["route.json", "--date", "2027-02-30"], "2027-02-30 is geen datum."),
        ([], "Er ontbreekt iets: ROUTE."),
    ],
)
def test_a_mistake_gets_a_dutch_sentence_and_writes_nothing(
    run: Run, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "geen.json").write_text("{}")
    code, out, err = run("route", *arguments)
    assert code == 2
    assert told in err
    assert "Traceback" not in out + err
    assert sorted(os.listdir()) == ["geen.json", "route.json"]


def test_a_route_never_overwrites_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "route.case.json").write_bytes((tmp_path / "route.json").read_bytes())
    code, _out, err = run("route", "route.case.json", "-o", "route.case.json")
    assert code == 2
    assert "is ook een bron" in err


def test_what_is_no_file_is_no_route(run: Run) -> None:
    os.mkfifo("rij.json")  # opening it would wait for ever
    code, _out, err = run("route", "rij.json")
    assert code == 2
    assert "rij.json is geen gewoon bestand" in err


@pytest.mark.parametrize("depth", [500, *range(960, 1_000, 3), 100_000])
def test_a_route_with_something_deep_in_it_is_refused_or_told_to_be_changed(run: Run, depth: int) -> None:
    """Reading and writing JSON do not give up at the same depth."""
    changed = Path("route.json").read_text().rstrip()[:-1] + ',"x":' + "[" * depth + "]" * depth + "}"
    Path("diep.json").write_text(changed)
    code, out, err = run("route", "diep.json")
    assert "Traceback" not in out + err
    assert (code, "geen route" in err) == (2, True) or "niet meer zoals Hekloos het schreef" in err
