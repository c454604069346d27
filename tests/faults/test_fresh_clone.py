"""A machine that has never seen the project: what is committed, or released, is enough, and as was meant."""

import os
import re
import resource
import shutil
import subprocess

import pytest

SECTION = "Supply chain and watching"


@pytest.fixture
def clone(tmp_path, root):
    subprocess.run(["git", "clone", "--quiet", root, tmp_path / "clone"], check=True)
    return tmp_path / "clone"


def run(*command, at, check=True):
    outside = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    return subprocess.run(command, cwd=at, env=outside, check=check, capture_output=True, text=True)


def test_a_fresh_clone_installs_and_builds_the_demo(clone, figure):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    run("make", ".venv/bin/broadsheet", at=clone)
    worked = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    figure(SECTION, "install on a fresh clone", worked, unit="s of work")
    run("make", "demo", at=clone)
    assert (clone / "site" / "2026" / "01" / "27" / "index.html").is_file()


def test_a_package_whose_file_is_another_is_refused(clone):
    lock = clone / "requirements" / "run.lock"
    click = re.search(r"^click==.*?(?=^\w)", lock.read_text(), re.MULTILINE | re.DOTALL)[0]
    other = re.sub(r"sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", click)
    lock.write_text(lock.read_text().replace(click, other))
    ran = run("make", ".venv/bin/broadsheet", at=clone, check=False)
    assert ran.returncode
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in ran.stderr
    assert not (clone / ".venv" / "bin" / "broadsheet").exists()


def test_a_digest_is_built_from_the_wheel_alone(clone, tmp_path):
    run("make", ".venv/bin/broadsheet", at=clone)
    python = clone / ".venv" / "bin" / "python"
    run(python, "-m", "hatchling", "build", at=clone)
    (wheel,) = (clone / "dist").glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", wheel, at=clone)
    digest = tmp_path / "digest"
    digest.mkdir()
    shutil.copy(clone / "broadsheet.yaml", digest)
    shutil.copy(clone / "generator" / "broadsheet" / "sample" / "announcement.xml", digest)
    shutil.rmtree(clone / "generator")
    shutil.rmtree(clone / "layouts")
    run(clone / ".venv" / "bin" / "broadsheet", "build", "--offline", "--feed", "announcement.xml", at=digest)
    assert (digest / "site" / "2026" / "01" / "27" / "index.html").is_file()
