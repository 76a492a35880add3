"""Signs of life: on a real terminal after a second, anywhere else never."""

import os
import subprocess
import sys

import pytest

CODE = """
import sys, time
from hekloos.cli.progress import progress_bar, working
with progress_bar("Vergelijken") as tell:
    time.sleep(float(sys.argv[1]))
    tell(0.5)
    time.sleep(float(sys.argv[1]) / 2)
with working("Lezen"):
    time.sleep(float(sys.argv[1]))
print("klaar")
"""


def on_a_terminal(seconds: str) -> str:
    pty = pytest.importorskip("pty", reason="needs a terminal as Unix has them")
    screen, terminal = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", CODE, seconds], stdout=terminal, stderr=terminal):
        os.close(terminal)
        shown = b""
        try:
            while part := os.read(screen, 65_536):
                shown += part
        except OSError:  # the other end is closed
            pass
    os.close(screen)
    return shown.decode()


def test_work_of_more_than_a_second_is_seen_on_a_terminal() -> None:
    shown = on_a_terminal("1.4")
    assert "Vergelijken" in shown
    assert "50%" in shown
    assert "Lezen" in shown


def test_short_work_shows_nothing() -> None:
    assert on_a_terminal("0.1").strip() == "klaar"


def test_without_a_terminal_nothing_is_shown() -> None:
    done = subprocess.run([sys.executable, "-c", CODE, "1.2"], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("klaar", "")
