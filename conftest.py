"""Fixtures that every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent / "shared"


def shared_folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the real files of ../shared/{name} are not on this machine")
    return folder


@pytest.fixture(scope="session")
def real_files() -> Path:
    """Programmes as they come from the field: ../shared/data, which is not part of the repository."""
    return shared_folder("data")


@pytest.fixture(scope="session")
def labelled_pairs() -> Path:
    """Pairs judged by vmbo and mbo eyes: ../shared/eval, which is not part of the repository."""
    return shared_folder("eval")
