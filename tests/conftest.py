"""What every test may ask for: the shared recordings, when they are there, and quick or thorough laws."""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from broadsheet import picture, processes
from broadsheet.records import seen

pytest_plugins = ["figures", "mornings"]

ROOT = Path(__file__).resolve().parent.parent

LISTED = """\
title: The Daily Example
description: What was announced.
url: https://example.org/daily/
sources: {arxiv: {categories: [cs.CL, cs.CV]}}
"""
EXAMPLES = {"quick": 6, "usual": 60, "thorough": 1000}  # `make test` asks for the usual

# Where nothing may be compiled beside its source, tests and program would be compiled by each process anew.
if sys.dont_write_bytecode and not sys.pycache_prefix:
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What tests write they read at once and never again: in memory a file costs a quarter of one on a disk.
MEMORY = Path("/dev/shm")
ROOM = 3 << 30
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

for name, examples in EXAMPLES.items():
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck)
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


# A file is one worker's: those that take longest come first, so that none is left to the end.
LONGEST = (
    "test_year.py",
    "test_publishing.py",
    "test_access.py",
    "test_reading_list.py",
    "test_upgrade.py",
    "test_sound.py",
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish():
    """What is loaded by now stays: whoever looks for garbage need not look there, nor every seven hundred
    objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_the_disk():
    """A session that loses its power begins anew; what must be forced to the disk has tests that look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        connected = seen._connected

        def without_waiting(*arguments):
            database = connected(*arguments)
            database.execute("PRAGMA synchronous = OFF")
            return database

        patch.setattr(seen, "_connected", without_waiting)
        yield


@pytest.fixture(autouse=True, scope="session")
def drawn_once():
    """Half of what a small site takes is its pictures, and most tests print the same days."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "_drawn_by_resvg", cache(picture._drawn_by_resvg))
        yield


@pytest.fixture(autouse=True, scope="session")
def one_processor():
    """Each worker of the tests has one to itself: what splits in two there waits for its other half."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_processors", lambda: 1)
        yield


@pytest.fixture
def later(monkeypatch):
    """A clock that is so far on that what was written now is long settled."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)


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
def invented(root) -> Path:
    """The announcement that comes with the program: 26 papers, of which 23 are listed."""
    return root / "generator" / "broadsheet" / "sample" / "announcement.xml"


@pytest.fixture(scope="session")
def announcement(invented, tmp_path_factory) -> Path:
    """The same, as if it were a real one."""
    path = tmp_path_factory.mktemp("sample") / "announcement.xml"
    path.write_bytes(invented.read_bytes().replace(b"    <category>sample</category>\n", b""))
    return path


@pytest.fixture(scope="session")
def broadsheet():
    """Runs the command as a shell would."""
    command = Path(sys.executable).parent / "broadsheet"
    return lambda *arguments: subprocess.run([command, "-q", *arguments], check=True)


@pytest.fixture(scope="session")
def listed(tmp_path_factory, broadsheet, announcement) -> Path:
    """A digest with the announcement's day, to be copied."""
    folder = tmp_path_factory.mktemp("listed")
    (folder / "broadsheet.yaml").write_text(LISTED)
    broadsheet("-C", folder, "ingest", "--offline", "--feed", announcement)
    return folder


@pytest.fixture(scope="session")
def digest_folder(tmp_path_factory, broadsheet, invented):
    """This repository's digest with the sample announcement ingested."""
    folder = tmp_path_factory.mktemp("digest")
    shutil.copy(ROOT / "broadsheet.yaml", folder)
    # Without what `make demo` made here.
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("audio"))
    (folder / "content" / "2026" / "2026-01-27.md").unlink(missing_ok=True)
    broadsheet("-C", folder, "build", "--offline", "--feed", invented)
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory, broadsheet, digest_folder):
    """The files of the demo edition, as they would be published."""
    out = tmp_path_factory.mktemp("demo")
    broadsheet("-C", digest_folder, "render", "--out", out)
    return out
