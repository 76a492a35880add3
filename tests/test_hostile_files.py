"""No file can hurt it: each gets whole sentences, an honest exit code, and little memory and time."""

import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.hostile_files import hostile_files

FILES = sorted(hostile_files())
MOST_MEMORY, MOST_SECONDS = 1_500_000_000, 60
REFUSED, TOLD = 2, 0


@dataclass(frozen=True)
class Outcome:
    code: int
    said: str
    left: frozenset[str]  # what stands in the folder afterwards


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _compare(folder: Path, name: str, data: bytes) -> Outcome:
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / "goed.csv").write_text("code,soort,niveau,tekst\nW1,werkproces,2,Lapt ramen\n")
    command = [sys.executable, "-m", "hekloos.cli.main", "compare", name, "goed.csv", "-o", "uit.html"]
    environment = {"OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=MOST_SECONDS, check=False,
        preexec_fn=_limit,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout + done.stderr, frozenset(path.name for path in folder.iterdir()))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """Every hostile file laid beside a good one, two at a time."""
    folder = tmp_path_factory.mktemp("vijandig")
    with ThreadPoolExecutor(2) as pool:
        waiting = {
            name: pool.submit(_compare, folder / str(number), name, data)
            for number, (name, data) in enumerate(hostile_files().items())
        }
        return {name: found.result() for name, found in waiting.items()}


def test_there_are_at_least_sixty() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told_in_sentences_and_leaves_nothing_half(
    name: str, outcomes: Mapping[str, Outcome]
) -> None:
    outcome = outcomes[name]
    assert outcome.code in (REFUSED, TOLD), outcome.said
    assert "Traceback" not in outcome.said
    assert re.search(r"[A-Z‘][^.]*\w[.!]", outcome.said), outcome.said
    if outcome.code == REFUSED:
        assert outcome.left == {name, "goed.csv"}
        assert name in outcome.said or "--top" in outcome.said or "Vergelijk een deel" in outcome.said
    else:
        assert outcome.left == {name, "goed.csv", "uit.html"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("locked-x.docx", "is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord."),
        ("locked-x.xlsx", "is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord."),
        ("locked.pdf", "is beveiligd met een wachtwoord. Bewaar het zonder wachtwoord."),
        ("half.pdf", "is beschadigd of niet volledig. Haal het bestand opnieuw op"),
        ("old-word.doc", "Open het bestand en bewaar het als docx, pptx of pdf."),
        ("empty.json", "is leeg. Kijk of het bestand goed is opgeslagen of opgehaald."),
        ("no-texts.csv", "staat onder de kolommen geen regel met tekst. Vul de teksten aan."),
        ("laughs.xml", "bevat een DOCTYPE; dat hoort niet in een dossier. Haal het opnieuw op bij SBB."),
        ("many-cells.csv", "is te groot om te lezen"),
        ("many-cells-in-a-line.csv", "is te groot om te lezen"),
        ("many-tags.xml", "is te groot om te lezen. Haal het dossier opnieuw op bij SBB, of splits het bestand."),
        ("many-values.json", "is te groot om te lezen: er staan meer dan 3 miljoen waarden in. Splits het."),
        ("header-only.csv", "staat onder de kolommen geen regel met tekst. Vul de teksten aan."),
        ("drawn-without-end.pdf", "kon niet worden gelezen: beschadigd, of te zwaar. Bewaar het opnieuw"),
        ("bomb.zip", "is groter dan 64 MB. Splits het bestand, of bewaar het kleiner."),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(name: str, sentence: str, outcomes: Mapping[str, Outcome]) -> None:
    assert sentence in outcomes[name].said
    assert "geen lestekst" not in outcomes[name].said


def test_most_are_refused(outcomes: Mapping[str, Outcome]) -> None:
    assert sum(outcome.code == REFUSED for outcome in outcomes.values()) > 0.7 * len(outcomes)
