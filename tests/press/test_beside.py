"""Renders beside other work: editors, other renders, and the end of the process or the machine."""

import contextlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadsheet import outputs, processes
from broadsheet.press import making
from press.newspaper import SETTINGS, WEEK

DAY = "2026/01/06/index.html"


def in_the_making(monkeypatch, path, act):
    """Have something happen once, just before this output is written."""
    write, done = outputs.write_whole, []

    def acting(file, data, **how):
        if file.as_posix().endswith(path) and not done:
            done.append(file)
            act()
        write(file, data, **how)

    monkeypatch.setattr(outputs, "write_whole", acting)


def edit(newspaper, old, new):
    path = newspaper.library.path_of(WEEK[-1])
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def fresh(newspaper, tmp_path):
    """What a render of the same pages by nobody else makes."""
    out = tmp_path / "fresh"
    newspaper.build(out)
    return {name: path.read_bytes() for name, path in newspaper.files(out).items()}


def site(newspaper):
    return {name: path.read_bytes() for name, path in newspaper.files().items()}


def test_an_edit_during_a_render_that_is_taken_back_leaves_no_trace(week, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        in_the_making(patch, "search/index.html", lambda: edit(week, "It holds.", "It fails."))
        week.build()
    edit(week, "It fails.", "It holds.")
    week.build()
    assert site(week) == fresh(week, tmp_path)


@pytest.mark.parametrize("count", [1, 2])
def test_a_record_that_is_lost_while_its_page_is_another_is_not_taken_for_the_first(
    week, tmp_path, monkeypatch, count
):
    """Whichever process finds that it is another."""
    monkeypatch.setattr(processes, "_processors", lambda: count)
    monkeypatch.setattr(processes, "_can_fork", lambda: True)
    monkeypatch.setattr(making, "_GROUPS", 1)

    def lose():
        edit(week, "It holds.", "It fails.")
        for record in (week.root / ".broadsheet/days").rglob("*.jsonl"):
            record.unlink()

    with monkeypatch.context() as patch:
        in_the_making(patch, "search/2025/12/30.json", lose)
        week.build()
    edit(week, "It fails.", "It holds.")
    week.build()
    assert site(week) == fresh(week, tmp_path)


def test_a_layout_that_is_edited_during_a_render_and_taken_back_leaves_no_trace(week, tmp_path, monkeypatch):
    own = week.write("layouts/404.html", "before")
    composed = making.Maker.make

    def make_after_an_edit(maker, job):
        own.write_text("meanwhile")
        return composed(maker, job)

    with monkeypatch.context() as patch:
        patch.setattr(making.Maker, "make", make_after_an_edit)
        week.build()
    assert week.read("404.html") == "meanwhile"
    own.write_text("before")
    week.build()
    assert site(week) == fresh(week, tmp_path)


class Killed(BaseException):
    """As SIGKILL would have it: nothing is tidied up."""


def test_what_a_killed_render_made_is_known_as_ours(week, tmp_path, monkeypatch):
    def kill():
        monkeypatch.setattr(outputs, "save", lambda *_: None)
        raise Killed

    week.build()
    week.print_day(WEEK[-1].replace(day=9))
    with monkeypatch.context() as patch:
        patch.setattr(outputs, "save", outputs.save)
        in_the_making(patch, "sitemap.xml", kill)
        with contextlib.suppress(Killed):
            week.build()
    monkeypatch.undo()
    assert (week.out / "2026/01/09/index.html").exists()
    week.library.path_of(WEEK[-1].replace(day=9)).unlink()
    week.build()
    assert site(week) == fresh(week, tmp_path)


def test_an_output_that_the_disk_lost_is_made_again_whatever_its_size(week):
    week.build()
    path = week.out / DAY
    right = path.read_bytes()
    path.write_bytes(b"x" * len(right))
    os.utime(path, (1, 1))
    week.build()
    assert path.read_bytes() == right


def test_an_edit_of_the_same_size_and_time_is_rendered(week):
    path = week.library.path_of(WEEK[-1])
    os.utime(path, (1_700_000_000, 1_700_000_000))
    week.build()
    edit(week, "It holds.", "It sags..")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    week.build()
    assert "It sags.." in week.read(DAY)


@pytest.mark.long
def test_renders_at_once_end_with_the_right_site(week, tmp_path):
    week.write("broadsheet.yaml", SETTINGS.format(url="https://example.org/"))
    command = [Path(sys.executable).parent / "broadsheet", "-C", str(week.root), "render"]

    def render(_):
        return subprocess.run(command, capture_output=True, text=True, check=False)

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(render, n) for n in range(4)]
        for n in range(6):
            edit(week, "It holds." if n == 0 else f"It holds {n - 1}.", f"It holds {n}.")
    assert [each.result().returncode for each in running] == [0] * 4
    render(0)
    render_elsewhere = [*command, "--out", str(tmp_path / "other")]
    subprocess.run(render_elsewhere, check=True, capture_output=True)
    assert site(week) == {
        path.relative_to(tmp_path / "other").as_posix(): path.read_bytes()
        for path in (tmp_path / "other").rglob("*")
        if path.is_file()
    }
    assert "It holds 5." in week.read(DAY)
