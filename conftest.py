"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Properties try few examples while you work and many in CI (HYPOTHESIS_PROFILE=thorough).
settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=200, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

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
