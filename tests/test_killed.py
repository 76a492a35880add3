"""A process that is killed at any moment leaves the old report or the new one, never half a report."""

import json
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

OLD = "het vorige rapport"
TRIES = 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    demo = Path(str(resources.files("hekloos.demo")))
    for name in ("vmbo-techniek.csv", "mbo-monteur.csv"):
        (tmp_path / name).write_bytes((demo / name).read_bytes())
    return tmp_path


def compare(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "hekloos.cli.main", "compare", "vmbo-techniek.csv", "mbo-monteur.csv"]
    return subprocess.Popen(
        [*command, "-o", "uit.json", "-o", "uit.html"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def is_whole(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    if text == OLD:
        return True
    return bool(json.loads(text)["pairs"]) if path.suffix == ".json" else text.rstrip().endswith("</html>")


def test_a_kill_at_any_moment_leaves_whole_reports(folder: Path) -> None:
    started = time.monotonic()
    assert compare(folder).wait(timeout=60) == 0
    whole = time.monotonic() - started
    moments = np.random.default_rng().uniform(0.1, 1.05, size=TRIES) * whole
    for moment in sorted(moments):
        for name in ("uit.json", "uit.html"):
            (folder / name).write_text(OLD)
        process = compare(folder)
        time.sleep(moment)
        process.kill()
        process.wait(timeout=60)
        assert is_whole(folder / "uit.json"), moment
        assert is_whole(folder / "uit.html"), moment
    assert compare(folder).wait(timeout=60) == 0
    assert all((folder / name).read_text() != OLD for name in ("uit.json", "uit.html"))
