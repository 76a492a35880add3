"""The settings of a real site: what Django has to say of them, and what a wrong one is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PUBLIC = {"HEKLOOS_ADDRESS": "https://leerlab.example", "HEKLOOS_BEHIND_PROXY": "1"}


def hekloos(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("HEKLOOS", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "hekloos.cli.main", *arguments],
        env={**known, "HEKLOOS_DATA": str(folder / "data"), **settings},
        capture_output=True, text=True, check=False, timeout=120, cwd=folder,
    )  # fmt: skip


def test_django_has_no_complaint_of_a_public_site(tmp_path: Path) -> None:
    done = hekloos(tmp_path, "manage", "check", "--deploy", "--fail-level", "INFO", **PUBLIC)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ({}, "max-age=31536000"),
        ({"HEKLOOS_HSTS_PRELOAD": "1"}, "max-age=31536000"),  # no browser takes that without subdomains
        ({"HEKLOOS_HSTS_SUBDOMAINS": "1"}, "max-age=31536000; includeSubDomains"),
        (
            {"HEKLOOS_HSTS_SUBDOMAINS": "1", "HEKLOOS_HSTS_PRELOAD": "1"},
            "max-age=31536000; includeSubDomains; preload",
        ),
    ],
)
def test_https_is_promised_for_other_sites_of_the_domain_only_when_asked(
    tmp_path: Path, asked: dict[str, str], promised: str
) -> None:
    code = (
        "from django.http import HttpResponse; from django.middleware.security import SecurityMiddleware; "
        "from django.test import RequestFactory; "
        "answer = SecurityMiddleware(lambda request: HttpResponse())(RequestFactory().get('/', secure=True)); "
        "print(answer['Strict-Transport-Security'])"
    )
    done = hekloos(tmp_path, "manage", "shell", "--no-imports", "--command", code, **PUBLIC, **asked)
    assert done.stdout.strip() == promised, done.stderr


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    done = hekloos(tmp_path, "manage", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_the_key_is_made_once_and_for_nobody_else_to_read(tmp_path: Path) -> None:
    hekloos(tmp_path, "manage", "check")
    key = tmp_path / "data" / "secret-key"
    made = key.read_text()
    assert len(made) >= 50
    assert key.stat().st_mode & 0o077 == 0
    hekloos(tmp_path, "manage", "check")
    assert key.read_text() == made
    assert [path.name for path in key.parent.iterdir()] == ["secret-key"]


def test_a_database_that_is_not_known_is_told_in_dutch(tmp_path: Path) -> None:
    done = hekloos(tmp_path, "worker", "--batch", HEKLOOS_DATABASE="mysql://x")
    assert done.returncode == 2
    assert "moet beginnen met postgresql://" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told_in_dutch(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = hekloos(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "De site kan niet starten" in done.stderr
