"""Reading in a process of its own: the same result, and nothing that a file does to that process reaches ours."""

import io
import logging
import os
import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.damage import MAKERS, good
from tests.hostile_files import drawn_without_end

from hekloos.core.formats import apart, registry
from hekloos.core.formats.opening import Bundle, Document, Limits
from hekloos.core.formats.reading import Deadline

LESSON = b"# Ramen\n\nWij leren ramen lappen met een trekker.\n"
HEAVY = drawn_without_end()


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_what_is_read_apart_is_what_is_read_here(name: str) -> None:
    assert apart.read(good(name)) == registry.read(good(name))


def test_a_file_at_which_the_process_ends_is_told_with_what_to_do() -> None:
    reading = apart.read(Bundle("zwaar.pdf", (Document("zwaar.pdf", HEAVY),)))
    assert reading.failed
    (problem,) = reading.problems
    assert problem.message.startswith("zwaar.pdf kon niet worden gelezen")
    assert problem.message.endswith("of splits het.")


def test_such_a_file_without_a_name_is_told_as_well() -> None:
    (problem,) = apart.read(HEAVY).problems
    assert problem.message.startswith("Het bestand kon niet worden gelezen")


def test_the_lessons_beside_such_a_file_are_read() -> None:
    lessons = (Document("a.md", LESSON), Document("zwaar.pdf", HEAVY), Document("z.md", LESSON))
    reading = apart.read(Bundle("lessen", lessons))
    whole = registry.read(Bundle("lessen", (lessons[0], lessons[2])))
    assert reading.frameworks == whole.frameworks
    assert any("zwaar.pdf kon niet worden gelezen" in problem.message for problem in reading.problems)
    assert not any("z.md" in problem.message for problem in reading.problems)


def test_reading_that_takes_too_long_is_ended_and_told() -> None:
    (problem,) = apart.read(Bundle("les.md", (Document("les.md", LESSON),)), limits=Limits(seconds=0.001)).problems
    assert problem.message.startswith("les.md kon niet worden gelezen")


def test_a_reader_that_raises_is_logged_for_who_mends_it(caplog: pytest.LogCaptureFixture) -> None:
    wrong = replace(Limits(), items="many")  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        reading = apart.read(Bundle("les.md", (Document("les.md", LESSON),)), limits=wrong)
    assert reading.failed
    assert "Traceback" in caplog.text


def test_code_that_lies_beside_the_file_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("open('gedraaid', 'w')\nfrom _pickle import *\n")
    (tmp_path / "les.md").write_bytes(LESSON)
    monkeypatch.chdir(tmp_path)
    assert not apart.read(tmp_path / "les.md").failed
    assert not (tmp_path / "gedraaid").exists()


def test_a_child_that_was_taken_over_gets_no_further(tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(tmp_path / "gedaan"),)

    with pytest.raises(pickle.UnpicklingError):
        apart._Answer(io.BytesIO(pickle.dumps(Harm()))).load()
    assert not (tmp_path / "gedaan").exists()


def test_a_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEKLOOS_SECRET_KEY", "geheim")
    monkeypatch.setenv("HEKLOOS_DATABASE", "postgresql://naam:geheim@server/x")
    assert "geheim" not in str(apart._environment())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limits of the reader end it")
def test_a_reader_ends_with_the_command_that_waits_for_it() -> None:
    waits = (
        "import os, subprocess, sys;"
        "child = 'import sys, time; from hekloos.core.formats import apart; apart._end_with(int(sys.argv[1]));"
        " print(0, flush=True); time.sleep(60)';"
        "reader = subprocess.Popen([sys.executable, '-c', child, str(os.getpid())], stdout=subprocess.PIPE);"
        "reader.stdout.readline(); print(reader.pid, flush=True); reader.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", waits], stdout=subprocess.PIPE) as command:  # noqa: S603  (our own words)
        assert command.stdout
        reader = int(command.stdout.readline())
        assert is_running(reader)
        command.kill()
    deadline = Deadline(10)
    while is_running(reader):
        assert not deadline.passed, "the reader goes on alone"
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # ended, and its parent has yet to hear of it
