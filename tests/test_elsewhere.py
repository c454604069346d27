"""What the manual says of publishing elsewhere, tried as far as it can be on one machine."""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from doors.loopback import Door
from press.newspaper import Newspaper, entry

pytestmark = pytest.mark.long
BIN = Path(sys.executable).parent


@pytest.fixture
def page(root):
    return (root / "docs/elsewhere.md").read_text()


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def needed(program):
    return shutil.which(program) or pytest.skip(f"{program} is not on this machine")


@pytest.fixture
def digest(tmp_path, monkeypatch):
    """A digest with a day, a program, and a source that fails."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    newspaper = Newspaper(tmp_path / "digest")
    with Door() as door:
        source = f"base-url: {door.url}/, api-url: {door.url}/, oai-url: {door.url}/"
        newspaper.write(
            "broadsheet.yaml", f"title: A\nsources: {{arxiv: {{categories: [cs.CL], {source}}}}}\n"
        )
        newspaper.print_day(dt.date(2026, 1, 27), ("cs.CL", [entry("2601.16001", "One")]))
        (newspaper.root / ".venv").symlink_to(BIN.parent)
        yield newspaper.root


def done(*command):
    return subprocess.run(command, check=False, capture_output=True, text=True)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def ran(command, digest):
    env = {**os.environ, "HOME": str(digest.parent), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", command], cwd=digest, env=env, check=False, capture_output=True, text=True
    )


def test_systemd_takes_both_files(page, tmp_path):
    verify = needed("systemd-analyze")
    service, timer = blocks(page, "ini")
    for name, text in (("broadsheet.service", service), ("broadsheet.timer", timer)):
        (tmp_path / name).write_text(text)
    found = done(verify, "verify", "--user", "--man=no", *sorted(tmp_path.iterdir()))
    assert "broadsheet" not in found.stderr, found.stderr
    for times in re.findall(r"OnCalendar=(.*)", timer):
        assert done(verify, "calendar", times).returncode == 0


def test_the_service_renders_though_the_source_fails_and_ends_as_it_did(page, digest):
    service, _ = blocks(page, "ini")
    command = re.search(r"ExecStart=/bin/sh -c '(.*)'", service)[1]
    ended = ran(command, digest)
    assert ended.returncode == 1
    assert (digest / "site/2026/01/27/index.html").is_file()


def test_cron_says_only_what_went_wrong_and_renders(page, digest):
    (table,) = blocks(page, "crontab")
    _, *lines = table.splitlines()
    for line in lines:
        *times, command = line.split(maxsplit=5)
        assert all(re.fullmatch(r"[\d*-]+", each) for each in times)
    ended = ran(command, digest)
    assert "HTTP status 404" in ended.stderr
    assert "written" not in ended.stderr
    assert (digest / "site/index.html").is_file()


def test_the_container_is_built_as_is_advised(page, tmp_path):
    (text,) = blocks(page, "dockerfile")
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    (tmp_path / "Dockerfile").write_text(text)
    found = done(needed("hadolint"), str(tmp_path / "Dockerfile"))
    assert found.returncode == 0, found.stdout


def test_rsync_makes_the_other_folder_the_same(page, digest, tmp_path):
    needed("rsync")
    ran("broadsheet render", digest)
    command = next(block for block in blocks(page, "sh") if block.startswith("rsync"))
    other = tmp_path / "www"
    other.mkdir()
    (other / "old.html").write_text("gone")
    assert ran(command.replace("user@host:/var/www/digest/", f"{other}/"), digest).returncode == 0
    assert not (other / "old.html").exists()
    assert files(other) == files(digest / "site")


def test_netlify_s_file_reads_and_its_command_renders(page, digest):
    (text,) = blocks(page, "toml")
    build = tomllib.loads(text)["build"]
    assert build["publish"] == "site"
    render = build["command"].partition(" && ")[2]
    assert ran(f"URL=https://digest.example.net; {render}", digest).returncode == 0
    assert "https://digest.example.net/" in (digest / "site/sitemap.xml").read_text()
