"""The wheel's journey: into a clean environment outside the checkout, `init`, `build`, `check`, all green."""

import os
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import pytest

from doors.invented_feed import feed, item
from doors.loopback import Door, ok

pytestmark = pytest.mark.long

ABSTRACT = "Lamps are dim. We propose lamp {n}. It shines twice as far in our hall. Halls need lamps."


@pytest.fixture(scope="module")
def built(root, tmp_path_factory):
    if not (root / ".git").exists():
        pytest.skip("what belongs to the project is known where git is")
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", out]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def broadsheet(built, tmp_path_factory):
    """The command as the wheel installs it. What it depends on is borrowed from this environment, so that
    nothing is downloaded; the package itself is not: a path file is not read there.
    """
    place = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    (wheel,) = built.glob("*.whl")
    python = place / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True)
    where = [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]
    site = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"])
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment |= {"SOURCE_DATE_EPOCH": "1769522400", "NO_PROXY": "127.0.0.1"}  # 27 January 2026

    def run(*words, at):
        command = [place / "bin" / "broadsheet", *words]
        return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)

    shown = subprocess.run(
        [python, "-c", "import broadsheet; print(broadsheet.__file__)"],
        env=environment,
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.startswith(str(place)), "the checkout's own package answers"
    return run


def test_a_wheel_in_a_clean_environment_begins_builds_and_checks_a_digest(broadsheet, tmp_path):
    papers = [
        item(f"2601.9000{n}", title=f"Lamp {n}", abstract=ABSTRACT.format(n=n), categories=("cs.CL",))
        for n in range(3)
    ]
    answers = ("--title=Lamps", "--categories=cs.CL", "--interest=Lamps that shine far in large halls.")
    begun = broadsheet(
        "init",
        "digest",
        *answers,
        "--url=https://example.org/lamps/",
        "--install=broadsheet==0.1.0",  # a wheel of this machine is nothing that a workflow could install
        "--no-build",
        at=tmp_path,
    )
    assert begun.returncode == 0, begun.stderr
    digest = tmp_path / "digest"
    assert (digest / ".github" / "workflows" / "publish.yml").is_file()
    with Door() as door:
        door.at("/rss/cs.CL", ok(feed(*papers)))
        settings = digest / "broadsheet.yaml"
        text = settings.read_text(encoding="utf-8")
        own = (
            f"  arxiv:\n    base-url: {door.url}\n    api-url: {door.url}/api\n    oai-url: {door.url}/oai\n"
        )
        assert "  arxiv:\n" in text
        settings.write_text(text.replace("  arxiv:\n", own, 1), encoding="utf-8")
        made = broadsheet("build", at=digest)
    assert made.returncode == 0, made.stderr
    assert "3 added, 3 listed of 3 announced" in made.stderr
    assert "shines twice as far" in (digest / "content/2026/2026-01-27.md").read_text(encoding="utf-8")
    checked = broadsheet("check", at=digest)
    assert checked.returncode == 0, checked.stdout
    assert "nothing is wrong" in checked.stdout
    assert broadsheet("doctor", "--offline", at=digest).returncode == 0


def test_a_source_archive_has_all_that_a_wheel_is_made_of(built):
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    wanted = (
        "layouts/base.html",
        "layouts/words/zh.po",
        "generator/broadsheet/cli/init.py",
        "pyproject.toml",
    )
    sample = "generator/broadsheet/sample/announcement.xml"
    assert {*wanted, sample, ".github/workflows/publish.yml"} <= names
