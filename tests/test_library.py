"""The content folder: found by name, written whole, broken pages named by file and line."""

import datetime as dt
import os
from pathlib import Path

import pytest

from broadsheet.errors import EditedError, PageError
from broadsheet.files import write_whole
from broadsheet.library import Library, Stamp
from broadsheet.records.seen import Seen

DAY = dt.date(2026, 1, 27)
PAGE = "---\ntitle: x\ndate: 2026-01-27\n---\n\n## cs.CL\n\n### [A](https://arxiv.org/abs/2601.90001v1)\n"


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def test_an_absent_folder_is_an_empty_library(library):
    assert library.days() == []
    assert library.free_pages() == []
    assert library.load(DAY) is None


def test_days_are_found_by_name_and_in_order(library):
    for day in ("2026-01-27", "2025-12-31", "2026-01-02"):
        library.save(dt.date.fromisoformat(day), PAGE)
    for stray in (
        "2026/2026-13-01.md",
        "2026/2025-01-01.md",
        "2026/notes.md",
        "2026/.2026-01-03.md.x1",
        "x/2026-01-01.md",
    ):
        write_whole(library.folder / stray, b"")
    assert [str(file.date) for file in library.days()] == ["2025-12-31", "2026-01-02", "2026-01-27"]
    assert library.days()[0].name == "content/2025/2025-12-31.md"


def test_a_page_of_another_day_is_refused_by_name(library):
    library.save(dt.date(2026, 1, 28), PAGE)
    with pytest.raises(PageError, match=r"2026-01-27.*2026-01-28") as caught:
        library.load(dt.date(2026, 1, 28))
    assert caught.value.where == "content/2026/2026-01-28.md:1"


def test_a_file_that_is_not_text_names_its_line(library):
    write_whole(library.path_of(DAY), PAGE.encode() + b"caf\xe9\n")
    with pytest.raises(PageError, match="UTF-8") as caught:
        library.load(DAY)
    assert caught.value.line == 9


def test_line_endings_survive_reading_and_writing(library):
    text = "\ufeff" + PAGE.replace("\n", "\r\n")
    library.save(DAY, text)
    assert str(library.load(DAY)) == text


def test_free_pages_are_those_beside_the_years(library):
    write_whole(library.folder / "about.md", b"# About\n")
    write_whole(library.folder / "Draft copy.md", b"")
    assert [(page.slug, page.name) for page in library.free_pages()] == [("about", "content/about.md")]


def test_a_change_is_made_again_on_what_an_editor_saved_meanwhile(library):
    library.save(DAY, PAGE)
    path, seen = library.path_of(DAY), []

    def change(page):
        if not seen:
            path.write_text(f"{page}\nFrom the editor.\n")
        seen.append(str(page))
        return f"{page}\nFrom the program.\n"

    assert library.change(DAY, change)
    assert seen == [PAGE, f"{PAGE}\nFrom the editor.\n"]
    assert path.read_text() == f"{PAGE}\nFrom the editor.\n\nFrom the program.\n"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_page_that_is_saved_all_the_time_is_left_to_who_saves_it(library):
    library.save(DAY, PAGE)
    path = library.path_of(DAY)

    def change(page):
        path.write_text(f"{page}\n")
        return "mine"

    with pytest.raises(EditedError) as caught:
        library.change(DAY, change)
    assert caught.value.where == "content/2026/2026-01-27.md"
    assert path.read_text().startswith(PAGE)


def test_a_new_page_is_written_over_none(library):
    library.save_over(None, DAY, PAGE)
    with pytest.raises(EditedError):
        library.save_over(None, DAY, "mine")
    assert str(library.load(DAY)) == PAGE
    assert not library.change(DAY, str)
    assert not library.change(DAY, lambda _: None)


def test_an_edit_that_keeps_size_and_time_is_seen(library):
    library.save(DAY, PAGE)
    path = library.path_of(DAY)
    long_ago = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp()
    os.utime(path, (long_ago, long_ago))
    (before,) = library.days()
    path.write_text(PAGE.replace("title: x", "title: y"))
    os.utime(path, (long_ago, long_ago))
    (after,) = library.days()
    assert (before.stamp.modified, before.stamp.size) == (after.stamp.modified, after.stamp.size)
    assert not before.stamp.vouches_for(after.stamp)


def test_a_file_that_changed_just_now_may_change_again_unseen(library):
    path = library.save(DAY, PAGE)
    stat = path.stat()
    second = 1_000_000_000
    early = Stamp.of(stat, stat.st_ctime_ns + second)
    late = Stamp.of(stat, stat.st_ctime_ns + 3 * second)
    assert not early.vouches_for(late)
    assert late.vouches_for(early)


def test_a_written_file_keeps_its_rights(library):
    path = library.save(DAY, "x")
    path.chmod(0o640)
    library.save(DAY, "y")
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_past_is_what_the_days_before_mean_without_pages_that_do_not_read(tmp_path):
    library = Library(tmp_path)
    day = dt.date(2026, 1, 27)
    for back in (0, 1, 2, 30, 31):
        there = day - dt.timedelta(days=back)
        library.save(there, f"---\ntitle: T\ndate: {there}\n---\n")
    library.save(day - dt.timedelta(days=2), "no page\n")
    assert [digest.date for digest in library.before(day, 30)] == [
        day - dt.timedelta(days=30),
        day - dt.timedelta(days=1),
    ]


def dangling(path):
    path.symlink_to("nowhere.md")


@pytest.mark.parametrize("broken", [dangling, Path.mkdir, lambda path: path.write_bytes(b"caf\xe9")])
def test_what_is_named_like_a_page_and_is_none_is_its_own_error_alone(library, broken):
    library.save(DAY, PAGE)
    other = DAY + dt.timedelta(days=1)
    broken(library.path_of(other))
    broken(library.folder / "about.md")
    assert [file.date for file in library.days()] == [DAY, other]
    assert Seen(library) == {"2601.90001": {DAY: 1}}
    assert len(library.before(other + dt.timedelta(days=1), 30)) == 1
    for file in (library.days()[1], *library.free_pages()):
        with pytest.raises(PageError, match=r"cannot be read|UTF-8") as caught:
            library.read(file)
        assert caught.value.file == file.name


def test_a_page_at_which_the_program_fails_is_an_error_of_that_page(library, monkeypatch):
    library.save(DAY, PAGE)

    def fails(text, name):
        return {}[name]

    monkeypatch.setattr("broadsheet.page.parse", fails)
    with pytest.raises(PageError, match="KeyError") as caught:
        library.load(DAY)
    assert caught.value.file == "content/2026/2026-01-27.md"
    assert caught.value.is_unexpected
