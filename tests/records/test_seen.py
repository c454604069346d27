"""What is known of pages without reading them: the same as what they say, whatever has become of either."""

import datetime as dt
import sqlite3
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.library import Library
from broadsheet.records.seen import PageFacts, Seen
from strategies import few

DAY = dt.date(2026, 1, 27)
DAYS = [DAY - dt.timedelta(days=n) for n in range(4)]


def page(day, *papers):
    entries = "".join(
        f"\n### [A](https://arxiv.org/abs/{paper})\n\n- **Categories:** cs.CL\n" for paper in papers
    )
    return f"---\ntitle: x\ndate: {day}\n---\n\n## cs.CL\n{entries}"


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that are read from now on."""
    names = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: names.append(path.name) or read(path))
    return names


def test_papers_are_found_on_broken_pages_and_in_comments_too(library):
    library.save(
        DAY, f"broken\n{page(DAY, '2601.90001v1')}<!--\n### [B](https://arxiv.org/abs/math/0112017)\n-->\n"
    )
    seen = Seen(library)
    assert seen == {"2601.90001": {DAY: 1}, "math/0112017": {DAY: None}}
    assert len(seen) == 2
    assert seen.get("2601.90002") is None
    assert sorted(seen.on(DAY)) == ["2601.90001", "math/0112017"]
    assert seen.facts(DAY) is None


@pytest.mark.parametrize("blanks", [" ", "  ", "\t"])
def test_a_paper_is_found_however_its_heading_is_spaced(library, blanks):
    text = page(DAY, "2601.90001v1").partition("<!-- as written")[0].replace("### ", f"###{blanks}")
    library.save(DAY, text)
    assert library.load(DAY).digest.entries
    assert Seen(library) == {"2601.90001": {DAY: 1}}


def test_a_page_tells_its_new_papers(library):
    library.save(DAY, page(DAY, "2601.90001v1", "2601.90002v1"))
    seen = Seen(library)
    told = PageFacts(frozenset({"2601.90001", "2601.90002"}))
    assert seen.facts(DAY) == told
    assert seen.facts(DAY) == told
    assert seen.facts(DAYS[1]) is None


def test_a_page_that_is_as_it_was_is_not_read_again(library, tmp_path, later, reads):
    for day in DAYS:
        library.save(day, page(day, f"2601.900{day:%d}"))
    Seen(library, tmp_path)
    Seen(library, tmp_path).facts(DAY)
    del reads[:]
    library.save(DAYS[2], page(DAYS[2], "2601.90099"))
    del reads[:]
    seen = Seen(library, tmp_path)
    assert reads == [f"{DAYS[2]}.md"]
    assert seen.facts(DAY).new == {"2601.90027"}
    assert len(reads) == 1
    assert seen["2601.90099"] == {DAYS[2]: None}
    assert "2601.90025" not in seen


def test_what_a_run_writes_is_known_when_it_is_noted(library):
    seen = Seen(library)
    library.save(DAY, page(DAY, "2601.90001v2"))
    assert not seen
    seen.note(DAY)
    assert seen == {"2601.90001": {DAY: 2}}
    assert seen.days == {DAY}


def garbage(file):
    file.write_bytes(b"SQLite format 3\0" + b"x" * 5000)


def of_another_program(file):
    file.unlink()
    with sqlite3.connect(file) as database:
        database.executescript("PRAGMA user_version = 99; CREATE TABLE page (a)")
    database.close()


def cut(file):
    file.write_bytes(file.read_bytes()[:5000])


def a_folder(file):
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("harm", [garbage, of_another_program, cut, a_folder])
def test_a_damaged_memory_is_made_anew(library, tmp_path, harm):
    for day in DAYS:
        library.save(day, page(day, *(f"2601.9{day:%d}{n:02}" for n in range(60))))
    whole = dict(Seen(library, tmp_path))
    assert len(whole) == 240
    harm(tmp_path / "seen.sqlite")
    assert dict(Seen(library, tmp_path)) == whole
    assert dict(Seen(library, tmp_path)) == whole


def test_a_memory_that_another_run_is_writing_is_done_without(library, tmp_path):
    library.save(DAY, page(DAY, "2601.90001"))
    Seen(library, tmp_path)
    other = sqlite3.connect(tmp_path / "seen.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert Seen(library, tmp_path, patience=0) == {"2601.90001": {DAY: None}}
    other.close()


edits = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.none() | st.lists(st.sampled_from(["2601.90001v1", "2601.90001v2", "2601.90002", "math/0112017"])),
    ),
    max_size=6,
)


@few
@given(st.lists(edits, min_size=1, max_size=4))
def test_after_any_edits_it_knows_what_the_pages_say(tmp_path_factory, runs):
    folder = tmp_path_factory.mktemp("seen")
    library = Library(folder)
    for edited in runs:
        for day, papers in edited:
            if papers is None:
                library.path_of(day).unlink(missing_ok=True)
            else:
                library.save(day, page(day, *papers))
        seen, anew = Seen(library, folder), Seen(library)
        assert dict(seen) == dict(anew)
        assert seen.days == anew.days
        assert [seen.facts(day) for day in DAYS] == [anew.facts(day) for day in DAYS]


def test_a_memory_may_be_let_go_by_any_thread(library, tmp_path):
    """Where garbage is collected is chance's."""
    complaints = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "unraisablehook", complaints.append)
        memory = [Seen(library, tmp_path / ".broadsheet"), Seen(library)]
        thread = threading.Thread(target=memory.clear)
        thread.start()
        thread.join()
    assert complaints == []
