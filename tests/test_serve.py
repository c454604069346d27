"""The preview: what it serves, to whom, and that it follows every change."""

import contextlib
import itertools
import json
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from broadsheet import press
from broadsheet import serve as serving
from broadsheet.cli.terminal import Terminal
from broadsheet.cli.workshop import DigestWorkshop
from broadsheet.cli.workspace import Workspace
from broadsheet.errors import PageError, UsageError
from broadsheet.serve.app import application
from broadsheet.serve.preview import Preview
from doors.preview_server import running

PAGE = b"<!doctype html><html><head><title>A</title></head><body>A</body></html>"


class Workshop:
    """Counts builds, and answers with the errors that a test asks for."""

    def __init__(self, folder, base="/repo/"):
        self.base = base
        self.out = folder / "site"
        self.folders = (folder / "content", folder / "layouts")
        self.files = (folder / "broadsheet.yaml",)
        self.errors = []
        self.builds = 0
        for path in (self.out / "archive", folder / "content" / "2026"):
            path.mkdir(parents=True)
        for name in ("index.html", "404.html", "archive/index.html"):
            (self.out / name).write_bytes(PAGE)
        (self.out / "atom.xml").write_bytes(b"<feed/>")
        self.files[0].write_text("title: A\n")
        (folder / "secret.txt").write_text("secret")

    def build(self, watcher):
        self.builds += 1
        return self.errors


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path)


@pytest.fixture
def site(workshop):
    with running(workshop) as site:
        yield site


def test_the_site_stands_under_its_sub_path(site):
    assert (site.get("/").status_code, site.get("/").headers["location"]) == (307, "/repo/")
    page = site.get("/repo/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert b'<script src="/repo/__preview__/client.js?version=0" defer></script></head>' in page.content
    assert site.get("/repo/archive").headers["location"].endswith("/repo/archive/")
    assert site.get("/repo/archive/").status_code == 200


def test_what_is_not_there_is_the_sites_own_404(site):
    for path in ("/repo/nothing", "/elsewhere/", "/repo/archive/nothing.html"):
        answer = site.get(path)
        assert answer.status_code == 404
        assert b"<title>A</title>" in answer.content


def test_files_keep_their_bytes_and_get_their_types(site):
    answer = site.get("/repo/atom.xml")
    assert (answer.content, answer.headers["content-type"]) == (b"<feed/>", "application/xml")
    assert "text/javascript" in site.get("/repo/__preview__/client.js").headers["content-type"]
    assert "text/css" in site.get("/repo/__preview__/client.css").headers["content-type"]


@pytest.mark.parametrize(
    "path", ["/repo/../secret.txt", "/repo/%2e%2e/secret.txt", "/repo/..%2fsecret.txt", "/repo//etc/passwd"]
)
def test_no_path_leads_out_of_the_site(site, path):
    host, port = site.address.removeprefix("http://").split("/")[0].split(":")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert b" 404 " in answer.splitlines()[0]
    assert b"secret" not in answer.split(b"\r\n\r\n", 1)[1]


def test_a_link_does_not_lead_out_of_the_site_either(site, workshop):
    (workshop.out / "out.txt").symlink_to(workshop.out.parent / "secret.txt")
    (workshop.out / "circle.txt").symlink_to("circle.txt")
    assert site.get("/repo/out.txt").status_code == 404
    assert site.get("/repo/circle.txt").status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("localhost:1", 200), ("127.0.0.1", 200), ("LocalHost", 200), ("rebound.example", 403), ("", 403)],
)
def test_only_who_asks_by_its_own_name_is_answered(site, name, status):
    assert site.get("/repo/", headers={"Host": name}).status_code == status


def test_a_taken_port_gives_way_to_the_next_free_one(workshop):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(workshop, port=port) as site:
            assert not site.is_asked
            assert int(site.address.split(":")[2].split("/")[0]) > port


def test_no_answer_waits_until_its_first_part_is_acknowledged(site):
    site.get("/repo/")
    (connection,) = site.server.server_state.connections
    opened = connection.transport.get_extra_info("socket")
    assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_name_is_answered_to_in_any_case(workshop):
    site = TestClient(application(Preview(workshop), "MyBox"))
    assert site.get("/repo/", headers={"Host": "mybox:8000"}).status_code == 200


def test_a_host_that_is_not_here_is_said_before_anything_is_built(workshop):
    with pytest.raises(UsageError, match=r"cannot listen at 192\.0\.2\.1:8000: "):
        serving.serve(workshop, host="192.0.2.1", port=8000, ready=print)
    assert workshop.builds == 0


def test_what_is_wrong_at_the_start_is_told_to_the_first_who_looks(workshop):
    workshop.errors = [PageError("it is broken", file="a.md", line=3)]
    with running(workshop) as site, site.news() as news:
        told = json.loads(next(news))
    assert [error["where"] for error in told["errors"]] == ["a.md:3"]


@contextlib.contextmanager
def writing(path):
    """Save a file again and again, as a watcher may need a moment to begin."""
    done = threading.Event()

    def write():
        for count in itertools.count():
            path.write_text(str(count))
            if done.wait(0.3):
                return

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def until(news, wanted):
    return next(told for told in map(json.loads, news) if wanted(told))


def test_changes_are_built_and_told(site, workshop):
    with site.news() as news:
        assert json.loads(next(news)) == {"version": 0, "but": [], "errors": []}
        with writing(workshop.folders[0] / "2026" / "a.md"):
            assert until(news, lambda told: told["version"])["errors"] == []
        workshop.errors = [PageError("it is broken", file="a.md", line=3, hint="mend it")]
        with writing(workshop.files[0]):
            told = until(news, lambda told: told["errors"])
        assert told["errors"] == [{"where": "a.md:3", "what": "it is broken", "hint": "mend it"}]
        workshop.errors = []
        workshop.folders[1].mkdir()
        mended = until(news, lambda told: not told["errors"])
        with writing(workshop.folders[1] / "day.html"):
            until(news, lambda told: told["version"] > mended["version"])


def test_the_command_serves_and_ends_at_once_when_interrupted(tmp_path):
    (tmp_path / "broadsheet.yaml").write_text("title: A\nurl: https://example.org/repo/\n")
    command = [str(Path(sys.executable).parent / "broadsheet"), "-C", str(tmp_path), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving:
        said = ""
        while "Ctrl-C" not in said:
            said = serving.stderr.readline()
            assert said
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=10) == 0  # though browsers may hold connections open for ever
        assert "Traceback" not in serving.stderr.read()


def test_a_broken_configuration_is_no_reason_to_stop(tmp_path):
    settings = tmp_path / "broadsheet.yaml"
    settings.write_text("title: A\nurl: https://example.org/repo/\n")
    real = DigestWorkshop(Workspace(tmp_path, None, Terminal(quiet=True)), tmp_path / "site")
    assert real.build() == []
    settings.write_text("titel: A\n")
    (error,) = real.build()
    assert error.line == 1
    assert real.base == "/repo/"
    settings.write_text("title: A\nurl: https://example.org/other/\n")
    assert real.build() == []
    assert real.base == "/other/"


def test_a_fault_of_the_program_is_shown_and_stops_nothing(tmp_path, monkeypatch):
    (tmp_path / "broadsheet.yaml").write_text("title: A\n")
    real = DigestWorkshop(Workspace(tmp_path, None, Terminal(quiet=True)), tmp_path / "site")
    with monkeypatch.context() as broken:
        broken.setattr(press, "build", lambda **_: {}["gone"])
        (error,) = real.build()
    assert error.what.startswith("KeyError: ")
    assert "cli/workspace.py" in error.hint
    assert real.build() == []


def test_what_is_saved_before_anything_is_watched_is_built_all_the_same(workshop, monkeypatch):
    async def blind(*_, stop_event, **__):
        await stop_event.wait()
        for nothing in ():
            yield nothing

    monkeypatch.setattr("watchfiles.awatch", blind)
    build = workshop.build

    def build_while_somebody_saves(watcher):
        if not workshop.builds:
            (workshop.folders[0] / "2026" / "2026-01-02.md").write_text("saved")
        return build(watcher)

    monkeypatch.setattr(workshop, "build", build_while_somebody_saves)
    with running(workshop) as site, site.news() as news:
        until(news, lambda told: told["version"] > 0)
    assert workshop.builds > 1


def test_a_day_that_was_saved_is_told_before_the_rest_is_made(site, workshop, monkeypatch):
    def build(watcher):
        watcher.show(["2026/01/02/index.html", "2026/01/02/index.json"])
        return []

    with site.news() as news:
        next(news)
        monkeypatch.setattr(workshop, "build", build)
        with writing(workshop.files[0]):
            page, rest = json.loads(next(news)), json.loads(next(news))
    assert page == {"version": 1, "only": ["/repo/2026/01/02/"], "errors": []}
    assert rest == {"version": 2, "but": ["/repo/2026/01/02/"], "errors": []}


def test_nothing_is_told_of_a_build_that_was_left_for_the_next(site, workshop, monkeypatch):
    last = [PageError("it is broken", file="a.md", line=3)]
    answers = iter([None])
    monkeypatch.setattr(workshop, "build", lambda _: next(answers, last))
    with site.news() as news:
        next(news)
        with writing(workshop.files[0]):
            told = json.loads(next(news))
    assert (told["version"], len(told["errors"])) == (1, 1)


def test_what_is_saved_while_the_rest_is_made_comes_before_it(tmp_path):
    (tmp_path / "broadsheet.yaml").write_text("title: A\n")
    terminal = Terminal(quiet=True)
    real = DigestWorkshop(Workspace(tmp_path, None, terminal), tmp_path / "site")
    assert real.build(press.Watcher(is_overtaken=lambda: True)) is None
    assert real.build() == []
    assert (tmp_path / "site/index.html").is_file()
