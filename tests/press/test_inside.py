"""A link in the digest leads to nothing but what is the digest's: neither to read, nor copy, nor write it."""

import os
from datetime import date

import pytest

from broadsheet.errors import LibraryError, PageError
from broadsheet.inside import stray
from broadsheet.library import Library

SECRET = "OPENAI_API_KEY=sk-a-secret-of-the-publisher"
DAY = date(2026, 1, 27)


@pytest.fixture
def home(newspaper):
    (newspaper.root / "content").mkdir(exist_ok=True)
    (newspaper.root / "layouts").mkdir()
    (newspaper.root / ".env").write_text(SECRET, encoding="utf-8")
    (newspaper.root / ".git").mkdir()
    (newspaper.root / ".git" / "config").write_text(SECRET, encoding="utf-8")
    away = newspaper.root.parent / f"{newspaper.root.name}-away"
    away.mkdir()
    (away / "notes.md").write_text(SECRET, encoding="utf-8")
    (away / "2026-01-27.md").write_text(SECRET, encoding="utf-8")
    return newspaper


def link(home, name, target):
    path = home.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    return path


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_a_link_leads_to_elsewhere_is_not_published(home):
    away = f"{home.root}-away"
    link(home, "content/second", "../.env")
    link(home, "layouts/second", "../.env")
    leading_out = {
        "key": "../.env",
        "git": "../.git/config",
        "absolute": f"{away}/notes.md",
        "roundabout": f"../content/../../{home.root.name}-away/notes.md",
        "twice": "second",
        "system": "/etc/passwd",
        "folder": away,
    }
    for name, target in leading_out.items():
        link(home, f"content/{name}.md", target)
        link(home, f"layouts/{name}.css", target)
        link(home, f"layouts/{name}.html", target)
        link(home, f"layouts/words/{name}.po", target if target[0] == "/" else f"../{target}")
    home.write("content/about.md", "---\ntitle: About us\n---\n\nWe *print*.\n")
    edition = home.build()
    errors = {error.file: error for error in edition.errors}
    assert errors.keys() >= {f"content/{name}.md" for name in leading_out}
    assert errors.keys() >= {f"layouts/{name}.css" for name in leading_out if name != "folder"}
    assert errors.keys() >= {f"layouts/words/{name}.po" for name in leading_out if name != "folder"}
    for error in edition.errors:
        assert error.what == "is a link, or stands behind one, that leads out of the digest"
        assert error.hint
    for text in (b"sk-a-secret", b"root:x:0"):
        assert text not in everything(home.out)
    assert "We <em>print</em>" in home.read("about/index.html")


def test_a_link_does_not_take_the_place_of_a_shipped_layout(home):
    link(home, "layouts/page.html", "../.env")
    home.write("content/about.md", "We *print*.\n")
    assert [error.file for error in home.build().errors] == ["layouts/page.html"]
    assert "We <em>print</em>" in home.read("about/index.html")


def test_a_folder_of_days_that_leads_out_is_neither_read_nor_written_to(home):
    away = home.root.parent / f"{home.root.name}-away"
    link(home, "content/2026", away)
    library = Library(home.root)
    with pytest.raises(PageError, match="leads out of the digest"):
        library.load(DAY)
    (file,) = library.days()
    with pytest.raises(PermissionError):
        library.raw(file)
    with pytest.raises(LibraryError, match="leads out of the digest"):
        library.save(DAY, "text")
    with pytest.raises(LibraryError, match="leads out of the digest"):
        library.save_over(None, date(2026, 1, 28), "text")
    assert sorted(path.name for path in away.iterdir()) == ["2026-01-27.md", "notes.md"]
    edition = home.build()
    assert [error.file for error in edition.errors] == ["content/2026/2026-01-27.md"]
    assert b"sk-a-secret" not in everything(home.out)


def test_a_page_that_is_a_link_is_written_over_and_what_it_led_to_stays(home):
    away = home.root.parent / f"{home.root.name}-away"
    path = link(home, "content/2026/2026-01-27.md", away / "notes.md")
    Library(home.root).save(DAY, "a page")
    assert path.read_text(encoding="utf-8") == "a page"
    assert SECRET in (away / "notes.md").read_text(encoding="utf-8")


def test_links_within_the_digest_are_fine(home):
    home.write("README.md", "# We\n\nWe *print*.\n")
    home.write("pictures/nameplate.svg", "<svg/>")
    link(home, "content/about.md", "../README.md")
    link(home, "layouts/nameplate.svg", "../pictures/nameplate.svg")
    edition = home.build()
    assert edition.errors == ()
    assert "We <em>print</em>" in home.read("about/index.html")
    assert home.read("nameplate.svg") == "<svg/>"


def test_the_folder_itself_may_be_kept_elsewhere(home):
    kept = home.root.parent / f"{home.root.name}-vault"
    (home.root / "content").rename(kept)
    (home.root / "content").symlink_to(kept)
    home.write("content/about.md", "We *print*.\n")
    link(home, "content/key.md", home.root / ".env")
    edition = home.build()
    assert [error.file for error in edition.errors] == ["content/key.md"]
    assert "We <em>print</em>" in home.read("about/index.html")


def test_a_pipe_keeps_nobody_waiting(home):
    os.mkfifo(home.root / "content" / "pipe.md")
    os.mkfifo(home.root / "layouts" / "pipe.css")
    (home.root / "content" / "zero.md").symlink_to("/dev/zero")
    edition = home.build()
    assert {error.file for error in edition.errors} == {
        "content/pipe.md",
        "content/zero.md",
        "layouts/pipe.css",
    }


def test_a_link_to_itself_is_an_error_like_any_file_that_cannot_be_read(home):
    link(home, "content/loop.md", "loop.md")
    assert stray(home.root / "content" / "loop.md", home.root / "content") == ""
    assert [error.file for error in home.build().errors] == ["content/loop.md"]
