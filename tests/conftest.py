"""What every test may ask for: the shared recordings, when they are there, and quick or thorough laws."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["figures"]

ROOT = Path(__file__).resolve().parent.parent

EXAMPLES = {"quick": 10, "usual": 60, "thorough": 1000}  # `make test` asks for the usual

for name, examples in EXAMPLES.items():
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck)
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


@pytest.fixture(scope="session")
def broadsheet():
    """Runs the command as a shell would."""
    command = Path(sys.executable).parent / "broadsheet"
    return lambda *arguments: subprocess.run([command, "-q", *arguments], check=True)


@pytest.fixture(scope="session")
def digest_folder(tmp_path_factory, broadsheet):
    """This repository's digest with the sample announcement ingested."""
    folder = tmp_path_factory.mktemp("digest")
    shutil.copy(ROOT / "broadsheet.yaml", folder)
    shutil.copytree(ROOT / "content", folder / "content")
    (folder / "content" / "2026" / "2026-01-27.md").unlink(missing_ok=True)
    sample = ROOT / "generator" / "broadsheet" / "sample" / "announcement.xml"
    broadsheet("-C", folder, "build", "--offline", "--feed", sample)
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory, broadsheet, digest_folder):
    """The files of the demo edition, as they would be published."""
    out = tmp_path_factory.mktemp("demo")
    broadsheet("-C", digest_folder, "render", "--out", out)
    return out
