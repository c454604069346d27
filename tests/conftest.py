"""What every test may ask for: the shared recordings, when they are there, and quick or thorough laws."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Recorded feeds and hard cases that live beside the repository, never in it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared recordings are not beside this checkout (../shared)")
    return folder
