"""`broadsheet migrate`: a dry run first, then each page whole or not at all."""

import pytest

from broadsheet.library import Library
from broadsheet.page import migrations
from doors.command import caller
from page.test_migrations import OLDER, PRESENT, renamed

SETTINGS = "title: The Daily Example\nsources: {arxiv: {categories: [cs.CL]}}\n"


@pytest.fixture
def broadsheet(tmp_path, monkeypatch, capsys):
    """With an older format than the first, and a page of each."""
    monkeypatch.setitem(migrations.STEPS, 0, renamed)
    (tmp_path / "broadsheet.yaml").write_text(SETTINGS)
    (tmp_path / "content/2026").mkdir(parents=True)
    page_of(tmp_path, 27).write_text(OLDER)
    page_of(tmp_path, 28).write_text(PRESENT.replace("01-27", "01-28"))
    return caller(tmp_path, monkeypatch, capsys)


def page_of(folder, day):
    return folder / f"content/2026/2026-01-{day}.md"


def test_it_only_says_what_would_become_of_older_pages(broadsheet, tmp_path):
    code, out, err = broadsheet("migrate")
    assert code == 0
    assert out == "2026-01-27  content/2026/2026-01-27.md: format 0, 2 lines added, 2 removed\n"
    assert "2 pages: 1 to migrate, 1 of the present format" in err
    assert "broadsheet migrate --write" in err
    assert page_of(tmp_path, 27).read_text() == OLDER


def test_it_writes_them_when_asked_and_has_nothing_to_do_then(broadsheet, tmp_path):
    kept = page_of(tmp_path, 28).read_bytes()
    code, _, err = broadsheet("migrate", "--write")
    assert (code, page_of(tmp_path, 27).read_text()) == (0, PRESENT)
    assert "2 pages: 1 migrated, 1 of the present format" in err
    assert page_of(tmp_path, 28).read_bytes() == kept
    assert broadsheet("migrate", "--write")[:2] == (0, "")


def test_a_newer_page_and_one_that_makes_no_page_stay_and_stop_no_other(broadsheet, tmp_path):
    page_of(tmp_path, 29).write_text(newer := PRESENT.replace("format: 1", "format: 2"))
    page_of(tmp_path, 30).write_text(of_another_day := OLDER)
    code, _, err = broadsheet("migrate", "--write")
    assert code == 1
    assert "content/2026/2026-01-29.md:4: format 2 is newer" in err
    assert "upgrade Broadsheet" in err
    assert "2026-01-30.md:1: the page says it is of 2026-01-27" in err
    assert "1 migrated, 1 of the present format, 2 that cannot be" in err
    assert page_of(tmp_path, 27).read_text() == PRESENT
    assert (page_of(tmp_path, 29).read_text(), page_of(tmp_path, 30).read_text()) == (newer, of_another_day)


def test_a_page_that_was_saved_meanwhile_is_left_to_who_saved_it(broadsheet, tmp_path, monkeypatch):
    def while_it_is_saved(text):
        page_of(tmp_path, 27).write_text(f"{OLDER}\nA note.\n")
        return renamed(text)

    monkeypatch.setitem(migrations.STEPS, 0, while_it_is_saved)
    code, _, err = broadsheet("migrate", "--write")
    assert code == 1
    assert "2026-01-27.md: was changed while a change was made to it" in err
    assert page_of(tmp_path, 27).read_text() == f"{OLDER}\nA note.\n"


def test_samples_are_migrated_too(broadsheet, tmp_path):
    page_of(tmp_path, 27).write_text(OLDER.replace("format: 0", "format: 0\nsample: true"))
    assert broadsheet("migrate", "--write")[0] == 0
    assert [str(file.date) for file in Library(tmp_path, samples=True).days()] == ["2026-01-27"]
    assert "format: 1" in page_of(tmp_path, 27).read_text()


def test_other_commands_name_it_where_they_refuse_an_older_page(broadsheet):
    code, _, err = broadsheet("render")
    assert code == 1
    assert "content/2026/2026-01-27.md:4: format 0 is older" in err
    assert "broadsheet migrate" in err
