"""`hekloos` as tests run it: in an empty folder, in this process."""

import sys
from pathlib import Path

import pytest

from hekloos.cli import main as command_line
from hekloos.cli.tests.running import Run


@pytest.fixture
def hekloos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in the folder of the test; gives exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["hekloos", *arguments])
        with pytest.raises(SystemExit) as stopped:
            command_line.main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return command
